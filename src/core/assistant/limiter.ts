/** How many of the latest requests are looked at, for each that may run at once. */
const LOOKED_AT = 3;

/**
 * Lets so many actions run at once, and learns how many the other side can take: half as many when it refuses, one
 * more after as many successes as run at once. Actions begin in the order in which they came.
 *
 * A refusal now and then is not that limit: servers refuse at random when they are busy, and halving for each of one
 * in ten refusals would keep eight places at three. The request that was refused waits as long as it is told to; the
 * others slow down once a third of the latest ones were refused.
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
  /** The latest requests since the last halving, oldest first; `true` for a refusal. */
  #latest: boolean[] = [];
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

  /** To be told of each refusal for too many requests, when it is met. */
  slowDown(): void {
    this.#successes = 0;
    if (this.#fromBefore > 0) return;
    this.#look(true);
    if (this.#latest.filter(Boolean).length < this.#most) return;
    this.#limit = Math.max(1, Math.floor(this.#limit / 2));
    this.#fromBefore = this.#running;
    this.#latest = [];
  }

  /** To be told of each success. */
  succeeded(): void {
    this.#look(false);
    if (++this.#successes < this.#limit) return;
    this.#successes = 0;
    this.#limit = Math.min(this.#most, this.#limit + 1);
    this.#next();
  }

  #look(wasRefused: boolean): void {
    this.#latest.push(wasRefused);
    if (this.#latest.length > this.#most * LOOKED_AT) this.#latest.shift();
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
