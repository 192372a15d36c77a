import * as vscode from 'vscode';
import type { Note } from '../core/vault/note.ts';
import { buildIndex, stampNotes, type BuildOptions } from '../core/vault/buildIndex.ts';
import type { SkippedFile } from '../core/vault/noteStore.ts';
import { Vault } from '../core/vault/vault.ts';
import { MeaningIndex } from '../core/vault/candidates/meaningIndex.ts';
import type { VaultContext } from '../core/vault/candidates/vaultContext.ts';
import type { CandidateIndex } from './candidateIndex.ts';
import { excludedGlobs, privateSetting, vaultSettings } from './folderSettings.ts';
import { IndexKeeper } from './indexKeeper.ts';
import { isIgnoreFile } from './noteStores/ignoreRules.ts';
import { FILES_AT_ONCE, isNotePath, type FolderStore } from './noteStores/noteStore.ts';
import { notesBelow } from './noteStores/notesBelow.ts';
import { NoteWatcher, type ChangedPaths } from './noteStores/noteWatcher.ts';
import { openNoteStore } from './noteStores/openNoteStore.ts';
import { openDocument, unsavedNotes } from './openDocuments.ts';
import { ReadingState } from './readingState.ts';
import { SkippedFiles } from './skippedFiles.ts';
import { nextTurn, SLICE_MS, TimeSlices } from './timeSlices.ts';
import { UnwatchedFolders } from './unwatchedFolders.ts';

/** So many notes change at once by a program, such as git, not by hand. */
const BURST = 20;

/** In ms: VS Code's watcher takes a moment to start, and what happens in it is told by nobody. */
const WATCHER_STARTS_MS = 5000;

/** What a vault is read and kept with. */
export interface VaultServices {
  readonly log: vscode.LogOutputChannel;
  /** Folder for what is kept between sessions, where there is one. */
  readonly storage: string | undefined;
  /** The file of the thread that reads notes. */
  readonly readThread: string;
}

/** The vault of one workspace folder: read when first asked for, kept true from then on. */
export class FolderVault implements vscode.Disposable {
  readonly id: string;
  readonly folder: vscode.WorkspaceFolder;
  readonly vault: Vault;
  readonly #store: FolderStore;
  readonly #index: IndexKeeper;
  readonly skipped: SkippedFiles;
  /** What notes mean to an embedding model; empty unless somebody fills it. */
  readonly meaning = new MeaningIndex();
  /** Loaded when candidates are first asked for. */
  #candidates: CandidateIndex | undefined;
  /** What of the settings cannot be used, one clear sentence each. */
  readonly #problems: readonly string[];
  readonly #log: vscode.LogOutputChannel;
  readonly #state: ReadingState;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable[] = [this.#changed];
  readonly onDidChange = this.#changed.event;
  readonly onDidChangeState: vscode.Event<void>;
  #reading: Promise<void> | undefined;
  readonly #ended = new AbortController();
  #successor: FolderVault | undefined;
  readonly #unwatched = new UnwatchedFolders();

  constructor(folder: vscode.WorkspaceFolder, { log, storage, readThread }: VaultServices) {
    this.id = folder.uri.toString();
    this.folder = folder;
    this.#log = log;
    this.#state = new ReadingState(folder.name);
    this.onDidChangeState = this.#state.onDidChange;
    this.vault = new Vault(vaultSettings(folder));
    this.#store = openNoteStore(folder, excludedGlobs(folder), readThread);
    const unsaved = (): string[] => unsavedNotes((uri) => this.#pathOf(uri));
    const kept = { id: this.id, name: folder.name, vault: this.vault, store: this.#store, unsaved };
    this.#index = new IndexKeeper(kept, storage, log);
    this.#problems = [...privateSetting(folder).problems, ...this.vault.settingsProblems];
    for (const problem of this.#problems) log.warn(`${folder.name}: ${problem}`);
    this.skipped = new SkippedFiles(log);
    this.#subscriptions.push(
      this.#state,
      this.#index,
      this.skipped,
      this.skipped.onDidChange(() => this.isReady && this.#state.tell()),
      this.vault.onDidChange(() => this.isReady && this.#changed.fire()),
    );
  }

  /** Read to the end, or given up. */
  get isReady(): boolean {
    return this.#state.isReady;
  }

  /** Aborted when the folder is closed, or other settings hold for it. */
  get ended(): AbortSignal {
    return this.#ended.signal;
  }

  get isAskedFor(): boolean {
    return this.#reading !== undefined;
  }

  /**
   * Whether a note must not be sent, by the settings that hold now, also where this vault has been replaced since.
   * What is not known yet counts as private.
   */
  isPrivate(path: string): boolean {
    if (this.#successor !== undefined) return this.#successor.isPrivate(path);
    if (this.ended.aborted) return true;
    const note = this.vault.note(path);
    if (note !== undefined) return note.isPrivate;
    return !this.isReady || this.whyNoNote(path) !== undefined;
  }

  /** Vault-relative, with `/`. The file must lie in the folder. */
  path(uri: vscode.Uri): string {
    return uri.path.slice(this.folder.uri.path.replace(/\/$/, '').length + 1);
  }

  uri(path: string): vscode.Uri {
    return vscode.Uri.joinPath(this.folder.uri, path);
  }

  /** Why a file is no note of this vault, in one sentence; `undefined` where it is one. */
  whyNoNote(path: string): string | undefined {
    const reason = this.skipped.reasonFor(path);
    if (reason !== undefined)
      return vscode.l10n.t('“{0}” {1}, so it is no note of this vault.', path, reason);
    return isNotePath(path) && !this.#store.ignores(path)
      ? undefined
      : vscode.l10n.t(
          '“{0}” is no note of this vault: its name, notewright.exclude, files.exclude or a .gitignore leaves it out.',
          path,
        );
  }

  /** Takes in a note's text as it stands in its editor; `undefined`, and nothing taken in, where it is no note. */
  update(path: string, text: string): Note | undefined {
    if (this.whyNoNote(path) !== undefined) return undefined;
    const before = this.vault.note(path);
    const note = this.vault.upsert(path, text);
    if (note !== before) this.#candidates?.update(path, text, note);
    return note;
  }

  /** What candidates are found with; the first call reads every note once more. */
  async candidates(): Promise<VaultContext> {
    await this.ready();
    const { CandidateIndex } = await import('./candidateIndex.ts');
    this.#candidates ??= new CandidateIndex(this.vault, (path) => this.read(path));
    return { ...(await this.#candidates.context()), meaning: this.meaning };
  }

  /** A note's text: its editor's where it is open, else the file's; `undefined` when there is none to read. */
  async read(path: string): Promise<string | undefined> {
    const text = await this.readOrTell(path);
    return typeof text === 'string' ? text : undefined;
  }

  /** As {@link read}; a reason when the file is there and no readable text. */
  async readOrTell(path: string): Promise<string | SkippedFile | undefined> {
    return openDocument(this.uri(path))?.getText() ?? (await this.#store.read(path));
  }

  /** Reads the vault, once; resolves when it can answer. Never rejects: a failure is told in the views. */
  async ready(): Promise<void> {
    this.#reading ??= this.#readAll();
    await this.#reading;
  }

  /** What the views say of the vault: how far it is read, or what of its settings cannot be used. */
  stateMessage(): string | undefined {
    return this.#state.message() ?? (this.#problems.length === 0 ? undefined : this.#problems.join(' '));
  }

  /** Ends this vault; `successor` answers from now on for what is still asked of it. */
  replaceBy(successor: FolderVault): void {
    this.#successor = successor;
    this.dispose();
  }

  dispose(): void {
    this.#ended.abort();
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  async #readAll(): Promise<void> {
    if (this.ended.aborted) return;
    const started = Date.now();
    const watcher = new NoteWatcher(
      this.folder,
      (uri) => this.#pathOf(uri),
      (paths) => void this.#refresh(paths),
    );
    const onFocus = vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) void this.#lookAgain();
    });
    this.#subscriptions.push(watcher, onFocus);
    this.#state.set({ kind: 'reading', done: 0, total: 0 });
    try {
      const options = { ...PACE, onProgress: this.#state.progress() };
      const saved = await this.#index.read();
      const { read, unchanged, skipped } = await buildIndex(this.#store, this.vault, { ...options, saved });
      if (this.ended.aborted) return;
      for (const file of skipped) this.skipped.add(file);
      await this.#take(unsavedNotes((uri) => this.#pathOf(uri)));
      this.#state.set({ kind: 'ready' });
      const took = Date.now() - started;
      this.#log.info(`${this.folder.name}: ${read} notes read, ${unchanged} unchanged, ${took} ms`);
      if (read > 0) void this.#index.keep();
      const onceMore = setTimeout(() => void this.#lookOnceMore(started), WATCHER_STARTS_MS);
      this.#subscriptions.push(new vscode.Disposable(() => clearTimeout(onceMore)));
    } catch (error) {
      this.#log.error(error instanceof Error ? error : String(error));
      this.#state.set({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) });
    }
    this.#changed.fire();
  }

  /** Brings the vault up to date with files that may have changed, come or gone. */
  async #refresh({ notes, others }: ChangedPaths): Promise<void> {
    await this.#reading;
    if (this.ended.aborted) return;
    const now = Date.now();
    const looksAgain = !this.#unwatched.isEmpty && (others.size > 0 || notes.size >= BURST);
    const folders = await this.#foldersAmong(others);
    // A folder that came may hold notes, and other rules may let in others; only then is the vault listed anew.
    const isListed = folders.length > 0 || [...others].some(isIgnoreFile);
    const paths = new Set([
      ...notes,
      ...notesBelow(this.vault, others),
      ...this.skipped.within(others),
      ...(looksAgain ? await this.#untold(now) : isListed ? await this.#unlike() : []),
    ]);
    this.#unwatched.add(folders, now);
    if (paths.size === 0) return;
    const strays = await this.#take([...paths]);
    // What is told of a note that never was is meant for one that has moved with its folder.
    if (strays) await this.#take(await this.#unlike());
    this.#index.keepLater();
  }

  /** What nobody told is looked for when somebody comes back to the window. */
  async #lookAgain(): Promise<void> {
    if (this.#unwatched.isEmpty) return;
    await this.#take(await this.#untold(Date.now()));
  }

  /** Takes in what happened while the watcher was being started. */
  async #lookOnceMore(since: number): Promise<void> {
    if (this.folder.uri.scheme !== 'file') return;
    const paths = [...this.vault.notes()].map(({ path }) => path);
    const same = await stampNotes(this.#store, paths, since, FILES_AT_ONCE);
    const changed = paths.filter((path) => !same.has(path));
    await this.#take([...(await this.#unlike()), ...changed]);
  }

  /** Notes that came, changed or went though nobody told. */
  async #untold(now: number): Promise<string[]> {
    const unlike = await this.#unlike();
    return [...unlike, ...(await this.#unwatched.changedNotes(this.vault, this.#store, now))];
  }

  /** Notes that the vault knows and the folder has no more, and the other way round. */
  async #unlike(): Promise<string[]> {
    const { paths, skipped } = await this.#store.list();
    const listed = new Set(paths);
    this.skipped.relist(listed, skipped);
    const gone = [...this.vault.notes()].map(({ path }) => path).filter((path) => !listed.has(path));
    return [...gone, ...[...listed].filter((path) => this.vault.note(path) === undefined)];
  }

  async #foldersAmong(paths: ReadonlySet<string>): Promise<string[]> {
    const folders: string[] = [];
    for (const path of paths) {
      try {
        const { type } = await vscode.workspace.fs.stat(this.uri(path));
        if ((type & vscode.FileType.Directory) !== 0) folders.push(path);
      } catch {
        continue; // Gone: its notes are looked at one by one.
      }
    }
    return folders;
  }

  /**
   * Reads files into the vault, as one change; a slice at a time, so that nobody waits.
   *
   * @returns whether some of them are neither there nor known
   */
  async #take(paths: readonly string[]): Promise<boolean> {
    const slices = new TimeSlices();
    let strays = false;
    const held = this.vault.hold();
    try {
      for (let start = 0; start < paths.length; start += FILES_AT_ONCE) {
        const batch = paths.slice(start, start + FILES_AT_ONCE);
        const texts = await Promise.all(batch.map((path) => this.#textOf(path)));
        for (const [i, path] of batch.entries()) {
          const text = texts[i];
          if (text !== undefined) this.update(path, text);
          else if (this.vault.remove(path)) this.#candidates?.remove(path);
          else strays ||= !this.#store.ignores(path);
          await slices.pause();
        }
      }
    } finally {
      held.dispose();
    }
    return strays;
  }

  async #textOf(path: string): Promise<string | undefined> {
    const open = openDocument(this.uri(path));
    const isIgnored = this.#store.ignores(path);
    const read = isIgnored ? undefined : open?.isDirty ? open.getText() : await this.#store.read(path);
    if (typeof read === 'object') {
      this.skipped.add(read);
      return undefined;
    }
    this.skipped.remove(path);
    return read === undefined ? undefined : (open?.getText() ?? read);
  }

  #pathOf(uri: vscode.Uri): string | undefined {
    return vscode.workspace.getWorkspaceFolder(uri)?.uri.toString() === this.id ? this.path(uri) : undefined;
  }
}

const PACE: BuildOptions = {
  concurrency: FILES_AT_ONCE,
  yieldEveryMs: SLICE_MS,
  now: () => performance.now(),
  pause: nextTurn,
};
