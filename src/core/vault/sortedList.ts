/**
 * A set of things in the order of their keys. Changing it costs next to nothing; the order is made when it is asked
 * for, in one pass over what has changed. A list once handed out never changes.
 *
 * A thing's key must not change while it is in here: take it out first.
 */
export class SortedList<T> {
  /** What was asked for last, in order; `#keys` has their keys as far as they were needed. */
  #items: T[] = [];
  #keys: (string | undefined)[] = [];
  /** Until the order is first asked for, things just pile up here; as a set once some of them have gone. */
  #pile: T[] | Set<T> | undefined = [];
  /** Changes since. */
  #changes: Changes<T> | undefined;
  readonly #keyOf: (item: T) => string;
  readonly #nameOf: (item: T) => string;

  /**
   * @param keyOf by what things sort
   * @param nameOf by what things with equal keys sort; no two things in here have both in common
   */
  constructor(keyOf: (item: T) => string, nameOf: (item: T) => string) {
    this.#keyOf = keyOf;
    this.#nameOf = nameOf;
  }

  get size(): number {
    if (this.#pile !== undefined) return Array.isArray(this.#pile) ? this.#pile.length : this.#pile.size;
    if (this.#changes === undefined) return this.#items.length;
    return this.#items.length + this.#changes.added.size - this.#changes.removed.size;
  }

  /** Adds a thing that is not in here. */
  add(item: T): void {
    if (this.#pile === undefined) this.#changed().added.set(item, this.#keyOf(item));
    else if (Array.isArray(this.#pile)) this.#pile.push(item);
    else this.#pile.add(item);
  }

  /** Adds a thing that sorts after all that are in here. All before it were added so, and nobody has asked for them yet. */
  append(item: T): void {
    this.#pile = undefined;
    this.#items.push(item);
  }

  /** Takes out a thing that is in here. */
  delete(item: T): void {
    if (this.#pile !== undefined) {
      if (Array.isArray(this.#pile)) this.#pile = new Set(this.#pile);
      this.#pile.delete(item);
    } else if (!this.#changed().added.delete(item)) this.#changed().removed.set(item, this.#keyOf(item));
  }

  /** Everything, in order. */
  list(): readonly T[] {
    if (this.#pile !== undefined) this.#sortPile(this.#pile);
    if (this.#changes !== undefined) this.#takeChanges(this.#changes);
    return this.#items;
  }

  #changed(): Changes<T> {
    this.#changes ??= { added: new Map(), removed: new Map() };
    return this.#changes;
  }

  #sortPile(things: Iterable<T>): void {
    const sorted = Array.from(things).map((item) => ({ item, key: this.#keyOf(item) }));
    sorted.sort((a, b) => this.#compare(a.key, a.item, b.key, b.item));
    this.#items = sorted.map(({ item }) => item);
    this.#keys = sorted.map(({ key }) => key);
    this.#pile = undefined;
  }

  #takeChanges(changes: Changes<T>): void {
    const count = this.#items.length;
    const removed = [...changes.removed].map(([item, key]) => this.#placeOf(item, key)).sort((a, b) => a - b);
    const added = [...changes.added]
      .map(([item, key]) => ({ item, key, place: this.#placeOf(item, key) }))
      .sort((a, b) => this.#compare(a.key, a.item, b.key, b.item));
    const places = added.map(({ place }) => place);
    // The items may be in somebody's hands; the keys are ours.
    const items = this.#items.concat(added.map(({ item }) => item));
    this.#keys.length = count;
    this.#keys.push(...added.map(({ key }) => key));
    rearrange(items, count, removed, places);
    rearrange(this.#keys, count, removed, places);
    this.#items = items;
    this.#changes = undefined;
  }

  /** Where a thing with this key is among the items, or would go. */
  #placeOf(item: T, key: string): number {
    let low = 0;
    let high = this.#items.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#compare(this.#keyAt(middle), this.#items[middle]!, key, item) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The key by which an item took its place, whatever its key is now. */
  #keyAt(index: number): string {
    const item = this.#items[index]!;
    return (this.#keys[index] ??= this.#changes?.removed.get(item) ?? this.#keyOf(item));
  }

  #compare(keyA: string, a: T, keyB: string, b: T): number {
    if (keyA !== keyB) return keyA < keyB ? -1 : 1;
    const [nameA, nameB] = [this.#nameOf(a), this.#nameOf(b)];
    return nameA < nameB ? -1 : nameA > nameB ? 1 : 0;
  }
}

/** What came and what went, with the keys that count. */
interface Changes<T> {
  readonly added: Map<T, string>;
  readonly removed: Map<T, string>;
}

/**
 * Takes out the things at `removed` and moves those from `count` on to their `places`. Both speak of the list as it
 * was without the latter, and are in order.
 */
function rearrange<T>(list: T[], count: number, removed: readonly number[], places: readonly number[]): void {
  const added = list.slice(count);
  let to = removed[0] ?? count;
  for (let from = to, next = 0; from < count; from++) {
    if (removed[next] === from) next++;
    else list[to++] = list[from]!;
  }
  let from = to - 1;
  to += added.length;
  list.length = to;
  for (let i = added.length - 1; i >= 0; i--) {
    const place = places[i]! - removed.filter((one) => one < places[i]!).length;
    while (from >= place) list[--to] = list[from--]!;
    list[--to] = added[i]!;
  }
}
