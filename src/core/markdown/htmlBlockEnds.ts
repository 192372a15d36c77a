import type { HtmlBlockKind } from './htmlSyntax.ts';
import { NextOccurrence, NOWHERE } from './nextOccurrence.ts';

/** Where HTML blocks end that end with a mark of their own. Asked for growing positions, it stays linear. */
export class HtmlBlockEnds {
  private readonly text: string;
  private readonly marks: Partial<Record<HtmlBlockKind, NextOccurrence>> = {};
  private rawTextFrom = -1;
  private rawTextEnd = -1;

  constructor(text: string) {
    this.text = text;
  }

  /** Start of the mark that ends a block of `kind` at `position`; {@link NOWHERE} for none, and for kinds 6 and 7. */
  from(kind: HtmlBlockKind, position: number): number {
    switch (kind) {
      case 1:
        return this.rawTextEndFrom(position);
      case 2:
        return this.mark(kind, '-->').from(position + 2);
      case 3:
        return this.mark(kind, '?>').from(position + 1);
      case 4:
        return this.mark(kind, '>').from(position);
      case 5:
        return this.mark(kind, ']]>').from(position);
      case 6:
      case 7:
        return NOWHERE;
    }
  }

  private mark(kind: HtmlBlockKind, mark: string): NextOccurrence {
    return (this.marks[kind] ??= new NextOccurrence(this.text, mark));
  }

  private rawTextEndFrom(position: number): number {
    if (position < this.rawTextFrom || position > this.rawTextEnd) {
      const closing = /<\/(?:script|pre|style|textarea)>/gi;
      closing.lastIndex = position;
      this.rawTextFrom = position;
      this.rawTextEnd = closing.exec(this.text)?.index ?? NOWHERE;
    }
    return this.rawTextEnd;
  }
}
