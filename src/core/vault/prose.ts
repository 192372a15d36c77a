import type { MarkdownScan } from '../markdown/scan.ts';
import type { TextRange } from '../markdown/textEdit.ts';

/** A paragraph, list item or quote: text that a reader reads as sentences. */
export interface ProseBlock {
  readonly kind: 'paragraph' | 'item' | 'quote';
  /** Its lines without indentation, list and quote markers and line ends. At least one. */
  readonly lines: readonly TextRange[];
  /** Place of the heading above it in `scan.headings`; -1 before the first. */
  readonly section: number;
  /** Columns by which an item is indented; 0 for the others. */
  readonly indent: number;
}

const MARKERS = /^([ \t]*)((?:>[ \t]?)*)([ \t]*)((?:[-*+]|\d{1,9}[.)])(?:[ \t]+|$))?(\[[ xX/-]\][ \t]+)?/;
const CALLOUT = /^\[![\w-]+\][+-]?/;
const DELIMITER_ROW = /^[ \t]*(?:\|[ \t]*)?:?-+:?[ \t]*(?:\|[ \t]*(?::?-+:?[ \t]*)?)+$/;
const RULE = /^[ \t]*(?:-[ \t]*){3,}$|^[ \t]*(?:\*[ \t]*){3,}$|^[ \t]*(?:_[ \t]*){3,}$/;

/**
 * The prose of a note in order: no frontmatter, headings, code, math, comments, tables, rules or link definitions.
 * Code inside a sentence stays in its block.
 */
export function proseBlocks(text: string, scan: MarkdownScan): ProseBlock[] {
  const reader = new BlockReader(text, scan);
  let position = scan.bodyStart;
  while (position < text.length) {
    const newline = text.indexOf('\n', position);
    const next = newline < 0 ? text.length : newline + 1;
    let end = newline < 0 ? text.length : newline;
    if (end > position && text.charCodeAt(end - 1) === 0x0d) {
      end -= 1;
    }
    reader.line(position, end);
    position = next;
  }
  reader.finish();
  return reader.blocks;
}

/** Walks ranges in the order of the text. */
class RangeCursor {
  readonly #ranges: readonly TextRange[];
  #at = 0;

  constructor(ranges: readonly TextRange[]) {
    this.#ranges = ranges;
  }

  /** The first range that ends after `position`. Positions must not go back. */
  reachingPast(position: number): TextRange | undefined {
    while (this.#at < this.#ranges.length && this.#ranges[this.#at]!.end <= position) {
      this.#at += 1;
    }
    return this.#ranges[this.#at];
  }
}

class BlockReader {
  readonly blocks: ProseBlock[] = [];
  readonly #text: string;
  readonly #scan: MarkdownScan;
  readonly #code: RangeCursor;
  readonly #opaque: RangeCursor;
  readonly #definitions: RangeCursor;
  #section = -1;
  #inTable = false;
  #open: { kind: ProseBlock['kind']; lines: TextRange[]; indent: number } | undefined;

  constructor(text: string, scan: MarkdownScan) {
    this.#text = text;
    this.#scan = scan;
    this.#code = new RangeCursor(scan.codeRanges);
    this.#opaque = new RangeCursor(scan.opaqueRanges);
    this.#definitions = new RangeCursor(
      scan.links.filter((link) => link.kind === 'definition').map((link) => link.range),
    );
  }

  line(start: number, end: number): void {
    if (this.#isHeading(start)) {
      this.finish();
      return;
    }
    const line = this.#text.slice(start, end);
    const markers = MARKERS.exec(line)!;
    const contentStart = start + markers[0].length;
    const isQuote = markers[2] !== '';
    const isItem = markers[4] !== undefined;
    if (contentStart >= end || this.#holdsNoProse(contentStart, end) || RULE.test(line)) {
      this.finish();
      return;
    }
    if (this.#isTableRow(line, end)) {
      this.finish(true);
      return;
    }
    this.#take(isItem ? 'item' : isQuote ? 'quote' : 'paragraph', markers, contentStart, end);
  }

  #take(kind: ProseBlock['kind'], markers: RegExpExecArray, start: number, end: number): void {
    const callout = kind === 'quote' ? CALLOUT.exec(this.#text.slice(start, end)) : null;
    if (callout !== null) {
      this.finish();
    }
    const from = start + (callout?.[0].length ?? 0);
    const continues =
      this.#open !== undefined &&
      kind !== 'item' &&
      (kind === 'paragraph' || this.#open.kind !== 'paragraph');
    if (continues) {
      this.#open!.lines.push({ start: from, end });
      return;
    }
    this.finish();
    const indent = kind === 'item' ? columns(markers[1]! + markers[3]!) : 0;
    if (this.#text.slice(from, end).trim() !== '') {
      this.#open = { kind, lines: [{ start: from, end }], indent };
    }
  }

  /** Closes the block that is open. */
  finish(inTable = false): void {
    this.#inTable = inTable;
    if (this.#open !== undefined) {
      this.blocks.push({ ...this.#open, section: this.#section });
      this.#open = undefined;
    }
  }

  #isHeading(start: number): boolean {
    const { headings } = this.#scan;
    while (this.#section + 1 < headings.length && headings[this.#section + 1]!.range.start <= start) {
      this.finish();
      this.#section += 1;
    }
    return this.#section >= 0 && start < headings[this.#section]!.range.end;
  }

  #holdsNoProse(start: number, end: number): boolean {
    return [this.#code, this.#opaque, this.#definitions].some((cursor) => {
      const range = cursor.reachingPast(start);
      return range !== undefined && range.start <= start && this.#text.slice(range.end, end).trim() === '';
    });
  }

  /** Also a header row: the row of dashes follows it. */
  #isTableRow(line: string, end: number): boolean {
    if (!line.includes('|')) {
      return false;
    }
    if (this.#inTable || DELIMITER_ROW.test(line) || /^\s*\|/.test(line)) {
      return true;
    }
    const nextStart = this.#text.indexOf('\n', end) + 1;
    if (nextStart === 0) {
      return false;
    }
    const nextEnd = this.#text.indexOf('\n', nextStart);
    return DELIMITER_ROW.test(this.#text.slice(nextStart, nextEnd < 0 ? undefined : nextEnd).trimEnd());
  }
}

function columns(indentation: string): number {
  let width = 0;
  for (const character of indentation) {
    width += character === '\t' ? 4 - (width % 4) : 1;
  }
  return width;
}
