import { runLength } from './blockStarts.ts';
import { BACKTICK } from './charCodes.ts';

/** Finds inline code in pieces of text: a run of backticks up to the next run of the same length. */
export class CodeSpans {
  private readonly text: string;
  private pieceEnd = 0;
  /** Last place of each length of run in the piece, once a search has gone to its end in vain. */
  private lastRuns: Map<number, number> | undefined;

  constructor(text: string) {
    this.text = text;
  }

  /** Begins a piece that ends at `end`. */
  begin(end: number): void {
    this.pieceEnd = end;
    this.lastRuns = undefined;
  }

  /** After the inline code that begins at `at`; when there is none, `~position`, negative, after its backticks. */
  end(at: number): number {
    const { text, pieceEnd } = this;
    const length = runLength(text, at, pieceEnd, BACKTICK);
    const start = at + length;
    if (this.lastRuns && (this.lastRuns.get(length) ?? -1) < start) return ~start;
    let others: Map<number, number> | undefined;
    let i = text.indexOf('`', start);
    while (i >= 0 && i < pieceEnd) {
      const found = runLength(text, i, pieceEnd, BACKTICK);
      if (found === length) return i + found;
      (others ??= new Map<number, number>()).set(found, i);
      i = text.indexOf('`', i + found);
    }
    this.lastRuns ??= others ?? new Map<number, number>();
    return ~start;
  }
}
