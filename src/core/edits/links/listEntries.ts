import { detectEol, lineRange } from '../../markdown/lines.ts';
import type { MarkdownScan } from '../../markdown/scan.ts';
import type { Section } from '../../markdown/sections.ts';
import type { TextEdit } from '../../markdown/textEdit.ts';

const ITEM = /^([ \t]*)([-*+]|\d{1,9}[.)])([ \t]+|$)(.*)$/;

interface Item {
  readonly indent: string;
  readonly marker: string;
  readonly gap: string;
  readonly text: string;
}

/**
 * Adds entries to the list that ends a section's own text (up to its first deeper heading), in that list's style; a
 * bullet left empty at its end is filled. A section without a list gets one in the style of the note.
 */
export function addEntries(
  text: string,
  scan: MarkdownScan,
  section: Section,
  entries: readonly string[],
): TextEdit[] {
  const eol = detectEol(text);
  const from = section.heading.range.end;
  const end = ownTextEnd(text, scan, section);
  const items = itemsBetween(text, scan, from, end);
  const last = items.at(-1);
  if (last === undefined || !endsInList(text, last.end, end)) {
    const at = end > from ? lineRange(text, end - 1).end : from;
    return [
      {
        start: at,
        end: at,
        newText: newList(text, scan, entries, eol) + blankBefore(text, at, end > from, eol),
      },
    ];
  }
  const style = styleOf(items.map(({ item }) => item));
  const toFill = last.item.text.trim() === '' ? last : undefined;
  const rest = toFill === undefined ? entries : entries.slice(1);
  const fill =
    toFill === undefined
      ? []
      : [{ start: toFill.markerEnd, end: toFill.end, newText: style.gap + entries[0]! }];
  const at = toFill?.end ?? lineRange(text, end - 1).end;
  const lines = rest.map(
    (entry, index) => `${eol}${style.indent}${markerAfter(style.marker, index + 1)}${style.gap}${entry}`,
  );
  return rest.length === 0 ? fill : [...fill, { start: at, end: at, newText: lines.join('') }];
}

/** The bullet that the note's lists begin with most often, as `- `. */
export function bulletOf(text: string, scan: MarkdownScan): string {
  const counts = new Map<string, number>();
  for (const { item } of itemsBetween(text, scan, scan.bodyStart, text.length)) {
    if (item.indent !== '' || item.text === '' || /\d/.test(item.marker)) continue;
    const bullet = item.marker + item.gap;
    counts.set(bullet, (counts.get(bullet) ?? 0) + 1);
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return most?.[0] ?? '- ';
}

function ownTextEnd(text: string, scan: MarkdownScan, section: Section): number {
  const next = scan.headings.find((heading) => heading.range.start > section.heading.range.start);
  const limit =
    next === undefined ? section.end : Math.min(section.end, lineRange(text, next.range.start).start);
  const from = section.heading.range.end;
  return from + text.slice(from, limit).trimEnd().length;
}

interface PlacedItem {
  readonly item: Item;
  /** After the marker, its blanks not included. */
  readonly markerEnd: number;
  /** End of the item's line. */
  readonly end: number;
}

function itemsBetween(text: string, scan: MarkdownScan, from: number, to: number): PlacedItem[] {
  const hidden = [...scan.codeRanges.filter(({ kind }) => kind !== 'inline'), ...scan.opaqueRanges];
  const items: PlacedItem[] = [];
  let next = 0;
  for (let start = from; start < to;) {
    const { end } = lineRange(text, start);
    while (next < hidden.length && hidden[next]!.end <= start) next++;
    const isHidden = next < hidden.length && hidden[next]!.start <= start;
    const match = isHidden ? null : ITEM.exec(text.slice(start, end));
    if (match !== null) {
      const [, indent = '', marker = '', gap = '', words = ''] = match;
      const item = { indent, marker, gap, text: words };
      items.push({ item, markerEnd: start + indent.length + marker.length, end });
    }
    start = text.startsWith('\r\n', end) ? end + 2 : end + 1;
  }
  return items;
}

/** What follows the last item up to the end belongs to it: indented lines, or the rest of its paragraph. */
function endsInList(text: string, itemEnd: number, end: number): boolean {
  const following = text
    .slice(itemEnd, Math.max(itemEnd, end))
    .split(/\r\n|\n|\r/)
    .slice(1);
  const firstBlank = following.findIndex((line) => line.trim() === '');
  const later = firstBlank < 0 ? [] : following.slice(firstBlank);
  return (
    later.every((line) => line.trim() === '' || /^(?: {2}|\t)/.test(line)) &&
    !following.some((line) => /^(?:```|~~~|<|\|)/.test(line))
  );
}

/** Of the outermost items; a last item without text has no blanks to go by. */
function styleOf(items: readonly Item[]): Item {
  const depth = Math.min(...items.map((item) => item.indent.length));
  const outer = items.filter((item) => item.indent.length === depth);
  const last = outer.at(-1)!;
  const gap = outer.findLast((item) => item.gap !== '' && item.text !== '')?.gap ?? ' ';
  return { ...last, gap };
}

/** `2.` after `1.`; bullets stay. */
function markerAfter(marker: string, steps: number): string {
  const number = /^(\d+)([.)])$/.exec(marker);
  return number === null ? marker : `${Number(number[1]) + steps}${number[2]}`;
}

function newList(text: string, scan: MarkdownScan, entries: readonly string[], eol: string): string {
  const bullet = bulletOf(text, scan);
  return eol + eol + entries.map((entry) => bullet + entry).join(eol);
}

/** A list right before a heading or text wants an empty line between. */
function blankBefore(text: string, at: number, hadText: boolean, eol: string): string {
  return !hadText && /^(?:\r\n|\n|\r)[^\r\n]/.test(text.slice(at, at + 3)) ? eol : '';
}
