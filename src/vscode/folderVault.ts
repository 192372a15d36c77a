import * as vscode from 'vscode';
import { messageOf } from '../core/base/errors.ts';
import type { Note } from '../core/vault/note.ts';
import { buildIndex, type BuildOptions } from '../core/vault/buildIndex.ts';
import type { SkippedFile } from '../core/vault/noteStore.ts';
import { Vault } from '../core/vault/vault.ts';
import { MeaningIndex } from '../core/vault/candidates/meaningIndex.ts';
import type { VaultContext } from '../core/vault/candidates/vaultContext.ts';
import type { CandidateIndex } from './candidateIndex.ts';
import { excludedGlobs, privateSetting, vaultSettings } from './folderSettings.ts';
import type { HeldDates } from './heldDates.ts';
import { IndexKeeper } from './indexKeeper.ts';
import { FILES_AT_ONCE, isNotePath, type FolderStore } from './noteStores/noteStore.ts';
import { NoteWatcher } from './noteStores/noteWatcher.ts';
import { openNoteStore } from './noteStores/openNoteStore.ts';
import type { ReadThreads } from './noteStores/readThreads.ts';
import { openDocument, unsavedNotes } from './openDocuments.ts';
import { ReadingState } from './readingState.ts';
import { SkippedFiles } from './skippedFiles.ts';
import { nextTurn, SLICE_MS } from './timeSlices.ts';
import { VaultUpkeep } from './vaultUpkeep.ts';

/** In ms: VS Code's watcher takes a moment to start, and what happens in it is told by nobody. */
const WATCHER_STARTS_MS = 5000;

/** What a vault is read and kept with. */
export interface VaultServices {
  readonly log: vscode.LogOutputChannel;
  /** Folder for what is kept between sessions, where there is one. */
  readonly storage: string | undefined;
  /** What reads many notes. */
  readonly readThreads: ReadThreads;
  /** The person comes back to the window. */
  readonly onDidComeBack: vscode.Event<void>;
  /** Notes whose dates a save leaves alone for now. */
  readonly heldDates: HeldDates;
}

/** The vault of one workspace folder: read when first asked for, kept true from then on. */
export class FolderVault implements vscode.Disposable {
  readonly id: string;
  readonly folder: vscode.WorkspaceFolder;
  readonly vault: Vault;
  readonly #store: FolderStore;
  readonly #index: IndexKeeper;
  readonly skipped: SkippedFiles;
  /** Notes whose dates a save leaves alone for now. */
  readonly heldDates: HeldDates;
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
  readonly #upkeep: VaultUpkeep;
  readonly #onDidComeBack: vscode.Event<void>;

  constructor(folder: vscode.WorkspaceFolder, services: VaultServices) {
    const { log, storage, readThreads } = services;
    this.id = folder.uri.toString();
    this.folder = folder;
    this.#log = log;
    this.#state = new ReadingState(folder.name);
    this.onDidChangeState = this.#state.onDidChange;
    this.vault = new Vault(vaultSettings(folder));
    this.#store = openNoteStore(folder, excludedGlobs(folder), readThreads);
    const unsaved = (): string[] => unsavedNotes((uri) => this.#pathOf(uri));
    const kept = { id: this.id, name: folder.name, vault: this.vault, store: this.#store, unsaved };
    this.#index = new IndexKeeper(kept, storage, log);
    this.#problems = [...privateSetting(folder).problems, ...this.vault.settingsProblems];
    for (const problem of this.#problems) log.warn(`${folder.name}: ${problem}`);
    this.skipped = new SkippedFiles(log);
    this.#onDidComeBack = services.onDidComeBack;
    this.heldDates = services.heldDates;
    this.#upkeep = new VaultUpkeep({
      vault: this.vault,
      store: this.#store,
      skipped: this.skipped,
      uri: (path) => this.uri(path),
      update: (path, text) => this.update(path, text),
      remove: (path) => this.#remove(path),
      onChange: () => this.#index.keepLater(),
      log,
    });
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

  /** A note's title; its path where there is no such note. */
  titleOf(path: string): string {
    return this.vault.note(path)?.title ?? path;
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
      (paths) => void this.#whenRead(() => this.#upkeep.refresh(paths)),
    );
    const comingBack = this.#onDidComeBack(() => void this.#whenRead(() => this.#upkeep.lookAgain()));
    this.#subscriptions.push(watcher, comingBack);
    this.#state.set({ kind: 'reading', done: 0, total: 0 });
    try {
      const options = { ...PACE, onProgress: this.#state.progress(), saved: this.#index.read() };
      const { read, unchanged, skipped } = await buildIndex(this.#store, this.vault, options);
      if (this.ended.aborted) return;
      for (const file of skipped) this.skipped.add(file);
      await this.#upkeep.take(unsavedNotes((uri) => this.#pathOf(uri)));
      this.#state.set({ kind: 'ready' });
      const took = Date.now() - started;
      this.#log.info(`${this.folder.name}: ${read} notes read, ${unchanged} unchanged, ${took} ms`);
      if (read > 0) void this.#index.keep();
      if (this.folder.uri.scheme === 'file') {
        this.#lookOnceMoreLater(started);
        void this.#offerCopies();
      }
    } catch (error) {
      this.#log.error(error instanceof Error ? error : String(error));
      this.#state.set({ kind: 'failed', reason: messageOf(error) });
    }
    this.#changed.fire();
  }

  #lookOnceMoreLater(since: number): void {
    const timer = setTimeout(() => void this.#upkeep.lookOnceMore(since), WATCHER_STARTS_MS);
    this.#subscriptions.push(new vscode.Disposable(() => clearTimeout(timer)));
  }

  async #offerCopies(): Promise<void> {
    const { offerCopies } = await import('./offerCopies.ts');
    await offerCopies(this.folder);
  }

  async #whenRead(work: () => Promise<void>): Promise<void> {
    await this.#reading;
    if (!this.ended.aborted) await work();
  }

  #remove(path: string): boolean {
    const isKnown = this.vault.remove(path);
    if (isKnown) this.#candidates?.remove(path);
    return isKnown;
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
