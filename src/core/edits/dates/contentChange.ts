import { findFrontmatterFence } from '../../markdown/frontmatterFence.ts';

/**
 * Whether a note says something else than when it was last saved. The lines of the given frontmatter keys do not
 * count, nor do blanks at the end of a line, line ends themselves and empty lines at the end: that is what editors
 * and formatters tidy on save. Time in proportion to the note's length.
 *
 * @param keys as the note spells them
 */
export function hasContentChanged(before: string, after: string, keys: readonly string[]): boolean {
  if (before === after) return false;
  const old = new ContentLines(before, keys);
  const now = new ContentLines(after, keys);
  for (;;) {
    const line = old.next();
    if (line !== now.next()) return true;
    if (line === undefined) return false;
  }
}

/** What two notes have in common of which {@link hasContentChanged} says that nothing changed. */
export function contentLines(text: string, keys: readonly string[]): string[] {
  const lines = new ContentLines(text, keys);
  const all: string[] = [];
  for (let line = lines.next(); line !== undefined; line = lines.next()) all.push(line);
  return all;
}

/** The lines of a note that count, without what stands at their ends; empty ones at the note's end are left out. */
class ContentLines {
  readonly #text: string;
  readonly #keys: readonly string[];
  readonly #end: number;
  readonly #contentStart: number;
  readonly #contentEnd: number;
  #at: number;

  constructor(text: string, keys: readonly string[]) {
    const fence = findFrontmatterFence(text);
    this.#text = text;
    this.#keys = keys;
    this.#end = text.trimEnd().length;
    this.#contentStart = fence?.contentStart ?? 0;
    this.#contentEnd = fence?.contentEnd ?? 0;
    this.#at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
    if (fence !== undefined && keys.length > 0 && this.#holdsKeysOnly()) this.#at = fence.end;
  }

  /** A block that holds nothing else came with the dates: it does not count either. */
  #holdsKeysOnly(): boolean {
    const lines = this.#text.slice(this.#contentStart, this.#contentEnd).trimEnd().split('\n');
    return lines.every((line) => this.#isKeyLine(line.trimEnd()));
  }

  next(): string | undefined {
    while (this.#at < this.#end) {
      const start = this.#at;
      const newline = this.#text.indexOf('\n', start);
      const end = newline === -1 ? this.#end : newline;
      this.#at = end + 1;
      const line = this.#text.slice(start, end).trimEnd();
      const mayHoldKey = start >= this.#contentStart && start < this.#contentEnd;
      if (!mayHoldKey || !this.#isKeyLine(line)) return line;
    }
    return undefined;
  }

  #isKeyLine(line: string): boolean {
    return this.#keys.some((key) => isLineOf(line, key));
  }
}

/** `key:`, `"key":` or `key :` at the line's beginning. */
function isLineOf(line: string, key: string): boolean {
  const at = line.indexOf(key);
  if (at !== 0 && !(at === 1 && /^["']/.test(line))) return false;
  return /^["']?[ \t]*:(?:[ \t]|$)/.test(line.slice(at + key.length));
}
