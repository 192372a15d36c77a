import type { MarkdownScan } from '../markdown/scan.ts';

const MAX_EXCERPT = 200;
/** Markup, before links are shortened to their text, can be longer than what stays of it. */
const MAX_RAW = 400;

const FIELD = /^[\w -]{1,30}::/;
const TAGS_ONLY = /^(?:#[^\s#]+\s*)+$/;
const CALLOUT = /^\[![\w-]+\][+-]?[ \t]*/;
const QUOTE_MARKS = /\n[ \t>]*/g;
const HAS_MARKUP = /[*`~=_\\\n\t]| {2}/;
const HAS_EMPHASIS = /[*`~=_]/;
const EMPHASIS = /\*+|`+|~~|==|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu;
const ESCAPED = /\\([!-/:-@[-`{-~])/g;
/** All but single spaces, which stay as they are. */
const BLANKS = /\s{2,}|[^\S ]/g;
const ASCII_WORD = /[A-Za-z0-9]{2}/;
const WORD = /[\p{L}\p{N}]{2}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** The first prose of a note's body, markup removed, at most 200 characters, cut at a word; `''` without prose. */
export function excerptOf(text: string, scan: MarkdownScan): string {
  const reader = new ProseReader(text, scan);
  let excerpt = '';
  for (const { kind, start, end } of scan.textBlocks) {
    if (kind !== 'paragraph') continue;
    const prose = reader.read(start, Math.min(end, start + MAX_RAW));
    if (prose !== '') excerpt += excerpt === '' ? prose : ` ${prose}`;
    if (excerpt.length > MAX_EXCERPT) break;
  }
  return cutAtWord(excerpt);
}

/** Reads paragraphs from the first to the last. */
class ProseReader {
  readonly #text: string;
  readonly #scan: MarkdownScan;
  #link = 0;
  #opaque = 0;

  constructor(text: string, scan: MarkdownScan) {
    this.#text = text;
    this.#scan = scan;
  }

  /** What a reader sees of a paragraph; `''` where it holds no words beside links. */
  read(start: number, end: number): string {
    let plain = '';
    let beside = '';
    let at = start;
    for (let next = this.#next(at); next.start < end; next = this.#next(at)) {
      const before = this.#text.slice(at, next.start);
      plain += before + next.shown;
      beside += before;
      at = next.end;
    }
    const rest = at < end ? this.#text.slice(at, end) : '';
    beside += rest;
    if (!hasWords(beside) || FIELD.test(beside) || TAGS_ONLY.test(beside.trim())) return '';
    return withoutMarkup(plain + rest);
  }

  /** The next link, comment, formula or tag of HTML from `from` on, and what a reader sees of it. */
  #next(from: number): { readonly start: number; readonly end: number; readonly shown: string } {
    const { links, opaqueRanges } = this.#scan;
    while (this.#link < links.length && links[this.#link]!.range.start < from) this.#link++;
    while (this.#opaque < opaqueRanges.length && opaqueRanges[this.#opaque]!.start < from) this.#opaque++;
    const link = links[this.#link];
    const opaque = opaqueRanges[this.#opaque];
    if (opaque !== undefined && (link === undefined || opaque.start <= link.range.start)) {
      return { start: opaque.start, end: opaque.end, shown: '' };
    }
    if (link === undefined) return NOTHING;
    const { start, end } = link.range;
    return { start, end, shown: link.embed ? '' : (link.text ?? link.target) };
  }
}

const NOTHING = { start: Infinity, end: Infinity, shown: '' };

function hasWords(text: string): boolean {
  return ASCII_WORD.test(text) || WORD.test(text);
}

function withoutMarkup(text: string): string {
  const said = text.startsWith('[!') ? text.replace(CALLOUT, '') : text;
  if (!HAS_MARKUP.test(said)) return said.trim();
  let plain = said.includes('\n') ? said.replace(QUOTE_MARKS, ' ') : said;
  if (HAS_EMPHASIS.test(plain)) plain = plain.replace(EMPHASIS, '');
  if (plain.includes('\\')) plain = plain.replace(ESCAPED, '$1');
  return plain.replace(BLANKS, ' ').trim();
}

function cutAtWord(text: string): string {
  if (text.length <= MAX_EXCERPT) return text;
  const cut = text.slice(0, MAX_EXCERPT);
  const blank = text[MAX_EXCERPT] === ' ' ? MAX_EXCERPT : cut.lastIndexOf(' ');
  // Text without blanks (Chinese, Japanese) is cut anywhere but inside a surrogate pair.
  return blank > MAX_EXCERPT / 2 ? cut.slice(0, blank) : cut.replace(/[\ud800-\udbff]$/, '');
}
