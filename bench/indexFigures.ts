import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { buildIndex, stampNotes, type BuildOptions } from '../src/core/vault/buildIndex.ts';
import type { NoteStore } from '../src/core/vault/noteStore.ts';
import { Vault } from '../src/core/vault/vault.ts';
import { ReadThreads } from '../src/vscode/noteStores/readThreads.ts';
import { SavedIndex } from '../src/vscode/savedIndex.ts';
import { collectGarbage, timed, type Figure } from './figure.ts';
import { generateVault } from './generateVault.ts';
import { NodeNoteStore } from './nodeNoteStore.ts';

/** As the extension ships it. */
const READ_THREAD = fileURLToPath(new URL('../../dist/readThread.cjs', import.meta.url));
const CONCURRENCY = 64;
const ROUNDS = 10;

const options: BuildOptions = {
  concurrency: CONCURRENCY,
  yieldEveryMs: 20,
  now: () => performance.now(),
  pause: () => new Promise((resolve) => setImmediate(resolve)),
};

/** Cold and warm start, how long they block, and what the index weighs, for a vault on disk. */
export async function indexFigures(notes: number): Promise<Figure[]> {
  const root = await mkdtemp(join(tmpdir(), 'notewright-bench-'));
  const threads = new ReadThreads(READ_THREAD);
  try {
    const bytes = await writeVault(root, notes);
    const store = new NodeNoteStore(root, threads);
    const { paths } = await store.list();
    const files = paths.map((path) => join(root, path));
    await each(files, (file) => readFile(file));
    const cold = await coldFigures(store, files);
    const weight = await weightFigure(store, bytes);
    const warm = await warmFigures(store, files, paths, new SavedIndex(join(root, 'kept'), 'bench'));
    const blocked = Math.max(cold.blocked, warm.blocked);
    const blocking: Figure = {
      name: 'longest stretch that blocks while indexing',
      value: blocked,
      unit: 'ms',
      bound: 50,
      from: { cold: cold.blocked, warm: warm.blocked },
    };
    return [cold.figure, warm.figure, blocking, weight];
  } finally {
    threads.dispose();
    await rm(root, { recursive: true, force: true });
  }
}

/** Returns how many bytes the notes have. */
async function writeVault(root: string, count: number): Promise<number> {
  const folders = new Set<string>();
  let bytes = 0;
  for (const { path, text } of generateVault(count)) {
    const file = join(root, path);
    if (!folders.has(dirname(file))) await mkdir(dirname(file), { recursive: true });
    folders.add(dirname(file));
    await writeFile(file, text);
    bytes += Buffer.byteLength(text);
  }
  return bytes;
}

/** The yardstick is what one would write to read files and do nothing with them, as many at a time as the index reads. */
async function coldFigures(
  store: NoteStore,
  files: readonly string[],
): Promise<{ figure: Figure; blocked: number }> {
  const { yardstick, work, blocked } = await inTurn(
    () => each(files, (file) => readFile(file)),
    async () => answer(await cold(store)),
  );
  return {
    blocked,
    figure: {
      name: 'cold index against only reading the files',
      value: work.best / yardstick.best,
      unit: '×',
      bound: 2,
      from: {
        notes: files.length,
        indexMs: work.best,
        readMs: yardstick.best,
        firstIndexMs: work.first,
        firstReadMs: yardstick.first,
      },
    },
  };
}

/** Milliseconds of what ran in each round. */
interface Rounds {
  readonly best: number;
  readonly first: number;
}

/**
 * The best of some rounds of both: what disturbs one round does not disturb all. The first round, in which all code is
 * cold, is told beside it. Garbage is not collected between rounds: a full collection throws away the machine code of
 * what holds no object at that moment, which is all of the scanner, and every round would begin half cold.
 */
async function inTurn(
  yardstick: () => Promise<unknown>,
  work: () => Promise<unknown>,
): Promise<{ readonly yardstick: Rounds; readonly work: Rounds; readonly blocked: number }> {
  const others: number[] = [];
  const own: number[] = [];
  const delays: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    others.push(await timed(yardstick));
    delays.push(
      await blocking(async () => {
        own.push(await timed(work));
      }),
    );
  }
  const told = (times: readonly number[]): Rounds => ({ best: Math.min(...times), first: times[0]! });
  return { yardstick: told(others), work: told(own), blocked: Math.min(...delays) };
}

/** Measured as the cold index is; the yardstick is `stat` of `node:fs/promises`. */
async function warmFigures(
  store: NoteStore,
  files: readonly string[],
  paths: readonly string[],
  kept: SavedIndex,
): Promise<{ figure: Figure; blocked: number }> {
  const vault = await cold(store);
  const stamps = await stampNotes(store, paths, Infinity, CONCURRENCY);
  const saved = await vault.save((path) => stamps.get(path), options.pause);
  await kept.write(saved!);
  const { yardstick, work, blocked } = await inTurn(
    () => each(files, (path) => stat(path)),
    () => warm(store, kept),
  );
  return {
    blocked,
    figure: {
      name: 'warm start against only stat-ing the files',
      value: work.best / yardstick.best,
      unit: '×',
      bound: 1.5,
      from: {
        notes: paths.length,
        startMs: work.best,
        statMs: yardstick.best,
        firstStartMs: work.first,
        firstStatMs: yardstick.first,
        savedMB: saved!.length / 1e6,
      },
    },
  };
}

async function weightFigure(store: NoteStore, bytes: number): Promise<Figure> {
  const before = await retained();
  const vault = await cold(store);
  answer(vault);
  const value = ((await retained()) - before) / 1e6;
  return {
    name: 'retained heap of the index',
    value,
    unit: 'MB',
    bound: 60,
    // The vault is named after the measurement, lest it be collected before.
    from: { notes: vault.size, textMB: bytes / 1e6 },
  };
}

/** Bytes in use, once all has gone that nobody holds: what asynchronous work held goes a turn later. */
async function retained(): Promise<number> {
  for (let i = 0; i < 3; i++) {
    collectGarbage();
    await options.pause();
  }
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function cold(store: NoteStore): Promise<Vault> {
  const vault = new Vault();
  await buildIndex(store, vault, options);
  return vault;
}

async function warm(store: NoteStore, kept: SavedIndex): Promise<void> {
  const vault = new Vault();
  const report = await buildIndex(store, vault, { ...options, saved: kept.read() });
  if (report.read > 0) throw new Error(`${report.read} notes had to be read again`);
  answer(vault);
}

/** What the views ask first: an index is ready when it has answered. */
function answer(vault: Vault): void {
  const { mocs, roots, unfiled } = vault.mocs();
  const [first] = mocs;
  const found = vault.tags().length * mocs.length * roots.length * unfiled.length;
  if (first === undefined || Number.isNaN(found) || vault.backlinks(first.path).length === 0) {
    throw new Error('The index does not answer');
  }
}

/** Nothing but the asking, with the same concurrency as the index. */
async function each(paths: readonly string[], ask: (path: string) => Promise<unknown>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let path = paths[next++]; path !== undefined; path = paths[next++]) await ask(path);
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, worker));
}

/** The longest time, in ms, for which the work kept a timer waiting. */
async function blocking(work: () => Promise<void>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await work();
  delay.disable();
  return Math.max(0, delay.max / 1e6 - 1);
}
