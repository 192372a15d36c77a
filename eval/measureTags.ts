import { findTags, type FittingTag } from '../src/core/vault/candidates/findTags.ts';
import { profileNote } from '../src/core/vault/candidates/noteProfile.ts';
import { fold } from '../src/core/vault/noteName.ts';
import { folderOf } from '../src/core/vault/notePath.ts';
import { TagFolder } from '../src/core/assistant/tagStyle.ts';
import { BuiltInEngine } from '../src/core/providers/builtIn/builtInEngine.ts';
import { nearestVotes, type PlainBm25 } from './baselines.ts';
import { Figures, foldedSet, precisionAt, recallAt } from './measures.ts';
import { queryText, type EvalSets } from './sets.ts';
import type { Stopwatch } from './stopwatch.ts';
import type { VaultUnderTest } from './vaultUnderTest.ts';

const PROPOSED = 20;

/** Tags: which tags the author set, found from the note without them. */
export function measureTags(
  { tags: queries, tagVocabulary }: EvalSets,
  test: VaultUnderTest,
  bm25: PlainBm25,
  watch: Stopwatch,
): Record<string, Record<string, number>> {
  const figures = new Figures();
  const vocabulary = foldedSet(Object.keys(tagVocabulary));
  const byUse = Object.entries(tagVocabulary).sort((a, b) => b[1] - a[1]);
  const tagsOf = (path: string): string[] =>
    [...foldedSet(test.vault.note(path)?.tags.map(({ name }) => name) ?? [])].filter((tag) =>
      vocabulary.has(tag),
    );
  for (const query of queries) {
    const text = queryText(query, query.text);
    const right = foldedSet(query.tags);
    const open = foldedSet(query.rare_or_excluded);
    const neighbours = bm25.search(text, query.path);
    const around = neighbours.filter(([path]) => folderOf(path) === folderOf(query.path));
    const proposed = test.with(new Map([[query.path, text]]), () =>
      watch.time(() => findTags(profileNote(test, query.path, text), PROPOSED)),
    );
    const lists: Record<string, readonly string[]> = {
      ours: proposed.map(({ tag }) => fold(tag)).filter((tag) => vocabulary.has(tag)),
      // Tags that are rare, too common or about the author's work count as wrong here unless the note has them.
      oursOfAllTags: proposed.map(({ tag }) => fold(tag)).filter((tag) => !open.has(tag)),
      knn: nearestVotes(neighbours, tagsOf),
      mostFrequent: byUse.map(([tag]) => fold(tag)),
      sameFolder: nearestVotes(around, tagsOf, Infinity),
    };
    figures.add(query.fold, 'tags.precision@3.ceiling', Math.min(3, right.size) / 3);
    figures.add(query.fold, 'tags.recall@5.ceiling', Math.min(5, right.size) / right.size);
    figures.add(
      query.fold,
      'tags.nearDuplicates.ours',
      nearDuplicates(chosenTags(query.path, text, proposed)),
    );
    for (const [name, list] of Object.entries(lists)) {
      figures.add(query.fold, `tags.precision@3.${name}`, precisionAt(list, right, 3));
      figures.add(query.fold, `tags.recall@5.${name}`, recallAt(list, right, 5));
    }
  }
  return figures.means();
}

/** What the built-in engine would propose. */
function chosenTags(path: string, text: string, found: readonly FittingTag[]): string[] {
  const note = { path, title: path, text, tags: [] };
  const candidates = found.map((tag) => ({ ...tag, whenToUse: undefined }));
  const reply = new BuiltInEngine().reply('suggestTags', { note, candidates, newTagIdeas: [], max: 5 });
  return reply.tags.map(({ candidate }) => candidates[candidate - 1]!.tag);
}

/** The share of tags that mean the same as one before them in another spelling. */
function nearDuplicates(tags: readonly string[]): number {
  const folder = new TagFolder([]);
  let count = 0;
  for (const tag of tags) {
    count += folder.find(tag) === undefined ? 0 : 1;
    folder.add(tag);
  }
  return tags.length === 0 ? 0 : count / tags.length;
}
