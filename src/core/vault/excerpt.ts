import type { MarkdownScan } from '../markdown/scan.ts';
import type { TextRange } from '../markdown/textEdit.ts';

const MAX_EXCERPT = 200;
/** Prose that has not begun by here is not looked for: a note may be one long table. */
const MAX_LOOKED_AT = 8000;
/** Markup before links are resolved to their text can be longer than what stays of it. */
const MAX_RAW = 800;

const NO_PROSE =
  /^[ \t>]*(?:#{1,6}(?:[ \t]|$)|\||:?-{3,}|\*{3,}|_{3,}|\$\$|<|%%|\[!|!?\[\[?[^\]]*\]\]?(?:\([^)]*\))?[ \t]*$|[\w -]{1,30}::)/;
const LINE_MARKERS = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[.\][ \t]+)?)?/;
const HAS_WORDS = /[\p{L}\p{N}]{2}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const TAGS_ONLY = /^(?:#[^\s#]+\s*)+$/;

/** The first prose of a note's body, markup removed, at most 200 characters, cut at a word. */
export function excerptOf(text: string, scan: MarkdownScan): string {
  const words: string[] = [];
  let length = 0;
  const limit = Math.min(text.length, scan.bodyStart + MAX_LOOKED_AT);
  const skipped = new Skipper(scan);
  for (let start = scan.bodyStart; start < limit && length < MAX_EXCERPT;) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const after = skipped.blockAt(start, end);
    if (after !== undefined) {
      start = after;
      continue;
    }
    const line = proseOf(text, start, Math.min(end, start + MAX_RAW), scan);
    if (line !== '') {
      words.push(line);
      length += line.length + 1;
    } else if (length > MAX_EXCERPT / 2) break;
    start = end + 1;
  }
  return cutAtWord(words.join(' ').replace(/\s+/g, ' ').trim());
}

function cutAtWord(text: string): string {
  if (text.length <= MAX_EXCERPT) return text;
  const cut = text.slice(0, MAX_EXCERPT);
  const blank = cut.lastIndexOf(' ');
  // Text without blanks (Chinese, Japanese) is cut anywhere but inside a surrogate pair.
  return blank > MAX_EXCERPT / 2 ? cut.slice(0, blank) : cut.replace(/[\ud800-\udbff]$/, '');
}

/** What a reader sees of a line of prose; `''` for other lines. */
function proseOf(text: string, start: number, end: number, scan: MarkdownScan): string {
  const raw = text.slice(start, end);
  if (raw.trim() === '' || NO_PROSE.test(raw) || TAGS_ONLY.test(raw.trim())) return '';
  const plain = withoutLinks(text, start, end, scan)
    .replace(LINE_MARKERS, '')
    .replace(/<[^<>]{0,200}>|[*`]+|~~|==|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, '')
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .trim();
  return HAS_WORDS.test(plain) ? plain : '';
}

/** The stretch with link text in place of links; images are gone. */
function withoutLinks(text: string, start: number, end: number, scan: MarkdownScan): string {
  let plain = '';
  let at = start;
  for (const link of scan.links) {
    if (link.range.start >= end) break;
    if (link.range.start < at) continue;
    plain += text.slice(at, link.range.start);
    if (!link.embed) plain += link.text ?? link.target;
    at = link.range.end;
  }
  return at < end ? plain + text.slice(at, end) : plain;
}

/** Steps over code blocks and other text that is no prose. */
class Skipper {
  readonly #blocks: readonly TextRange[];
  #next = 0;

  constructor(scan: MarkdownScan) {
    this.#blocks = [...scan.codeRanges, ...scan.opaqueRanges].sort((a, b) => a.start - b.start);
  }

  /** Where reading goes on when a line begins in a block. */
  blockAt(start: number, end: number): number | undefined {
    while (this.#next < this.#blocks.length && this.#blocks[this.#next]!.end <= start) this.#next++;
    const block = this.#blocks[this.#next];
    const begins =
      block !== undefined &&
      (block.start <= start || (block.end >= end && block.start < end && block.end > end));
    return begins ? Math.max(block.end, start + 1) : undefined;
  }
}
