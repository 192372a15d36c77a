const NONE: readonly number[] = [];

/** Lists end to end: that of `key` is `ids` from `starts[key]` to `starts[key + 1]`. */
export interface JoinedLists {
  readonly starts: Int32Array;
  readonly ids: Int32Array;
}

/** Stands for a list that is still where {@link IdLists.restore} found it. */
const JOINED = -1;

/**
 * For each small number (a name's key, a note's id) a list of ids, each once. Most lists hold one id: those cost no
 * array.
 */
export class IdLists {
  #lists: (number | number[] | undefined)[] = [];
  #joined: JoinedLists | undefined;

  /** Takes many lists at once, in place of all that there are. They must not change. */
  restore(joined: JoinedLists): void {
    this.#joined = joined;
    this.#lists = new Array<number>(joined.starts.length - 1).fill(JOINED);
  }

  /** Adds an id that is not in the list yet. */
  add(key: number, id: number): void {
    while (this.#lists.length <= key) this.#lists.push(undefined);
    const list = this.#own(key);
    if (list === undefined) this.#lists[key] = id;
    else if (typeof list === 'number') this.#lists[key] = [list, id];
    else list.push(id);
  }

  delete(key: number, id: number): void {
    const list = this.#own(key);
    if (list === id) this.#lists[key] = undefined;
    if (typeof list !== 'object') return;
    const place = list.indexOf(id);
    if (place < 0) return;
    // The order carries no meaning, so the last one fills the gap.
    const last = list.pop()!;
    if (place < list.length) list[place] = last;
  }

  count(key: number): number {
    const list = this.#lists[key];
    if (list === JOINED) return this.#joined!.starts[key + 1]! - this.#joined!.starts[key]!;
    return list === undefined ? 0 : typeof list === 'number' ? 1 : list.length;
  }

  /** The id where there is just one. */
  only(key: number): number | undefined {
    const list = this.#own(key);
    return typeof list === 'number' ? list : list?.length === 1 ? list[0] : undefined;
  }

  /** In no order; valid until the next change. */
  get(key: number): readonly number[] {
    const list = this.#own(key);
    return list === undefined ? NONE : typeof list === 'number' ? [list] : list;
  }

  /** The list as one that may be changed. */
  #own(key: number): number | number[] | undefined {
    const list = this.#lists[key];
    if (list !== JOINED) return list;
    const { starts, ids } = this.#joined!;
    const own = [...ids.subarray(starts[key], starts[key + 1])];
    return (this.#lists[key] = own.length > 1 ? own : own[0]);
  }
}
