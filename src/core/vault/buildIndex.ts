import { unpackNotes } from './noteParcel.ts';
import type { FileStamp, NoteStore, ReadFile, SkippedFile } from './noteStore.ts';
import type { Vault } from './vault.ts';

/** How a vault is read without anybody having to wait for it. */
export interface BuildOptions {
  /** How many files are looked at or read at the same time. */
  readonly concurrency: number;
  /** After so long others get their turn; ms. */
  readonly yieldEveryMs: number;
  /** The time in ms, from any point. */
  readonly now: () => number;
  /** Lets others run. */
  readonly pause: () => Promise<void>;
  /** An index that was saved, once it is read; what cannot be used of it is left aside. */
  readonly saved?: Promise<Uint8Array | undefined>;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface BuildReport {
  /** Notes read from their files. */
  readonly read: number;
  /** Notes taken from the saved index because their files have not changed. */
  readonly unchanged: number;
  readonly skipped: readonly SkippedFile[];
}

/**
 * Brings a vault in step with its files: from the saved index where files have not changed, by reading them where
 * they have. The saved index answers questions from the first moment on. All changes are told as one event.
 */
export async function buildIndex(
  store: NoteStore,
  vault: Vault,
  options: BuildOptions,
): Promise<BuildReport> {
  const held = vault.hold();
  try {
    const [{ paths, skipped }, isSaved] = await Promise.all([store.list(), restore(vault, options)]);
    const stale =
      isSaved === undefined ? paths : await findStale(store, vault, paths, isSaved, options.concurrency);
    const unread = await readNotes(store, vault, stale, options);
    return {
      read: stale.length - unread.length,
      unchanged: paths.length - stale.length,
      skipped: [...skipped, ...unread],
    };
  } finally {
    held.dispose();
  }
}

type IsSaved = (path: string, stamp: FileStamp) => boolean;

async function restore(vault: Vault, { saved, pause }: BuildOptions): Promise<IsSaved | undefined> {
  const bytes = await saved;
  if (bytes === undefined) return undefined;
  const isSaved = await vault.restore(bytes, pause);
  await pause();
  return isSaved;
}

/** Files that changed so shortly before they were read may have changed once more within the same tick of their clock; ms. */
const CLOCK_GRAIN = 2000;

/**
 * The stamps of notes that were read without one, for saving the index.
 *
 * @param readSince when reading began, in the clock of `FileStamp.mtime`: a file that changed later, or just before,
 * gets no stamp and is read again next time
 */
export async function stampNotes(
  store: NoteStore,
  paths: readonly string[],
  readSince: number,
  concurrency: number,
): Promise<Map<string, FileStamp>> {
  const found = await statAll(store, paths, concurrency);
  const stamps = new Map<string, FileStamp>();
  for (const [i, stamp] of found.entries()) {
    if (stamp !== undefined && stamp.mtime < readSince - CLOCK_GRAIN) stamps.set(paths[i]!, stamp);
  }
  return stamps;
}

/** Of these notes those whose files have changed, or gone, since a moment in the clock of `FileStamp.mtime`. */
export async function changedSince(
  store: NoteStore,
  paths: readonly string[],
  since: number,
  concurrency: number,
): Promise<string[]> {
  const same = await stampNotes(store, paths, since, concurrency);
  return paths.filter((path) => !same.has(path));
}

/**
 * In the order of the paths. Nothing else is done in between: the file system's threads fall asleep while they wait for
 * us, and waking them costs more than asking.
 */
async function statAll(
  store: NoteStore,
  paths: readonly string[],
  concurrency: number,
): Promise<readonly (FileStamp | undefined)[]> {
  if (store.statMany !== undefined) return store.statMany(paths, concurrency);
  const stamps: (FileStamp | undefined)[] = new Array<undefined>(paths.length).fill(undefined);
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let i = next++; i < paths.length; i = next++) stamps[i] = await store.stat(paths[i]!);
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, paths.length) }, worker));
  return stamps;
}

/** The files that the saved index does not know as they are now; notes without a file leave the vault. */
async function findStale(
  store: NoteStore,
  vault: Vault,
  paths: readonly string[],
  isSaved: IsSaved,
  concurrency: number,
): Promise<readonly string[]> {
  const stamps = await statAll(store, paths, concurrency);
  const stale = paths.filter((path, i) => {
    const stamp = stamps[i];
    return stamp === undefined || !isSaved(path, stamp);
  });
  if (vault.size > paths.length - stale.length) {
    const known = new Set(paths);
    for (const { path } of [...vault.notes()]) if (!known.has(path)) vault.remove(path);
  }
  return stale;
}

/** So many notes, or so many characters, are taken into the vault in one go: a few ms. */
const NOTES_AT_ONCE = 64;
const LENGTH_AT_ONCE = 250_000;

/** Returns the files that could not be read. */
async function readNotes(
  store: NoteStore,
  vault: Vault,
  paths: readonly string[],
  options: BuildOptions,
): Promise<SkippedFile[]> {
  const slice = new Slice(options);
  const skipped: SkippedFile[] = [];
  let done = 0;
  const took = async (count: number, unread: readonly SkippedFile[]): Promise<void> => {
    for (const file of unread) vault.remove(file.path);
    skipped.push(...unread);
    done += count;
    options.onProgress?.(done, paths.length);
    if (slice.isUsedUp) await slice.pause();
  };
  const left = await takeMany(store, vault, paths, took);
  await takeEach(store, vault, left, options.concurrency, took);
  while (!vault.settle(() => slice.isUsedUp)) await slice.pause();
  return skipped;
}

/** Told after each portion: how many files it was, and which of them could not be read. */
type Took = (count: number, unread: readonly SkippedFile[]) => Promise<void>;

/** Takes what the store reads in one go. Returns the paths that are left. */
async function takeMany(
  store: NoteStore,
  vault: Vault,
  paths: readonly string[],
  took: Took,
): Promise<readonly string[]> {
  const parcels = store.readMany?.(paths, vault.settings);
  if (parcels === undefined) return paths;
  const given: string[] = [];
  for await (const parcel of parcels) {
    const { notes, skipped, gone } = parcel;
    vault.take(unpackNotes(parcel));
    for (const path of gone) vault.remove(path);
    for (const { path } of notes) given.push(path);
    for (const { path } of skipped) given.push(path);
    given.push(...gone);
    await took(notes.length + skipped.length + gone.length, skipped);
  }
  if (given.length === paths.length) return [];
  const taken = new Set(given);
  return paths.filter((path) => !taken.has(path));
}

async function takeTexts(vault: Vault, files: readonly ReadFile[], took: Took): Promise<void> {
  vault.upsertAll(files.filter((file): file is readonly [string, string] => typeof file[1] === 'string'));
  for (const [path, text] of files) if (text === undefined) vault.remove(path);
  await took(
    files.length,
    files.flatMap(([, text]) => (typeof text === 'object' ? text : [])),
  );
}

/** Reads one text after the other. */
async function takeEach(
  store: NoteStore,
  vault: Vault,
  paths: readonly string[],
  concurrency: number,
  took: Took,
): Promise<void> {
  let portion: ReadFile[] = [];
  let length = 0;
  let next = 0;
  const take = async (): Promise<void> => {
    const files = portion;
    portion = [];
    length = 0;
    await takeTexts(vault, files, took);
  };
  const worker = async (): Promise<void> => {
    for (let path = paths[next++]; path !== undefined; path = paths[next++]) {
      const text = await store.read(path);
      portion.push([path, text]);
      length += typeof text === 'string' ? text.length : 0;
      if (portion.length >= NOTES_AT_ONCE || length >= LENGTH_AT_ONCE) await take();
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, paths.length) }, worker));
  await take();
}

/** A stretch of work until others get their turn. */
class Slice {
  readonly #options: BuildOptions;
  #start: number;

  constructor(options: BuildOptions) {
    this.#options = options;
    this.#start = options.now();
  }

  get isUsedUp(): boolean {
    return this.#options.now() - this.#start >= this.#options.yieldEveryMs;
  }

  async pause(): Promise<void> {
    await this.#options.pause();
    this.#start = this.#options.now();
  }
}
