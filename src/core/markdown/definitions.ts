import { BRACKET_OPEN, COLON, CR, LESS, LF, SPACE, TAB } from './charCodes.ts';
import { labelEnd, skipBlanks, targetEnd, titleEnd } from './linkSyntax.ts';

/** `[label]: target "title"`. All offsets are into the text. */
export interface Definition {
  readonly start: number;
  readonly end: number;
  readonly labelStart: number;
  readonly labelEnd: number;
  /** The target as written, angle brackets left out. */
  readonly targetStart: number;
  readonly targetEnd: number;
  /** Where the next line's text begins. */
  readonly next: number;
}

/** Reads the definition at `at` of a paragraph that ends at `end`, or gives undefined. */
export function readDefinition(text: string, at: number, end: number): Definition | undefined {
  if (text.charCodeAt(at) !== BRACKET_OPEN) return undefined;
  const label = labelEnd(text, at + 1, end);
  if (label < 0 || text.charCodeAt(label + 1) !== COLON) return undefined;
  const start = skipBlanks(text, label + 2, end);
  if (start >= end) return undefined;
  const afterTarget = targetEnd(text, start, end);
  if (afterTarget < 0) return undefined;
  const lineAfterTarget = restOfLine(text, afterTarget, end);
  const titleStart = skipBlanks(text, afterTarget, end);
  const afterTitle = titleStart > afterTarget && titleStart < end ? titleEnd(text, titleStart, end) : -1;
  const lineAfterTitle = afterTitle < 0 ? -1 : restOfLine(text, afterTitle, end);
  const hasTitle = lineAfterTitle >= 0;
  if (!hasTitle && lineAfterTarget < 0) return undefined;
  const angle = text.charCodeAt(start) === LESS ? 1 : 0;
  return {
    start: at,
    end: hasTitle ? afterTitle : afterTarget,
    labelStart: at + 1,
    labelEnd: label,
    targetStart: start + angle,
    targetEnd: afterTarget - angle,
    next: skipBlanks(text, hasTitle ? lineAfterTitle : lineAfterTarget, end),
  };
}

/** Where the definitions at the start of a paragraph end and its text begins. */
export function definitionsEnd(text: string, start: number, end: number): number {
  let at = start;
  for (
    let definition = readDefinition(text, at, end);
    definition;
    definition = readDefinition(text, at, end)
  ) {
    at = definition.next;
  }
  return at;
}

/** The line end at or after the blanks at `at`, or -1 when something else stands on the line. */
function restOfLine(text: string, at: number, end: number): number {
  while (at < end && (text.charCodeAt(at) === SPACE || text.charCodeAt(at) === TAB)) at++;
  if (at >= end) return end;
  const code = text.charCodeAt(at);
  return code === LF || code === CR ? at : -1;
}
