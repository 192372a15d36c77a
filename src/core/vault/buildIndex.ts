import type { FileStamp, NoteStore, SkippedFile } from './noteStore.ts';
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
  /** An index that was saved; what cannot be used of it is left aside. */
  readonly saved?: Uint8Array | undefined;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface BuildReport {
  /** Notes read from their files. */
  readonly read: number;
  /** Notes taken from the saved index because their files have not changed. */
  readonly unchanged: number;
  readonly skipped: readonly SkippedFile[];
  /** Of the files that were looked at; for saving the index. Empty without a saved index. */
  readonly stamps: ReadonlyMap<string, FileStamp>;
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
  const listing = store.list();
  const held = vault.hold();
  try {
    const saved = options.saved === undefined ? undefined : vault.restore(options.saved);
    const { paths, skipped } = await listing;
    const slices = new Slices(options);
    const stamps = new Map<string, FileStamp>();
    const stale = saved === undefined ? paths : await findStale(store, vault, paths, saved, stamps, slices);
    const unread = await readNotes(store, vault, stale, slices);
    while (!vault.settle(() => slices.areUsedUp)) await slices.pause();
    return {
      read: stale.length - unread.length,
      unchanged: paths.length - stale.length,
      skipped: [...skipped, ...unread],
      stamps,
    };
  } finally {
    held.dispose();
  }
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
  options: BuildOptions,
): Promise<Map<string, FileStamp>> {
  const stamps = new Map<string, FileStamp>();
  await new Slices(options).forEach(paths, async (path) => {
    const stamp = await store.stat(path);
    if (stamp !== undefined && stamp.mtime < readSince - CLOCK_GRAIN) stamps.set(path, stamp);
  });
  return stamps;
}

/** The files that the saved index does not know as they are now; notes without a file leave the vault. */
async function findStale(
  store: NoteStore,
  vault: Vault,
  paths: readonly string[],
  isSaved: (path: string, stamp: FileStamp) => boolean,
  stamps: Map<string, FileStamp>,
  slices: Slices,
): Promise<string[]> {
  const stale: string[] = [];
  await slices.forEach(paths, async (path) => {
    const stamp = await store.stat(path);
    if (stamp !== undefined) stamps.set(path, stamp);
    if (stamp === undefined || !isSaved(path, stamp)) stale.push(path);
  });
  if (vault.size > paths.length - stale.length) {
    const known = new Set(paths);
    for (const { path } of [...vault.notes()]) if (!known.has(path)) vault.remove(path);
  }
  return stale;
}

async function readNotes(
  store: NoteStore,
  vault: Vault,
  paths: readonly string[],
  slices: Slices,
): Promise<SkippedFile[]> {
  const skipped: SkippedFile[] = [];
  await slices.forEach(paths, async (path) => {
    const text = await store.read(path);
    if (typeof text === 'string') vault.upsert(path, text);
    else vault.remove(path);
    if (typeof text === 'object') skipped.push(text);
  });
  return skipped;
}

/** Works through lists with several files under way, and pauses when it has worked for long enough. */
class Slices {
  readonly #options: BuildOptions;
  #start: number;

  constructor(options: BuildOptions) {
    this.#options = options;
    this.#start = options.now();
  }

  get areUsedUp(): boolean {
    return this.#options.now() - this.#start >= this.#options.yieldEveryMs;
  }

  async pause(): Promise<void> {
    await this.#options.pause();
    this.#start = this.#options.now();
  }

  async forEach(paths: readonly string[], work: (path: string) => Promise<void>): Promise<void> {
    let next = 0;
    let done = 0;
    const worker = async (): Promise<void> => {
      for (let path = paths[next++]; path !== undefined; path = paths[next++]) {
        await work(path);
        if (++done % PROGRESS_STEP === 0) this.#options.onProgress?.(done, paths.length);
        if (this.areUsedUp) await this.pause();
      }
    };
    await Promise.all(Array.from({ length: Math.min(this.#options.concurrency, paths.length) }, worker));
  }
}

const PROGRESS_STEP = 64;
