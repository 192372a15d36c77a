import { scanBlocks, type Blocks } from './blocks.ts';
import { readDefinition } from './definitions.ts';
import { findFrontmatterFence } from './frontmatterFence.ts';
import { InlineScanner } from './inlines.ts';
import { LinkCollector } from './linkCollector.ts';
import { leafKind, leafSize } from './openLeaf.ts';
import { readerText } from './readerText.ts';
import type { CodeRange, Heading, MarkdownScan, TextBlock } from './structure.ts';
import { tableCells } from './tables.ts';
import type { TextRange } from './textEdit.ts';

export type { Heading, InlineTag, Link, LinkKind, MarkdownScan } from './structure.ts';

/**
 * Finds what a note's markdown holds, in time linear in its length. Never throws. Blocks are those of CommonMark
 * with GFM's tables and footnotes; links are CommonMark's, GFM's bare URLs and wikilinks; math, comments and tags
 * follow Obsidian.
 */
export function scanMarkdown(text: string): MarkdownScan {
  const bodyStart = findFrontmatterFence(text)?.end ?? 0;
  const blocks = scanBlocks(text, bodyStart > 0 || text.charCodeAt(0) !== 0xfeff ? bodyStart : 1);
  const scan = new Assembly(blankOut(text, blocks.gaps), blocks);
  scan.define();
  for (let i = 0; i < blocks.leaves.length; i += leafSize) scan.add(i);
  return scan.result(bodyStart);
}

/** The text with blanks in the place of quote marks inside paragraphs, so that inline markup can be read across. */
function blankOut(text: string, gaps: readonly number[]): string {
  if (gaps.length === 0) return text;
  const parts: string[] = [];
  let at = 0;
  for (let i = 0; i < gaps.length; i += 2) {
    const start = gaps[i]!;
    const end = gaps[i + 1]!;
    parts.push(text.slice(at, start), ' '.repeat(end - start));
    at = end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}

/** A heading longer than this keeps its markup in its text: nobody reads it as a heading. */
const maxHeadingLength = 4000;

/** Reads the leaves one by one and puts together what they hold. */
class Assembly {
  private readonly text: string;
  private readonly leaves: readonly number[];
  private readonly headingRanges: readonly number[];
  private readonly links: LinkCollector;
  private readonly inlines: InlineScanner;
  private readonly code: CodeRange[];
  private readonly opaque: TextRange[];
  private readonly headings: Heading[] = [];
  private readonly blocks: TextBlock[] = [];

  constructor(text: string, { leaves, headingRanges }: Blocks) {
    this.text = text;
    this.leaves = leaves;
    this.headingRanges = headingRanges;
    this.links = new LinkCollector(text);
    this.inlines = new InlineScanner(text, this.links);
    this.code = this.inlines.code;
    this.opaque = this.inlines.opaque;
  }

  /** Learns all definitions: references may stand before them. */
  define(): void {
    const { leaves, headingRanges } = this;
    let heading = 0;
    for (let i = 0; i < leaves.length; i += leafSize) {
      const kind = leaves[i]!;
      let at = leaves[i + 1]!;
      // A setext heading is a paragraph that was underlined: it begins with its text, not with marks.
      const isHeading = kind < leafKind.paragraph;
      const isText = isHeading ? headingRanges[2 * heading++] === at : kind === leafKind.paragraph;
      if (!isText) continue;
      const end = leaves[i + 2]!;
      for (
        let found = readDefinition(this.text, at, end);
        found;
        found = readDefinition(this.text, at, end)
      ) {
        this.links.define(found);
        at = found.next;
      }
    }
  }

  /** Reads the leaf whose numbers begin at `index`. */
  add(index: number): void {
    const { leaves } = this;
    const kind = leaves[index]!;
    const start = leaves[index + 1]!;
    const end = leaves[index + 2]!;
    switch (kind) {
      case leafKind.paragraph:
        this.paragraph(start, end);
        break;
      case leafKind.tableRow:
        this.tableRow(start, end);
        break;
      case leafKind.fenced:
        this.code.push({ kind: 'fenced', start, end });
        break;
      case leafKind.indented:
        this.code.push({ kind: 'indented', start, end });
        break;
      case leafKind.opaque:
        this.opaque.push({ start, end });
        break;
      default:
        this.heading(kind as Heading['level'], start, end);
    }
  }

  result(bodyStart: number): MarkdownScan {
    return {
      bodyStart,
      headings: this.headings,
      links: this.links.inOrder(),
      inlineTags: this.inlines.tags,
      codeRanges: this.code,
      opaqueRanges: this.opaque,
      textBlocks: this.blocks,
    };
  }

  private paragraph(start: number, end: number): void {
    const textStart = this.definitions(start, end);
    if (textStart >= end) return;
    this.blocks.push({ kind: 'paragraph', start: textStart, end });
    this.inlines.scan(textStart, end);
  }

  private tableRow(start: number, end: number): void {
    this.blocks.push({ kind: 'tableRow', start, end });
    const cells = tableCells(this.text, start, end);
    for (let i = 0; i < cells.length; i += 2) this.inlines.scan(cells[i]!, cells[i + 1]!);
  }

  private heading(level: Heading['level'], start: number, end: number): void {
    const index = 2 * this.headings.length;
    const range = { start: this.headingRanges[index]!, end: this.headingRanges[index + 1]! };
    const textStart = range.start === start ? this.definitions(start, end) : start;
    let text = '';
    if (textStart < end) {
      this.inlines.scan(textStart, end);
      text = readerText(this.text, textStart, end, this.links.list, this.inlines, maxHeadingLength);
    }
    this.headings.push({
      level,
      text,
      range: textStart > start ? { start: textStart, end: range.end } : range,
    });
  }

  /** Adds the definitions that a paragraph begins with, and gives where its text begins. */
  private definitions(start: number, end: number): number {
    let at = start;
    for (let found = readDefinition(this.text, at, end); found; found = readDefinition(this.text, at, end)) {
      this.links.definition(found);
      at = found.next;
    }
    return at;
  }
}
