import {
  atxContentEnd,
  atxLevel,
  footnoteMarkerLength,
  listMarkerLength,
  openingFence,
  runLength,
  thematicBreakFault,
  trimmedEnd,
} from './blockStarts.ts';
import {
  BACKTICK,
  BRACKET_OPEN,
  characterTable,
  COLON,
  DASH,
  DOLLAR,
  EQUALS,
  GREATER,
  HASH,
  isDigit,
  LESS,
  PERCENT,
  PIPE,
  PLUS,
  SPACE,
  STAR,
  TAB,
  TILDE,
  UNDERSCORE,
} from './charCodes.ts';
import { Containers } from './containers.ts';
import { definitionsEnd } from './definitions.ts';
import { HtmlBlockEnds } from './htmlBlockEnds.ts';
import { htmlBlockKind } from './htmlSyntax.ts';
import { LineCursor } from './lineCursor.ts';
import { NextOccurrence } from './nextOccurrence.ts';
import { delimiterColumns, tableCells } from './tables.ts';

/** What a leaf block is; a heading's kind is its level, 1 to 6. */
export const leafKind = { paragraph: 7, tableRow: 8, fenced: 9, indented: 10, opaque: 11 } as const;

/** How many numbers of {@link Blocks.leaves} speak of one leaf. */
export const leafSize = 5;

/** The leaf blocks of a text in order, as flat lists of numbers: a note has many, and objects would cost. */
export interface Blocks {
  /** For each leaf: kind, start and end of its content, and for a heading start and end of the whole. */
  readonly leaves: readonly number[];
  /** Pairs of start and end: quote marks and indents before the further lines of quoted paragraphs. */
  readonly gaps: readonly number[];
}

/** Characters with which something other than a paragraph can begin. */
const starters = characterTable('>#`~<=-_*+0123456789[|:$%');

type OpenLeaf = 'none' | 'paragraph' | 'fenced' | 'indented' | 'html' | 'table';

/** Finds the leaf blocks of the text from `start`, as CommonMark with GFM's tables and footnotes has them. */
export function scanBlocks(text: string, start: number): Blocks {
  const scanner = new BlockScanner(text, start);
  scanner.run();
  return scanner;
}

class BlockScanner implements Blocks {
  readonly leaves: number[] = [];
  readonly gaps: number[] = [];
  private readonly text: string;
  private readonly line: LineCursor;
  private readonly containers = new Containers();
  private readonly htmlEnds: HtmlBlockEnds;
  private readonly dollars: NextOccurrence;
  private readonly percents: NextOccurrence;
  private leaf: OpenLeaf = 'none';
  private leafStart = 0;
  private leafEnd = 0;
  /** Where the last line of the open paragraph begins: the header row, should a table follow. */
  private lastLine = 0;
  private fenceCode = 0;
  private fenceLength = 0;
  /** Where the open HTML block ends at the latest; Infinity when only a blank line ends it. */
  private htmlEnd = 0;
  private htmlEndsAtBlank = false;
  /** No thematic break of `thematicCode` begins before this place. */
  private thematicFault = 0;
  private thematicCode = 0;

  constructor(text: string, start: number) {
    this.text = text;
    this.line = new LineCursor(text, start);
    this.htmlEnds = new HtmlBlockEnds(text);
    this.dollars = new NextOccurrence(text, '$$');
    this.percents = new NextOccurrence(text, '%%');
  }

  run(): void {
    const { line, containers } = this;
    while (line.nextLine()) {
      containers.match(line);
      if (containers.allMatched && this.continueLeaf()) continue;
      if (line.isBlank) this.blankLine();
      else this.startBlocks();
    }
    this.closeLeaf();
  }

  /** Goes on with an open block that takes lines as they are; false when the line must be looked at. */
  private continueLeaf(): boolean {
    const { line } = this;
    if (this.leaf === 'fenced') {
      this.leafEnd = line.lineEnd;
      if (line.indent < 4 && this.closesFence()) this.closeLeaf();
      return true;
    }
    if (this.leaf !== 'html') return false;
    if (this.htmlEndsAtBlank && line.isBlank) return false;
    this.leafEnd = line.lineEnd;
    if (this.htmlEnd < line.lineEnd) this.closeLeaf();
    return true;
  }

  private closesFence(): boolean {
    const { line, text } = this;
    if (text.charCodeAt(line.next) !== this.fenceCode) return false;
    const length = runLength(text, line.next, line.lineEnd, this.fenceCode);
    return length >= this.fenceLength && line.isBlankFrom(line.next + length);
  }

  private blankLine(): void {
    if (!this.containers.allMatched || this.leaf !== 'indented') this.closeLeaf();
    this.containers.closeUnmatched();
  }

  private startBlocks(): void {
    const { line, text } = this;
    this.thematicFault = 0;
    while (!line.isBlank) {
      if (line.indent >= 4) {
        if (this.leaf !== 'paragraph') return this.indentedLine();
        break;
      }
      const code = text.charCodeAt(line.next);
      if (code > 127 || starters[code] === 0) break;
      if (this.opensContainer(code)) continue;
      if (this.opensLeaf(code)) return;
      break;
    }
    this.textLine();
  }

  /** A quote, list item or footnote that begins at the line's next character. */
  private opensContainer(code: number): boolean {
    const { line, text, containers } = this;
    if (code === GREATER) {
      this.beginBlock();
      containers.openQuote(line);
      return true;
    }
    if (code === BRACKET_OPEN) {
      const length = footnoteMarkerLength(text, line.next, line.lineEnd);
      if (length === 0) return false;
      this.beginBlock();
      line.takeMarker(length);
      line.takeIndent(line.indent);
      containers.openIndented(4, false);
      return true;
    }
    if (code !== DASH && code !== STAR && code !== PLUS && !isDigit(code)) return false;
    const length = listMarkerLength(text, line.next, line.lineEnd);
    if (length === 0 || this.isSetextUnderline(code) || this.isThematicBreak(code)) return false;
    const isEmpty = line.isBlankFrom(line.next + length);
    if (this.leaf === 'paragraph' && containers.allMatched) {
      // Inside a paragraph only a filled item begins a list, and an ordered one only with 1.
      if (isEmpty || (isDigit(code) && !(code === 49 && length === 2))) return false;
    }
    this.beginBlock();
    const before = line.indent;
    line.takeMarker(length);
    const padding = isEmpty || line.indent > 4 ? 1 : line.indent;
    if (!isEmpty) line.takeIndent(padding);
    containers.openIndented(before + length + padding, isEmpty);
    return true;
  }

  private opensLeaf(code: number): boolean {
    switch (code) {
      case HASH:
        return this.atxHeading();
      case LESS:
        return this.htmlBlock();
      case DOLLAR:
        return this.rawBlock(this.dollars);
      case PERCENT:
        return this.rawBlock(this.percents);
      case EQUALS:
        return this.setextHeading(code);
      case DASH:
        return this.setextHeading(code) || this.thematicBreak(code) || this.table();
      case STAR:
      case UNDERSCORE:
        return this.thematicBreak(code);
      case PIPE:
      case COLON:
        return this.table();
      case BACKTICK:
      case TILDE:
        return this.fencedCode(code);
      default:
        return false;
    }
  }

  private atxHeading(): boolean {
    const { line, text } = this;
    const level = atxLevel(text, line.next, line.lineEnd);
    if (level === 0) return false;
    this.beginBlock();
    let start = line.next + level;
    while (text.charCodeAt(start) === SPACE || text.charCodeAt(start) === TAB) start++;
    this.push(level, start, atxContentEnd(text, start, line.lineEnd), line.next, line.lineEnd);
    return true;
  }

  private setextHeading(code: number): boolean {
    if (!this.isSetextUnderline(code)) return false;
    const { line } = this;
    this.leaf = 'none';
    this.push(code === EQUALS ? 1 : 2, this.leafStart, this.leafEnd, this.leafStart, line.lineEnd);
    return true;
  }

  private isSetextUnderline(code: number): boolean {
    const { line, text } = this;
    if (this.leaf !== 'paragraph' || !this.containers.allMatched) return false;
    if (!line.isBlankFrom(line.next + runLength(text, line.next, line.lineEnd, code))) return false;
    // Definitions alone are no paragraph that could become a heading.
    return definitionsEnd(text, this.leafStart, this.leafEnd) < this.leafEnd;
  }

  private thematicBreak(code: number): boolean {
    if (!this.isThematicBreak(code)) return false;
    this.beginBlock();
    return true;
  }

  private isThematicBreak(code: number): boolean {
    const { line } = this;
    if (code !== DASH && code !== STAR && code !== UNDERSCORE) return false;
    if (code === this.thematicCode && line.next < this.thematicFault) return false;
    const fault = thematicBreakFault(this.text, line.next, line.lineEnd, code);
    this.thematicCode = code;
    this.thematicFault = fault;
    return fault < 0;
  }

  private fencedCode(code: number): boolean {
    const { line } = this;
    const length = openingFence(this.text, line.next, line.lineEnd, code);
    if (length === 0) return false;
    this.beginBlock();
    this.open('fenced', line.next, line.lineEnd);
    this.fenceCode = code;
    this.fenceLength = length;
    return true;
  }

  private htmlBlock(): boolean {
    const { line } = this;
    const kind = htmlBlockKind(this.text, line.next, line.lineEnd, this.leaf === 'paragraph');
    if (kind === 0) return false;
    this.beginBlock();
    this.open('html', line.next, line.lineEnd);
    this.htmlEnd = this.htmlEnds.from(kind, line.next);
    this.htmlEndsAtBlank = kind >= 6;
    if (this.htmlEnd < line.lineEnd) this.closeLeaf();
    return true;
  }

  /**
   * A block of math or an Obsidian comment: a line that begins with `$$` or `%%`, up to the next such mark on a
   * later line, whatever stands between. One that closes on its own line is left to the paragraph.
   */
  private rawBlock(marks: NextOccurrence): boolean {
    const { line, text } = this;
    const code = text.charCodeAt(line.next);
    if (text.charCodeAt(line.next + 1) !== code || text.charCodeAt(line.next + 2) === code) return false;
    const close = marks.from(line.next + 2);
    if (close === Infinity || close < line.lineEnd) return false;
    this.beginBlock();
    this.push(leafKind.opaque, line.next, close + 2);
    line.resumeAt(close + 2);
    if (!line.isBlank) this.textLine();
    return true;
  }

  private table(): boolean {
    const { line, text } = this;
    if (this.leaf !== 'paragraph' || !this.containers.allMatched) return false;
    const columns = delimiterColumns(text, line.next, line.lineEnd);
    if (columns === 0 || tableCells(text, this.lastLine, this.leafEnd).length !== 2 * columns) return false;
    const headerEnd = this.leafEnd;
    this.leafEnd = trimmedEnd(text, this.leafStart, this.lastLine);
    this.closeLeaf();
    this.push(leafKind.tableRow, this.lastLine, headerEnd);
    this.leaf = 'table';
    return true;
  }

  private indentedLine(): void {
    const { line } = this;
    if (this.leaf === 'indented' && this.containers.allMatched) {
      this.leafEnd = line.lineEnd;
      return;
    }
    this.beginBlock();
    this.open('indented', line.position, line.lineEnd);
  }

  /** A line of a paragraph, new, going on or going on lazily, or a row of a table. */
  private textLine(): void {
    const { line, containers } = this;
    if (this.leaf === 'paragraph') {
      if (containers.hasQuote) this.gaps.push(line.lineStart, line.next);
      this.leafEnd = line.lineEnd;
    } else if (this.leaf === 'table' && containers.allMatched) {
      this.push(leafKind.tableRow, line.next, line.lineEnd);
      return;
    } else {
      this.beginBlock();
      if (line.isBlank) return;
      this.open('paragraph', line.next, line.lineEnd);
    }
    this.lastLine = line.next;
  }

  /** Closes what the new block does not stand in. */
  private beginBlock(): void {
    this.closeLeaf();
    this.containers.closeUnmatched();
  }

  private open(leaf: OpenLeaf, start: number, end: number): void {
    this.leaf = leaf;
    this.leafStart = start;
    this.leafEnd = end;
  }

  private closeLeaf(): void {
    const { leaf, leafStart: start, leafEnd: end } = this;
    this.leaf = 'none';
    if (leaf === 'paragraph' && start < end)
      this.push(leafKind.paragraph, start, trimmedEnd(this.text, start, end));
    else if (leaf === 'fenced') this.push(leafKind.fenced, start, end);
    else if (leaf === 'indented') this.push(leafKind.indented, start, end);
    else if (leaf === 'html') this.push(leafKind.opaque, start, end);
  }

  private push(kind: number, start: number, end: number, outerStart = 0, outerEnd = 0): void {
    this.leaves.push(kind, start, end, outerStart, outerEnd);
  }
}
