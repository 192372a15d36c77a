const NONE: readonly number[] = [];

/**
 * For each small number (a name's key, a note's id) a list of ids, each once. Most lists hold one id: those cost no
 * array.
 */
export class IdLists {
  readonly #lists: (number | number[] | undefined)[] = [];

  /** Adds an id that is not in the list yet. */
  add(key: number, id: number): void {
    while (this.#lists.length <= key) this.#lists.push(undefined);
    const list = this.#lists[key];
    if (list === undefined) this.#lists[key] = id;
    else if (typeof list === 'number') this.#lists[key] = [list, id];
    else list.push(id);
  }

  delete(key: number, id: number): void {
    const list = this.#lists[key];
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
    return list === undefined ? 0 : typeof list === 'number' ? 1 : list.length;
  }

  /** The id where there is just one. */
  only(key: number): number | undefined {
    const list = this.#lists[key];
    return typeof list === 'number' ? list : list?.length === 1 ? list[0] : undefined;
  }

  /** In no order; valid until the next change. */
  get(key: number): readonly number[] {
    const list = this.#lists[key];
    return list === undefined ? NONE : typeof list === 'number' ? [list] : list;
  }
}
