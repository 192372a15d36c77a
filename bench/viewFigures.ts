import { register } from 'node:module';
import { BesideFinder } from '../src/core/vault/candidates/notesBeside.ts';
import type { VaultContext } from '../src/core/vault/candidates/vaultContext.ts';
import { MentionIndex } from '../src/core/vault/mentions.ts';
import { SearchIndex } from '../src/core/vault/search.ts';
import { Vault } from '../src/core/vault/vault.ts';
import { percentile, type Figure } from './figure.ts';
import { generateVault } from './generateVault.ts';

const CHANGES = 200;

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
  const vault = filled(texts);
  const view = open(vault);
  const first = await timeOf(() => draw(view));
  const branches = await Promise.all(first.rows.map(async (row) => ({ row, below: await draw(view, row) })));
  const [largest, ...others] = branches.sort((a, b) => b.below.length - a.below.length);
  const fresh = open(filled(texts));
  const roots = await draw(fresh);
  const same = roots.find((row) => idOf(row) === idOf(largest!.row))!;
  const opened = await timeOf(() => draw(fresh, same));
  const usual = others[Math.floor(others.length / 2)]!;
  const times = await changeTimes(vault, texts, () => drawWith(view, usual.row));
  return [
    {
      name: `first rows of the ${name} view with their counts`,
      value: first.ms,
      unit: 'ms',
      bound: 100,
      from: { notes: texts.size, rows: first.rows.length },
    },
    {
      name: `the largest branch of the ${name} view opened`,
      value: opened.ms,
      unit: 'ms',
      bound: 100,
      from: { rows: opened.rows.length },
    },
    {
      name: `one note changed until the ${name} view is drawn again with a branch open, p95`,
      value: percentile(times, 0.95),
      unit: 'ms',
      bound: 10,
      from: { median: percentile(times, 0.5), 'rows below': usual.below.length },
    },
  ];
}

/** As VS Code does it: the rows, then what each looks like. */
async function draw(view: Drawn, row?: object): Promise<object[]> {
  const rows = await view.getChildren(row);
  for (const each of rows) view.getTreeItem(each);
  return rows;
}

/** The roots, and what is below the one that is open. */
async function drawWith(view: Drawn, opened: object): Promise<void> {
  const rows = await draw(view);
  const row = rows.find((each) => idOf(each) === idOf(opened));
  if (row !== undefined) await draw(view, row);
}

function idOf(row: object): unknown {
  return 'id' in row ? row.id : undefined;
}

async function timeOf(work: () => Promise<object[]>): Promise<{ ms: number; rows: object[] }> {
  const start = performance.now();
  const rows = await work();
  return { ms: performance.now() - start, rows };
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
  const look = async (typed: string): Promise<number> => {
    const start = performance.now();
    const found = await finder.find(context, take(path, text + typed), text + typed, signal);
    if (found?.backlinks.length === 0) throw new Error('The note has no backlinks');
    return performance.now() - start;
  };
  const first = await look('');
  const times: number[] = [];
  for (let i = 0; i < CHANGES; i++) times.push(await look(`\nWords ${'that are typed '.repeat(i % 5)}${i}`));
  return {
    name: 'a look of the Related view after some typing, p95',
    value: percentile(times, 0.95),
    unit: 'ms',
    bound: 10,
    from: { median: percentile(times, 0.5), first, backlinks: context.vault.backlinks(path).length },
  };
}
