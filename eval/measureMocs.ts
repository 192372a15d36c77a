import { findMocs, type Filing } from '../src/core/vault/candidates/findMocs.ts';
import { profileNote } from '../src/core/vault/candidates/noteProfile.ts';
import { folderOf } from '../src/core/vault/notePath.ts';
import { nearestVotes, type PlainBm25 } from './baselines.ts';
import { Figures } from './measures.ts';
import { cut, type EvalSets, type MocQuery } from './sets.ts';
import type { Stopwatch } from './stopwatch.ts';
import type { VaultUnderTest } from './vaultUnderTest.ts';

const PROPOSED = 5;

/** MOCs: where the author filed the note, found from the note and the MOC without what says so. */
export function measureMocs(
  sets: EvalSets,
  test: VaultUnderTest,
  bm25: PlainBm25,
  watch: Stopwatch,
): Record<string, Record<string, number>> {
  const figures = new Figures();
  const bySize = mocsBySize(sets);
  for (const query of sets.mocs) {
    const texts = maskedTexts(query, test);
    const text = texts.get(query.path)!;
    const filing = filingWithout(query.path, sets);
    const lists = test.with(texts, () => {
      for (const [path, masked] of texts) {
        bm25.set(path, masked);
      }
      const neighbours = bm25.search(text, query.path);
      const around = neighbours.filter(([path]) => folderOf(path) === folderOf(query.path));
      const ours = (withPlaces: boolean): string[] =>
        findMocs(profileNote(test, query.path, text, withPlaces), PROPOSED, filing).map(({ path }) => path);
      return {
        withPaths: watch.time(() => ours(true)),
        withoutPaths: ours(false),
        knn: nearestVotes(neighbours, filing.mocsOf),
        sameFolder: nearestVotes(around, filing.mocsOf, Infinity),
        largest: bySize,
      };
    });
    for (const path of texts.keys()) {
      bm25.set(path, test.texts.get(path)!);
    }
    const scopes = query.moc === bySize[0] ? ['all'] : ['all', 'outsideLargest'];
    for (const [name, list] of Object.entries(lists)) {
      for (const scope of scopes) {
        figures.add(query.fold, `moc.${scope}.accuracy@1.${name}`, list[0] === query.moc ? 1 : 0);
        figures.add(
          query.fold,
          `moc.${scope}.accuracy@3.${name}`,
          list.slice(0, 3).includes(query.moc) ? 1 : 0,
        );
      }
    }
  }
  return figures.means();
}

function maskedTexts(query: MocQuery, test: VaultUnderTest): Map<string, string> {
  const paths = new Set([query.path, ...query.mask.map(({ path }) => path)]);
  return new Map(
    [...paths].map((path) => [
      path,
      cut(
        test.texts.get(path)!,
        query.mask.filter((span) => span.path === path),
      ),
    ]),
  );
}

function filingWithout(query: string, { mocPaths, membership }: EvalSets): Filing {
  const sizes = new Map<string, number>();
  for (const [path, mocs] of Object.entries(membership)) {
    for (const moc of path === query ? [] : mocs) {
      sizes.set(moc, (sizes.get(moc) ?? 0) + 1);
    }
  }
  return {
    mocs: mocPaths,
    mocsOf: (path) => (path === query ? [] : (membership[path] ?? [])),
    sizeOf: (moc) => sizes.get(moc) ?? 0,
  };
}

function mocsBySize(sets: EvalSets): string[] {
  const { sizeOf } = filingWithout('', sets);
  return [...sets.mocPaths].sort((a, b) => sizeOf(b) - sizeOf(a));
}
