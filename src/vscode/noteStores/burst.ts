import type { Disposable } from '../../core/base/disposable.ts';

/** However things keep coming, what has come is told of after so long; ms. */
export const LONGEST_BURST_MS = 1000;

/**
 * Makes one of many: tells when nothing more has come for a while, or when the first has waited for
 * {@link LONGEST_BURST_MS}, so that what never ends is told of as well.
 */
export class Burst implements Disposable {
  readonly #tell: () => void;
  #timer: NodeJS.Timeout | undefined;
  /** When to tell unless more comes, and when to tell in any case. */
  #due = 0;
  #latest = 0;

  constructor(tell: () => void) {
    this.#tell = tell;
  }

  /** @param settleMs how long nothing more may come from now on */
  add(settleMs: number): void {
    const now = Date.now();
    if (this.#timer === undefined) {
      this.#latest = now + LONGEST_BURST_MS;
      this.#timer = setTimeout(() => this.#tick(), settleMs);
    }
    this.#due = Math.min(now + settleMs, this.#latest);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  /** One timer for all that comes, not one for each. */
  #tick(): void {
    const left = this.#due - Date.now();
    if (left > 0) {
      this.#timer = setTimeout(() => this.#tick(), left);
      return;
    }
    this.#timer = undefined;
    this.#tell();
  }
}
