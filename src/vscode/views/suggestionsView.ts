import * as vscode from 'vscode';
import type { RunNote } from '../../core/assistant/batch/runJournal.ts';
import { viewIds } from '../contributions.ts';
import type { NoteRuns, ShownRun } from '../runs/noteRuns.ts';
import { folderItem, noteItemOf, openIn, suggestionItem, type SuggestionElement } from './suggestionRows.ts';

/**
 * What the latest run proposes, note by note, with boxes to tick. Nothing is read before the view is first seen.
 * Rows keep their ids, so that expansion and selection outlive changes.
 */
export class SuggestionsView implements vscode.TreeDataProvider<SuggestionElement>, vscode.Disposable {
  readonly #open: () => Promise<NoteRuns | undefined>;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<SuggestionElement>;
  readonly #subscriptions: vscode.Disposable[];
  #runs: NoteRuns | undefined;

  /** @param open gives the runs; `undefined` in a window without a folder */
  constructor(open: () => Promise<NoteRuns | undefined>) {
    this.#open = open;
    this.#view = vscode.window.createTreeView(viewIds.suggestions, {
      treeDataProvider: this,
      showCollapseAll: true,
      canSelectMany: true,
      manageCheckboxStateManually: true,
    });
    this.#subscriptions = [
      this.#view,
      this.#changed,
      this.#view.onDidChangeCheckboxState(({ items }) => this.#tick(items)),
    ];
  }

  async getChildren(element?: SuggestionElement): Promise<SuggestionElement[]> {
    const run = (await this.#follow())?.shown;
    if (run === undefined) return [];
    if (element === undefined) {
      this.#describe();
      return rootsOf(run);
    }
    switch (element.kind) {
      case 'runFolder':
        return notesIn(run, element.folder);
      case 'runNote':
        return openIn(run, element.path).map(({ id }): SuggestionElement => ({
          kind: 'suggestion',
          id: `${element.id}|${id}`,
          owner: run.owner,
          path: element.path,
          suggestion: id,
        }));
      case 'suggestion':
        return [];
    }
  }

  getTreeItem(element: SuggestionElement): vscode.TreeItem {
    const runs = this.#runs;
    const run = runs?.shown;
    if (runs === undefined || run === undefined) return new vscode.TreeItem('');
    switch (element.kind) {
      case 'runFolder':
        return folderItem(element, notesIn(run, element.folder).length);
      case 'runNote':
        return noteItemOf(run, runs.ticks, element);
      case 'suggestion':
        return suggestionItem(run, runs.ticks, element);
    }
  }

  dispose(): void {
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  /** The runs, loaded and listened to. */
  async #follow(): Promise<NoteRuns | undefined> {
    const runs = await this.#open();
    if (runs !== undefined && this.#runs === undefined) {
      this.#runs = runs;
      const listening = runs.onDidChange(() => {
        this.#describe();
        this.#changed.fire(undefined);
      });
      this.#subscriptions.push(listening);
    }
    await runs?.load();
    return runs;
  }

  #tick(items: readonly (readonly [SuggestionElement, vscode.TreeItemCheckboxState])[]): void {
    const runs = this.#runs;
    const run = runs?.shown;
    if (runs === undefined || run === undefined) return;
    for (const [element, state] of items) {
      const ticked = state === vscode.TreeItemCheckboxState.Checked;
      if (element.kind === 'suggestion') runs.ticks.set(element.path, element.suggestion, ticked);
      else if (element.kind === 'runNote')
        for (const { id } of openIn(run, element.path)) runs.ticks.set(element.path, id, ticked);
    }
    this.#changed.fire(undefined);
  }

  /** What the view says above its rows: how far the run is, and what is left of it. */
  #describe(): void {
    const run = this.#runs?.shown;
    this.#view.description = run?.journal.plan.label;
    this.#view.message = run === undefined ? undefined : stateOf(run, this.#runs?.isRunning === true);
  }
}

function stateOf(run: ShownRun, isRunning: boolean): string | undefined {
  const notes = [...run.journal.notes.values()];
  const done = notes.filter(({ status }) => status !== 'waiting').length;
  if (isRunning) return vscode.l10n.t('Asking about {0} notes: {1} done.', notes.length, done);
  if (run.isElsewhere) {
    return vscode.l10n.t('Another window works with these suggestions; here they can only be looked at.');
  }
  const { end, endDetail } = run.journal;
  if (done < notes.length || end === 'failed') {
    const why =
      end === 'budget' ? vscode.l10n.t('The budget is used up.') : end === 'failed' ? (endDetail ?? '') : '';
    return [vscode.l10n.t('{0} of {1} notes are done. “Resume Run” goes on.', done, notes.length), why].join(
      ' ',
    );
  }
  const open = notes.filter(({ path, status }) => status === 'failed' || openIn(run, path).length > 0);
  return open.length === 0 ? vscode.l10n.t('Every suggestion is decided.') : undefined;
}

/** Notes with something to decide, or that failed: below their folders where there are several. */
function rootsOf(run: ShownRun): SuggestionElement[] {
  const folders = new Set(shownNotes(run).map(({ path }) => folderOf(path)));
  if (folders.size < 2) return notesIn(run, undefined);
  return [...folders].sort().map((folder): SuggestionElement => ({
    kind: 'runFolder',
    id: `${run.journal.plan.id}/${folder}/`,
    owner: run.owner,
    folder,
  }));
}

function notesIn(run: ShownRun, folder: string | undefined): SuggestionElement[] {
  return shownNotes(run)
    .filter(({ path }) => folder === undefined || folderOf(path) === folder)
    .map(({ path }): SuggestionElement => ({
      kind: 'runNote',
      id: `${run.journal.plan.id}/${path}`,
      owner: run.owner,
      path,
    }));
}

function shownNotes(run: ShownRun): RunNote[] {
  return [...run.journal.notes.values()].filter(
    ({ path, status }) => status === 'failed' || openIn(run, path).length > 0,
  );
}

function folderOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash < 0 ? '' : path.slice(0, slash);
}
