/** The best of many, in order. Offering one that is not among the best costs one comparison. */
export class TopList<T> {
  readonly #limit: number;
  readonly #items: { readonly item: T; readonly score: number }[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  offer(item: T, score: number): void {
    const items = this.#items;
    if (items.length === this.#limit && (this.#limit === 0 || score <= items[items.length - 1]!.score)) {
      return;
    }
    let low = 0;
    let high = items.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (items[middle]!.score >= score) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    items.splice(low, 0, { item, score });
    if (items.length > this.#limit) {
      items.pop();
    }
  }

  /** Highest score first; equal scores in the order in which they were offered. */
  items(): readonly { readonly item: T; readonly score: number }[] {
    return this.#items;
  }
}
