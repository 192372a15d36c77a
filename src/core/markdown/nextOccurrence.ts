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

  /** Start of the first occurrence at or after `from`, or Infinity. */
  from(from: number): number {
    if (from < this.searchedFrom || from > this.found) {
      const at = this.text.indexOf(this.needle, from);
      this.searchedFrom = from;
      this.found = at < 0 ? Infinity : at;
    }
    return this.found;
  }
}
