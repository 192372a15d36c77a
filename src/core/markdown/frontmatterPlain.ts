import type { TextRange } from './textEdit.ts';

/** A value of the frontmatter that is no collection and not null, and where it stands. */
export interface FrontmatterScalar {
  /** The top-level key that holds it, itself or somewhere below. */
  readonly key: string;
  /** A string as YAML reads it; anything else (`2024`, `true`) as written. */
  readonly value: string;
  /**
   * The value in the text, without its quotes. `text.slice(start, end)` equals `value`, except where YAML
   * hides it behind escapes or spreads it over lines.
   */
  readonly range: TextRange;
  /** Set where it stands deeper than in the key's value or an item of its list. */
  readonly isNested?: true;
}

/** What a plain block says: all that {@link readPlainYaml} can read. */
export interface PlainYaml {
  /** Has no prototype. */
  readonly data: Record<string, unknown>;
  readonly scalars: FrontmatterScalar[];
}

type Scalar = string | number | boolean | null;

/** What YAML would treat in a way of its own: control characters, tabs, lone CR, other line ends, BOM, lone surrogates. */
const unusual =
  /[^\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]|\r(?!\n)/u;
const number = /^(?:\d+(?:\.\d*)?(?:[eE][-+]?\d+)?|0o[0-7]+|0x[\da-fA-F]+)$/;
const shortDecimal = /^\d{1,15}(?:\.\d{1,15})?$/;
const wordValues: ReadonlyMap<string, boolean | null> = new Map<string, boolean | null>([
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
  ...['null', 'Null', 'NULL'].map((word) => [word, null] as const),
]);

const space = 32;
const doubleQuote = 34;
const hash = 35;
const singleQuote = 39;
const comma = 44;
const dash = 45;
const colon = 58;
const openBracket = 91;
const backslash = 92;
const closeBracket = 93;

/**
 * Reads the plain kind of frontmatter that nearly every note has: one `key: value` a line, each value a plain or
 * quoted scalar on that line, a flow list of scalars, a block list of scalars or one level of inner keys. Returns undefined for everything
 * else, malformed YAML included: then the full parser has the word. What it does read, the full parser reads the
 * same (the tests compare them); it is some four times faster and knows where each value stands.
 *
 * @param start where the YAML begins in `text`, at the start of a line
 * @param end where it ends
 */
export function readPlainYaml(text: string, start: number, end: number): PlainYaml | undefined {
  if (unusual.test(text.slice(start, end))) return undefined;
  return new PlainReader(text, end).read(start);
}

class PlainReader {
  readonly #text: string;
  readonly #end: number;
  readonly #data = Object.create(null) as Record<string, unknown>;
  readonly #scalars: FrontmatterScalar[] = [];
  /** The key whose value is being read, and its block list or its inner keys once they have begun. */
  #key = '';
  #keyIsOpen = false;
  #list: Scalar[] | undefined;
  #map: Record<string, Scalar> | undefined;
  #indent = 0;

  constructor(text: string, end: number) {
    this.#text = text;
    this.#end = end;
  }

  read(start: number): PlainYaml | undefined {
    const text = this.#text;
    let position = start;
    while (position < this.#end) {
      const newline = text.indexOf('\n', position);
      const next = newline === -1 || newline >= this.#end ? this.#end : newline + 1;
      let lineEnd = next === newline + 1 ? newline : next;
      while (lineEnd > position && isBlankOrReturn(text.charCodeAt(lineEnd - 1))) lineEnd--;
      if (lineEnd > position && text.charCodeAt(position) !== hash && !this.#readLine(position, lineEnd)) {
        return undefined;
      }
      position = next;
    }
    return { data: this.#data, scalars: this.#scalars };
  }

  #readLine(start: number, end: number): boolean {
    const text = this.#text;
    const first = text.charCodeAt(start);
    if (first !== space && first !== dash) return this.#readEntry(start, end);
    const at = skipSpaces(text, start);
    return text.charCodeAt(at) === dash ? this.#readItem(start, end) : this.#readInnerEntry(start, at, end);
  }

  #readEntry(start: number, end: number): boolean {
    const text = this.#text;
    const colonAt = keyEnd(text, start, end);
    if (colonAt === undefined) return false;
    const key = text.slice(start, colonAt);
    if (key in this.#data) return false;
    this.#key = key;
    this.#list = undefined;
    this.#map = undefined;
    this.#keyIsOpen = colonAt + 1 === end;
    if (this.#keyIsOpen) {
      this.#data[key] = null;
      return true;
    }
    const valueStart = skipSpaces(text, colonAt + 1);
    if (text.charCodeAt(valueStart) === openBracket) return this.#readFlowList(valueStart, end);
    const value = this.#scalar(valueStart, end);
    if (value === undefined) return false;
    this.#data[key] = value;
    return true;
  }

  /** `  key: scalar` below a key without a value. */
  #readInnerEntry(start: number, at: number, end: number): boolean {
    const text = this.#text;
    if (!this.#keyIsOpen || this.#list !== undefined) return false;
    if (this.#map === undefined) {
      this.#map = {};
      this.#indent = at - start;
      this.#data[this.#key] = this.#map;
    } else if (this.#indent !== at - start) {
      return false;
    }
    const colonAt = keyEnd(text, at, end);
    if (colonAt === undefined) return false;
    const key = text.slice(at, colonAt);
    if (key === '__proto__' || Object.hasOwn(this.#map, key)) return false;
    const value = colonAt + 1 === end ? null : this.#scalar(skipSpaces(text, colonAt + 1), end);
    if (value === undefined) return false;
    this.#map[key] = value;
    return true;
  }

  #readItem(start: number, end: number): boolean {
    const text = this.#text;
    if (!this.#keyIsOpen || this.#map !== undefined) return false;
    const dashAt = skipSpaces(text, start);
    if (text.charCodeAt(dashAt) !== dash || text.charCodeAt(dashAt + 1) !== space) return false;
    const valueStart = skipSpaces(text, dashAt + 1);
    if (valueStart >= end) return false;
    if (this.#list === undefined) {
      this.#list = [];
      this.#indent = dashAt - start;
      this.#data[this.#key] = this.#list;
    } else if (this.#indent !== dashAt - start) {
      return false;
    }
    const value = this.#scalar(valueStart, end);
    if (value === undefined) return false;
    this.#list.push(value);
    return true;
  }

  #readFlowList(start: number, end: number): boolean {
    const text = this.#text;
    const list: Scalar[] = [];
    this.#data[this.#key] = list;
    if (text.charCodeAt(end - 1) !== closeBracket) return false;
    let at = skipSpaces(text, start + 1);
    if (at === end - 1) return true;
    for (;;) {
      const itemEnd = flowItemEnd(text, at, end);
      if (itemEnd === undefined) return false;
      let trimmed = itemEnd;
      while (trimmed > at && text.charCodeAt(trimmed - 1) === space) trimmed--;
      const value = trimmed > at ? this.#scalar(at, trimmed) : undefined;
      if (value === undefined) return false;
      list.push(value);
      if (itemEnd === end - 1) return true;
      if (text.charCodeAt(itemEnd) !== comma) return false;
      at = skipSpaces(text, itemEnd + 1);
    }
  }

  /** The scalar that fills all of `start`–`end`, or undefined where it is not one of the plain kind. */
  #scalar(start: number, end: number): Scalar | undefined {
    const text = this.#text;
    const quote = text.charCodeAt(start);
    if (quote !== singleQuote && quote !== doubleQuote) {
      if (!isPlainScalar(text, start, end)) return undefined;
      const written = text.slice(start, end);
      const value = typed(written);
      if (value !== null && value !== undefined) this.#remember(written, start, end);
      return value;
    }
    const close = end - 1;
    if (close <= start || text.charCodeAt(close) !== quote) return undefined;
    const inside = text.slice(start + 1, close);
    const value = unquoted(inside, quote);
    if (value !== undefined) this.#remember(value, start + 1, close);
    return value;
  }

  #remember(value: string, start: number, end: number): void {
    const scalar = { key: this.#key, value, range: { start, end } };
    this.#scalars.push(this.#map === undefined ? scalar : { ...scalar, isNested: true });
  }
}

/** What stands between quotes; undefined where it holds an escape or the closing quote: the full parser reads that. */
function unquoted(inside: string, quote: number): string | undefined {
  if (quote === doubleQuote) return inside.includes('"') || inside.includes('\\') ? undefined : inside;
  if (!inside.includes("'")) return inside;
  const value = inside.replaceAll("''", '\0');
  return value.includes("'") ? undefined : value.replaceAll('\0', "'");
}

function isBlankOrReturn(code: number): boolean {
  return code === space || code === 13;
}

function skipSpaces(text: string, position: number): number {
  let at = position;
  while (text.charCodeAt(at) === space) at++;
  return at;
}

/** Where the colon of the key at `start` stands; undefined for what is not a simple key, and a blank or nothing behind it. */
function keyEnd(text: string, start: number, end: number): number | undefined {
  let at = start;
  while (at < end && isKeyCharacter(text.charCodeAt(at), at === start)) at++;
  if (at === start || at >= end || text.charCodeAt(at) !== colon || at - start > 200) return undefined;
  if (text.charCodeAt(at - 1) === space || wordValues.has(text.slice(start, at))) return undefined;
  return at + 1 === end || text.charCodeAt(at + 1) === space ? at : undefined;
}

function isKeyCharacter(code: number, first: boolean): boolean {
  if ((code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || code >= 0xa0) return true;
  // Digits, space, - . /
  return !first && ((code >= 48 && code <= 57) || code === space || (code >= dash && code <= 47));
}

/** Whether a plain scalar may begin with this character: a letter, a digit or a sign that means nothing to YAML. */
function mayBeginPlain(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code >= 0xa0 ||
    code === 95 || // _
    code === 40 || // (
    code === 47 || // /
    code === 36 || // $
    code === backslash
  );
}

function isPlainScalar(text: string, start: number, end: number): boolean {
  if (!mayBeginPlain(text.charCodeAt(start))) return false;
  for (let at = start + 1; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === colon && (at + 1 === end || text.charCodeAt(at + 1) === space)) return false;
    if (code === hash && text.charCodeAt(at - 1) === space) return false;
  }
  return true;
}

/** The comma or bracket that ends the flow item at `position`; undefined for what is not a simple item. */
function flowItemEnd(text: string, position: number, end: number): number | undefined {
  const quote = text.charCodeAt(position);
  if (quote === singleQuote || quote === doubleQuote) {
    const close = text.indexOf(quote === singleQuote ? "'" : '"', position + 1);
    return close === -1 || close >= end ? undefined : skipSpaces(text, close + 1);
  }
  for (let at = position; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === comma || code === closeBracket) return at;
    if (code === openBracket || code === 123 || code === 125 || code === colon) return undefined;
  }
  return undefined;
}

/** What YAML 1.2 makes of a plain scalar; undefined where the full parser should say (hexadecimal, exponents). */
function typed(written: string): Scalar | undefined {
  const first = written.charCodeAt(0);
  if (first >= 48 && first <= 57) {
    if (!number.test(written)) return written;
    return shortDecimal.test(written) ? Number(written) : undefined;
  }
  if (written.length > 5) return written;
  const word = wordValues.get(written);
  return word === undefined ? written : word;
}
