/** How a scalar may be quoted: not at all, `'…'` or `"…"`. */
export type YamlQuote = '' | "'" | '"';

/** Where a scalar will stand and how the block around it is written. */
export interface ScalarStyle {
  /** Inside `[…]` or `{…}`, where commas and brackets mean something. */
  readonly inFlow: boolean;
  /** Quotes that the scalar is given even where it could do without: those of the value that it replaces. */
  readonly keep: YamlQuote;
  /** Quotes to use where some are needed: those that the block already uses. */
  readonly preferred: "'" | '"';
  /** Leave a whole number plain, to be read as a number: what an epoch date is to every tool. */
  readonly asNumber?: boolean;
}

/** What cannot stand unescaped: control characters, line ends of every kind, BOM, non-characters, lone surrogates. */
const needsEscape = /[^\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u;
const allEscapes = new RegExp(`["\\\\]|${needsEscape.source}`, 'gu');

/**
 * What YAML reads as something else than text, 1.1 and 1.2 alike: other tools read the note too. Dates are left
 * out on purpose, since everyone writes them plain.
 */
const notText =
  /^(?:|~|null|true|false|yes|no|on|off|=|<<|[-+]?(?:\.inf|\.nan)|[-+]?(?:[\d_]+(?:\.[\d_]*)?|\.[\d_]+)(?:e[-+]?\d+)?|[-+]?0[ox][\da-f_]+|[-+]?0b[01_]+|[-+]?\d+(?::[0-5]?\d)+(?:\.\d*)?)$/i;

/** Characters that a plain scalar cannot begin with, and `-`, `?`, `:` where blank or nothing follows. */
const indicatorFirst = /^(?:[,[\]{}#&*!|>'"%@`]|[-?:](?:[\s,[\]{}]|$)|---|\.\.\.)/;

/**
 * Writes `value` so that YAML reads it back as the same string: plain where that is safe, else quoted.
 *
 * @example
 * encodeYamlScalar('a: b', { inFlow: false, keep: '', preferred: '"' }) // "a: b" in double quotes
 */
export function encodeYamlScalar(value: string, style: ScalarStyle): string {
  if (needsEscape.test(value)) return doubleQuoted(value);
  if (style.keep === '' && isPlainSafe(value, style.inFlow)) return value;
  if (style.asNumber === true && style.keep === '' && /^[1-9]\d{0,14}$/.test(value)) return value;
  const quote = style.keep === '' ? style.preferred : style.keep;
  return quote === "'" ? `'${value.replaceAll("'", "''")}'` : doubleQuoted(value);
}

function isPlainSafe(value: string, inFlow: boolean): boolean {
  if (notText.test(value) || indicatorFirst.test(value)) return false;
  if (value.startsWith(' ') || value.endsWith(' ') || value.endsWith(':')) return false;
  if (value.includes(': ') || value.includes(' #')) return false;
  return !inFlow || !/[,[\]{}]|^[-?:]/.test(value);
}

function doubleQuoted(value: string): string {
  return `"${value.replace(allEscapes, escaped)}"`;
}

function escaped(character: string): string {
  switch (character) {
    case '"':
    case '\\':
      return `\\${character}`;
    case '\n':
      return '\\n';
    case '\r':
      return '\\r';
    case '\t':
      return '\\t';
    default:
      return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  }
}
