import type { Link, MarkdownScan } from '../markdown/scan.ts';
import { LINK_FLAG } from './noteRecord.ts';

/** What may stand before, between and after links that are alone on their line: markers, labels, separators. */
const MARKERS = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[.\][ \t]+)?)?(?:#{1,6}[ \t]+)?/;
const UP_LABEL = /^[*_([ \t]*(?:up|parents?|mocs?|maps?)[*_ \t]*::?[*_ \t]*/i;
const ONLY_SEPARATORS = /^[\s,;:.·•|/\\&+<>()[\]*_#←↑→«»–—-]*$/;
/** The most that markers, labels and separators can take up. */
const MAX_AROUND_LINKS = 60;

const IN_LIST = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]|\|)/;
const MAX_LIST_MARKER = 40;

/** What may stand above links that are at the top of a note: blank lines, the title, tags, a rule, a comment. */
const TOP_LINE = /^[ \t]*(?:#[ \t].*|(?:#[^\s#]+[ \t]*)+|-{3,}|\*{3,}|<!--.*-->)?[ \t]*\r?$/;
const MAX_TOP = 1000;

/**
 * Adds to the flags of the links of a note's body what their lines tell (`alone`, `inList`, `atTop`), where the link
 * asks for a note. Linear in the text.
 */
export function addPlaceFlags(text: string, scan: MarkdownScan, flags: number[]): void {
  const { links } = scan;
  let top: number | undefined = scan.bodyStart;
  let lineStart = scan.bodyStart;
  for (let first = 0; first < links.length;) {
    lineStart = startOfLine(text, lineStart, links[first]!.range.start);
    const lineEnd = endOfLine(text, links[first]!.range.end);
    let next = first + 1;
    while (next < links.length && links[next]!.range.start < lineEnd) next++;
    const place = placeOf(text, lineStart, lineEnd, links, first, next);
    if (place !== LINK_FLAG.alone || top === undefined || !isTopMatter(text, top, lineStart)) top = undefined;
    else top = lineEnd;
    const added = place | (top === undefined ? 0 : LINK_FLAG.atTop);
    for (; first < next; first++) if ((flags[first]! & LINK_FLAG.asksNote) !== 0) flags[first]! |= added;
  }
}

function startOfLine(text: string, from: number, offset: number): number {
  let start = from;
  for (let end = text.indexOf('\n', start); end >= 0 && end < offset; end = text.indexOf('\n', start)) {
    start = end + 1;
  }
  return start;
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}

/** `alone` and `inList` of a line and the links `first` to `next` in it. */
function placeOf(
  text: string,
  start: number,
  end: number,
  links: readonly Link[],
  first: number,
  next: number,
): number {
  let around = '';
  let at = start;
  for (let i = first; i < next && around.length <= MAX_AROUND_LINKS; i++) {
    const { range } = links[i]!;
    // A link can hold another: an image that is a link.
    if (range.start < at) continue;
    if (range.start - at > MAX_AROUND_LINKS) around = text.slice(at, at + MAX_AROUND_LINKS + 1);
    else around += text.slice(at, range.start);
    at = range.end;
  }
  around += text.slice(at, Math.min(end, at + MAX_AROUND_LINKS + 1));
  const isAlone =
    around.length <= MAX_AROUND_LINKS &&
    ONLY_SEPARATORS.test(around.replace(MARKERS, '').replace(UP_LABEL, ''));
  const isInList = IN_LIST.test(text.slice(start, Math.min(end, start + MAX_LIST_MARKER)));
  return (isAlone ? LINK_FLAG.alone : 0) | (isInList ? LINK_FLAG.inList : 0);
}

/** Whether all lines of a stretch may stand above an up-link. */
function isTopMatter(text: string, from: number, to: number): boolean {
  if (to - from > MAX_TOP) return false;
  return text
    .slice(from, to)
    .split('\n')
    .every((line) => TOP_LINE.test(line));
}
