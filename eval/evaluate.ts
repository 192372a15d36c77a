import { PlainBm25 } from './baselines.ts';
import { measureLinks } from './measureLinks.ts';
import { measureMocs } from './measureMocs.ts';
import { measureSummaries } from './measureSummaries.ts';
import { measureTags } from './measureTags.ts';
import type { Meanings } from './meanings.ts';
import type { EvalSets } from './sets.ts';
import { Stopwatch } from './stopwatch.ts';
import { VaultUnderTest } from './vaultUnderTest.ts';

/** All figures of one vault: per fold, about summaries, and the time it took. */
export interface Evaluation {
  readonly notes: number;
  readonly queries: { readonly links: number; readonly tags: number; readonly mocs: number };
  /** Fold → figure → value; the last part of a figure's name says whose it is. */
  readonly folds: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly summaries: Readonly<Record<string, number>>;
  /** Milliseconds. */
  readonly times: Readonly<Record<string, Stopwatch['result']>>;
}

/**
 * Holds what the vault's indexes propose against what its author chose.
 *
 * @param now milliseconds
 * @param meanings where notes are to be compared by their meaning as well
 */
export function evaluate(
  texts: ReadonlyMap<string, string>,
  sets: EvalSets,
  now: () => number,
  meanings?: Meanings,
): Evaluation {
  const watches = { index: new Stopwatch(now), links: new Stopwatch(now), tags: new Stopwatch(now) };
  const others = { mocs: new Stopwatch(now), summaries: new Stopwatch(now) };
  const test = watches.index.time(() => new VaultUnderTest(texts, meanings));
  const bm25 = new PlainBm25(texts);
  const parts = [
    measureLinks(sets.links, test, bm25, watches.links),
    measureTags(sets, test, bm25, watches.tags),
    measureMocs(sets, test, bm25, others.mocs),
  ];
  const folds: Record<string, Record<string, number>> = {};
  for (const part of parts) {
    for (const [fold, figures] of Object.entries(part)) {
      folds[fold] = { ...folds[fold], ...figures };
    }
  }
  const summaries = measureSummaries(test, others.summaries);
  const times = Object.entries({ ...watches, ...others }).map(
    ([name, watch]) => [name, watch.result] as const,
  );
  const queries = { links: sets.links.length, tags: sets.tags.length, mocs: sets.mocs.length };
  return { notes: texts.size, queries, folds, summaries, times: Object.fromEntries(times) };
}
