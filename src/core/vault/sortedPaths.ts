/** The key by which a path sorts; paths with equal keys sort by themselves. */
type KeyOf = (path: string) => string;

/**
 * A set of paths in the order of a key, mostly their notes' titles. Filling it is cheap (it sorts when it is first
 * read); from then on a change costs a binary search. A list once handed out never changes: the next change works on
 * a copy.
 *
 * A path's key must not change while it is in here: take it out before its note gets another title.
 */
export class SortedPaths {
  #paths: string[] = [];
  #isSorted = true;
  /** Somebody has needed the order; until then adding only appends. */
  #isRead = false;
  #isHandedOut = false;
  readonly #keyOf: KeyOf;

  constructor(keyOf: KeyOf) {
    this.#keyOf = keyOf;
  }

  get size(): number {
    return this.#paths.length;
  }

  /** Adds a path that is not in here yet. */
  add(path: string): void {
    this.#own();
    if (this.#isRead) {
      this.#paths.splice(this.#placeOf(path), 0, path);
    } else {
      this.#isSorted = this.#paths.length === 0;
      this.#paths.push(path);
    }
  }

  /** Adds a path that is known to sort after all that are in here. */
  append(path: string): void {
    this.#own();
    this.#paths.push(path);
  }

  delete(path: string): boolean {
    this.#sort();
    const place = this.#placeOf(path);
    if (this.#paths[place] !== path) return false;
    this.#own();
    this.#paths.splice(place, 1);
    return true;
  }

  /** Every path, sorted. */
  list(): readonly string[] {
    this.#sort();
    this.#isHandedOut = true;
    return this.#paths;
  }

  #sort(): void {
    this.#isRead = true;
    if (this.#isSorted) return;
    this.#isSorted = true;
    this.#paths = this.#paths
      .map((path) => ({ path, key: this.#keyOf(path) }))
      .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.path < b.path ? -1 : 1))
      .map(({ path }) => path);
  }

  #own(): void {
    if (!this.#isHandedOut) return;
    this.#paths = this.#paths.slice();
    this.#isHandedOut = false;
  }

  /** Index of the path, or where it would go. */
  #placeOf(path: string): number {
    const key = this.#keyOf(path);
    let low = 0;
    let high = this.#paths.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const other = this.#paths[middle]!;
      const otherKey = this.#keyOf(other);
      if (otherKey < key || (otherKey === key && other < path)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
