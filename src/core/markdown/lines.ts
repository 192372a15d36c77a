import { CR, LF } from './charCodes.ts';
import type { TextRange } from './textEdit.ts';

/** The words of a text with single blanks between them, on one line. */
export function inOneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

/** Number of the line that `offset` stands in, from 1. Lines end in LF, CRLF or CR. */
export function lineNumberAt(text: string, offset: number): number {
  let line = 1;
  for (let i = 0; i < offset; i++) {
    const code = text.charCodeAt(i);
    if (code === LF || (code === CR && text.charCodeAt(i + 1) !== LF)) line++;
  }
  return line;
}

/** The line that `offset` stands in, its line end not included. */
export function lineRange(text: string, offset: number): TextRange {
  let start = offset;
  let end = offset;
  while (start > 0 && !isLineEnd(text.charCodeAt(start - 1))) start--;
  while (end < text.length && !isLineEnd(text.charCodeAt(end))) end++;
  return { start, end };
}

/** The line end that most lines have: what new lines should end in. LF when there are as many of both, or none. */
export function detectEol(text: string): '\n' | '\r\n' {
  let lf = 0;
  let crlf = 0;
  for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
    if (i > 0 && text.charCodeAt(i - 1) === CR) crlf++;
    else lf++;
  }
  return crlf > lf ? '\r\n' : '\n';
}

function isLineEnd(code: number): boolean {
  return code === LF || code === CR;
}
