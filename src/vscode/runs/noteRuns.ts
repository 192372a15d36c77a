import { createHash, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { BatchFiles } from '../../core/assistant/batch/batchProvider.ts';
import type { RunPlan } from '../../core/assistant/batch/runEvent.ts';
import type { RunJournal } from '../../core/assistant/batch/runJournal.ts';
import type { RunMemory } from '../../core/assistant/batch/runMemory.ts';
import { contextKeys } from '../contributions.ts';
import type { FolderVault } from '../folderVault.ts';
import type { Vaults } from '../vaults.ts';
import { batchFolder } from './batchFolder.ts';
import type { MayWrite } from './journalFile.ts';
import { RunFiles } from './runFiles.ts';
import { RunLease } from './runLease.ts';
import { shownNotes, type ShownNote } from './shownNotes.ts';
import { openSuggestions, Ticks } from './ticks.ts';

/** The run that the window shows: the latest of its vaults. */
export interface ShownRun {
  readonly owner: FolderVault;
  readonly journal: RunJournal;
  /** Another window works with it: it can only be looked at here. */
  readonly isElsewhere: boolean;
}

/** How long changes are gathered before the view is told; ms. */
const GATHER_MS = 200;

/** The runs over the vaults of this window. One at a time goes on; the latest one is shown. */
export class NoteRuns implements vscode.Disposable {
  readonly ticks = new Ticks();
  readonly #vaults: Vaults;
  readonly #storage: string;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable[];
  readonly onDidChange = this.#changed.event;
  #loaded: Promise<void> | undefined;
  #shown: ShownRun | undefined;
  #lease: { readonly vault: string; readonly lease: RunLease } | undefined;
  #abort: AbortController | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** @param storage folder for what is kept between sessions */
  constructor(vaults: Vaults, storage: string) {
    this.#vaults = vaults;
    this.#storage = storage;
    this.#subscriptions = [
      this.#changed,
      vscode.workspace.onDidRenameFiles(({ files }) => void this.#renamed(files)),
      vaults.onDidChange((vault) => this.#follow(vault)),
    ];
  }

  get shown(): ShownRun | undefined {
    return this.#shown;
  }

  get isRunning(): boolean {
    return this.#abort !== undefined;
  }

  /** What the shown run has to decide, by path. */
  shownNotes(): Map<string, ShownNote> {
    return this.#shown === undefined ? new Map() : shownNotes(this.#shown.journal, this.ticks);
  }

  /** How far the shown run is, and what is left of it, in a sentence; `undefined` when its rows say it all. */
  stateMessage(): string | undefined {
    return this.#shown === undefined ? undefined : stateOf(this.#shown, this.isRunning);
  }

  /** Looks for the latest run, once. */
  async load(): Promise<void> {
    this.#loaded ??= this.#loadLatest();
    await this.#loaded;
  }

  /** What earlier runs of a vault have brought. */
  async memory(owner: FolderVault): Promise<RunMemory> {
    return await this.#files(owner).memory();
  }

  /** Makes a new run the one that is shown; rejects when it cannot be kept or another window holds the vault. */
  async begin(owner: FolderVault, plan: RunPlan): Promise<RunJournal> {
    await this.load();
    const lease = await this.#take(owner);
    const journal = await this.#files(owner).create(plan, mayWriteWith(lease));
    await this.#shown?.journal.close();
    this.#show({ owner, journal, isElsewhere: false });
    return journal;
  }

  /** Makes sure that this window may write the run that is shown; rejects when another one does. */
  async takeOver(): Promise<ShownRun | undefined> {
    await this.load();
    await this.#claim();
    return this.#shown;
  }

  /** What was asked in batches over a vault. */
  batchFiles(owner: FolderVault): BatchFiles {
    return batchFolder(this.#files(owner).folder);
  }

  /** Does work on the shown run, until its end or until it is stopped. One at a time. */
  async run<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const abort = new AbortController();
    this.#abort = abort;
    this.#tellSoon();
    try {
      return await work(abort.signal);
    } finally {
      this.#abort = undefined;
      this.#tellSoon();
    }
  }

  /** Stops the run; what was found so far stays. */
  stop(): void {
    this.#abort?.abort();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#abort?.abort();
    void this.#lease?.lease.release();
    void this.#shown?.journal.close();
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  async #loadLatest(): Promise<void> {
    let latest: ShownRun | undefined;
    for (const owner of this.#vaults.all()) {
      const journal = await this.#files(owner).latestToLookAt(elsewhere());
      if (journal !== undefined && journal.plan.startedAt > (latest?.journal.plan.startedAt ?? 0)) {
        latest = { owner, journal, isElsewhere: true };
      }
    }
    if (latest === undefined) return;
    this.#show(latest);
    try {
      // Where no other window works with it, this one does from now on.
      await this.#claim();
    } catch {
      return; // It can be looked at; commands that write tell why not.
    }
  }

  async #claim(): Promise<void> {
    const shown = this.#shown;
    if (shown?.isElsewhere !== true) return;
    const lease = await this.#take(shown.owner);
    const journal = await this.#files(shown.owner).latest(mayWriteWith(lease));
    if (journal !== undefined) this.#show({ owner: shown.owner, journal, isElsewhere: false });
  }

  /** The lease of a vault; one that is held already stays, whether or not its run came to be. */
  async #take(owner: FolderVault): Promise<RunLease> {
    const held = this.#lease;
    if (held?.vault === owner.id && (await held.lease.isHeld())) return held.lease;
    const lease = await RunLease.take(this.#files(owner).folder, randomUUID(), () => void this.#lost(owner));
    if (lease === undefined) throw new Error(elsewhere());
    await held?.lease.release();
    this.#lease = { vault: owner.id, lease };
    return lease;
  }

  /** Another window took over, as while this machine slept: what it does can be looked at from here. */
  async #lost(owner: FolderVault): Promise<void> {
    this.#abort?.abort();
    const shown = this.#shown;
    if (shown?.owner.id !== owner.id) return;
    const journal = await this.#files(owner).latestToLookAt(elsewhere());
    if (journal !== undefined) this.#show({ owner: shown.owner, journal, isElsewhere: true });
  }

  /** A vault that is read anew, because settings have changed, is another object for the same folder. */
  #follow(vault: FolderVault): void {
    const shown = this.#shown;
    if (shown !== undefined && shown.owner !== vault && shown.owner.id === vault.id) {
      this.#shown = { ...shown, owner: vault };
      this.#tellSoon();
    }
  }

  #show(shown: ShownRun): void {
    this.#shown = shown;
    shown.journal.onDidChange(() => this.#tellSoon());
    this.#tellSoon();
  }

  #tellSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#setContext();
      this.#changed.fire();
    }, GATHER_MS);
  }

  #setContext(): void {
    const journal = this.#shown?.journal;
    const notes = journal === undefined ? [] : [...journal.notes.values()];
    const isOpen = notes.some(({ status }) => status !== 'found');
    const set = (key: string, value: boolean): void =>
      void vscode.commands.executeCommand('setContext', key, value);
    set(contextKeys.running, this.isRunning);
    const hasBatch = (journal?.batches.size ?? 0) > 0;
    set(contextKeys.pendingBatch, hasBatch && !this.isRunning);
    set(contextKeys.unfinishedRun, isOpen && !hasBatch && !this.isRunning);
    set(contextKeys.hasFailedNotes, notes.some(({ status }) => status === 'failed') && !this.isRunning);
    set(
      contextKeys.hasSuggestions,
      journal !== undefined && notes.some(({ path }) => openSuggestions(journal, path).length > 0),
    );
    set(
      contextKeys.canUndoRun,
      notes.some(({ accepted }) => accepted.length > 0),
    );
  }

  async #renamed(
    files: readonly { readonly oldUri: vscode.Uri; readonly newUri: vscode.Uri }[],
  ): Promise<void> {
    const shown = this.#shown;
    if (shown === undefined || shown.isElsewhere) return;
    for (const { oldUri, newUri } of files) {
      if (this.#vaults.of(oldUri) !== shown.owner || this.#vaults.of(newUri) !== shown.owner) continue;
      const from = shown.owner.path(oldUri);
      const to = shown.owner.path(newUri);
      const moved = [...shown.journal.notes.keys()].filter(
        (path) => path === from || path.startsWith(`${from}/`),
      );
      for (const path of moved) {
        await shown.journal.record({ kind: 'moved', from: path, to: to + path.slice(from.length) });
      }
    }
  }

  #files(owner: FolderVault): RunFiles {
    const name = createHash('sha256').update(owner.id).digest('hex').slice(0, 16);
    return new RunFiles(join(this.#storage, 'runs', name));
  }
}

function mayWriteWith(lease: RunLease): MayWrite {
  return async () => {
    if (!(await lease.isHeld())) throw new Error(elsewhere());
  };
}

function elsewhere(): string {
  return vscode.l10n.t('Another window works with the suggestions of this vault. Close it, or go on there.');
}

function stateOf({ journal, isElsewhere }: ShownRun, isRunning: boolean): string | undefined {
  const notes = [...journal.notes.values()];
  const sent = notes.filter(({ status }) => status === 'sent').length;
  const done = notes.filter(({ status }) => status !== 'waiting' && status !== 'sent').length;
  if (isRunning) return vscode.l10n.t('Asking about {0} notes: {1} done.', notes.length, done);
  if (isElsewhere) {
    return vscode.l10n.t('Another window works with these suggestions; here they can only be looked at.');
  }
  if (sent > 0) {
    return vscode.l10n.t(
      '{0} of {1} notes are with {2} as a batch, which takes up to a day. “Collect Batch” fetches what is ready.',
      sent,
      notes.length,
      journal.plan.providerLabel,
    );
  }
  const { end, endDetail } = journal;
  if (done < notes.length || end === 'failed') {
    const progress = vscode.l10n.t('{0} of {1} notes are done. “Resume Run” goes on.', done, notes.length);
    const why =
      end === 'budget' ? vscode.l10n.t('The budget is used up.') : end === 'failed' ? endDetail : '';
    return [progress, why].filter(Boolean).join(' ');
  }
  const isDecided = notes.every(
    ({ path, status }) => status === 'found' && openSuggestions(journal, path).length === 0,
  );
  return isDecided ? vscode.l10n.t('Every suggestion is decided.') : undefined;
}
