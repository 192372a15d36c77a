import { fold } from '../src/core/vault/noteName.ts';

/** Means of named figures, per fold. */
export class Figures {
  readonly #values = new Map<string, { sum: number; count: number }>();

  add(fold: 0 | 1, name: string, value: number): void {
    const key = `fold${fold}.${name}`;
    const known = this.#values.get(key) ?? { sum: 0, count: 0 };
    this.#values.set(key, { sum: known.sum + value, count: known.count + 1 });
  }

  /** A share out of sums: `part` of `whole`, over all calls. */
  addShare(fold: 0 | 1, name: string, part: number, whole: number): void {
    const key = `fold${fold}.${name}`;
    const known = this.#values.get(key) ?? { sum: 0, count: 0 };
    this.#values.set(key, { sum: known.sum + part, count: known.count + whole });
  }

  /** Fold → figure → mean, to four digits; a share of nothing is no figure. */
  means(): Record<string, Record<string, number>> {
    const means: Record<string, Record<string, number>> = {};
    for (const [key, { sum, count }] of [...this.#values].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const at = key.indexOf('.');
      const fold = (means[key.slice(0, at)] ??= {});
      if (count > 0) {
        fold[key.slice(at + 1)] = Math.round((sum / count) * 10_000) / 10_000;
      }
    }
    return means;
  }
}

/** The share of the right ones that are among the first `at`. */
export function recallAt(list: readonly string[], right: ReadonlySet<string>, at: number): number {
  return hits(list, right, at) / right.size;
}

/** The share of the first `at` places that hold a right one; places left empty hold none. */
export function precisionAt(list: readonly string[], right: ReadonlySet<string>, at: number): number {
  return hits(list, right, at) / at;
}

/** One over the place of the first right one; 0 without any. */
export function reciprocalRank(list: readonly string[], right: ReadonlySet<string>): number {
  const place = list.findIndex((item) => right.has(item));
  return place < 0 ? 0 : 1 / (place + 1);
}

function hits(list: readonly string[], right: ReadonlySet<string>, at: number): number {
  return list.slice(0, at).filter((item) => right.has(item)).length;
}

/** Tags as they are compared: NFC, lower case. */
export function foldedSet(tags: readonly string[]): Set<string> {
  return new Set(tags.map(fold));
}
