import {
  AT,
  BRACKET_CLOSE,
  BRACKET_OPEN,
  COLON,
  characterTable,
  DASH,
  DOT,
  GREATER,
  isDigit,
  isLetter,
  LESS,
  PAREN_CLOSE,
  PAREN_OPEN,
  PLUS,
  SLASH,
  SPACE,
  UNDERSCORE,
} from './charCodes.ts';

/** Characters that end a URL only when nothing but such characters follows. */
const trailing = characterTable('!"\'),.:;?*_~]');
const beforeWww = characterTable(' \t\n\r(*_[]~');

/**
 * Start of the `http` or `https` before the `://` at `colon`, not before `from`, or -1.
 * The rules for URLs without brackets around them are those of GFM's autolink extension.
 */
export function schemeStart(text: string, colon: number, from: number): number {
  if (text.charCodeAt(colon + 1) !== SLASH || text.charCodeAt(colon + 2) !== SLASH) return -1;
  const isSecure = (text.charCodeAt(colon - 1) | 32) === 115;
  const start = colon - (isSecure ? 5 : 4);
  if (start < from || text.slice(start, start + 4).toLowerCase() !== 'http') return -1;
  return start > from && isLetter(text.charCodeAt(start - 1)) ? -1 : start;
}

/** Start of the `www` before the `.` at `dot`, not before `from`, or -1. */
export function wwwStart(text: string, dot: number, from: number): number {
  const start = dot - 3;
  if (start < from || text.slice(start, dot).toLowerCase() !== 'www') return -1;
  if (start === from) return start;
  const before = text.charCodeAt(start - 1);
  return before < 128 && beforeWww[before] === 1 ? start : -1;
}

/**
 * End of the URL whose domain begins at `domain`, or -1 when there is no domain. Inside an open bracket it ends at
 * the bracket that closes it.
 */
export function urlEnd(text: string, domain: number, end: number, inBrackets: boolean): number {
  const first = text.charCodeAt(domain);
  if (domain >= end || !(isLetter(first) || isDigit(first) || first > 127)) return -1;
  let parentheses = 0;
  let brackets = 0;
  let i = domain;
  for (; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code <= SPACE || code === LESS || (code > 127 && isUnicodeBlank(code))) break;
    if (code === PAREN_OPEN) parentheses++;
    else if (code === PAREN_CLOSE) parentheses--;
    else if (code === BRACKET_OPEN) brackets++;
    else if (code === BRACKET_CLOSE && (inBrackets ? --brackets < 0 : endsAtBracket(text, i + 1))) break;
  }
  return withoutTrail(text, domain, i, parentheses);
}

/** Cuts off trailing punctuation, and parentheses that nothing in the URL opens. */
function withoutTrail(text: string, start: number, end: number, parentheses: number): number {
  while (end > start) {
    const code = text.charCodeAt(end - 1);
    if (code === PAREN_CLOSE) {
      if (parentheses >= 0) return end;
      parentheses++;
    } else if (code === 59 && entityStart(text, start, end - 1) >= 0) {
      end = entityStart(text, start, end - 1);
      continue;
    } else if (code > 127 || trailing[code] === 0) return end;
    end--;
  }
  return -1;
}

/** Start of the `&name` that ends at `end`, or -1. */
function entityStart(text: string, start: number, end: number): number {
  let i = end;
  while (i > start && isLetter(text.charCodeAt(i - 1))) i--;
  return i < end && text.charCodeAt(i - 1) === 38 ? i - 1 : -1;
}

function endsAtBracket(text: string, after: number): boolean {
  const code = text.charCodeAt(after);
  return !(code > SPACE) || code === PAREN_OPEN || code === BRACKET_OPEN;
}

function isUnicodeBlank(code: number): boolean {
  return (
    code === 0xa0 ||
    code === 0x3000 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029
  );
}

/** Start of the name before the `@` at `at`, not before `from`, or -1. */
export function mailStart(text: string, at: number, from: number): number {
  let start = at;
  while (start > from && isMailNameCode(text.charCodeAt(start - 1))) start--;
  if (start === at || (start > from && text.charCodeAt(start - 1) === SLASH)) return -1;
  return start;
}

/** End of the domain after the `@` at `at`, or -1: it has a dot in it and ends in a letter. */
export function mailEnd(text: string, at: number, end: number): number {
  let hasDot = false;
  let i = at + 1;
  for (; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === DOT) {
      const next = text.charCodeAt(i + 1);
      if (i + 1 >= end || !(isLetter(next) || isDigit(next))) break;
      hasDot = true;
    } else if (!isLetter(code) && !isDigit(code) && code !== DASH && code !== UNDERSCORE) break;
  }
  return hasDot && isLetter(text.charCodeAt(i - 1)) ? i : -1;
}

function isMailNameCode(code: number): boolean {
  return (
    isLetter(code) || isDigit(code) || code === PLUS || code === DASH || code === DOT || code === UNDERSCORE
  );
}

/** After the `>` of the autolink that begins with the `<` at `at` (`<scheme:…>` or `<name@domain>`), or -1. */
export function angleAutolinkEnd(text: string, at: number, end: number): number {
  let i = at + 1;
  let isMail = false;
  while (i < end) {
    const code = text.charCodeAt(i);
    if (code === COLON && !isMail)
      return i - at > 2 && i - at < 34 && isScheme(text, at + 1, i) ? uriEnd(text, i, end) : -1;
    if (code === AT && !isMail && i > at + 1) isMail = true;
    else if (code === GREATER) return isMail ? i + 1 : -1;
    else if (
      isMail ? !isLetter(code) && !isDigit(code) && code !== DASH && code !== DOT : !isMailOrSchemeCode(code)
    )
      return -1;
    i++;
  }
  return -1;
}

function uriEnd(text: string, colon: number, end: number): number {
  for (let i = colon + 1; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code === GREATER) return i + 1;
    if (code <= SPACE || code === LESS) return -1;
  }
  return -1;
}

function isScheme(text: string, start: number, end: number): boolean {
  if (!isLetter(text.charCodeAt(start))) return false;
  for (let i = start + 1; i < end; i++) {
    const code = text.charCodeAt(i);
    if (!isLetter(code) && !isDigit(code) && code !== PLUS && code !== DASH && code !== DOT) return false;
  }
  return true;
}

const mailOrScheme = characterTable("!#$%&'*+/=?^_`{|}~.-");

function isMailOrSchemeCode(code: number): boolean {
  return isLetter(code) || isDigit(code) || (code < 128 && mailOrScheme[code] === 1);
}
