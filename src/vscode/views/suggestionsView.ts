import * as vscode from 'vscode';
import { folderOf } from '../../core/vault/notePath.ts';
import { viewIds } from '../contributions.ts';
import type { FolderVault } from '../folderVault.ts';
import type { NoteRuns } from '../runs/noteRuns.ts';
import type { ShownNote } from '../runs/shownNotes.ts';
import {
  failuresItem,
  folderItem,
  runNoteItem,
  suggestionItem,
  type SuggestionElement,
} from './suggestionRows.ts';

/** What is on show, made once for each change. */
interface Shown {
  readonly owner: FolderVault;
  /** Before the ids of rows, so that those of another run are others. */
  readonly run: string;
  readonly notes: ReadonlyMap<string, ShownNote>;
}

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
  #shown: Shown | undefined;

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
    if (element === undefined) {
      await this.#follow();
      this.#look();
    }
    const shown = this.#shown;
    if (shown === undefined) return [];
    switch (element?.kind) {
      case undefined:
        return rootsOf(shown);
      case 'runFolder':
        return noteElements(shown, element.folder);
      case 'runFailures':
        return failedElements(shown);
      case 'runNote':
        return (shown.notes.get(element.path)?.suggestions ?? []).map(({ id }): SuggestionElement => ({
          kind: 'suggestion',
          id: `${element.id}|${id}`,
          owner: shown.owner,
          path: element.path,
          suggestion: id,
        }));
      case 'suggestion':
        return [];
    }
  }

  getTreeItem(element: SuggestionElement): vscode.TreeItem {
    const shown = this.#shown;
    const note = 'path' in element ? shown?.notes.get(element.path) : undefined;
    if (element.kind === 'runFailures') {
      return failuresItem(element, shown === undefined ? 0 : failedElements(shown).length);
    }
    if (element.kind === 'runFolder') {
      return folderItem(element, shown === undefined ? 0 : noteElements(shown, element.folder).length);
    }
    if (element.kind === 'runNote' && note !== undefined) return runNoteItem(note, element);
    const one =
      element.kind === 'suggestion' && note?.suggestions.find(({ id }) => id === element.suggestion);
    // Decided between two looks: the row goes with the next one.
    return one && element.kind === 'suggestion' ? suggestionItem(one, element) : new vscode.TreeItem('');
  }

  dispose(): void {
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  /** Loads the runs and listens to them. */
  async #follow(): Promise<void> {
    const runs = await this.#open();
    if (runs !== undefined && this.#runs === undefined) {
      this.#runs = runs;
      this.#subscriptions.push(runs.onDidChange(() => this.#changed.fire(undefined)));
    }
    await runs?.load();
  }

  #look(): void {
    const run = this.#runs?.shown;
    this.#view.description = run?.journal.plan.label;
    this.#view.message = this.#runs?.stateMessage();
    this.#shown = run && {
      owner: run.owner,
      run: run.journal.plan.id,
      notes: this.#runs?.shownNotes() ?? new Map<string, ShownNote>(),
    };
  }

  #tick(items: readonly (readonly [SuggestionElement, vscode.TreeItemCheckboxState])[]): void {
    for (const [element, state] of items) {
      const ticked = state === vscode.TreeItemCheckboxState.Checked;
      if (element.kind === 'suggestion') this.#runs?.ticks.set(element.path, element.suggestion, ticked);
      if (element.kind !== 'runNote') continue;
      for (const { id } of this.#shown?.notes.get(element.path)?.suggestions ?? []) {
        this.#runs?.ticks.set(element.path, id, ticked);
      }
    }
    this.#changed.fire(undefined);
  }
}

/** Notes below their folders where there are several, after those that failed. */
function rootsOf(shown: Shown): SuggestionElement[] {
  const { run, owner, notes } = shown;
  const folders = new Set(
    [...notes.values()].filter(({ hasFailed }) => !hasFailed).map(({ path }) => folderOf(path)),
  );
  const failures: SuggestionElement[] =
    failedElements(shown).length === 0 ? [] : [{ kind: 'runFailures', id: `${run}|failed` }];
  if (folders.size < 2) return [...failures, ...noteElements(shown, undefined)];
  return [
    ...failures,
    ...[...folders]
      .sort()
      .map((folder): SuggestionElement => ({ kind: 'runFolder', id: `${run}/${folder}/`, owner, folder })),
  ];
}

function noteElements(shown: Shown, folder: string | undefined): SuggestionElement[] {
  return elementsOf(
    shown,
    (note) => !note.hasFailed && (folder === undefined || folderOf(note.path) === folder),
  );
}

function failedElements(shown: Shown): SuggestionElement[] {
  return elementsOf(shown, ({ hasFailed }) => hasFailed);
}

function elementsOf(
  { owner, run, notes }: Shown,
  isWanted: (note: ShownNote) => boolean,
): SuggestionElement[] {
  return [...notes.values()]
    .filter(isWanted)
    .map(({ path }): SuggestionElement => ({ kind: 'runNote', id: `${run}/${path}`, owner, path }));
}
