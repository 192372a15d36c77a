import type { MarkdownScan } from './structure.ts';
import type { TextRange } from './textEdit.ts';

/**
 * Where a mention may be linked: the text of paragraphs (list items and quotes included), without links, tags, code,
 * math, HTML and comments. Headings, tables, definitions and frontmatter are no part of it. In order, not
 * overlapping, none empty.
 */
export function proseRanges(scan: MarkdownScan): TextRange[] {
  const holes = [new Holes(scan.links.map((link) => link.range)), new Holes(scan.codeRanges)];
  holes.push(new Holes(scan.opaqueRanges), new Holes(scan.inlineTags.map((tag) => tag.range)));
  const ranges: TextRange[] = [];
  for (const block of scan.textBlocks) {
    if (block.kind !== 'paragraph') continue;
    let start = block.start;
    while (start < block.end) {
      let next: TextRange | undefined;
      for (const each of holes) {
        const hole = each.after(start);
        if (hole && (!next || hole.start < next.start)) next = hole;
      }
      const end = next && next.start < block.end ? next.start : block.end;
      if (end > start) ranges.push({ start, end });
      if (!next || next.start >= block.end) break;
      start = Math.max(start, next.end);
    }
  }
  return ranges;
}

/** Ranges in order of their start, walked once. */
class Holes {
  private readonly ranges: readonly TextRange[];
  private index = 0;

  constructor(ranges: readonly TextRange[]) {
    this.ranges = ranges;
  }

  /** The first range that ends after `position`; positions asked for only grow. */
  after(position: number): TextRange | undefined {
    while (this.index < this.ranges.length && this.ranges[this.index]!.end <= position) this.index++;
    return this.ranges[this.index];
  }
}
