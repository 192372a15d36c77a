import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { packNotes } from '../../core/vault/noteParcel.ts';
import { noteRules, type NoteRules } from '../../core/vault/noteRules.ts';
import type { NoteParcel, ReadFile } from '../../core/vault/noteStore.ts';
import type { VaultSettings } from '../../core/vault/vaultSettings.ts';
import { nextTurn } from '../timeSlices.ts';
import { readNoteNow } from './readFile.ts';

/** So many notes go over in one message: taken in within a few ms. */
const AT_ONCE = 64;
/** So many messages are under way for each thread: one is read while another is taken in. */
const UNDER_WAY = 3;
/** With more threads than this, notes would wait for the one that takes them in. */
const MOST_THREADS = 4;
/** A thread is worth its start for so many notes. */
const WORTH_A_THREAD = 300;
/**
 * With fewer threads than this, a thread leaves all but long notes to the caller: its code is cold, and by the time it
 * is warm the caller, which has the other core, is done.
 */
const ENOUGH_THREADS = 2;
/** So many characters are a long note. */
const LONG = 100_000;
/** So many notes, or the characters of a long one, the caller takes in one go: a few ms. */
const OWN_AT_ONCE = 32;
/** A file that takes so long has kept the caller waiting; after so much waiting it leaves reading to the threads; ms. */
const SLOW_FILE_MS = 5;
const PATIENCE_MS = 100;

/** What a thread is started with. */
export interface ReadThreadData {
  readonly root: string;
  readonly settings: VaultSettings;
  /** Notes of fewer characters are left to the caller: it gets their texts. */
  readonly leaves: number;
}

/** What a thread gives for the paths that it was asked for. */
export interface ThreadReply {
  readonly parcel: NoteParcel;
  readonly texts: readonly ReadFile[];
}

/** The vault's folder on this machine, and by what its notes are read. */
interface NoteFolder {
  readonly root: string;
  readonly settings: VaultSettings;
}

/**
 * Reads notes in threads, as many as there are cores to spare. Where one breaks, what it was asked for is missing.
 *
 * @param threadFile the built `readThread`
 * @param cores of the machine
 * @returns `undefined` for too few notes
 */
export function readInThreads(
  threadFile: string,
  folder: NoteFolder,
  paths: readonly string[],
  cores = availableParallelism(),
): AsyncIterable<NoteParcel> | undefined {
  const spare = Math.max(1, cores - 1);
  const count = Math.min(MOST_THREADS, spare, Math.floor(paths.length / WORTH_A_THREAD));
  return count === 0 ? undefined : parcels(threadFile, folder, paths, count);
}

async function* parcels(
  threadFile: string,
  folder: NoteFolder,
  paths: readonly string[],
  count: number,
): AsyncGenerator<NoteParcel> {
  const leaves = count < ENOUGH_THREADS ? LONG : 0;
  const workerData: ReadThreadData = { ...folder, leaves };
  const workers = Array.from({ length: count }, () => new Worker(threadFile, { workerData }));
  const inbox = new Inbox(workers);
  let asked = 0;
  const ask = (worker: Worker): void => {
    if (asked >= paths.length) return;
    inbox.expect(worker);
    worker.postMessage(paths.slice(asked, asked + AT_ONCE));
    asked += AT_ONCE;
  };
  try {
    for (let i = 0; i < UNDER_WAY; i++) workers.forEach(ask);
    const own = new OwnReader(folder);
    for (;;) {
      while (leaves > 0 && own.isQuick && inbox.isEmpty && asked < paths.length) {
        const parcel = own.read(paths, asked);
        asked += parcel.notes.length + parcel.skipped.length + parcel.gone.length;
        yield parcel;
        await nextTurn();
      }
      const got = await inbox.next();
      if (got === undefined) return;
      ask(got.worker);
      yield got.reply.parcel;
      yield* own.pack(got.reply.texts);
    }
  } finally {
    for (const worker of workers) void worker.terminate();
  }
}

/** Does in the thread of the caller what is not left to others: reading too, while the disk keeps nobody waiting. */
class OwnReader {
  readonly #root: string;
  readonly #rules: NoteRules;
  #waitedMs = 0;

  constructor({ root, settings }: NoteFolder) {
    this.#root = root;
    this.#rules = noteRules(settings);
  }

  get isQuick(): boolean {
    return this.#waitedMs < PATIENCE_MS;
  }

  /** The notes from `first` on, a few of them; at least one. */
  read(paths: readonly string[], first: number): NoteParcel {
    const files: ReadFile[] = [];
    let length = 0;
    for (let i = first; i < paths.length && i < first + OWN_AT_ONCE && length < LONG; i++) {
      const path = paths[i]!;
      const began = performance.now();
      const text = readNoteNow(`${this.#root}/${path}`, path);
      files.push([path, text]);
      length += typeof text === 'string' ? text.length : 0;
      const tookMs = performance.now() - began;
      if (tookMs <= SLOW_FILE_MS) continue;
      this.#waitedMs += tookMs;
      break;
    }
    return packNotes(files, this.#rules);
  }

  async *pack(texts: readonly ReadFile[]): AsyncGenerator<NoteParcel> {
    let files: ReadFile[] = [];
    let length = 0;
    for (const file of texts) {
      files.push(file);
      length += typeof file[1] === 'string' ? file[1].length : 0;
      if (files.length < OWN_AT_ONCE && length < LONG) continue;
      yield packNotes(files, this.#rules);
      files = [];
      length = 0;
      await nextTurn();
    }
    if (files.length > 0) yield packNotes(files, this.#rules);
  }
}

interface Received {
  readonly worker: Worker;
  readonly reply: ThreadReply;
}

/** What threads have sent. */
class Inbox {
  readonly #received: Received[] = [];
  /** How many parcels each thread still owes. */
  readonly #owed = new Map<Worker, number>();
  #wake = (): void => undefined;

  constructor(workers: readonly Worker[]) {
    for (const worker of workers) this.#listen(worker);
  }

  expect(worker: Worker): void {
    const owed = this.#owed.get(worker);
    if (owed !== undefined) this.#owed.set(worker, owed + 1);
  }

  get isEmpty(): boolean {
    return this.#received.length === 0;
  }

  /** `undefined` when there will be no more. */
  async next(): Promise<Received | undefined> {
    for (;;) {
      const received = this.#received.shift();
      if (received !== undefined) return received;
      if (![...this.#owed.values()].some((owed) => owed > 0)) return undefined;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  #listen(worker: Worker): void {
    this.#owed.set(worker, 0);
    worker.on('message', (reply: ThreadReply) => {
      this.#owed.set(worker, (this.#owed.get(worker) ?? 1) - 1);
      this.#received.push({ worker, reply });
      this.#wake();
    });
    const broke = (): void => {
      this.#owed.delete(worker);
      this.#wake();
    };
    worker.on('error', broke);
    worker.on('exit', broke);
  }
}
