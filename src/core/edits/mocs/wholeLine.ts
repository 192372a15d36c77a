import type { TextRange } from '../../markdown/textEdit.ts';

/** The line that `at` stands in, its line end included. */
export function fullLine(text: string, at: number): TextRange {
  const newline = text.indexOf('\n', at);
  return { start: text.lastIndexOf('\n', at - 1) + 1, end: newline < 0 ? text.length : newline + 1 };
}

/** A last line that has no line end of its own goes with the one before it. */
export function wholeLine(text: string, { start, end }: TextRange): TextRange {
  if (text.endsWith('\n') || end < text.length) return { start, end };
  return { start: start - (/\r?\n$/.exec(text.slice(0, start))?.[0].length ?? 0), end };
}
