import { Vault } from '../src/core/vault/vault.ts';
import { collectGarbage, percentile, type Figure } from './figure.ts';
import { generateVault, type GeneratedNote } from './generateVault.ts';

const CHANGES = 400;
const ROUNDS = 8;

/** What a change of one note costs, and how cost grows with the vault: in memory, from 1,000 notes to 50,000. */
export function changeFigures(notes: number): Figure[] {
  const small = Math.max(100, notes / 10);
  const large = notes * 5;
  const build = [small, large].map((count) => buildCost(count));
  const sizes = [small, notes, large].map((count) => ({ count, ...filled(count) }));
  const best = sizes.map(() => Infinity);
  for (let round = 0; round < ROUNDS; round++) {
    // Change by change in turn, so that what disturbs one size disturbs all.
    const times = sizes.map((): number[] => []);
    for (let i = 0; i < CHANGES; i++) {
      for (const [size, { vault, texts }] of sizes.entries()) {
        times[size]!.push(...changeTimes(vault, texts, round, i));
      }
    }
    for (const [size, all] of times.entries()) best[size] = Math.min(best[size]!, percentile(all, 0.95));
  }
  const [atSmall, atNotes, atLarge] = best as [number, number, number];
  return [
    {
      name: 'one note changed until index, tags, MOCs and backlinks are current, p95',
      value: atNotes,
      unit: 'ms',
      bound: 5,
      from: { notes },
    },
    {
      name: 'the same in a vault fifty times as large',
      value: atLarge / atSmall,
      unit: '×',
      bound: 1.5,
      from: { [`${small} notes, ms`]: atSmall, [`${large} notes, ms`]: atLarge },
    },
    {
      name: 'cost of indexing a note in a vault fifty times as large',
      value: build[1]! / build[0]!,
      unit: '×',
      bound: 1.3,
      from: { [`${small} notes, µs`]: build[0]! * 1000, [`${large} notes, µs`]: build[1]! * 1000 },
    },
  ];
}

/** Time for each note of a vault of so many, in ms; best of some rounds. */
function buildCost(count: number): number {
  const texts = flat(count);
  const rounds = Math.max(3, Math.round(10_000 / count));
  let best = Infinity;
  for (let round = 0; round < rounds; round++) {
    collectGarbage();
    const start = performance.now();
    const vault = new Vault();
    for (const { path, text } of texts) vault.upsert(path, text);
    vault.settle();
    best = Math.min(best, (performance.now() - start) / count);
  }
  return best;
}

function filled(count: number): { vault: Vault; texts: readonly GeneratedNote[] } {
  const texts = flat(count);
  const vault = new Vault();
  for (const { path, text } of texts) vault.upsert(path, text);
  askAll(vault, texts[0]!.path);
  return { vault, texts };
}

/** Texts as files give them: built from parts, they would cost more to read. */
function flat(count: number): GeneratedNote[] {
  return [...generateVault(count)].map(({ path, text }) => ({ path, text: Buffer.from(text).toString() }));
}

type Edit = (text: string, i: number, other: string) => string;

const writeWords: Edit = (text) => text.replace('## Links', 'Some more words.\n\n## Links');
const addLinks: Edit = (text, i, other) =>
  text.replace('## Links', `See [[${other}]] and [[No note ${i}]].\n\n## Links`);
const addTag: Edit = (text, i) => text.replace('tags:\n', `tags:\n  - new/tag-${i % 20}\n`);
const retitle: Edit = (text, i) => text.replace(/^title: ".*"$/m, `title: "Renamed ${i}"`);

/** What a person does: mostly words, now and then a link, sometimes a tag, seldom another title. */
const EDITS = [
  writeWords,
  addLinks,
  writeWords,
  addTag,
  writeWords,
  addLinks,
  writeWords,
  retitle,
  writeWords,
  writeWords,
];

/** Changes a note there and back, and asks what the views ask after each change; ms. */
function changeTimes(vault: Vault, texts: readonly GeneratedNote[], round: number, i: number): number[] {
  const { path, text } = texts[(i * 7919 + round * 104_729) % texts.length]!;
  const other = texts[(i * 31 + 7) % texts.length]!.path;
  const changed = EDITS[i % EDITS.length]!(text, i, other.slice(other.lastIndexOf('/') + 1, -3));
  // What is shown has been shown before: the first look at a tag sorts its notes.
  askAll(vault, path);
  return [changed, text].map((next) => {
    const start = performance.now();
    vault.upsert(path, next);
    askAll(vault, path);
    return performance.now() - start;
  });
}

/**
 * What the views show after a change: the tag tree with the counts of the note's tags, the notes of one tag that is
 * open, the MOCs, the members of those of the note, how many notes the groups hold, and who links to the note.
 */
function askAll(vault: Vault, path: string): void {
  const tags = vault.note(path)!.tags.map(({ name }) => vault.tag(name)!);
  let total = vault.tags().length + (tags[0]?.notes.length ?? 0);
  for (const tag of tags) total += tag.total + tag.ownCount + tag.children.length;
  const { mocs, roots } = vault.mocs();
  total += mocs.length + roots.length;
  for (const moc of vault.mocsOf(path)) total += vault.moc(moc)!.members.length;
  const { untagged, unfiled, orphans, dangling } = vault.counts();
  total += untagged + unfiled + orphans + dangling + vault.backlinks(path).length;
  if (Number.isNaN(total)) throw new Error('The index does not answer');
}
