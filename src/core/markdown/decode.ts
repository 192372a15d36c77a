/**
 * The named entities that people write in notes. All 2,231 of HTML would weigh more than the scanner; an unknown
 * name stays as written.
 */
const namedEntities: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: '\u00a0',
    ensp: '\u2002',
    emsp: '\u2003',
    thinsp: '\u2009',
    ndash: '–',
    mdash: '—',
    lsquo: '‘',
    rsquo: '’',
    ldquo: '“',
    rdquo: '”',
    laquo: '«',
    raquo: '»',
    hellip: '…',
    bull: '•',
    middot: '·',
    copy: '©',
    reg: '®',
    trade: '™',
    deg: '°',
    times: '×',
    plusmn: '±',
    euro: '€',
    pound: '£',
    cent: '¢',
    sect: '§',
    para: '¶',
    rarr: '→',
    larr: '←',
    uarr: '↑',
    darr: '↓',
    auml: 'ä',
    ouml: 'ö',
    uuml: 'ü',
    Auml: 'Ä',
    Ouml: 'Ö',
    Uuml: 'Ü',
    szlig: 'ß',
    eacute: 'é',
    egrave: 'è',
    agrave: 'à',
    ccedil: 'ç',
    ntilde: 'ñ',
    lbrack: '[',
    rbrack: ']',
    lpar: '(',
    rpar: ')',
    num: '#',
    vert: '|',
    ast: '*',
    lowbar: '_',
  }),
);

const escapeOrEntity =
  /\\([!-/:-@[-`{-~])|&(?:#[xX]([0-9a-fA-F]{1,6})|#(\d{1,7})|([A-Za-z][A-Za-z0-9]{1,31}));/g;

/** The text with backslash escapes and entities resolved, as CommonMark reads link targets, labels and prose. */
export function unescapeMarkdown(text: string): string {
  if (!text.includes('\\') && !text.includes('&')) return text;
  return text.replace(
    escapeOrEntity,
    (whole, escaped?: string, hex?: string, decimal?: string, name?: string) => {
      if (escaped !== undefined) return escaped;
      if (name !== undefined) return namedEntities.get(name) ?? whole;
      return fromCodePoint(hex !== undefined ? Number.parseInt(hex, 16) : Number(decimal));
    },
  );
}

function fromCodePoint(code: number): string {
  const isCharacter = code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return isCharacter ? String.fromCodePoint(code) : '\ufffd';
}

/** The text with `%20` and the like decoded; a sequence that is no UTF-8 stays as written. Never throws. */
export function decodePercent(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    // Some sequence is no UTF-8: decode each run of sequences by itself.
    return text.replace(/(?:%[0-9a-fA-F]{2})+/g, (run) => {
      try {
        return decodeURIComponent(run);
      } catch {
        return run;
      }
    });
  }
}

/** A link's target in two parts, both decoded; the first `#` parts them. */
export interface DecodedTarget {
  readonly target: string;
  readonly fragment: string | undefined;
}

/**
 * Reads the target of a markdown link as written.
 *
 * @example decodeTarget('Data%20science.md#Some%20part') // { target: 'Data science.md', fragment: 'Some part' }
 */
export function decodeTarget(raw: string): DecodedTarget {
  return splitTarget(unescapeMarkdown(raw));
}

/** Like {@link decodeTarget} for a wikilink, where entities and backslashes mean themselves. */
export function splitTarget(raw: string): DecodedTarget {
  const hash = raw.indexOf('#');
  if (hash < 0) return { target: decodePercent(raw), fragment: undefined };
  return { target: decodePercent(raw.slice(0, hash)), fragment: decodePercent(raw.slice(hash + 1)) };
}
