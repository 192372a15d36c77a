import { readFile } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeNote } from '../src/core/vault/decodeNote.ts';
import { isNotePath } from '../src/core/vault/notePath.ts';
import type { FileStamp, NoteStore, SkippedFile } from '../src/core/vault/noteStore.ts';
import type { VaultSettings } from '../src/core/vault/vaultSettings.ts';
import { statFile, statFiles } from '../src/vscode/noteStores/statFiles.ts';
import type { ReadThreads } from '../src/vscode/noteStores/readThreads.ts';

/** Notes in a folder of this machine, as plainly as can be: what the bench reads. */
export class NodeNoteStore implements NoteStore {
  readonly #root: string;
  readonly #threads: ReadThreads;

  constructor(root: string, threads: ReadThreads) {
    this.#root = root;
    this.#threads = threads;
  }

  async list(): Promise<{ paths: readonly string[]; skipped: readonly SkippedFile[] }> {
    const paths: string[] = [];
    const walk = async (folder: string): Promise<void> => {
      const entries = await readdir(join(this.#root, folder), { withFileTypes: true });
      const folders: string[] = [];
      for (const entry of entries) {
        const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
        if (entry.isDirectory()) folders.push(path);
        else if (isNotePath(path)) paths.push(path);
      }
      await Promise.all(folders.map(walk));
    };
    await walk('');
    return { paths, skipped: [] };
  }

  stat(path: string): Promise<FileStamp | undefined> {
    return statFile(join(this.#root, path));
  }

  statMany(paths: readonly string[], concurrency: number): ReturnType<typeof statFiles> {
    return statFiles(this.#root, paths, concurrency);
  }

  readMany(paths: readonly string[], settings: VaultSettings): ReturnType<ReadThreads['read']> {
    return this.#threads.read({ root: this.#root, settings }, paths);
  }

  read(path: string): Promise<string | SkippedFile | undefined> {
    // The callback is twice as fast as the promise: 10,000 files in 0.4 s instead of 0.9 s.
    return new Promise((resolve) => {
      readFile(`${this.#root}/${path}`, (error, bytes) =>
        resolve(error === null ? decodeNote(path, bytes) : { path, reason: error.message }),
      );
    });
  }
}
