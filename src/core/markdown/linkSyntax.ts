import {
  APOSTROPHE,
  BACKSLASH,
  BRACKET_CLOSE,
  BRACKET_OPEN,
  CR,
  GREATER,
  isAsciiPunctuation,
  isBlank,
  LESS,
  LF,
  PAREN_CLOSE,
  PAREN_OPEN,
  QUOTE,
  SPACE,
} from './charCodes.ts';

/** How deep parentheses nest in a bare link target, as in the reference implementations. */
export const maxParentheses = 32;
/** The longest link label, in characters (CommonMark 0.31, §4.7). */
const maxLabelLength = 999;

/** After the blanks at `at`, line ends included. */
export function skipBlanks(text: string, at: number, end: number): number {
  while (at < end && isBlank(text.charCodeAt(at))) at++;
  return at;
}

/** After the link target at `at`, bare or in angle brackets; -1 when there is none. A bare one is never empty. */
export function targetEnd(text: string, at: number, end: number): number {
  if (text.charCodeAt(at) === LESS) {
    for (let i = at + 1; i < end; i++) {
      const code = text.charCodeAt(i);
      if (code === GREATER) return i + 1;
      if (code === LESS || code === LF || code === CR) return -1;
      if (code === BACKSLASH && isAsciiPunctuation(text.charCodeAt(i + 1))) i++;
    }
    return -1;
  }
  let depth = 0;
  let i = at;
  for (; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code <= SPACE || code === 127) break;
    if (code === PAREN_OPEN) {
      if (++depth > maxParentheses) return -1;
    } else if (code === PAREN_CLOSE) {
      if (depth === 0) break;
      depth--;
    } else if (code === BACKSLASH && isAsciiPunctuation(text.charCodeAt(i + 1))) i++;
  }
  if (i > end) i = end;
  return depth === 0 && i > at ? i : -1;
}

/** After the link title at `at` (`"…"`, `'…'` or `(…)`), or -1. */
export function titleEnd(text: string, at: number, end: number): number {
  const open = text.charCodeAt(at);
  if (open !== QUOTE && open !== APOSTROPHE && open !== PAREN_OPEN) return -1;
  const close = open === PAREN_OPEN ? PAREN_CLOSE : open;
  for (let i = at + 1; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === close) return i + 1;
    if (code === PAREN_OPEN && open === PAREN_OPEN) return -1;
    if (code === BACKSLASH) i++;
  }
  return -1;
}

/** The `]` that ends the label whose text begins at `at`, or -1. A label has text, and no bare brackets in it. */
export function labelEnd(text: string, at: number, end: number): number {
  const limit = Math.min(end, at + maxLabelLength + 1);
  let hasText = false;
  for (let i = at; i < limit; i++) {
    const code = text.charCodeAt(i);
    if (code === BRACKET_CLOSE) return hasText ? i : -1;
    if (code === BRACKET_OPEN) return -1;
    if (!isBlank(code)) hasText = true;
    if (code === BACKSLASH) i++;
  }
  return -1;
}

/** What labels have in common that CommonMark takes for the same: blanks and case make no difference. */
export function normalizeLabel(label: string): string {
  return label.trim().replace(/\s+/g, ' ').toLowerCase().toUpperCase();
}

/** Target and end of what follows the text of an inline link. */
export interface Resource {
  /** The target as written, angle brackets left out. */
  readonly targetStart: number;
  readonly targetEnd: number;
  /** After the closing parenthesis. */
  readonly end: number;
}

/** Reads `(target "title")` at `at`, or gives undefined. */
export function readResource(text: string, at: number, end: number): Resource | undefined {
  const start = skipBlanks(text, at + 1, end);
  if (start >= end) return undefined;
  if (text.charCodeAt(start) === PAREN_CLOSE) return { targetStart: start, targetEnd: start, end: start + 1 };
  const afterTarget = targetEnd(text, start, end);
  if (afterTarget < 0) return undefined;
  let next = skipBlanks(text, afterTarget, end);
  if (next > afterTarget && next < end) {
    const afterTitle = titleEnd(text, next, end);
    if (afterTitle >= 0) next = skipBlanks(text, afterTitle, end);
  }
  if (next >= end || text.charCodeAt(next) !== PAREN_CLOSE) return undefined;
  const angle = text.charCodeAt(start) === LESS ? 1 : 0;
  return { targetStart: start + angle, targetEnd: afterTarget - angle, end: next + 1 };
}
