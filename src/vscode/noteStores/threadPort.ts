import { Worker } from 'node:worker_threads';
import type { NoteParcel } from '../../core/vault/noteStore.ts';
import type { VaultSettings } from '../../core/vault/vaultSettings.ts';

/** A vault's folder on this machine, and by what its notes are read. */
export interface NoteFolder {
  readonly root: string;
  readonly settings: VaultSettings;
}

/** What a thread is told: first the folder, then again and again which of its notes to read. */
export type ThreadRequest = { readonly folder: NoteFolder } | { readonly paths: readonly string[] };

/** Told of each parcel, and with `undefined` when the thread has broken. */
type OnParcel = (parcel: NoteParcel | undefined) => void;

/** A thread that reads notes (readThread.ts), as the one who uses it sees it. */
export class ThreadPort {
  readonly #worker: Worker;
  #onParcel: OnParcel = () => undefined;
  #owed = 0;
  #isBroken = false;

  /** @param file the built `readThread` */
  constructor(file: string) {
    this.#worker = new Worker(file);
    this.#worker.on('message', (parcel: NoteParcel) => {
      this.#owed--;
      this.#onParcel(parcel);
    });
    const broke = (): void => {
      this.#isBroken = true;
      this.#owed = 0;
      this.#onParcel(undefined);
    };
    this.#worker.on('error', broke);
    this.#worker.on('exit', broke);
  }

  /** It has been asked for what it has not given yet. */
  get isBusy(): boolean {
    return this.#owed > 0;
  }

  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** From now on it reads notes of this folder. */
  begin(folder: NoteFolder, onParcel: OnParcel): void {
    this.#onParcel = onParcel;
    this.#worker.ref();
    this.#tell({ folder });
  }

  ask(paths: readonly string[]): void {
    if (this.#isBroken) return;
    this.#owed++;
    this.#tell({ paths });
  }

  /** It waits, and keeps no process alive meanwhile. */
  rest(): void {
    this.#onParcel = () => undefined;
    this.#worker.unref();
  }

  end(): void {
    this.#onParcel = () => undefined;
    void this.#worker.terminate();
  }

  #tell(request: ThreadRequest): void {
    this.#worker.postMessage(request);
  }
}
