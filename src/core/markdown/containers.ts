import { GREATER } from './charCodes.ts';
import type { LineCursor } from './lineCursor.ts';

const quote = -1;

/** Quotes and list items nest no deeper than this; what looks like a deeper one is text. */
const maxDepth = 200;

/**
 * The open quotes, list items and footnotes around the current line, outermost first. A stack of numbers, never
 * recursion.
 */
export class Containers {
  /** For each container the columns of indent that continue it, or `quote`. */
  private readonly needs: number[] = [];
  /** Where in `needs` the quotes are. */
  private readonly quotes: number[] = [];
  /** The innermost one is a list item with nothing in it yet. */
  private innermostIsEmpty = false;
  /** How many the current line continues. */
  matched = 0;

  get allMatched(): boolean {
    return this.matched === this.needs.length;
  }

  get isFull(): boolean {
    return this.needs.length >= maxDepth;
  }

  get hasQuote(): boolean {
    return this.quotes.length > 0;
  }

  /** Uses up what continues the open containers, and counts them. */
  match(line: LineCursor): void {
    const { needs, quotes } = this;
    const depth = needs.length;
    let matched = 0;
    let quotesMatched = 0;
    for (; matched < depth; matched++) {
      const need = needs[matched]!;
      if (line.isBlank) {
        // A blank line goes on through list items and ends at the first quote: found without a walk.
        matched = quotes[quotesMatched] ?? depth;
        break;
      }
      if (need === quote) {
        if (line.indent > 3 || line.text.charCodeAt(line.next) !== GREATER) break;
        takeQuoteMark(line);
        quotesMatched++;
      } else {
        if (line.indent < need) break;
        line.takeIndent(need);
      }
    }
    if (matched === depth && this.innermostIsEmpty) {
      // An item that begins with a blank line ends at a second one.
      if (line.isBlank) matched--;
      this.innermostIsEmpty = false;
    }
    this.matched = matched;
  }

  /** Closes the containers that the current line does not continue. */
  closeUnmatched(): void {
    const { needs, quotes, matched } = this;
    if (needs.length === matched) return;
    needs.length = matched;
    while (quotes.length > 0 && quotes[quotes.length - 1]! >= matched) quotes.pop();
    this.innermostIsEmpty = false;
  }

  openQuote(line: LineCursor): void {
    this.quotes.push(this.needs.length);
    takeQuoteMark(line);
    this.open(quote);
  }

  /** Opens a list item or a footnote, continued by `need` columns of indent. */
  openIndented(need: number, isEmpty: boolean): void {
    this.open(need);
    this.innermostIsEmpty = isEmpty;
  }

  private open(need: number): void {
    this.needs.push(need);
    this.matched = this.needs.length;
    this.innermostIsEmpty = false;
  }
}

/** The mark and one column of blank after it. */
function takeQuoteMark(line: LineCursor): void {
  line.takeMarker(1);
  if (line.indent > 0) line.takeIndent(1);
}
