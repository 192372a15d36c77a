import { isTagKey } from './frontmatterTags.ts';
import { findFrontmatterFence } from './frontmatterFence.ts';
import { lineRange } from './lines.ts';
import type { TextRange } from './textEdit.ts';
import type { TagPlace, TypedTag } from './tagPlace.ts';
import type { YamlQuote } from './yamlScalar.ts';

/** What a value cannot begin with to hold tags: mappings, block texts, anchors, aliases, YAML tags, reserved marks. */
const OTHER_VALUE = /^[{|>&*!%@`\]},?]/;

/**
 * The tag that is being typed in the frontmatter; `undefined` where the cursor is in the frontmatter and in no tag,
 * `elsewhere` where it is not in the frontmatter. It reads the few lines around the cursor by itself: what is being
 * typed is seldom valid YAML yet.
 */
export function frontmatterTagAt(text: string, offset: number): TypedTag | 'elsewhere' | undefined {
  const block = blockRange(text);
  if (block === undefined || offset > block.after) return 'elsewhere';
  if (offset < block.start || offset > block.end) return undefined;
  const value = valueStart(text, block.start, offset);
  if (value === undefined || value > offset) return undefined;
  const begin = skipBlanks(text, value, offset);
  if (begin === undefined) return undefined;
  const line = lineRange(text, offset);
  const isKeyLine = value >= line.start;
  const first = text.charAt(begin);
  if (
    !isKeyLine &&
    (begin >= line.start || first === '-') &&
    /^[ \t]*-/.test(text.slice(line.start, line.end))
  ) {
    return blockItem(text, line, offset);
  }
  if (first === '[' && begin < offset) return flowItem(text, begin + 1, offset);
  // A value begins after a blank: `tags:x` is no key.
  if (!isKeyLine || begin === value) return undefined;
  return part(text, { start: begin, end: line.end }, offset);
}

/** The lines between the fences, without the last line end, and where all of the block ends. */
interface Block extends TextRange {
  readonly after: number;
}

/** A block without a closing fence, as it is while it is being written, reaches to the first empty line. */
function blockRange(text: string): Block | undefined {
  const fence = findFrontmatterFence(text);
  if (fence !== undefined)
    return { start: fence.contentStart, end: fence.contentEnd - 1, after: fence.end - 1 };
  const opening = /^\uFEFF?---[ \t]*(?:\r\n?|\n)/.exec(text);
  if (opening === null) return undefined;
  const start = opening[0].length;
  // From the opening's own line end on: an empty line right below it is no frontmatter.
  const blank = /(?:\r\n?|\n)[ \t]*(?:\r|\n|$)/.exec(text.slice(start - 1));
  const end = blank === null ? text.length : start - 1 + blank.index;
  return end < start ? undefined : { start, end, after: end };
}

/** Where the value of the tag key begins in which `offset` stands, right after its colon. */
function valueStart(text: string, blockStart: number, offset: number): number | undefined {
  for (let at = offset; at >= blockStart;) {
    const { start, end } = lineRange(text, at);
    const line = text.slice(start, end);
    const key = /^(["']?)(\w{3,4})\1[ \t]*:(?=[ \t]|$)/.exec(line);
    if (key !== null) return isTagKey(key[2] ?? '') ? start + key[0].length : undefined;
    // Lines of a value are indented, or items at the key's own indent.
    if (!/^(?:[ \t\]#]|-(?:[ \t]|$)|$)/.test(line)) return undefined;
    at = text.startsWith('\r\n', start - 2) ? start - 2 : start - 1;
  }
  return undefined;
}

/** The first character from `at` that is no blank and in no comment, `offset` at the most; `undefined` when `offset` is in a comment. */
function skipBlanks(text: string, at: number, offset: number): number | undefined {
  let i = at;
  while (i < offset) {
    if (text[i] === '#' && /\s/.test(text.charAt(i - 1))) {
      const { end } = lineRange(text, i);
      if (end >= offset) return undefined;
      i = end;
    } else if (/\s/.test(text.charAt(i))) i++;
    else return i;
  }
  return offset;
}

/** `- tag` on the cursor's own line. */
function blockItem(text: string, line: TextRange, offset: number): TypedTag | undefined {
  const mark = /^[ \t]*-[ \t]+/.exec(text.slice(line.start, offset));
  if (mark === null) return undefined;
  return item(text, { start: line.start + mark[0].length, end: line.end }, offset, false);
}

/** The item of `[…]` in which the cursor stands; `at` is after the bracket. */
function flowItem(text: string, at: number, offset: number): TypedTag | undefined {
  const { end: lineEnd } = lineRange(text, offset);
  for (let i = at; ;) {
    const start = skipBlanks(text, i, offset);
    if (start === undefined) return undefined;
    const own = { start, end: lineEnd };
    if (start === offset) return item(text, own, offset, true);
    const isQuoted = quoteAt(text, start) !== '';
    if (!isQuoted && /[[\]{}]/.test(text.charAt(start))) return undefined;
    const end = isQuoted ? afterQuote(text, start) : plainEnd(text, own, true);
    if (end === undefined || end > offset || (end === offset && !isQuoted))
      return item(text, own, offset, true);
    i = skipBlanks(text, end, offset) ?? offset;
    if (text[i] === ',' && i < offset) i++;
    else if (isQuoted || end === start) return undefined;
  }
}

/** One item of a list; `range` begins with it and ends with the line. */
function item(text: string, range: TextRange, offset: number, inFlow: boolean): TypedTag | undefined {
  const name = nameIn(text, range, offset, inFlow);
  return name && typedTag(text, name, offset, { kind: 'item', inFlow, quote: name.quote });
}

/** One of the tags of a single text; `range` begins with the text and ends with the line. */
function part(text: string, range: TextRange, offset: number): TypedTag | undefined {
  const whole = nameIn(text, range, offset, false);
  if (whole === undefined) return undefined;
  const separator = text.slice(whole.start, whole.end).includes(',') ? ',' : ' ';
  const isSeparator = (at: number): boolean =>
    text[at] === separator || (separator === ' ' && text[at] === '\t');
  let { start } = whole;
  for (let i = offset; i > start; i--) if (isSeparator(i - 1)) start = i;
  while (start < offset && /[ \t]/.test(text.charAt(start))) start++;
  let end = offset;
  while (end < whole.end && !isSeparator(end)) end++;
  return typedTag(text, { start, end: trimmedEnd(text, offset, end) }, offset, {
    kind: 'part',
    separator,
    quote: whole.quote,
  });
}

interface Name extends TextRange {
  readonly quote: YamlQuote;
}

/** The text in which the cursor stands, without quotes; nothing where it is a comment or no text at all. */
function nameIn(text: string, range: TextRange, offset: number, inFlow: boolean): Name | undefined {
  const quote = quoteAt(text, range.start);
  if (quote !== '') {
    if (offset === range.start) return undefined;
    const after = afterQuote(text, range.start);
    if (after !== undefined && after <= offset) return undefined;
    const end = after === undefined ? trimmedEnd(text, offset, range.end) : after - 1;
    return { start: range.start + 1, end, quote };
  }
  const written = text.slice(range.start, offset);
  if (OTHER_VALUE.test(written) || /^[[#]|^-\s|:\s|\s#/.test(written)) return undefined;
  const next = text.slice(offset, range.end);
  if (written === '' && /^(?:["'[{|>&*!]|-\s)/.test(next)) return undefined;
  return { start: range.start, end: Math.max(offset, plainEnd(text, range, inFlow)), quote: '' };
}

/** Where a text without quotes ends: at a comment, in a flow list at a comma or bracket, else with the line. */
function plainEnd(text: string, { start, end }: TextRange, inFlow: boolean): number {
  const stop = inFlow ? /[,[\]{}\r\n]/ : /[\r\n]/;
  let at = start;
  while (at < end && !stop.test(text.charAt(at)) && !isComment(text, start, at)) at++;
  return trimmedEnd(text, start, at);
}

function isComment(text: string, start: number, at: number): boolean {
  return text[at] === '#' && (at === start || /[ \t]/.test(text.charAt(at - 1)));
}

function trimmedEnd(text: string, start: number, end: number): number {
  let at = end;
  while (at > start && /\s/.test(text.charAt(at - 1))) at--;
  return at;
}

function quoteAt(text: string, at: number): YamlQuote {
  const character = text.charAt(at);
  return character === '"' || character === "'" ? character : '';
}

/** After the quote that closes the one at `at`, on the same line; `undefined` where none does. */
function afterQuote(text: string, at: number): number | undefined {
  const quote = text[at];
  for (let i = at + 1; i < text.length && !/[\r\n]/.test(text.charAt(i)); i++) {
    if (quote === '"' && text[i] === '\\') i++;
    else if (text[i] === quote && quote === "'" && text[i + 1] === "'") i++;
    else if (text[i] === quote) return i + 1;
  }
  return undefined;
}

function typedTag(text: string, range: TextRange, offset: number, place: TagPlace): TypedTag | undefined {
  let { start } = range;
  while (start < offset && text[start] === '#') start++;
  return { start, end: Math.max(offset, range.end), typed: text.slice(start, offset), place };
}
