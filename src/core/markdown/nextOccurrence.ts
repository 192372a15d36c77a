/** A place after the end of every text; a small integer, where Infinity would make the engine box its numbers. */
export const NOWHERE = 0x3fffffff;

/**
 * Finds the next place of a string in a text, and remembers it. Asked for growing positions, all answers
 * together cost one walk over the text, however often the string is missing: what keeps unclosed markup linear.
 */
export class NextOccurrence {
  private readonly text: string;
  private readonly needle: string;
  private searchedFrom = 0;
  private found = -1;

  constructor(text: string, needle: string) {
    this.text = text;
    this.needle = needle;
  }

  /** Start of the first occurrence at or after `from`, or {@link NOWHERE}. */
  from(from: number): number {
    if (from < this.searchedFrom || from > this.found) {
      const at = this.text.indexOf(this.needle, from);
      this.searchedFrom = from;
      this.found = at < 0 ? NOWHERE : at;
    }
    return this.found;
  }
}
