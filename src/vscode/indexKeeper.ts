import type * as vscode from 'vscode';
import { stampNotes } from '../core/vault/buildIndex.ts';
import type { FileStamp } from '../core/vault/noteStore.ts';
import type { Vault } from '../core/vault/vault.ts';
import { FILES_AT_ONCE, type FolderStore } from './noteStores/noteStore.ts';
import { SavedIndex } from './savedIndex.ts';
import { nextTurn } from './timeSlices.ts';

/** How long after the last change the index is kept for the next session; ms. */
const KEEP_AFTER_MS = 30_000;

/** A vault whose index is kept. */
interface KeptVault {
  /** What tells it from others. */
  readonly id: string;
  readonly name: string;
  readonly vault: Vault;
  readonly store: FolderStore;
  /** The notes whose editors hold more than their files: they are read again next time. */
  readonly unsaved: () => readonly string[];
}

/** Keeps a vault's index for the next session, where there is a folder for it. */
export class IndexKeeper implements vscode.Disposable {
  readonly #kept: KeptVault;
  readonly #saved: SavedIndex | undefined;
  readonly #log: vscode.LogOutputChannel;
  /** Files that have changed since the vault was read may have done so unseen: they are read again next time. */
  #readSince = 0;
  #timer: NodeJS.Timeout | undefined;
  #ended = false;

  /** @param storage the folder, if there is one */
  constructor(kept: KeptVault, storage: string | undefined, log: vscode.LogOutputChannel) {
    this.#kept = kept;
    this.#saved = storage === undefined ? undefined : new SavedIndex(storage, kept.id);
    this.#log = log;
  }

  /** The index of the last session, for reading the vault from now on. */
  async read(): Promise<Uint8Array | undefined> {
    this.#readSince = Date.now();
    return await this.#saved?.read();
  }

  /** Keeps the index some time after the last change. */
  keepLater(): void {
    if (this.#ended) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.keep(), KEEP_AFTER_MS);
  }

  /** Keeps the index now. */
  async keep(): Promise<void> {
    if (this.#saved === undefined) return;
    const { name, vault, store } = this.#kept;
    const paths = [...vault.notes()].map(({ path }) => path);
    const unsaved = new Set(this.#kept.unsaved());
    const stamps = await stampNotes(store, paths, this.#readSince, FILES_AT_ONCE);
    const stampOf = (path: string): FileStamp | undefined =>
      unsaved.has(path) ? undefined : stamps.get(path);
    const bytes = await vault.save(stampOf, nextTurn);
    const problem = bytes === undefined || this.#ended ? undefined : await this.#saved.write(bytes);
    if (problem !== undefined) this.#log.warn(`The index of ${name} was not kept: ${problem}`);
  }

  dispose(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
  }
}
