import { runLength, trimmedEnd } from './blockStarts.ts';
import type { LineCursor } from './lineCursor.ts';

/** What a leaf block is; a heading's kind is its level, 1 to 6. */
export const leafKind = { paragraph: 7, tableRow: 8, fenced: 9, indented: 10, opaque: 11 } as const;

/** How many numbers of a list of leaves speak of one leaf. */
export const leafSize = 3;

type OpenLeafKind = 'none' | 'paragraph' | 'fenced' | 'indented' | 'html' | 'table';

/** The leaf block that the next line may go on with, and the list of those that are over. */
export class OpenLeaf {
  /**
   * For each leaf kind, start and end of its content. Flat, since a note has many and objects would cost.
   */
  readonly leaves: number[] = [];
  /** For each heading start and end of the whole: its marks, or its underline, included. */
  readonly headingRanges: number[] = [];
  kind: OpenLeafKind = 'none';
  start = 0;
  end = 0;
  private readonly text: string;
  private fenceCode = 0;
  private fenceLength = 0;
  private htmlEnd = 0;
  private htmlEndsAtBlank = false;

  constructor(text: string) {
    this.text = text;
  }

  open(kind: OpenLeafKind, start: number, end: number): void {
    this.kind = kind;
    this.start = start;
    this.end = end;
  }

  /** Opens a code block whose fence is `length` times `code`. */
  openFenced(line: LineCursor, code: number, length: number): void {
    this.open('fenced', line.next, line.lineEnd);
    this.fenceCode = code;
    this.fenceLength = length;
  }

  /** Opens an HTML block that ends with the line of `htmlEnd`, or at a blank line. */
  openHtml(line: LineCursor, htmlEnd: number, htmlEndsAtBlank: boolean): void {
    this.open('html', line.next, line.lineEnd);
    this.htmlEnd = htmlEnd;
    this.htmlEndsAtBlank = htmlEndsAtBlank;
    if (htmlEnd < line.lineEnd) this.close();
  }

  /** Whether the leaf takes the line as it is, without a look at what begins there. */
  takes(line: LineCursor): boolean {
    if (this.kind === 'fenced') {
      this.end = line.lineEnd;
      if (line.indent < 4 && this.isClosingFence(line)) this.close();
      return true;
    }
    if (this.kind !== 'html' || (this.htmlEndsAtBlank && line.isBlank)) return false;
    this.end = line.lineEnd;
    if (this.htmlEnd < line.lineEnd) this.close();
    return true;
  }

  close(): void {
    const { kind, start, end } = this;
    this.kind = 'none';
    if (kind === 'paragraph' && start < end)
      this.push(leafKind.paragraph, start, trimmedEnd(this.text, start, end));
    else if (kind === 'fenced') this.push(leafKind.fenced, start, end);
    else if (kind === 'indented') this.push(leafKind.indented, start, end);
    else if (kind === 'html') this.push(leafKind.opaque, start, end);
  }

  /** Adds a leaf that is over. */
  push(kind: number, start: number, end: number): void {
    this.leaves.push(kind, start, end);
  }

  pushHeading(level: number, start: number, end: number, wholeStart: number, wholeEnd: number): void {
    this.push(level, start, end);
    this.headingRanges.push(wholeStart, wholeEnd);
  }

  private isClosingFence(line: LineCursor): boolean {
    if (this.text.charCodeAt(line.next) !== this.fenceCode) return false;
    const length = runLength(this.text, line.next, line.lineEnd, this.fenceCode);
    return length >= this.fenceLength && line.isBlankFrom(line.next + length);
  }
}
