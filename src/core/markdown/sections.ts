import { trimmedEnd } from './blockStarts.ts';
import { lineRange } from './lines.ts';
import type { Heading, MarkdownScan } from './structure.ts';

/** A heading and what stands under it, deeper headings included. Offsets are into the note's text. */
export interface Section {
  readonly heading: Heading;
  /** Start of the heading's line. */
  readonly start: number;
  /** After the last character under the heading that is no blank; the heading's end when there is none. */
  readonly textEnd: number;
  /** Where the line of the next heading of the same or a higher level begins, or the end of the text. */
  readonly end: number;
}

/** The section of one of `scan.headings`. Headings within quotes and list items begin and end no section. */
export function sectionOf(text: string, scan: Pick<MarkdownScan, 'headings'>, heading: Heading): Section {
  const { headings } = scan;
  let end = text.length;
  for (let i = headings.indexOf(heading) + 1; i < headings.length; i++) {
    const next = headings[i]!;
    if (next.level > heading.level || isNested(text, next)) continue;
    end = lineRange(text, next.range.start).start;
    break;
  }
  const start = lineRange(text, heading.range.start).start;
  return { heading, start, textEnd: trimmedEnd(text, heading.range.end, end), end };
}

/**
 * The first section whose heading reads like one of `names`, the earlier name winning. Case and a colon at the
 * end make no difference.
 *
 * @example findSection(text, scan, ['Links', 'See also'])?.textEnd
 */
export function findSection(
  text: string,
  scan: Pick<MarkdownScan, 'headings'>,
  names: readonly string[],
): Section | undefined {
  for (const name of names) {
    const wanted = comparable(name);
    const heading = scan.headings.find((each) => comparable(each.text) === wanted && !isNested(text, each));
    if (heading) return sectionOf(text, scan, heading);
  }
  return undefined;
}

function comparable(name: string): string {
  const plain = name.normalize('NFC').toLowerCase().trim();
  return plain.endsWith(':') || plain.endsWith('：') ? plain.slice(0, -1).trimEnd() : plain;
}

/** Something other than blanks stands before the heading on its line, or more blanks than a heading may have. */
function isNested(text: string, heading: Heading): boolean {
  const { start } = lineRange(text, heading.range.start);
  return (
    heading.range.start - start > 3 ||
    text.slice(start, heading.range.start).replace('\uFEFF', '').trim() !== ''
  );
}
