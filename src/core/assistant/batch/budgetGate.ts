/**
 * Keeps a run below its budget, requests under way included: each reserves the most that it may cost, and what it
 * really cost is known only when it has ended.
 */
export class BudgetGate {
  readonly #budget: number | undefined;
  readonly #spent: () => number;
  #reserved = 0;
  #waiting: (() => void)[] = [];

  /**
   * @param budget US dollars; `undefined` for none
   * @param spent US dollars of the requests that have ended
   */
  constructor(budget: number | undefined, spent: () => number) {
    this.#budget = budget;
    this.#spent = spent;
  }

  /** Waits for requests under way where their end decides. `false`: this one would go above the budget. */
  async reserve(mostCost: number): Promise<boolean> {
    const budget = this.#budget;
    if (budget === undefined) return true;
    while (this.#spent() + this.#reserved + mostCost > budget) {
      if (this.#reserved === 0) return false;
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#reserved += mostCost;
    return true;
  }

  /** The request that reserved this has ended, and is among what was spent. */
  release(mostCost: number): void {
    if (this.#budget === undefined) return;
    this.#reserved -= mostCost;
    if (this.#reserved < 1e-12) this.#reserved = 0;
    for (const go of this.#waiting.splice(0)) go();
  }
}
