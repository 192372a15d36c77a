import { scanMarkdown } from '../markdown/scan.ts';
import { sentRange } from './noteBody.ts';
import type { NoteText } from './taskInput.ts';

const LONGEST_QUOTE = 80;

/**
 * Where words first stand in the prose of a note, verbatim and as whole words: not in code, links, headings, HTML
 * or tags. `undefined` for words that stand nowhere, or that could be no link text.
 */
export function findQuote(note: NoteText, quote: string): { start: number; sentence: string } | undefined {
  if (quote.length < 2 || quote.length > LONGEST_QUOTE || quote !== quote.trim()) return undefined;
  if (/[\r\n[\]`<>|#*_]/.test(quote) || !/\p{L}/u.test(quote)) return undefined;
  const { text } = note;
  const { start: from, end } = sentRange(note);
  const scan = scanMarkdown(text);
  const taken = [
    ...scan.codeRanges,
    ...scan.opaqueRanges,
    ...scan.links.map((link) => link.range),
    ...scan.headings.map((heading) => heading.range),
    ...scan.inlineTags.map((tag) => tag.range),
  ];
  for (
    let at = text.indexOf(quote, from);
    at >= 0 && at + quote.length <= end;
    at = text.indexOf(quote, at + 1)
  ) {
    const stop = at + quote.length;
    if (isWhole(text, at, stop) && !taken.some((range) => range.start < stop && at < range.end)) {
      return { start: at, sentence: lineAround(text, at, stop) };
    }
  }
  return undefined;
}

/** No letter or digit goes on at either end; scripts without blanks have no such ends. */
function isWhole(text: string, start: number, end: number): boolean {
  return (
    !joins(text.slice(Math.max(0, start - 1), start), text[start]!) &&
    !joins(text[end - 1]!, text.slice(end, end + 1))
  );
}

function joins(left: string, right: string): boolean {
  const word = /^[\p{L}\p{N}_]$/u;
  const unspaced =
    /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Hangul}]$/u;
  return word.test(left) && word.test(right) && !unspaced.test(left) && !unspaced.test(right);
}

function lineAround(text: string, start: number, end: number): string {
  const from = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1;
  const rest = text.slice(end).search(/[\r\n]/);
  return text.slice(from, rest < 0 ? text.length : end + rest).trim();
}
