/** Adds up the time that one kind of work takes. */
export class Stopwatch {
  readonly #now: () => number;
  #total = 0;
  #longest = 0;
  #runs = 0;

  /** @param now milliseconds from any start */
  constructor(now: () => number) {
    this.#now = now;
  }

  time<T>(work: () => T): T {
    const start = this.#now();
    try {
      return work();
    } finally {
      const took = this.#now() - start;
      this.#total += took;
      this.#longest = Math.max(this.#longest, took);
      this.#runs += 1;
    }
  }

  /** Milliseconds a run, the longest one, and all together. */
  get result(): {
    readonly mean: number;
    readonly longest: number;
    readonly total: number;
    readonly runs: number;
  } {
    const mean = this.#runs === 0 ? 0 : this.#total / this.#runs;
    return { mean: round(mean), longest: round(this.#longest), total: round(this.#total), runs: this.#runs };
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
