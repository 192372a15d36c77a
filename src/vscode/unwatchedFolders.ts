import { changedSince } from '../core/vault/buildIndex.ts';
import type { NoteStore } from '../core/vault/noteStore.ts';
import type { Vault } from '../core/vault/vault.ts';
import { notesBelow } from './noteStores/notesBelow.ts';
import { FILES_AT_ONCE } from './noteStores/noteStore.ts';

/**
 * Folders that came while they were watched: moved, or deleted and made again, as checking out another branch does.
 * On Linux VS Code's watcher does not tell what happens in them from then on
 * (https://github.com/parcel-bundler/watcher: it adds no watch below a folder that comes with its files).
 */
export class UnwatchedFolders {
  readonly #folders = new Set<string>();
  #lookedAt = Infinity;

  get isEmpty(): boolean {
    return this.#folders.size === 0;
  }

  /** @param now when the notes in them are read, at the earliest; in the clock of `FileStamp.mtime` */
  add(folders: readonly string[], now: number): void {
    for (const folder of folders) this.#folders.add(folder);
    if (!this.isEmpty) this.#lookedAt = Math.min(this.#lookedAt, now);
  }

  /** Paths of the vault's notes in these folders whose files have changed or gone since the last look. */
  async changedNotes(vault: Vault, store: NoteStore, now: number): Promise<string[]> {
    const since = this.#lookedAt;
    this.#lookedAt = now;
    return await changedSince(store, notesBelow(vault, this.#folders), since, FILES_AT_ONCE);
  }
}
