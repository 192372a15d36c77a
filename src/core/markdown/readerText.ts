import {
  isAsciiPunctuation,
  isBlank,
  characterTable,
  BACKSLASH,
  STAR,
  UNDERSCORE,
  TILDE,
  EQUALS,
} from './charCodes.ts';
import { unescapeMarkdown } from './decode.ts';
import type { CodeRange, Link } from './structure.ts';
import type { TextRange } from './textEdit.ts';

/** What was found so far in a piece of text, in the order of its ends. */
export interface InlineMarks {
  readonly code: readonly CodeRange[];
  readonly opaque: readonly TextRange[];
}

/** Characters that may be markup, besides what links and code are. */
const markup = characterTable('*_~=\\&`[]!<$%\r\n');

/** Texts longer than this keep their markup: links nest, and each level would read all of its inside again. */
const maxMarkedUpLength = 500;

/**
 * A piece of text as a reader sees it: no emphasis marks, escapes or entities, code without its backticks, and of
 * links, images and wikilinks only the text. The piece must have been read already.
 */
export function readerText(
  text: string,
  start: number,
  end: number,
  links: readonly Link[],
  marks: InlineMarks,
  maxLength = maxMarkedUpLength,
): string {
  let at = start;
  for (; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code < 128 && markup[code] === 1) break;
  }
  if (at === end || end - start > maxLength) return text.slice(start, end).trim();
  const cuts = collectCuts(start, text, links, marks);
  return inOneLine(new PlainWriter(text).write(start, end, cuts));
}

/** Line breaks as one space each, with the blanks, quote marks and hard-break backslash around them. */
function inOneLine(text: string): string {
  if (!text.includes('\n') && !text.includes('\r')) return text.trim();
  const lines = text.split(/[\r\n]/).map((line, index, all) => {
    const isLast = index === all.length - 1;
    const shown = !isLast && line.endsWith('\\') ? line.slice(0, -1) : line;
    return (index === 0 ? shown : shown.replace(/^[ \t>]+/, '')).trim();
  });
  return lines.filter((line) => line !== '').join(' ');
}

/** A stretch that is left out, or kept as it is. */
interface Cut extends TextRange {
  readonly keep: boolean;
}

function collectCuts(start: number, text: string, links: readonly Link[], marks: InlineMarks): Cut[] {
  const cuts: Cut[] = [];
  for (let i = links.length - 1; i >= 0 && links[i]!.range.end > start; i--) {
    const { range, textRange, targetRange, kind, embed } = links[i]!;
    if (range.start < start) continue;
    const shown =
      textRange ?? (kind === 'wiki' && embed ? { start: range.end, end: range.end } : targetRange);
    cuts.push(
      { start: range.start, end: shown.start, keep: false },
      { start: shown.end, end: range.end, keep: false },
    );
    if (kind === 'wiki' || kind === 'autolink') cuts.push({ start: shown.start, end: shown.end, keep: true });
  }
  for (let i = marks.code.length - 1; i >= 0 && marks.code[i]!.start >= start; i--) {
    const range = marks.code[i]!;
    let ticks = 0;
    while (text.charCodeAt(range.start + ticks) === 96) ticks++;
    const inside = { start: range.start + ticks, end: range.end - ticks };
    cuts.push(
      { start: range.start, end: inside.start, keep: false },
      { start: inside.start, end: inside.end, keep: true },
    );
    cuts.push({ start: inside.end, end: range.end, keep: false });
  }
  for (let i = marks.opaque.length - 1; i >= 0 && marks.opaque[i]!.start >= start; i--) {
    const range = marks.opaque[i]!;
    cuts.push({ start: range.start, end: range.end, keep: text.charCodeAt(range.start) === 36 });
  }
  return cuts.sort((a, b) => a.start - b.start || a.end - b.end);
}

/** A run of marks that may still open emphasis. */
interface Run {
  readonly code: number;
  /** Its place among the parts written so far. */
  readonly part: number;
  length: number;
}

class PlainWriter {
  private readonly text: string;
  private readonly parts: string[] = [];
  private readonly open: Run[] = [];
  /** How many of `open` there are, by {@link slot}: a search that must fail is not begun. */
  private readonly openCount = [0, 0, 0, 0, 0, 0, 0, 0];

  constructor(text: string) {
    this.text = text;
  }

  write(start: number, end: number, cuts: readonly Cut[]): string {
    let at = start;
    for (const cut of cuts) {
      if (cut.start < at) continue;
      this.prose(at, cut.start);
      if (cut.keep) this.parts.push(this.text.slice(cut.start, cut.end));
      at = cut.end;
    }
    this.prose(at, end);
    return this.parts.join('');
  }

  /** Text between cuts: takes emphasis marks out where they pair. */
  private prose(start: number, end: number): void {
    const { text, parts } = this;
    let plainFrom = start;
    for (let i = start; i < end;) {
      const code = text.charCodeAt(i);
      if (code === BACKSLASH) i += 2;
      else if (code !== STAR && code !== UNDERSCORE && code !== TILDE && code !== EQUALS) i++;
      else {
        let to = i + 1;
        while (to < end && text.charCodeAt(to) === code) to++;
        if ((code === TILDE || code === EQUALS) && to - i !== 2) {
          i = to;
          continue;
        }
        if (i > plainFrom) parts.push(unescapeMarkdown(text.slice(plainFrom, i)));
        this.run(code, i, to);
        plainFrom = i = to;
      }
    }
    if (end > plainFrom) parts.push(unescapeMarkdown(text.slice(plainFrom, end)));
  }

  /** CommonMark's flanking rules; a mark pairs with the nearest open one of its kind. */
  private run(code: number, start: number, end: number): void {
    const { text, open, parts } = this;
    const before = start > 0 ? text.charCodeAt(start - 1) : 10;
    const after = end < text.length ? text.charCodeAt(end) : 10;
    const left =
      !isBlank(after) && (!isAsciiPunctuation(after) || isBlank(before) || isAsciiPunctuation(before));
    const right =
      !isBlank(before) && (!isAsciiPunctuation(before) || isBlank(after) || isAsciiPunctuation(after));
    const opens = left && (code !== UNDERSCORE || !right || isAsciiPunctuation(before));
    const closes = right && (code !== UNDERSCORE || !left || isAsciiPunctuation(after));
    let rest = end - start;
    while (closes && rest > 0 && this.openCount[slot(code)]! > 0) {
      let run = open.at(-1)!;
      while (run.code !== code) run = this.dropLast();
      const used = Math.min(run.length, rest);
      rest -= used;
      run.length -= used;
      parts[run.part] = String.fromCharCode(code).repeat(run.length);
      if (run.length === 0) this.dropLast();
    }
    if (rest > 0 && opens) {
      open.push({ code, part: parts.length, length: rest });
      this.openCount[slot(code)]!++;
    }
    if (rest > 0) parts.push(String.fromCharCode(code).repeat(rest));
  }

  /** Takes the innermost open run away, and gives the one around it. */
  private dropLast(): Run {
    const { open } = this;
    this.openCount[slot(open.pop()!.code)]!--;
    return open.at(-1)!;
  }
}

/** `*`, `_`, `~` and `=` differ in their last three bits. */
function slot(code: number): number {
  return code & 7;
}
