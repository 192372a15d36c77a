import type { Link, MarkdownScan } from '../markdown/scan.ts';

/** What a link's line says about it. */
export interface LinkPlace {
  /** The line (heading and list markers, labels such as `Up:` apart) holds nothing but links and separators. */
  readonly alone: boolean;
  /** The line is a list item or a table row. */
  readonly inList: boolean;
  /** Before its line stand only the title, other such lines, tags and blanks. */
  readonly atTop: boolean;
}

const IN_LIST = /^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]|^[ \t>]*\|/;
/** What may stand before, between and after links that are alone: markers, emphasis, separators. */
const MARKERS = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[.\][ \t]+)?)?(?:#{1,6}[ \t]+)?/;
const UP_LABEL = /^[*_(\[ \t]*(?:up|parents?|mocs?|maps?)[*_ \t]*::?[*_ \t]*/i;
const ONLY_SEPARATORS = /^[\s,;:.·•|/\\&+<>()[\]*_#←↑→«»–—-]*$/;
const TOP_LINE = /^[ \t]*(?:#[ \t].*|(?:#[^\s#]+[ \t]*)+|-{3,}|\*{3,}|<!--.*-->)?[ \t]*\r?$/;

/** The place of every link of the body, in the order of `scan.links`. Linear in the text that holds links. */
export function linkPlaces(text: string, scan: MarkdownScan): LinkPlace[] {
  const places: LinkPlace[] = [];
  const { links } = scan;
  let top: number | undefined = scan.bodyStart;
  let lineFrom = scan.bodyStart;
  for (let first = 0; first < links.length;) {
    const start = startOfLine(text, lineFrom, links[first]!.range.start);
    const end = endOfLine(text, links[first]!.range.end);
    let last = first + 1;
    while (last < links.length && links[last]!.range.start < end) last++;
    const onLine = links.slice(first, last);
    const alone = areAlone(text, start, end, onLine);
    const inList = IN_LIST.test(text.slice(start, Math.min(end, start + 40)));
    if (top !== undefined) top = alone && !inList && isTopMatter(text, top, start) ? end : undefined;
    for (const _ of onLine) places.push({ alone, inList, atTop: top !== undefined });
    lineFrom = start;
    first = last;
  }
  return places;
}

function startOfLine(text: string, from: number, offset: number): number {
  let start = from;
  for (let next = text.indexOf('\n', start); next >= 0 && next < offset; next = text.indexOf('\n', start))
    start = next + 1;
  return start;
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}

function areAlone(text: string, start: number, end: number, links: readonly Link[]): boolean {
  let rest = '';
  let at = start;
  for (const { kind, range } of links) {
    if (kind === 'definition') return false;
    rest += text.slice(at, range.start);
    // Links can be nested: an image inside a link.
    at = Math.max(at, range.end);
    if (rest.length > 200) return false;
  }
  if (end - at > 200) return false;
  rest += text.slice(at, end);
  return ONLY_SEPARATORS.test(rest.replace(MARKERS, '').replace(UP_LABEL, ''));
}

/** Whether all lines of a stretch are blank, an H1, tags, a rule or a comment. */
function isTopMatter(text: string, from: number, to: number): boolean {
  if (to - from > 2000) return false;
  return text
    .slice(from, to)
    .split('\n')
    .every((line) => TOP_LINE.test(line));
}
