import * as vscode from 'vscode';
import type { SkippedFile } from '../core/vault/noteStore.ts';
import { isBelow } from './noteStores/notesBelow.ts';

/** A skipped file, and whether its person has been shown it. */
interface Entry {
  readonly file: SkippedFile;
  isSeen: boolean;
}

/** The files of a vault that look like notes and cannot be read as such, as they stand now. */
export class SkippedFiles implements vscode.Disposable {
  readonly #entries = new Map<string, Entry>();
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #log: vscode.LogOutputChannel;
  /** Some file is skipped, or no longer, or has been shown. */
  readonly onDidChange = this.#changed.event;

  constructor(log: vscode.LogOutputChannel) {
    this.#log = log;
  }

  /** How many the person has not been shown. */
  get unseen(): number {
    return [...this.#entries.values()].filter(({ isSeen }) => !isSeen).length;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** In the order of their paths. */
  all(): SkippedFile[] {
    return [...this.#entries.values()].map(({ file }) => file).sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** Why a file is skipped; `undefined` where it is not. Continues a sentence that begins with the file's name. */
  reasonFor(path: string): string | undefined {
    return this.#entries.get(path)?.file.reason;
  }

  /** The paths of those that are, or lie below, one of some paths. */
  within(paths: ReadonlySet<string>): string[] {
    return [...this.#entries.keys()].filter((path) => paths.has(path) || isBelow(path, paths));
  }

  /** The person has been shown them all. */
  see(): void {
    for (const entry of this.#entries.values()) entry.isSeen = true;
    this.#changed.fire();
  }

  add(file: SkippedFile): void {
    if (this.#entries.get(file.path)?.file.reason === file.reason) return;
    this.#entries.set(file.path, { file, isSeen: false });
    this.#log.info(`${file.path} ${file.reason}; it is left out`);
    this.#changed.fire();
  }

  /** A file was read, or is gone. */
  remove(path: string): void {
    if (this.#entries.delete(path)) this.#changed.fire();
  }

  /**
   * Comes in step with a listing of the folder: what was skipped while reading stays as long as the file is there.
   *
   * @param listed paths of the notes
   * @param skipped what the listing itself left out
   */
  relist(listed: ReadonlySet<string>, skipped: readonly SkippedFile[]): void {
    const found = new Set(skipped.map(({ path }) => path));
    for (const path of [...this.#entries.keys()]) {
      if (!listed.has(path) && !found.has(path)) this.remove(path);
    }
    for (const file of skipped) this.add(file);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
