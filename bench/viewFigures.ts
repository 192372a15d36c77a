import { register } from 'node:module';
import { BesideFinder } from '../src/core/vault/candidates/notesBeside.ts';
import type { VaultContext } from '../src/core/vault/candidates/vaultContext.ts';
import { MentionIndex } from '../src/core/vault/mentions.ts';
import { SearchIndex } from '../src/core/vault/search.ts';
import { Vault } from '../src/core/vault/vault.ts';
import { percentile, type Figure } from './figure.ts';
import { generateVault } from './generateVault.ts';

const CHANGES = 200;
const ROUNDS = 4;

/** What of a view VS Code asks to draw it. */
interface Drawn {
  getChildren(row?: object): Promise<object[]>;
  getTreeItem(row: object): object;
}

/** What the views take beside VS Code's own drawing: the code of the extension itself, on a vault in memory. */
export async function viewFigures(notes: number): Promise<Figure[]> {
  const texts = new Map(Array.from(generateVault(notes), ({ path, text }) => [path, text]));
  const { TagsView, MocsView } = await loadViews();
  const open = (View: typeof TagsView | typeof MocsView, vault: Vault): Drawn =>
    new View(vaultsOf(vault), MEMORY, () => Promise.resolve()) as unknown as Drawn;
  return [
    ...(await treeFigures('Tags', texts, (vault) => open(TagsView, vault))),
    ...(await treeFigures('MOCs', texts, (vault) => open(MocsView, vault))),
    await relatedViewFigure(texts),
  ];
}

/** The views, with a stand-in for VS Code. */
async function loadViews() {
  const stub = JSON.stringify(new URL('vscodeStub.js', import.meta.url).href);
  const hook = `export const resolve = (name, context, next) =>
    name === 'vscode' ? { url: ${stub}, shortCircuit: true } : next(name, context);`;
  register(`data:text/javascript,${encodeURIComponent(hook)}`);
  const { TagsView } = await import('../src/vscode/views/tagsView.ts');
  const { MocsView } = await import('../src/vscode/views/mocsView.ts');
  return { TagsView, MocsView };
}

type VaultsOfViews = ConstructorParameters<Awaited<ReturnType<typeof loadViews>>['TagsView']>[0];
type Memory = ConstructorParameters<Awaited<ReturnType<typeof loadViews>>['TagsView']>[1];

const MEMORY = {
  get: (_: string, other: unknown) => other,
  update: () => Promise.resolve(),
} as unknown as Memory;

/** The vaults of a window with one folder. */
function vaultsOf(vault: Vault): VaultsOfViews {
  const uri = { path: '/vault' };
  const owner = {
    id: 'file:///vault',
    folder: { uri, name: 'vault', index: 0 },
    vault,
    isReady: true,
    uri: (path: string) => ({ path: `/vault/${path}` }),
    titleOf: (path: string) => vault.note(path)?.title ?? path,
  };
  return {
    all: () => [owner],
    ready: () => Promise.resolve(),
    stateMessage: () => undefined,
    skippedMessage: () => undefined,
    onDidChange: () => ({ dispose: () => undefined }),
    onDidChangeState: () => ({ dispose: () => undefined }),
  } as unknown as VaultsOfViews;
}

function filled(texts: ReadonlyMap<string, string>): Vault {
  const vault = new Vault();
  vault.upsertAll(texts);
  vault.settle();
  return vault;
}

/** The first rows with their counts, the largest branch opened, and all of it drawn again after a change. */
async function treeFigures(
  name: string,
  texts: ReadonlyMap<string, string>,
  open: (vault: Vault) => Drawn,
): Promise<Figure[]> {
  const first: number[] = [];
  const opened: number[] = [];
  let vault = new Vault();
  let branches: Branch[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    vault = filled(texts);
    const view = open(vault);
    first.push(await timeOf(() => draw(view)));
    branches = await branchesOf(open(vault));
    const fresh = open(filled(texts));
    const largest = (await draw(fresh)).find((row) => idOf(row) === branches[0]!.id)!;
    opened.push(await timeOf(() => draw(fresh, largest)));
  }
  const view = open(vault);
  const usual = branches[Math.floor(branches.length / 2)]!;
  const { p95, median } = await bestRound(() => changeTimes(vault, texts, () => drawWith(view, usual.id)));
  return [
    {
      name: `first rows of the ${name} view with their counts`,
      value: Math.min(...first),
      unit: 'ms',
      bound: 100,
      from: { 'first time': first[0]!, rows: branches.length },
    },
    {
      name: `the largest branch of the ${name} view opened`,
      value: Math.min(...opened),
      unit: 'ms',
      bound: 100,
      from: { 'first time': opened[0]!, rows: branches[0]!.rows },
    },
    {
      name: `one note changed until the ${name} view is drawn again with a branch open, p95`,
      value: p95,
      unit: 'ms',
      bound: 10,
      from: { median, 'rows below': usual.rows },
    },
  ];
}

interface Branch {
  readonly id: unknown;
  /** How many rows are below it. */
  readonly rows: number;
}

/** The roots, those with most below them first. */
async function branchesOf(view: Drawn): Promise<Branch[]> {
  const branches: Branch[] = [];
  for (const row of await view.getChildren())
    branches.push({ id: idOf(row), rows: (await view.getChildren(row)).length });
  return branches.sort((a, b) => b.rows - a.rows);
}

/** As VS Code does it: the rows, then what each looks like. */
async function draw(view: Drawn, row?: object): Promise<object[]> {
  const rows = await view.getChildren(row);
  for (const each of rows) view.getTreeItem(each);
  return rows;
}

/** The roots, and what is below the one that is open. */
async function drawWith(view: Drawn, opened: unknown): Promise<void> {
  const row = (await draw(view)).find((each) => idOf(each) === opened);
  if (row !== undefined) await draw(view, row);
}

function idOf(row: object): unknown {
  return 'id' in row ? row.id : undefined;
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** The best of some rounds, since other work of the machine makes any one longer; ms. */
async function bestRound(round: () => Promise<number[]>): Promise<{ p95: number; median: number }> {
  const best = { p95: Infinity, median: Infinity };
  for (let i = 0; i < ROUNDS; i++) {
    const times = await round();
    best.p95 = Math.min(best.p95, percentile(times, 0.95));
    best.median = Math.min(best.median, percentile(times, 0.5));
  }
  return best;
}

/** Adds words, a link or a tag to one note after another, and takes them away again; ms. */
async function changeTimes(
  vault: Vault,
  texts: ReadonlyMap<string, string>,
  redraw: () => Promise<void>,
): Promise<number[]> {
  const paths = [...texts.keys()];
  const times: number[] = [];
  for (let i = 0; i < CHANGES; i++) {
    const path = paths[(i * 7919) % paths.length]!;
    const text = texts.get(path)!;
    const added = ['Some more words.', `[[No note ${i}]]`, `#new/tag-${i % 20}`, '[[Note 7]]'][i % 4]!;
    for (const next of [`${text}\n${added}\n`, text]) {
      const start = performance.now();
      vault.upsert(path, next);
      await redraw();
      times.push(performance.now() - start);
    }
  }
  return times;
}

/** A look of the Related view at a note that is being written and that many others link to. */
async function relatedViewFigure(texts: ReadonlyMap<string, string>): Promise<Figure> {
  const context: VaultContext = {
    vault: filled(texts),
    search: new SearchIndex(),
    mentions: new MentionIndex(),
  };
  const take = (path: string, text: string) => {
    const note = context.vault.upsert(path, text);
    context.search.upsert(path, text, note);
    context.mentions.upsert(note);
    return note;
  };
  for (const [path, text] of texts) take(path, text);
  const finder = new BesideFinder((path) => Promise.resolve(texts.get(path)));
  const path = [...texts.keys()].sort(
    (a, b) => context.vault.incomingCount(b) - context.vault.incomingCount(a),
  )[0]!;
  const text = texts.get(path)!;
  const { signal } = new AbortController();
  const look = (typed: string): Promise<number> =>
    timeOf(async () => {
      const found = await finder.find(context, take(path, text + typed), text + typed, signal);
      if (found?.backlinks.length === 0) throw new Error('The note has no backlinks');
    });
  const first = await look('');
  const { p95, median } = await bestRound(async () => {
    const times: number[] = [];
    for (let i = 0; i < CHANGES; i++)
      times.push(await look(`\nWords ${'that are typed '.repeat(i % 5)}${i}`));
    return times;
  });
  return {
    name: 'a look of the Related view after some typing, p95',
    value: p95,
    unit: 'ms',
    bound: 10,
    from: { median, 'first time': first, backlinks: context.vault.backlinks(path).length },
  };
}
