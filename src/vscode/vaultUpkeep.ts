import * as vscode from 'vscode';
import { changedSince } from '../core/vault/buildIndex.ts';
import type { Vault } from '../core/vault/vault.ts';
import { isIgnoreFile } from './noteStores/ignoreRules.ts';
import { FILES_AT_ONCE, type FolderStore } from './noteStores/noteStore.ts';
import { notesBelow } from './noteStores/notesBelow.ts';
import type { ChangedPaths } from './noteStores/noteWatcher.ts';
import { openDocument } from './openDocuments.ts';
import type { SkippedFiles } from './skippedFiles.ts';
import { TimeSlices } from './timeSlices.ts';
import { UnwatchedFolders } from './unwatchedFolders.ts';

/** So many notes change at once by a program, such as git, not by hand. */
const BURST = 20;

/** A vault that is kept true, and where its notes come from. */
interface KeptVault {
  readonly vault: Vault;
  readonly store: FolderStore;
  readonly skipped: SkippedFiles;
  readonly uri: (path: string) => vscode.Uri;
  readonly update: (path: string, text: string) => void;
  /** Tells whether the vault knew the note. */
  readonly remove: (path: string) => boolean;
  /** Called when files were read anew. */
  readonly onChange: () => void;
  readonly log: vscode.LogOutputChannel;
}

/** Keeps a vault true that was read: takes in the files that change, come or go, told or not. */
export class VaultUpkeep {
  readonly #kept: KeptVault;
  readonly #unwatched = new UnwatchedFolders();
  #last = Promise.resolve();

  constructor(kept: KeptVault) {
    this.#kept = kept;
  }

  /** Brings the vault up to date with files that may have changed, come or gone. Never rejects. */
  async refresh(paths: ChangedPaths): Promise<void> {
    await this.#inTurn(() => this.#refresh(paths));
  }

  /** Looks for what nobody told, where that may be. Never rejects. */
  async lookAgain(): Promise<void> {
    await this.#inTurn(async () => {
      if (!this.#unwatched.isEmpty) await this.take(await this.#untold(Date.now()));
    });
  }

  /**
   * Takes in what happened while the watcher was being started, of which nobody tells. Never rejects.
   *
   * @param since when the vault began to be read; in the clock of `FileStamp.mtime`
   */
  async lookOnceMore(since: number): Promise<void> {
    await this.#inTurn(async () => {
      const { vault, store } = this.#kept;
      const paths = [...vault.notes()].map(({ path }) => path);
      const changed = await changedSince(store, paths, since, FILES_AT_ONCE);
      await this.take([...(await this.#unlike()), ...changed]);
    });
  }

  /**
   * Reads files into the vault, as one change; a slice at a time, so that nobody waits.
   *
   * @returns whether some of them are neither there nor known
   */
  async take(paths: readonly string[]): Promise<boolean> {
    const { vault, store, update, remove } = this.#kept;
    const slices = new TimeSlices();
    let strays = false;
    const held = vault.hold();
    try {
      for (let start = 0; start < paths.length; start += FILES_AT_ONCE) {
        const batch = paths.slice(start, start + FILES_AT_ONCE);
        const texts = await Promise.all(batch.map((path) => this.#textOf(path)));
        for (const [i, path] of batch.entries()) {
          const text = texts[i];
          if (text !== undefined) update(path, text);
          else if (!remove(path)) strays ||= !store.ignores(path);
          await slices.pause();
        }
      }
    } finally {
      held.dispose();
    }
    return strays;
  }

  /** One after the other: what was read earlier must not come in later. */
  async #inTurn(work: () => Promise<void>): Promise<void> {
    this.#last = this.#last
      .then(work)
      .catch((error: unknown) => this.#kept.log.error(error instanceof Error ? error : String(error)));
    await this.#last;
  }

  async #refresh({ notes, others }: ChangedPaths): Promise<void> {
    const { vault, skipped, onChange } = this.#kept;
    const now = Date.now();
    const looksAgain = !this.#unwatched.isEmpty && (others.size > 0 || notes.size >= BURST);
    const folders = await this.#foldersAmong(others);
    // A folder that came may hold notes, and other rules may let in others; only then is the vault listed anew.
    const isListed = folders.length > 0 || [...others].some(isIgnoreFile);
    const paths = new Set([
      ...notes,
      ...notesBelow(vault, others),
      ...skipped.within(others),
      ...(looksAgain ? await this.#untold(now) : isListed ? await this.#unlike() : []),
    ]);
    this.#unwatched.add(folders, now);
    if (paths.size === 0) return;
    const strays = await this.take([...paths]);
    // What is told of a note that never was is meant for one that has moved with its folder.
    if (strays) await this.take(await this.#unlike());
    onChange();
  }

  /** Notes that came, changed or went though nobody told. */
  async #untold(now: number): Promise<string[]> {
    const { vault, store } = this.#kept;
    const unlike = await this.#unlike();
    return [...unlike, ...(await this.#unwatched.changedNotes(vault, store, now))];
  }

  /** Notes that the vault knows and the folder has no more, and the other way round. */
  async #unlike(): Promise<string[]> {
    const { vault, store, skipped } = this.#kept;
    const found = await store.list();
    const listed = new Set(found.paths);
    skipped.relist(listed, found.skipped);
    const gone = [...vault.notes()].map(({ path }) => path).filter((path) => !listed.has(path));
    return [...gone, ...[...listed].filter((path) => vault.note(path) === undefined)];
  }

  async #foldersAmong(paths: ReadonlySet<string>): Promise<string[]> {
    const folders: string[] = [];
    for (const path of paths) {
      try {
        const { type } = await vscode.workspace.fs.stat(this.#kept.uri(path));
        if ((type & vscode.FileType.Directory) !== 0) folders.push(path);
      } catch {
        continue; // Gone: its notes are looked at one by one.
      }
    }
    return folders;
  }

  async #textOf(path: string): Promise<string | undefined> {
    const { store, skipped, uri } = this.#kept;
    const open = openDocument(uri(path));
    const isIgnored = store.ignores(path);
    const read = isIgnored ? undefined : open?.isDirty ? open.getText() : await store.read(path);
    if (typeof read === 'object') {
      skipped.add(read);
      return undefined;
    }
    skipped.remove(path);
    return read === undefined ? undefined : (open?.getText() ?? read);
  }
}
