import type { MarkdownScan } from '../markdown/scan.ts';

const MAX_EXCERPT = 200;
/** Markup, before links are shortened to their text, can be longer than what stays of it. */
const MAX_RAW = 600;

const FIELD = /^[\w -]{1,30}::/;
const TAGS_ONLY = /^(?:#[^\s#]+\s*)+$/;
const CALLOUT = /^\[![\w-]+\][+-]?[ \t]*/;
const QUOTE_MARKS = /\n[ \t>]*/g;
const HTML = /<[^<>]{0,200}>/g;
const EMPHASIS = /\*+|`+|~~|==|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu;
const ESCAPED = /\\([!-/:-@[-`{-~])/g;
const WORD = /[\p{L}\p{N}]{2}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** The first prose of a note's body, markup removed, at most 200 characters, cut at a word; `''` without prose. */
export function excerptOf(text: string, scan: MarkdownScan): string {
  let excerpt = '';
  let link = 0;
  for (const { kind, start, end } of scan.textBlocks) {
    if (kind !== 'paragraph') continue;
    while (link < scan.links.length && scan.links[link]!.range.start < start) link++;
    const prose = proseOf(text, start, Math.min(end, start + MAX_RAW), scan, link);
    if (prose !== '') excerpt += excerpt === '' ? prose : ` ${prose}`;
    if (excerpt.length > MAX_EXCERPT) break;
  }
  return cutAtWord(excerpt);
}

/** What a reader sees of a paragraph; `''` where it holds no words beside links. */
function proseOf(text: string, start: number, end: number, scan: MarkdownScan, firstLink: number): string {
  let plain = '';
  let beside = '';
  let at = start;
  for (let i = firstLink; i < scan.links.length; i++) {
    const { range, embed, text: anchor, target } = scan.links[i]!;
    if (range.start >= end) break;
    if (range.start < at) continue;
    const before = text.slice(at, range.start);
    plain += embed ? before : before + (anchor ?? target);
    beside += before;
    at = range.end;
  }
  const rest = at < end ? text.slice(at, end) : '';
  beside += rest;
  if (!WORD.test(beside) || FIELD.test(beside) || TAGS_ONLY.test(beside.trim())) return '';
  return withoutMarkup(plain + rest);
}

function withoutMarkup(text: string): string {
  return text
    .replace(CALLOUT, '')
    .replace(QUOTE_MARKS, ' ')
    .replace(HTML, '')
    .replace(EMPHASIS, '')
    .replace(ESCAPED, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}

function cutAtWord(text: string): string {
  if (text.length <= MAX_EXCERPT) return text;
  const cut = text.slice(0, MAX_EXCERPT);
  const blank = text[MAX_EXCERPT] === ' ' ? MAX_EXCERPT : cut.lastIndexOf(' ');
  // Text without blanks (Chinese, Japanese) is cut anywhere but inside a surrogate pair.
  return blank > MAX_EXCERPT / 2 ? cut.slice(0, blank) : cut.replace(/[\ud800-\udbff]$/, '');
}
