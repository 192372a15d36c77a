import {
  BACKSLASH,
  BACKTICK,
  BRACKET_CLOSE,
  BRACKET_OPEN,
  CARET,
  COLON,
  HASH,
  isBlank,
  isDigit,
  SPACE,
  TAB,
} from './charCodes.ts';

/** Length of the run of `code` that begins at `at`. */
export function runLength(text: string, at: number, end: number, code: number): number {
  let to = at;
  while (to < end && text.charCodeAt(to) === code) to++;
  return to - at;
}

/** Where the text before `end` ends when blanks are cut off, not before `start`. */
export function trimmedEnd(text: string, start: number, end: number): number {
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  return end;
}

/**
 * Level of the ATX heading whose marks begin at `at`, or 0. After one to six `#` comes a blank or the line's end,
 * so `###[Note](Note.md)` is a paragraph with a link.
 */
export function atxLevel(text: string, at: number, lineEnd: number): number {
  const level = runLength(text, at, lineEnd, HASH);
  if (level > 6) return 0;
  const after = at + level;
  if (after === lineEnd) return level;
  const code = text.charCodeAt(after);
  return code === SPACE || code === TAB ? level : 0;
}

/** Where the text of an ATX heading ends: before its closing `#`s, when a blank parts them from the text. */
export function atxContentEnd(text: string, start: number, lineEnd: number): number {
  const end = trimmedEnd(text, start, lineEnd);
  let marks = end;
  while (marks > start && text.charCodeAt(marks - 1) === HASH) marks--;
  if (marks === end) return end;
  if (marks === start) return start;
  return isBlank(text.charCodeAt(marks - 1)) ? trimmedEnd(text, start, marks) : end;
}

/** Length of the fence that opens a code block at `at`, or 0. The rest of a backtick fence holds no backtick. */
export function openingFence(text: string, at: number, lineEnd: number, code: number): number {
  const length = runLength(text, at, lineEnd, code);
  if (length < 3) return 0;
  if (code === BACKTICK) {
    for (let i = at + length; i < lineEnd; i++) if (text.charCodeAt(i) === BACKTICK) return 0;
  }
  return length;
}

/**
 * Whether the line from `at` is a thematic break of `code`: -1 when it is, else the place of the character that
 * forbids it (`lineEnd` when there are fewer than three marks), which forbids it for every later start as well.
 */
export function thematicBreakFault(text: string, at: number, lineEnd: number, code: number): number {
  let marks = 0;
  for (let i = at; i < lineEnd; i++) {
    const here = text.charCodeAt(i);
    if (here === code) marks++;
    else if (here !== SPACE && here !== TAB) return i;
  }
  return marks >= 3 ? -1 : lineEnd;
}

/** Length of the list marker at `at` (`-`, `+`, `*`, `1.`, `1)`), or 0; the blank after it is not counted. */
export function listMarkerLength(text: string, at: number, lineEnd: number): number {
  let to = at;
  if (isDigit(text.charCodeAt(at))) {
    while (to < lineEnd && isDigit(text.charCodeAt(to))) to++;
    const code = text.charCodeAt(to);
    if (to - at > 9 || to === lineEnd || (code !== 46 && code !== 41)) return 0;
  }
  to++;
  if (to === lineEnd) return to - at;
  const after = text.charCodeAt(to);
  return after === SPACE || after === TAB ? to - at : 0;
}

/** Length of `[^label]:` at `at`, or 0. */
export function footnoteMarkerLength(text: string, at: number, lineEnd: number): number {
  if (text.charCodeAt(at + 1) !== CARET) return 0;
  const limit = Math.min(lineEnd, at + 1002);
  for (let i = at + 2; i < limit; i++) {
    const code = text.charCodeAt(i);
    if (code === BRACKET_CLOSE) {
      return i > at + 2 && i + 1 < lineEnd && text.charCodeAt(i + 1) === COLON ? i + 2 - at : 0;
    }
    if (code === BRACKET_OPEN || isBlank(code)) return 0;
    if (code === BACKSLASH) i++;
  }
  return 0;
}
