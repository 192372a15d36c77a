import { scanMarkdown } from '../src/core/markdown/scan.ts';
import { BuiltInEngine } from '../src/core/providers/builtIn/builtInEngine.ts';
import { findMentions } from '../src/core/vault/candidates/findMentions.ts';
import { findRelated } from '../src/core/vault/candidates/findRelated.ts';
import { profileNote } from '../src/core/vault/candidates/noteProfile.ts';
import { folderOf } from '../src/core/vault/notePath.ts';
import type { MentionCandidate } from '../src/core/assistant/taskInput.ts';
import type { PlainBm25 } from './baselines.ts';
import { Figures, recallAt, reciprocalRank } from './measures.ts';
import { cut, queryText, type LinkQuery } from './sets.ts';
import type { Stopwatch } from './stopwatch.ts';
import type { VaultUnderTest } from './vaultUnderTest.ts';

const CANDIDATES = 40;
const MENTIONS = 200;

/** Links: which notes the author linked, found from the note without its links; and the words that were linked. */
export function measureLinks(
  queries: readonly LinkQuery[],
  test: VaultUnderTest,
  bm25: PlainBm25,
  watch: Stopwatch,
): Record<string, Record<string, number>> {
  const figures = new Figures();
  for (const query of queries) {
    for (const [variant, body] of variantsOf(query)) {
      const text = queryText(query, body);
      test.with(new Map([[query.path, text]]), () => {
        measureRelated(query, variant, text, test, bm25, watch, figures);
        if (variant === 'text') {
          measureMentions(query, text, test, figures);
        }
      });
    }
  }
  return figures.means();
}

function variantsOf(query: LinkQuery): [string, string][] {
  const spans = query.anchor_spans.map(([start, end]) => ({ start, end }));
  const variants: [string, string][] = [
    ['text', query.text],
    ['noAnchors', cut(query.text, spans)],
  ];
  return query.text_hard === undefined ? variants : [...variants, ['hard', query.text_hard]];
}

function measureRelated(
  query: LinkQuery,
  variant: string,
  text: string,
  test: VaultUnderTest,
  bm25: PlainBm25,
  watch: Stopwatch,
  figures: Figures,
): void {
  const right = new Set(query.targets.map(({ path }) => path));
  const ignored = new Set(query.also_true);
  const before = bm25.text(query.path);
  bm25.set(query.path, text);
  const lists: Record<string, readonly string[]> = {
    ours: watch.time(() =>
      findRelated(profileNote(test, query.path, text), CANDIDATES).map(({ path }) => path),
    ),
    bm25: bm25.search(text, query.path).map(([path]) => path),
    sameFolder: sameFolder(query.path, test),
    mostLinked: test.mostLinked(),
  };
  bm25.set(query.path, before);
  for (const [name, list] of Object.entries(lists)) {
    const counted = list.filter((path) => path !== query.path && !ignored.has(path));
    figures.add(query.fold, `links.${variant}.recall@10.${name}`, recallAt(counted, right, 10));
    figures.add(query.fold, `links.${variant}.mrr.${name}`, reciprocalRank(counted, right));
  }
}

/** Nearest by name among the notes of the same folder: what a reader sees around it in a file tree. */
function sameFolder(path: string, test: VaultUnderTest): string[] {
  const folder = folderOf(path);
  const paths = [...test.texts.keys()].filter((other) => folderOf(other) === folder).sort();
  const at = paths.indexOf(path);
  return paths
    .map((other, place) => ({ other, far: Math.abs(place - at) }))
    .sort((a, b) => a.far - b.far)
    .map(({ other }) => other);
}

function measureMentions(query: LinkQuery, text: string, test: VaultUnderTest, figures: Figures): void {
  const right = new Set(query.targets.map(({ path }) => path));
  const inProse = query.targets.filter(({ ctx }) => ctx === 'prose').map(({ path }) => path);
  const ignored = new Set(query.also_true);
  const candidates = findMentions(profileNote(test, query.path, text), MENTIONS);
  const proposed = inlineLinks(query.path, text, candidates).filter(({ path }) => !ignored.has(path));
  const { fold } = query;
  const hit = proposed.filter(({ path }) => right.has(path)).length;
  const found = inProse.filter((path) => proposed.some((mention) => mention.path === path)).length;
  const all = candidates.filter(({ path }) => right.has(path)).length;
  figures.addShare(fold, 'mentions.precision.ours', hit, proposed.length);
  figures.addShare(fold, 'mentions.precision.allMentions', all, candidates.length);
  figures.addShare(fold, 'mentions.recall.ours', found, inProse.length);
  figures.add(fold, 'mentions.perNote.ours', proposed.length);
  figures.add(fold, 'mentions.perNote.allMentions', candidates.length);
  figures.add(fold, 'mentions.notesWithProposals.ours', proposed.length > 0 ? 1 : 0);
}

/** What the built-in engine would link in the text. */
function inlineLinks(
  path: string,
  text: string,
  mentions: readonly MentionCandidate[],
): readonly MentionCandidate[] {
  const note = { path, title: scanMarkdown(text).headings[0]?.text ?? path, text, tags: [] };
  const reply = new BuiltInEngine().reply('suggestLinks', { note, mentions, related: [] });
  return reply.mentions.map(({ candidate }) => mentions[candidate - 1]!);
}
