import { LINK_FLAG, type ReadLink } from './noteRecord.ts';

/** What may stand before, between and after links that are alone on their line: markers, labels, separators. */
const MARKERS = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[.\][ \t]+)?)?(?:#{1,6}[ \t]+)?/;
const UP_LABEL = /^[*_([ \t]*(?:up|parents?|mocs?|maps?)[*_ \t]*::?[*_ \t]*/i;
const ONLY_SEPARATORS = /^[\s,;:.·•|/\\&+<>()[\]*_#←↑→«»–—-]*$/;
/** The most that markers, labels and separators can take up. */
const MAX_AROUND_LINKS = 60;
/** The letters of the longest label, and of a box that is ticked. */
const MAX_LETTERS = 8;

const IN_LIST = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]|\|)/;
const MAX_LIST_MARKER = 40;

/** What may stand above links that are at the top of a note: blank lines, the title, tags, a rule, a comment. */
const TOP_LINE = /^[ \t]*(?:#[ \t].*|(?:#[^\s#]+[ \t]*)+|-{3,}|\*{3,}|<!--.*-->)?[ \t]*\r?$/;
const MAX_TOP = 1000;

/**
 * Adds to the flags of the links of a note's body what their lines tell (`alone`, `inList`, `atTop`), where a link
 * asks for a note. Each line is looked at once, however many links it holds.
 *
 * @param links in the order of the text, the body's from `first` on
 */
export function addPlaceFlags(
  text: string,
  bodyStart: number,
  links: readonly ReadLink[],
  first: number,
): void {
  let top: number | undefined = bodyStart;
  let lineStart = bodyStart;
  for (let i = first; i < links.length;) {
    const { range } = links[i]!.link;
    lineStart = startOfLine(text, range.start, lineStart);
    const lineEnd = endOfLine(text, range.end);
    let next = i + 1;
    while (next < links.length && links[next]!.link.range.start < lineEnd) next++;
    if (top === undefined && !asksNote(links, i, next)) {
      i = next;
      continue;
    }
    const place = placeOf(text, lineStart, lineEnd, links, i, next);
    if (place !== LINK_FLAG.alone || top === undefined || !isTopMatter(text, top, lineStart)) top = undefined;
    else top = lineEnd;
    const added = place | (top === undefined ? 0 : LINK_FLAG.atTop);
    for (; i < next; i++) if ((links[i]!.flags & LINK_FLAG.asksNote) !== 0) links[i]!.flags |= added;
  }
}

function asksNote(links: readonly ReadLink[], from: number, to: number): boolean {
  for (let i = from; i < to; i++) if ((links[i]!.flags & LINK_FLAG.asksNote) !== 0) return true;
  return false;
}

/** Not before `from`. A loop, since `lastIndexOf` costs more than the few characters that it passes over. */
function startOfLine(text: string, offset: number, from: number): number {
  let start = offset;
  while (start > from && text.charCodeAt(start - 1) !== LINE_FEED) start--;
  return start;
}

const LINE_FEED = 10;

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}

/** `alone` and `inList` of a line and the links `first` to `next` in it. */
function placeOf(
  text: string,
  start: number,
  end: number,
  links: readonly ReadLink[],
  first: number,
  next: number,
): number {
  const isInList = IN_LIST.test(text.slice(start, Math.min(end, start + MAX_LIST_MARKER)));
  const isAlone =
    !hasManyLetters(text, start, links[first]!.link.range.start) &&
    areAlone(text, start, end, links, first, next);
  return (isAlone ? LINK_FLAG.alone : 0) | (isInList ? LINK_FLAG.inList : 0);
}

/** Tells most sentences at once. */
function hasManyLetters(text: string, from: number, to: number): boolean {
  let letters = 0;
  for (let i = from; i < to && letters <= MAX_LETTERS; i++) {
    // Sets the bit that tells upper case from lower.
    const lower = text.charCodeAt(i) | 32;
    if (lower >= 97 && lower <= 122) letters++;
  }
  return letters > MAX_LETTERS;
}

function areAlone(
  text: string,
  start: number,
  end: number,
  links: readonly ReadLink[],
  first: number,
  next: number,
): boolean {
  let around = '';
  let at = start;
  for (let i = first; i < next && around.length <= MAX_AROUND_LINKS; i++) {
    const { range } = links[i]!.link;
    // A link can hold another: an image that is a link.
    if (range.start < at) continue;
    if (range.start - at > MAX_AROUND_LINKS) return false;
    around += text.slice(at, range.start);
    at = range.end;
  }
  if (end - at > MAX_AROUND_LINKS) return false;
  around += text.slice(at, Math.max(at, end));
  return (
    around.length <= MAX_AROUND_LINKS &&
    ONLY_SEPARATORS.test(around.replace(MARKERS, '').replace(UP_LABEL, ''))
  );
}

/** Whether all lines of a stretch may stand above an up-link. */
function isTopMatter(text: string, from: number, to: number): boolean {
  if (to - from > MAX_TOP) return false;
  return text
    .slice(from, to)
    .split('\n')
    .every((line) => TOP_LINE.test(line));
}
