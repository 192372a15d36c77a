import type { TextRange } from './textEdit.ts';

/** Where a frontmatter block stands. All offsets are into the whole text given, a BOM counted. */
export interface FrontmatterFence extends TextRange {
  /** First character of the opening `---`: 0, or 1 after a BOM. */
  readonly start: number;
  /** After the closing fence and its line end. */
  readonly end: number;
  /** After the opening fence and its line end. */
  readonly contentStart: number;
  /** Start of the closing fence; equal to `contentStart` for an empty block. */
  readonly contentEnd: number;
}

/** The longest block taken for frontmatter, both fences included, in UTF-16 code units. */
const maxBlockLength = 64 * 1024;

const byteOrderMark = 0xfeff;
const newline = 10;
const carriageReturn = 13;

/**
 * Finds the frontmatter block by its fences alone; what stands between them may be any text.
 *
 * The first line is exactly `---`, blanks after it allowed, a BOM before it too; the block ends at the first
 * line that is `---` or `...`, blanks after it allowed. Without such a line, or when it comes after more than
 * 64 KB, there is no frontmatter: an unclosed fence must not swallow the note. Lines end in LF, CRLF or CR.
 *
 * @example findFrontmatterFence('---\na: 1\n---\nText') // { start: 0, end: 13, contentStart: 4, contentEnd: 9 }
 */
export function findFrontmatterFence(text: string): FrontmatterFence | undefined {
  const start = text.charCodeAt(0) === byteOrderMark ? 1 : 0;
  if (!text.startsWith('---', start)) return undefined;
  const openEnd = fenceLineEnd(text, start);
  if (openEnd === undefined || openEnd === text.length) return undefined;
  const limit = Math.min(text.length, start + maxBlockLength);
  let lineStart = openEnd;
  while (lineStart < limit) {
    if (text.startsWith('---', lineStart) || text.startsWith('...', lineStart)) {
      const end = fenceLineEnd(text, lineStart);
      if (end !== undefined)
        return end <= limit ? { start, end, contentStart: openEnd, contentEnd: lineStart } : undefined;
    }
    lineStart = nextLineStart(text, lineStart, limit);
  }
  return undefined;
}

/** After the line end of the fence at `position`, or undefined when more than blanks follows the fence. */
function fenceLineEnd(text: string, position: number): number | undefined {
  let at = position + 3;
  while (text.charCodeAt(at) === 32 || text.charCodeAt(at) === 9) at++;
  if (at >= text.length) return text.length;
  const code = text.charCodeAt(at);
  if (code === newline) return at + 1;
  if (code === carriageReturn) return text.charCodeAt(at + 1) === newline ? at + 2 : at + 1;
  return undefined;
}

function nextLineStart(text: string, position: number, limit: number): number {
  for (let at = position; at < limit; at++) {
    const code = text.charCodeAt(at);
    if (code === newline) return at + 1;
    if (code === carriageReturn) return text.charCodeAt(at + 1) === newline ? at + 2 : at + 1;
  }
  return limit;
}
