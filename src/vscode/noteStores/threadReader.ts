import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { NoteParcel } from '../../core/vault/noteStore.ts';
import type { VaultSettings } from '../../core/vault/vaultSettings.ts';

/** So many notes go over in one message: taken in within a few ms. */
const AT_ONCE = 64;
/** So many messages are under way for each thread: one is read while another is taken in. */
const UNDER_WAY = 3;
/** With more threads than this, notes would wait for the one that takes them in. */
const MOST_THREADS = 4;
/** A thread is worth its start for so many notes. */
const WORTH_A_THREAD = 300;

/** What a thread is started with. */
export interface ReadThreadData {
  readonly root: string;
  readonly settings: VaultSettings;
}

/**
 * Reads notes in threads, as many as there are cores to spare. Where one breaks, what it was asked for is missing.
 *
 * @param threadFile the built `readThread`
 * @returns `undefined` for too few notes
 */
export function readInThreads(
  threadFile: string,
  data: ReadThreadData,
  paths: readonly string[],
): AsyncIterable<NoteParcel> | undefined {
  const spare = Math.max(1, availableParallelism() - 1);
  const count = Math.min(MOST_THREADS, spare, Math.floor(paths.length / WORTH_A_THREAD));
  return count === 0 ? undefined : parcels(threadFile, data, paths, count);
}

async function* parcels(
  threadFile: string,
  data: ReadThreadData,
  paths: readonly string[],
  count: number,
): AsyncGenerator<NoteParcel> {
  const workers = Array.from({ length: count }, () => new Worker(threadFile, { workerData: data }));
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
    for (let got = await inbox.next(); got !== undefined; got = await inbox.next()) {
      ask(got.worker);
      yield got.parcel;
    }
  } finally {
    for (const worker of workers) void worker.terminate();
  }
}

interface Received {
  readonly worker: Worker;
  readonly parcel: NoteParcel;
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
    worker.on('message', (parcel: NoteParcel) => {
      this.#owed.set(worker, (this.#owed.get(worker) ?? 1) - 1);
      this.#received.push({ worker, parcel });
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
