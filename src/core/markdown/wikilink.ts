import { BACKSLASH, BRACKET_CLOSE, BRACKET_OPEN, CR, isBlank, LF, PIPE } from './charCodes.ts';
import { trimmedEnd } from './blockStarts.ts';

/** `[[target#fragment|alias]]`. All offsets are into the text, blanks around target and alias left out. */
export interface Wikilink {
  readonly start: number;
  readonly end: number;
  readonly targetStart: number;
  readonly targetEnd: number;
  /** -1 without an alias. */
  readonly aliasStart: number;
  readonly aliasEnd: number;
}

/**
 * Reads the wikilink whose `[[` begins at `at`, or gives undefined. It stands on one line and holds no brackets.
 * The mark before the alias may be written `\|`, as a table demands.
 */
export function readWikilink(text: string, at: number, end: number): Wikilink | undefined {
  const start = at + 2;
  let pipe = -1;
  let close = start;
  for (; close < end; close++) {
    const code = text.charCodeAt(close);
    if (code === BRACKET_CLOSE) break;
    if (code === BRACKET_OPEN || code === LF || code === CR) return undefined;
    if (code === PIPE && pipe < 0) pipe = close;
  }
  if (close + 1 >= end || text.charCodeAt(close + 1) !== BRACKET_CLOSE) return undefined;
  const targetLimit = pipe < 0 ? close : text.charCodeAt(pipe - 1) === BACKSLASH ? pipe - 1 : pipe;
  const targetStart = skipBlank(text, start, targetLimit);
  const targetEnd = trimmedEnd(text, targetStart, targetLimit);
  if (targetStart === targetEnd) return undefined;
  const aliasStart = pipe < 0 ? -1 : skipBlank(text, pipe + 1, close);
  const aliasEnd = pipe < 0 ? -1 : trimmedEnd(text, aliasStart, close);
  return { start: at, end: close + 2, targetStart, targetEnd, aliasStart, aliasEnd };
}

function skipBlank(text: string, at: number, end: number): number {
  while (at < end && isBlank(text.charCodeAt(at))) at++;
  return at;
}
