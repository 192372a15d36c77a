import { GrowableInts } from './growable.ts';
import type { JoinedLists } from './idLists.ts';

/** Sorts ids by the lists that they belong to: counting first costs no list of its own for each. */
export class ListJoiner {
  readonly #counts: Int32Array;
  /** The id that each list got last. */
  readonly #last: Int32Array;
  readonly #pairs = new GrowableInts();

  /** @param count of the lists */
  constructor(count: number) {
    this.#counts = new Int32Array(count);
    this.#last = new Int32Array(count).fill(-1);
  }

  /** Adds an id, once, to a list. The ids come in their order. */
  add(list: number, id: number): void {
    if (this.#last[list] === id) return;
    this.#last[list] = id;
    this.#counts[list]!++;
    this.#pairs.push(list);
    this.#pairs.push(id);
  }

  join(): JoinedLists {
    const starts = new Int32Array(this.#counts.length + 1);
    for (const [list, count] of this.#counts.entries()) starts[list + 1] = starts[list]! + count;
    const next = starts.slice();
    const ids = new Int32Array(this.#pairs.length / 2);
    const { items } = this.#pairs;
    for (let i = 0; i < this.#pairs.length; i += 2) ids[next[items[i]!]!++] = items[i + 1]!;
    return { starts, ids };
  }
}
