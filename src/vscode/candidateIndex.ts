import type { VaultContext } from '../core/vault/candidates/vaultContext.ts';
import { MentionIndex } from '../core/vault/mentions.ts';
import type { Note } from '../core/vault/note.ts';
import { SearchIndex } from '../core/vault/search.ts';
import type { Vault } from '../core/vault/vault.ts';
import { FILES_AT_ONCE } from './noteStores/noteStore.ts';
import { TimeSlices } from './timeSlices.ts';

/**
 * The indexes that candidates for links, tags and MOCs come from. They need every note's words, so they are filled
 * when somebody first asks for candidates, and then follow the vault note by note.
 */
export class CandidateIndex {
  readonly #search = new SearchIndex();
  readonly #mentions = new MentionIndex();
  readonly #vault: Vault;
  readonly #read: (path: string) => Promise<string | undefined>;
  #filling: Promise<void> | undefined;

  /** @param read a note's text as it stands, `undefined` when it is gone */
  constructor(vault: Vault, read: (path: string) => Promise<string | undefined>) {
    this.#vault = vault;
    this.#read = read;
  }

  /** The indexes, filled. The vault must have been read. */
  async context(): Promise<VaultContext> {
    this.#filling ??= this.#fill();
    await this.#filling;
    return { vault: this.#vault, search: this.#search, mentions: this.#mentions };
  }

  /** Follows a note that has changed. */
  update(path: string, text: string, note: Note): void {
    if (this.#filling === undefined) return;
    this.#search.upsert(path, text, note);
    this.#mentions.upsert(note);
  }

  remove(path: string): void {
    this.#search.remove(path);
    this.#mentions.remove(path);
  }

  async #fill(): Promise<void> {
    const paths = [...this.#vault.notes()].map((note) => note.path);
    const slices = new TimeSlices();
    for (let start = 0; start < paths.length; start += FILES_AT_ONCE) {
      const batch = paths.slice(start, start + FILES_AT_ONCE);
      const texts = await Promise.all(batch.map((path) => this.#read(path)));
      for (const [i, path] of batch.entries()) {
        const text = texts[i];
        const note = this.#vault.note(path);
        // A note that changed while its neighbours were read has told its newer text already.
        if (text !== undefined && note !== undefined && !this.#search.has(path))
          this.update(path, text, note);
        await slices.pause();
      }
    }
  }
}
