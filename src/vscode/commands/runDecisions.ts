import * as vscode from 'vscode';
import { folderOf } from '../../core/vault/notePath.ts';
import { applyEdits } from '../../core/markdown/textEdit.ts';
import { commandIds } from '../contributions.ts';
import type { ReadOnlyTexts } from '../readOnlyTexts.ts';
import { accept, dismiss, planFor, undoRun, type Decided, type Picked } from '../runs/decisions.ts';
import type { NoteRuns, ShownRun } from '../runs/noteRuns.ts';
import { openSuggestions } from '../runs/ticks.ts';
import { pickToAccept, pickToDismiss } from './pickMany.ts';

/** A row of the Suggestions view, read by its shape, since commands know no view. */
interface Row {
  readonly kind?: string;
  readonly path?: string;
  readonly suggestion?: string;
  readonly folder?: string;
}

/** More notes than this are accepted with progress; below it is done before anybody looks. */
const MANY = 20;

/** So many reasons are told, and so many notes named for each. */
const TOLD = 3;

/** Runs a command on what the shown run proposes. */
export async function decide(
  id: string,
  runs: NoteRuns,
  texts: ReadOnlyTexts,
  row: unknown,
  selected: unknown,
): Promise<void> {
  await runs.load();
  const shown = runs.shown;
  if (shown === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('There are no suggestions. “Enrich Vault” looks for some.'),
    );
    return;
  }
  if (id === commandIds.openSuggestions) return await showChange(shown, runs, texts, row);
  if (id === commandIds.showTickedChanges) return await showChanges(shown, tickedIn(shown, runs), texts);
  const run = (await runs.takeOver()) ?? shown;
  switch (id) {
    case commandIds.acceptSuggestions:
      return await acceptAll(run, pickedBy(run, runs, row, selected, 'ticked'));
    case commandIds.acceptTicked:
      return await acceptAll(run, tickedIn(run, runs));
    case commandIds.acceptMany:
      return await acceptMany(run);
    case commandIds.dismissMany:
      return await dismiss(run, (await pickToDismiss(run.journal)) ?? []);
    case commandIds.dismissSuggestions:
      return await dismiss(run, pickedBy(run, runs, row, selected, 'all'));
    default:
      throw new Error(`No command on suggestions has the id ${id}`);
  }
}

/** *Undo Last Run*: puts back what was accepted, and says what could not be. */
export async function undoLastRun(runs: NoteRuns): Promise<void> {
  const run = await runs.takeOver();
  const notes = [...(run?.journal.notes.values() ?? [])].filter(({ accepted }) => accepted.length > 0);
  if (run === undefined || notes.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Nothing of the last run was accepted.'));
    return;
  }
  const undo = vscode.l10n.t('Undo');
  const answer = await vscode.window.showWarningMessage(
    notes.length === 1
      ? vscode.l10n.t('Put back 1 note as it was before “{0}”?', run.journal.plan.label)
      : vscode.l10n.t('Put back {0} notes as they were before “{1}”?', notes.length, run.journal.plan.label),
    { modal: true, detail: vscode.l10n.t('A note that was edited since is left as it is.') },
    undo,
  );
  if (answer === undo) tell(await undoRun(run));
}

async function acceptAll(run: ShownRun, picked: readonly Picked[]): Promise<void> {
  const some = picked.filter(({ ids }) => ids.length > 0);
  if (some.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No suggestion is ticked here.'));
    return;
  }
  if (some.length < MANY) return tell(await accept(run, some));
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Accepting suggestions'),
  };
  const decided = await vscode.window.withProgress(options, async (progress) => {
    let told = 0;
    return await accept(run, some, (done) => {
      const message = vscode.l10n.t('{0} of {1} notes', done, some.length);
      progress.report({ message, increment: ((done - told) / some.length) * 100 });
      told = done;
    });
  });
  tell(decided);
}

async function acceptMany(run: ShownRun): Promise<void> {
  const picked = await pickToAccept(run.journal);
  if (picked !== undefined) await acceptAll(run, picked);
}

/** The diff of what a row would change: one suggestion, or what is ticked of a note. */
async function showChange(run: ShownRun, runs: NoteRuns, texts: ReadOnlyTexts, row: unknown): Promise<void> {
  const { path, suggestion } = asRow(row);
  if (path === undefined) return await showChanges(run, tickedIn(run, runs), texts);
  const ticked = runs.ticks.of(run.journal, path);
  const all = openSuggestions(run.journal, path).map(({ id }) => id);
  const ids = suggestion === undefined ? (ticked.length > 0 ? ticked : all) : [suggestion];
  const plan = await planFor(run, { path, ids });
  const change = plan.notes[0];
  if (change === undefined) {
    const reason = plan.refused[0]?.reason;
    void vscode.window.showInformationMessage(
      reason === undefined
        ? vscode.l10n.t('“{0}” has all of it already.', path)
        : vscode.l10n.t('{0}: {1}', path, reason),
    );
    return;
  }
  const uri = run.owner.uri(path);
  const after = texts.add(uri.path, applyEdits(change.before, change.edits));
  const title = vscode.l10n.t('Suggested: {0}', run.owner.titleOf(path));
  await vscode.commands.executeCommand('vscode.diff', uri, after, title, { preview: true });
}

/** VS Code's own editor for the changes of many files. */
async function showChanges(run: ShownRun, picked: readonly Picked[], texts: ReadOnlyTexts): Promise<void> {
  const resources: [vscode.Uri, vscode.Uri, vscode.Uri][] = [];
  for (const one of picked) {
    const change = (await planFor(run, one)).notes[0];
    if (change === undefined) continue;
    const uri = run.owner.uri(one.path);
    resources.push([uri, uri, texts.add(uri.path, applyEdits(change.before, change.edits))]);
  }
  if (resources.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No suggestion is ticked.'));
    return;
  }
  const title = vscode.l10n.t('Suggested changes: {0}', run.journal.plan.label);
  await vscode.commands.executeCommand('vscode.changes', title, resources);
}

function tickedIn(run: ShownRun, runs: NoteRuns): Picked[] {
  return [...run.journal.notes.keys()].flatMap((path) => {
    const ids = runs.ticks.of(run.journal, path);
    return ids.length === 0 ? [] : [{ path, ids }];
  });
}

/** What the rows stand for: a suggestion itself, of a note or folder what is ticked, or all. */
function pickedBy(
  run: ShownRun,
  runs: NoteRuns,
  row: unknown,
  selected: unknown,
  which: 'ticked' | 'all',
): Picked[] {
  const rows = Array.isArray(selected) && selected.length > 0 ? selected.map(asRow) : [asRow(row)];
  const ids = new Map<string, Set<string>>();
  const add = (path: string, more: readonly string[]): void => {
    const known = ids.get(path) ?? new Set();
    for (const id of more) known.add(id);
    ids.set(path, known);
  };
  const ofNote = (path: string): string[] =>
    which === 'ticked'
      ? runs.ticks.of(run.journal, path)
      : openSuggestions(run.journal, path).map(({ id }) => id);
  for (const { kind, path, suggestion, folder } of rows) {
    if (path !== undefined) add(path, suggestion === undefined ? ofNote(path) : [suggestion]);
    else if (kind === 'runFolder' && folder !== undefined)
      for (const each of run.journal.notes.keys()) if (folderOf(each) === folder) add(each, ofNote(each));
  }
  return [...ids].map(([path, each]) => ({ path, ids: [...each] }));
}

function asRow(value: unknown): Row {
  return typeof value === 'object' && value !== null ? (value as Row) : {};
}

/** What was left, those with the same reason together: `A.md, B.md: It is gone.` */
function tell({ changed, left }: Decided): void {
  if (left.length === 0) return;
  const byReason = new Map<string, string[]>();
  for (const { path, reason, line } of left) {
    const where = line === undefined ? path : vscode.l10n.t('{0}, line {1}', path, line);
    byReason.set(reason, [...(byReason.get(reason) ?? []), where]);
  }
  const reasons = [...byReason].slice(0, TOLD).map(([reason, notes]) => {
    const named = notes.slice(0, TOLD).join(', ');
    const more = notes.length - TOLD;
    return more > 0
      ? vscode.l10n.t('{0} and {1} more: {2}', named, more, reason)
      : vscode.l10n.t('{0}: {1}', named, reason);
  });
  const told =
    changed === 0
      ? vscode.l10n.t('No note was changed.')
      : changed === 1
        ? vscode.l10n.t('1 note was changed; some things were left.')
        : vscode.l10n.t('{0} notes were changed; some things were left.', changed);
  const more = byReason.size > TOLD ? vscode.l10n.t('… and other reasons.') : '';
  void vscode.window.showWarningMessage([told, ...reasons, more].filter(Boolean).join(' '));
}
