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
import { NextOccurrence, NOWHERE } from './nextOccurrence.ts';
import { leafKind, OpenLeaf } from './openLeaf.ts';
import { delimiterColumns, tableCells } from './tables.ts';

/** The leaf blocks of a text in order. */
export interface Blocks {
  /** See {@link OpenLeaf.leaves}; {@link leafSize} numbers a leaf. */
  readonly leaves: readonly number[];
  /** See {@link OpenLeaf.headingRanges}. */
  readonly headingRanges: readonly number[];
  /** Pairs of start and end: quote marks and indents before the further lines of quoted paragraphs. */
  readonly gaps: readonly number[];
}

/** Characters with which something other than a paragraph can begin. */
const starters = characterTable('>#`~<=-_*+0123456789[|:$%');

/** Finds the leaf blocks of the text from `start`, as CommonMark with GFM's tables and footnotes has them. */
export function scanBlocks(text: string, start: number): Blocks {
  const scanner = new BlockScanner(text, start);
  scanner.run();
  return { leaves: scanner.leaf.leaves, headingRanges: scanner.leaf.headingRanges, gaps: scanner.gaps };
}

class BlockScanner {
  readonly leaf: OpenLeaf;
  readonly gaps: number[] = [];
  private readonly text: string;
  private readonly line: LineCursor;
  private readonly containers = new Containers();
  private readonly htmlEnds: HtmlBlockEnds;
  private readonly dollars: NextOccurrence;
  private readonly percents: NextOccurrence;
  /** Where the last line of the open paragraph begins: the header row, should a table follow. */
  private lastLine = 0;
  private lastLineIndent = 0;
  /** No thematic break of `thematicCode` begins before this place. */
  private thematicFault = 0;
  private thematicCode = 0;

  constructor(text: string, start: number) {
    this.text = text;
    this.leaf = new OpenLeaf(text);
    this.line = new LineCursor(text, start);
    this.htmlEnds = new HtmlBlockEnds(text);
    this.dollars = new NextOccurrence(text, '$$');
    this.percents = new NextOccurrence(text, '%%');
  }

  run(): void {
    const { line, containers } = this;
    while (line.nextLine()) {
      containers.match(line);
      if (containers.allMatched && this.leaf.takes(line)) continue;
      if (line.isBlank) this.blankLine();
      else this.startBlocks();
    }
    this.leaf.close();
  }

  private blankLine(): void {
    if (!this.containers.allMatched || this.leaf.kind !== 'indented') this.leaf.close();
    this.containers.closeUnmatched();
  }

  private startBlocks(): void {
    const { line, text } = this;
    this.thematicFault = 0;
    while (!line.isBlank) {
      if (line.indent >= 4) {
        if (this.leaf.kind !== 'paragraph') return this.indentedLine();
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
    if (containers.allMatched && containers.isFull) return false;
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
    if (this.leaf.kind === 'paragraph' && containers.allMatched) {
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
    this.leaf.pushHeading(level, start, atxContentEnd(text, start, line.lineEnd), line.next, line.lineEnd);
    return true;
  }

  private setextHeading(code: number): boolean {
    if (!this.isSetextUnderline(code)) return false;
    const { line } = this;
    this.leaf.kind = 'none';
    this.leaf.pushHeading(
      code === EQUALS ? 1 : 2,
      this.leaf.start,
      this.leaf.end,
      this.leaf.start,
      line.lineEnd,
    );
    return true;
  }

  private isSetextUnderline(code: number): boolean {
    const { line, text } = this;
    if (this.leaf.kind !== 'paragraph' || !this.containers.allMatched) return false;
    if (!line.isBlankFrom(line.next + runLength(text, line.next, line.lineEnd, code))) return false;
    // Definitions alone are no paragraph that could become a heading.
    return definitionsEnd(text, this.leaf.start, this.leaf.end) < this.leaf.end;
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
    this.leaf.openFenced(line, code, length);
    return true;
  }

  private htmlBlock(): boolean {
    const { line } = this;
    const kind = htmlBlockKind(this.text, line.next, line.lineEnd, this.leaf.kind === 'paragraph');
    if (kind === 0) return false;
    this.beginBlock();
    this.leaf.openHtml(line, this.htmlEnds.from(kind, line.next), kind >= 6);
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
    if (close === NOWHERE || close < line.lineEnd) return false;
    this.beginBlock();
    this.leaf.push(leafKind.opaque, line.next, close + 2);
    line.resumeAt(close + 2);
    if (!line.isBlank) this.textLine();
    return true;
  }

  private table(): boolean {
    const { line, text } = this;
    const isBelowText = this.leaf.kind === 'paragraph' && this.containers.allMatched;
    if (!isBelowText || this.lastLineIndent > 3) return false;
    const columns = delimiterColumns(text, line.next, line.lineEnd);
    if (columns === 0 || tableCells(text, this.lastLine, this.leaf.end).length !== 2 * columns) return false;
    const headerEnd = this.leaf.end;
    this.leaf.end = trimmedEnd(text, this.leaf.start, this.lastLine);
    this.leaf.close();
    this.leaf.push(leafKind.tableRow, this.lastLine, headerEnd);
    this.leaf.kind = 'table';
    return true;
  }

  private indentedLine(): void {
    const { line } = this;
    if (this.leaf.kind === 'indented' && this.containers.allMatched) {
      this.leaf.end = line.lineEnd;
      return;
    }
    this.beginBlock();
    this.leaf.open('indented', line.position, line.lineEnd);
  }

  /** A line of a paragraph, new, going on or going on lazily, or a row of a table. */
  private textLine(): void {
    const { line, containers } = this;
    if (this.leaf.kind === 'paragraph') {
      if (containers.hasQuote) this.gaps.push(line.lineStart, line.next);
      this.leaf.end = line.lineEnd;
    } else if (this.leaf.kind === 'table' && containers.allMatched) {
      this.leaf.push(leafKind.tableRow, line.next, line.lineEnd);
      return;
    } else {
      this.beginBlock();
      if (line.isBlank) return;
      this.leaf.open('paragraph', line.next, line.lineEnd);
    }
    this.lastLine = line.next;
    this.lastLineIndent = line.indent;
  }

  /** Closes what the new block does not stand in. */
  private beginBlock(): void {
    this.leaf.close();
    this.containers.closeUnmatched();
  }
}
