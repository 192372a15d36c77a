/**
 * Lets so many actions run at once, and learns how many the other side can take: half as many after a rate limit, one
 * more after as many successes as run at once. Actions begin in the order in which they came.
 *
 * @example
 * const limiter = new AdaptiveLimiter(8);
 * await Promise.all(notes.map((note) => limiter.run(signal, () => ask(note))));
 */
export class AdaptiveLimiter {
  readonly #most: number;
  readonly #waiting: (() => void)[] = [];
  #limit: number;
  #running = 0;
  #successes = 0;
  /** Actions that began before the last halving: a rate limit that one of them meets is that same one. */
  #fromBefore = 0;

  /** @param most at once; it is also where it begins */
  constructor(most: number) {
    this.#most = Math.max(1, Math.floor(most));
    this.#limit = this.#most;
  }

  /** How many may run at once now. */
  get limit(): number {
    return this.#limit;
  }

  /** Runs `action` when its turn has come; `undefined` when the signal is aborted before. */
  async run<T>(signal: AbortSignal, action: () => Promise<T>): Promise<T | undefined> {
    if (!(await this.#turn(signal))) return undefined;
    try {
      return await action();
    } finally {
      this.#running--;
      if (this.#fromBefore > 0) this.#fromBefore--;
      this.#next();
    }
  }

  /** To be told of each rate limit, when it is met. */
  slowDown(): void {
    this.#successes = 0;
    if (this.#fromBefore > 0) return;
    this.#limit = Math.max(1, Math.floor(this.#limit / 2));
    this.#fromBefore = this.#running;
  }

  /** To be told of each success. */
  succeeded(): void {
    if (++this.#successes < this.#limit) return;
    this.#successes = 0;
    this.#limit = Math.min(this.#most, this.#limit + 1);
    this.#next();
  }

  async #turn(signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return false;
    if (this.#running < this.#limit && this.#waiting.length === 0) {
      this.#running++;
      return true;
    }
    return await new Promise<boolean>((resolve) => {
      const begin = (): void => {
        signal.removeEventListener('abort', giveUp);
        resolve(true);
      };
      const giveUp = (): void => {
        this.#waiting.splice(this.#waiting.indexOf(begin), 1);
        resolve(false);
      };
      signal.addEventListener('abort', giveUp, { once: true });
      this.#waiting.push(begin);
    });
  }

  #next(): void {
    while (this.#running < this.#limit && this.#waiting.length > 0) {
      this.#running++;
      this.#waiting.shift()!();
    }
  }
}
