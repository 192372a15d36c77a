import { characterTable, CR, LF } from './charCodes.ts';
import type { Link } from './structure.ts';

/** What may stand between links, and the marks of headings, list items, quotes and emphasis. */
const separators = characterTable(' \t#>-+*_~=|,;.:/&\\()<');
const otherSeparators = /^[\p{Z}\p{Pd}·•‣→←↑↓、，；：／｜]+$/u;
const orderedMarker = /^[ \t>]*\d{1,9}[.)][ \t]/;

/**
 * For each link whether its line holds nothing but links and separators between them, the marks of headings, list
 * items and quotes apart. Such a line names the note's MOC or lists its notes; a link within a sentence does neither,
 * nor does a definition.
 *
 * @param links in the order of the text, as a scan gives them.
 */
export function linksAlone(text: string, links: readonly Link[]): boolean[] {
  const alone: boolean[] = [];
  for (let index = 0; index < links.length;) {
    let at = lineStart(text, links[index]!.range.start);
    const marker = orderedMarker.exec(text.slice(at, Math.min(at + 30, links[index]!.range.start)));
    if (marker) at += marker[0].length;
    let isAlone = true;
    let lineEnd = at;
    let last = index;
    // All links that begin on this line; a link may reach into a later one, and another may begin there.
    for (; last < links.length; last++) {
      const { kind, range } = links[last]!;
      const { start, end } = range;
      if (start >= at) {
        lineEnd = endOfLine(text, at, start);
        if (lineEnd < start) break;
        isAlone &&= kind !== 'definition' && holdsOnlySeparators(text, at, start);
        at = end;
      }
    }
    isAlone &&= holdsOnlySeparators(text, at, endOfLine(text, at, text.length));
    for (; index < last; index++) alone.push(isAlone);
  }
  return alone;
}

function holdsOnlySeparators(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code < 128 ? separators[code] !== 1 : !otherSeparators.test(text.charAt(i))) return false;
  }
  return true;
}

function lineStart(text: string, offset: number): number {
  while (offset > 0 && !isLineEnd(text.charCodeAt(offset - 1))) offset--;
  return offset;
}

function endOfLine(text: string, offset: number, limit: number): number {
  while (offset < limit && !isLineEnd(text.charCodeAt(offset))) offset++;
  return offset;
}

function isLineEnd(code: number): boolean {
  return code === LF || code === CR;
}
