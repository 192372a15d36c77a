import { scanMarkdown } from '../markdown/scan.ts';
import type { TextRange } from '../markdown/textEdit.ts';
import { estimateTokens } from './tokens.ts';

/**
 * Divides a stretch of a note into parts of at most `room` tokens each (by {@link estimateTokens}): between sections
 * where that is enough, else between paragraphs, lines, words. Every character is in exactly one part, in order.
 */
export function splitText(text: string, range: TextRange, room: number): TextRange[] {
  const sections = sectionsOf(text, range).flatMap((section) => divide(text, section, room, SEPARATORS));
  return pack(text, sections, room);
}

/** Where a stretch may be divided, the best place first: after an empty line, after a line, after a blank. */
const SEPARATORS: readonly RegExp[] = [/\r?\n[ \t]*\r?\n/g, /\r\n|\n|\r/g, /\s+|[。！？、，]/g];

function sectionsOf(text: string, range: TextRange): TextRange[] {
  const starts = scanMarkdown(text)
    .headings.map((heading) => heading.range.start)
    .filter((start) => start > range.start && start < range.end);
  return between(range, starts);
}

function between(range: TextRange, cuts: readonly number[]): TextRange[] {
  const bounds = [range.start, ...cuts, range.end];
  return bounds.slice(1).map((end, index) => ({ start: bounds[index]!, end }));
}

function divide(text: string, range: TextRange, room: number, separators: readonly RegExp[]): TextRange[] {
  const stretch = text.slice(range.start, range.end);
  if (estimateTokens(stretch) <= room) return [range];
  const [separator, ...finer] = separators;
  if (separator === undefined) return halve(text, range, room);
  const cuts = [...stretch.matchAll(separator)]
    .map((match) => range.start + match.index + match[0].length)
    .filter((cut) => cut < range.end);
  const pieces = between(range, cuts).flatMap((piece) => divide(text, piece, room, finer));
  return pack(text, pieces, room);
}

/** One word longer than the room, such as an embedded picture. */
function halve(text: string, range: TextRange, room: number): TextRange[] {
  const length = range.end - range.start;
  if (length < 2 || estimateTokens(text.slice(range.start, range.end)) <= room) return [range];
  let middle = range.start + (length >> 1);
  // Not between the halves of a surrogate pair.
  if (/[\uDC00-\uDFFF]/.test(text[middle]!)) middle++;
  if (middle >= range.end) return [range];
  return [
    ...halve(text, { start: range.start, end: middle }, room),
    ...halve(text, { start: middle, end: range.end }, room),
  ];
}

/** Joins neighbours as long as they fit. */
function pack(text: string, pieces: readonly TextRange[], room: number): TextRange[] {
  const packed: TextRange[] = [];
  let start: number | undefined;
  let end = 0;
  let used = 0;
  for (const piece of pieces) {
    const tokens = estimateTokens(text.slice(piece.start, piece.end));
    if (start !== undefined && used + tokens > room) {
      packed.push({ start, end });
      start = undefined;
    }
    if (start === undefined) used = 0;
    start ??= piece.start;
    used += tokens;
    end = piece.end;
  }
  return start === undefined ? packed : [...packed, { start, end }];
}
