import { BACKSLASH, LESS, PAREN_OPEN, SPACE } from './charCodes.ts';
import { maxParentheses } from './linkSyntax.ts';

/** Tells bare link targets that open too many parentheses, without reading each up to the one that is too much. */
export class DeepParentheses {
  private readonly text: string;
  private close = -1;
  /** From here to `close` one more is opened than may nest; -1 when that is nowhere. */
  private deepFrom = -1;

  constructor(text: string) {
    this.text = text;
  }

  /**
   * Whether what follows the parenthesis at `at` is surely no target; `false` where more must be read. Asked for
   * growing places.
   *
   * @param close the first closing parenthesis after it
   */
  isTooDeep(at: number, close: number): boolean {
    if (close !== this.close) this.countBefore(close, at);
    // A target that opens a parenthesis and ends before one is closed is none either.
    for (let i = at + 1; i <= this.deepFrom; i++) {
      const code = this.text.charCodeAt(i);
      if (code === PAREN_OPEN) return true;
      if (code <= SPACE || code === 127 || code === BACKSLASH || code === LESS) return false;
    }
    return false;
  }

  private countBefore(close: number, at: number): void {
    const { text } = this;
    this.close = close;
    this.deepFrom = -1;
    let open = 0;
    for (let i = close - 1; i > at && open <= maxParentheses; i--) {
      if (text.charCodeAt(i) !== PAREN_OPEN || text.charCodeAt(i - 1) === BACKSLASH) continue;
      open++;
      if (open > maxParentheses) this.deepFrom = i;
    }
  }
}
