import { readerText } from './readerText.ts';
import type { Heading, MarkdownScan } from './structure.ts';
import { tableCells } from './tables.ts';
import type { TextRange } from './textEdit.ts';

/** A heading, paragraph or table row as a reader sees it. */
export interface PlainBlock {
  readonly kind: 'heading' | 'paragraph' | 'tableRow';
  /** Without markup, in one line, trimmed; never empty. */
  readonly text: string;
  /** Where it stands in the note. */
  readonly range: TextRange;
}

/** Marks at the start of a paragraph that are no text: `#` without a blank, task boxes, callout types. */
const openingMark = /^(?:#{1,6}(?=\S)|\[[ xX/-]\](?=\s)|\[![\w-]+\][+-]?)\s*/;
/** Obsidian's block identifiers, at the end of a paragraph. */
const blockId = /\s\^[A-Za-z0-9-]+$/;
const footnoteReference = /\[\^[^[\]\s]+\]/g;

/** The headings, paragraphs and table rows of a note as a reader sees them, in order, one at a time. */
export function* plainBlocks(text: string, scan: MarkdownScan): Generator<PlainBlock> {
  const { headings, textBlocks } = scan;
  const windows = new Windows(scan);
  let next = 0;
  for (const block of textBlocks) {
    for (; next < headings.length && headings[next]!.range.start < block.start; next++)
      yield* plainHeading(headings[next]!);
    const plain =
      block.kind === 'paragraph' ? plainParagraph(text, block, windows) : plainRow(text, block, windows);
    if (plain !== '') yield { kind: block.kind, text: plain, range: block };
  }
  for (; next < headings.length; next++) yield* plainHeading(headings[next]!);
}

/** The text of a note without markup, one line for each heading, paragraph and table row; no code blocks. */
export function plainText(text: string, scan: MarkdownScan): string {
  const lines: string[] = [];
  for (const block of plainBlocks(text, scan)) lines.push(block.text);
  return lines.join('\n');
}

function* plainHeading(heading: Heading): Generator<PlainBlock> {
  if (heading.text !== '') yield { kind: 'heading', text: heading.text, range: heading.range };
}

function plainParagraph(text: string, range: TextRange, windows: Windows): string {
  let start = range.start;
  const code = text.charCodeAt(start);
  if (code === 35 || code === 91) {
    start += openingMark.exec(text.slice(start, Math.min(range.end, start + 40)))?.[0].length ?? 0;
  }
  let plain = windows.readerText(text, start, range.end);
  if (plain.includes('[^')) plain = plain.replace(footnoteReference, '');
  return plain.includes('^') ? plain.replace(blockId, '') : plain;
}

function plainRow(text: string, range: TextRange, windows: Windows): string {
  const cells = tableCells(text, range.start, range.end);
  const plain: string[] = [];
  for (let i = 0; i < cells.length; i += 2) {
    const cell = windows.readerText(text, cells[i]!, cells[i + 1]!).replaceAll('\\|', '|');
    if (cell !== '') plain.push(cell);
  }
  return plain.join(' ');
}

/** Walks links, code and opaque ranges along with the blocks. */
class Windows {
  private readonly scan: MarkdownScan;
  private link = 0;
  private code = 0;
  private opaque = 0;

  constructor(scan: MarkdownScan) {
    this.scan = scan;
  }

  /** Must be asked for growing ranges. */
  readerText(text: string, start: number, end: number): string {
    const { links, codeRanges, opaqueRanges } = this.scan;
    while (this.link < links.length && links[this.link]!.range.start < start) this.link++;
    while (this.code < codeRanges.length && codeRanges[this.code]!.start < start) this.code++;
    while (this.opaque < opaqueRanges.length && opaqueRanges[this.opaque]!.start < start) this.opaque++;
    const from = { link: this.link, code: this.code, opaque: this.opaque };
    while (this.link < links.length && links[this.link]!.range.start < end) this.link++;
    while (this.code < codeRanges.length && codeRanges[this.code]!.start < end) this.code++;
    while (this.opaque < opaqueRanges.length && opaqueRanges[this.opaque]!.start < end) this.opaque++;
    const marks = {
      code: codeRanges.slice(from.code, this.code),
      opaque: opaqueRanges.slice(from.opaque, this.opaque),
    };
    return readerText(text, start, end, links.slice(from.link, this.link), marks, Infinity);
  }
}
