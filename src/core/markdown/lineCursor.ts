import { LF, SPACE, TAB } from './charCodes.ts';
import { NextOccurrence, NOWHERE } from './nextOccurrence.ts';

/**
 * Walks a text line by line, and within a line over blanks, counting columns as CommonMark does (tab stops of 4).
 * A tab may be used up in part: then `position` stays at the tab while `column` moves on.
 */
export class LineCursor {
  readonly text: string;
  /** First character of the line. */
  lineStart = 0;
  /** End of the line, its line end not included. */
  lineEnd = 0;
  /** What is used up of the line so far. */
  position = 0;
  /** The first character after `position` that is no blank; `lineEnd` when the rest is blank. */
  next = 0;
  /** Columns between `position` and `next`. */
  indent = 0;
  private column = 0;
  private following = 0;
  private readonly lineFeed: NextOccurrence;
  private readonly carriageReturn: NextOccurrence;

  constructor(text: string, start: number) {
    this.text = text;
    this.following = start;
    this.lineFeed = new NextOccurrence(text, '\n');
    this.carriageReturn = new NextOccurrence(text, '\r');
  }

  get isBlank(): boolean {
    return this.next === this.lineEnd;
  }

  /** Moves to the next line; false when there is none. Lines end in LF, CRLF or CR. */
  nextLine(): boolean {
    if (this.following >= this.text.length) return false;
    this.resumeAt(this.following);
    return true;
  }

  /** Goes on at `position` as if a line began there. */
  resumeAt(position: number): void {
    this.lineStart = this.position = position;
    this.column = 0;
    const lf = this.lineFeed.from(position);
    const cr = this.carriageReturn.from(position);
    const end = cr < lf ? cr : lf;
    if (end === NOWHERE) {
      this.lineEnd = this.following = this.text.length;
    } else {
      this.lineEnd = end;
      this.following = cr < lf && this.text.charCodeAt(cr + 1) === LF ? end + 2 : end + 1;
    }
    this.measure();
  }

  /** Uses up `columns` of the indent, a tab in part where it must be. */
  takeIndent(columns: number): void {
    this.indent -= columns;
    const { text } = this;
    while (columns > 0) {
      const width = text.charCodeAt(this.position) === TAB ? 4 - (this.column & 3) : 1;
      if (width > columns) {
        this.column += columns;
        return;
      }
      this.column += width;
      this.position++;
      columns -= width;
    }
  }

  /** Uses up the indent and `count` characters after it. */
  takeMarker(count: number): void {
    this.column += this.indent + count;
    this.position = this.next + count;
    this.measure();
  }

  /** Whether only blanks stand between `position` and the line's end. */
  isBlankFrom(position: number): boolean {
    const { text, lineEnd } = this;
    while (position < lineEnd) {
      const code = text.charCodeAt(position);
      if (code !== SPACE && code !== TAB) return false;
      position++;
    }
    return true;
  }

  private measure(): void {
    const { text, lineEnd } = this;
    let at = this.position;
    let column = this.column;
    for (; at < lineEnd; at++) {
      const code = text.charCodeAt(at);
      if (code === SPACE) column++;
      else if (code === TAB) column += 4 - (column & 3);
      else break;
    }
    this.next = at;
    this.indent = column - this.column;
  }
}
