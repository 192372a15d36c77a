import {
  APOSTROPHE,
  BACKTICK,
  BANG,
  COLON,
  DASH,
  DOT,
  EQUALS,
  GREATER,
  isBlank,
  isDigit,
  isLetter,
  LESS,
  QUESTION,
  QUOTE,
  SLASH,
  UNDERSCORE,
} from './charCodes.ts';

/**
 * The seven kinds of HTML block of CommonMark 0.31, §4.6: 1 `<script>` and the like, 2 comment, 3 processing
 * instruction, 4 declaration, 5 CDATA, 6 a block-level tag, 7 any other tag alone on its line.
 */
export type HtmlBlockKind = 1 | 2 | 3 | 4 | 5 | 6 | 7;

const rawTextTags = new Set(['pre', 'script', 'style', 'textarea']);
const blockTags = new Set(
  (
    'address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt ' +
    'fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link ' +
    'main menu menuitem nav noframes ol optgroup option p param search section summary table tbody td tfoot th thead ' +
    'title tr track ul'
  ).split(' '),
);

/** Kind of the HTML block that begins with the `<` at `at`, or 0. A block of kind 7 does not interrupt a paragraph. */
export function htmlBlockKind(
  text: string,
  at: number,
  lineEnd: number,
  inParagraph: boolean,
): HtmlBlockKind | 0 {
  const code = text.charCodeAt(at + 1);
  if (code === BANG) {
    if (text.startsWith('--', at + 2)) return 2;
    if (text.startsWith('[CDATA[', at + 2)) return 5;
    return isLetter(text.charCodeAt(at + 2)) ? 4 : 0;
  }
  if (code === QUESTION) return 3;
  const isClosing = code === SLASH;
  const nameStart = isClosing ? at + 2 : at + 1;
  if (!isLetter(text.charCodeAt(nameStart))) return 0;
  const nameEnd = tagNameEnd(text, nameStart, Math.min(lineEnd, nameStart + 20));
  const name = text.slice(nameStart, nameEnd).toLowerCase();
  const after = text.charCodeAt(nameEnd);
  const nameIsOver = nameEnd >= lineEnd || isBlank(after) || after === GREATER;
  if (!isClosing && nameIsOver && rawTextTags.has(name)) return 1;
  if ((nameIsOver || text.startsWith('/>', nameEnd)) && blockTags.has(name)) return 6;
  if (inParagraph || (!isClosing && rawTextTags.has(name))) return 0;
  const tagEnd = htmlTagEnd(text, at, lineEnd);
  if (tagEnd < 0) return 0;
  for (let i = tagEnd; i < lineEnd; i++) if (!isBlank(text.charCodeAt(i))) return 0;
  return 7;
}

/**
 * After the `>` of the open or closing tag that begins with the `<` at `at`. When there is none: `~position`,
 * negative, of the character that says so, which tells how far the tag was read in vain.
 */
export function htmlTagEnd(text: string, at: number, end: number): number {
  const isClosing = text.charCodeAt(at + 1) === SLASH;
  let i = isClosing ? at + 2 : at + 1;
  if (i >= end || !isLetter(text.charCodeAt(i))) return ~i;
  i = tagNameEnd(text, i, end);
  for (;;) {
    const blankEnd = skipBlanks(text, i, end);
    if (blankEnd >= end) return ~end;
    const code = text.charCodeAt(blankEnd);
    if (code === GREATER) return blankEnd + 1;
    if (isClosing) return ~blankEnd;
    if (code === SLASH) return text.charCodeAt(blankEnd + 1) === GREATER ? blankEnd + 2 : ~blankEnd;
    if (blankEnd === i) return ~i;
    i = attributeEnd(text, blankEnd, end);
    if (i < 0) return i;
  }
}

function attributeEnd(text: string, at: number, end: number): number {
  const first = text.charCodeAt(at);
  if (!isLetter(first) && first !== UNDERSCORE && first !== COLON) return ~at;
  let i = at + 1;
  while (i < end && isAttributeNameCode(text.charCodeAt(i))) i++;
  const equals = skipBlanks(text, i, end);
  if (equals >= end || text.charCodeAt(equals) !== EQUALS) return i;
  i = skipBlanks(text, equals + 1, end);
  if (i >= end) return ~end;
  const quote = text.charCodeAt(i);
  if (quote === QUOTE || quote === APOSTROPHE) {
    for (i++; i < end; i++) if (text.charCodeAt(i) === quote) return i + 1;
    return ~end;
  }
  const valueStart = i;
  while (i < end && isUnquotedValueCode(text.charCodeAt(i))) i++;
  return i === valueStart ? ~i : i;
}

function tagNameEnd(text: string, at: number, end: number): number {
  let code = text.charCodeAt(at);
  while (at < end && (isLetter(code) || isDigit(code) || code === DASH)) code = text.charCodeAt(++at);
  return at;
}

function skipBlanks(text: string, at: number, end: number): number {
  while (at < end && isBlank(text.charCodeAt(at))) at++;
  return at;
}

function isAttributeNameCode(code: number): boolean {
  return (
    isLetter(code) || isDigit(code) || code === UNDERSCORE || code === DOT || code === COLON || code === DASH
  );
}

function isUnquotedValueCode(code: number): boolean {
  return (
    !isBlank(code) &&
    code !== QUOTE &&
    code !== APOSTROPHE &&
    code !== EQUALS &&
    code !== LESS &&
    code !== GREATER &&
    code !== BACKTICK
  );
}
