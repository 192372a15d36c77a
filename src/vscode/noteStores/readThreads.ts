import { availableParallelism } from 'node:os';
import type { Disposable } from '../../core/base/disposable.ts';
import type { NoteParcel } from '../../core/vault/noteStore.ts';
import { nextTurn } from '../timeSlices.ts';
import { OwnReader } from './ownReader.ts';
import { ThreadPort, type NoteFolder } from './threadPort.ts';

/** So many notes go over in one message: taken in within a few ms. */
const AT_ONCE = 64;
/** So many messages are under way for each thread: one is read while another is taken in. */
const UNDER_WAY = 2;
/** With more threads than this, notes would wait for the one that takes them in. */
const MOST_THREADS = 4;
/** A thread is worth its start for so many notes. */
const WORTH_A_THREAD = 300;
/** Threads wait so long for more to do, in ms: the window's other folders, other settings. By then their code is warm. */
const STAY_MS = 30_000;

/** Threads that read notes, as many as there are cores to spare; the caller reads along with them. */
export class ReadThreads implements Disposable {
  readonly #file: string;
  readonly #spare: number;
  /** Threads without work. */
  #idle: ThreadPort[] = [];
  #ending: NodeJS.Timeout | undefined;
  #isDisposed = false;

  /**
   * @param file the built `readThread`
   * @param cores of the machine
   */
  constructor(file: string, cores = availableParallelism()) {
    this.#file = file;
    this.#spare = Math.min(MOST_THREADS, Math.max(1, cores - 1));
  }

  /**
   * Where a thread breaks, what it was asked for is missing.
   *
   * @returns `undefined` for too few notes
   */
  read(folder: NoteFolder, paths: readonly string[]): AsyncIterable<NoteParcel> | undefined {
    const count = Math.min(this.#spare, Math.floor(paths.length / WORTH_A_THREAD));
    return count === 0 || this.#isDisposed ? undefined : this.#parcels(folder, paths, count);
  }

  /** Threads that have work end when it is done. */
  dispose(): void {
    this.#isDisposed = true;
    this.#endIdle();
  }

  async *#parcels(folder: NoteFolder, paths: readonly string[], count: number): AsyncGenerator<NoteParcel> {
    const threads = Array.from({ length: count }, () => this.#take());
    const inbox = new Inbox(threads);
    const own = new OwnReader(folder);
    let asked = 0;
    const ask = (thread: ThreadPort): void => {
      if (asked < paths.length) thread.ask(paths.slice(asked, (asked += AT_ONCE)));
    };
    try {
      for (const thread of threads) thread.begin(folder, (parcel) => inbox.put(thread, parcel));
      for (let i = 0; i < UNDER_WAY; i++) threads.forEach(ask);
      for (;;) {
        while (own.isQuick && inbox.isEmpty && asked < paths.length) {
          const { parcel, count: read, long } = own.read(paths, asked);
          asked += read;
          if (long !== undefined) threads[0]!.ask([long]);
          yield parcel;
          await nextTurn();
        }
        const got = await inbox.next();
        if (got === undefined) return;
        ask(got.thread);
        yield got.parcel;
      }
    } finally {
      for (const thread of threads) this.#giveBack(thread);
    }
  }

  #take(): ThreadPort {
    return this.#idle.pop() ?? new ThreadPort(this.#file);
  }

  #giveBack(thread: ThreadPort): void {
    if (thread.isBusy || thread.isBroken || this.#isDisposed || this.#idle.length >= this.#spare) {
      thread.end();
      return;
    }
    thread.rest();
    this.#idle.push(thread);
    clearTimeout(this.#ending);
    this.#ending = setTimeout(() => this.#endIdle(), STAY_MS).unref();
  }

  #endIdle(): void {
    clearTimeout(this.#ending);
    for (const thread of this.#idle.splice(0)) thread.end();
  }
}

interface Received {
  readonly thread: ThreadPort;
  readonly parcel: NoteParcel;
}

/** What threads have sent. */
class Inbox {
  readonly #threads: readonly ThreadPort[];
  readonly #received: Received[] = [];
  #wake = (): void => undefined;

  constructor(threads: readonly ThreadPort[]) {
    this.#threads = threads;
  }

  get isEmpty(): boolean {
    return this.#received.length === 0;
  }

  put(thread: ThreadPort, parcel: NoteParcel | undefined): void {
    if (parcel !== undefined) this.#received.push({ thread, parcel });
    this.#wake();
  }

  /** `undefined` when there will be no more. */
  async next(): Promise<Received | undefined> {
    for (;;) {
      const received = this.#received.shift();
      if (received !== undefined) return received;
      if (!this.#threads.some((thread) => thread.isBusy)) return undefined;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
