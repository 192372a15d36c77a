import * as vscode from 'vscode';
import type { Refusal } from '../../core/edits/editPlan.ts';
import { applyAfterPreview, applyPlan, type PlanOutcome } from '../applyPlan.ts';
import { signalOf } from '../cancellation.ts';
import { leavesAlone, planNoteDates, type DatePlans, type NoteToDate } from '../noteDates.ts';
import { isNotePath } from '../noteStores/noteStore.ts';
import type { Vaults } from '../vaults.ts';

/**
 * *Fill In Dates*: gives notes the dates that they lack, from git's history and else from their files.
 *
 * @param clicked what the explorer's menu was opened on; undefined from the palette
 * @param selected all that is selected there
 */
export async function runFillInDates(
  vaults: Vaults,
  clicked: vscode.Uri | undefined,
  selected: readonly vscode.Uri[] | undefined,
): Promise<void> {
  const scope = clicked === undefined ? await pickScope(vaults) : (selected ?? [clicked]);
  if (scope === undefined) return;
  const found = await notesIn(vaults, scope);
  const notes = found.filter((note) => !leavesAlone(note));
  if (notes.length === 0) {
    tellNothing(found.length);
    return;
  }
  const plans = await withProgress(notes);
  if (plans === undefined) return;
  const edits = await pickEdits(plans);
  if (edits === undefined) return;
  const outcome = await write(plans, edits);
  tell(outcome, plans);
}

interface ScopeItem extends vscode.QuickPickItem {
  readonly uris: readonly vscode.Uri[];
}

/** The note that is open, its folder, or everything. */
async function pickScope(vaults: Vaults): Promise<readonly vscode.Uri[] | undefined> {
  const folders = vaults.all().map((vault) => vault.folder.uri);
  if (folders.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open the folder that holds your notes first.'));
    return undefined;
  }
  const items: ScopeItem[] = [];
  const document = vscode.window.activeTextEditor?.document;
  const owner = document === undefined ? undefined : vaults.of(document.uri);
  if (document !== undefined && owner !== undefined && isNotePath(document.uri.path)) {
    const path = vscode.workspace.asRelativePath(document.uri);
    items.push({ label: vscode.l10n.t('This Note'), description: path, uris: [document.uri] });
    if (owner.path(document.uri).includes('/')) {
      const folder = vscode.Uri.joinPath(document.uri, '..');
      const description = vscode.workspace.asRelativePath(folder);
      items.push({ label: vscode.l10n.t('Its Folder'), description, uris: [folder] });
    }
  }
  items.push({ label: vscode.l10n.t('The Vault'), description: vscode.workspace.name ?? '', uris: folders });
  const title = vscode.l10n.t('Fill In Dates');
  const placeHolder = vscode.l10n.t('Which notes are to get the dates that they lack?');
  return (await vscode.window.showQuickPick(items, { title, placeHolder }))?.uris;
}

/** The notes that were named, and those in the folders that were. */
async function notesIn(vaults: Vaults, scope: readonly vscode.Uri[]): Promise<NoteToDate[]> {
  const notes = new Map<string, NoteToDate>();
  for (const uri of scope) {
    const owner = vaults.of(uri);
    if (owner === undefined) continue;
    await vaults.readyWithProgress(owner);
    const path = owner.path(uri);
    for (const note of owner.vault.notes()) {
      if (path !== '' && note.path !== path && !note.path.startsWith(`${path}/`)) continue;
      const noteUri = owner.uri(note.path);
      notes.set(noteUri.toString(), { owner, path: note.path, uri: noteUri });
    }
  }
  return [...notes.values()];
}

function tellNothing(found: number): void {
  void vscode.window.showInformationMessage(
    found === 0
      ? vscode.l10n.t('There is no note here whose dates could be filled in.')
      : vscode.l10n.t('Your settings (notewright.dates.include and .exclude) leave the dates here alone.'),
  );
}

/** Undefined when the person cancelled. */
async function withProgress(notes: readonly NoteToDate[]): Promise<DatePlans | undefined> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Looking up the dates of {0} notes', notes.length),
    cancellable: true,
  };
  return await vscode.window.withProgress(options, async (_, token) => {
    const signal = signalOf(token);
    try {
      return await planNoteDates(notes, signal);
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    }
  });
}

/** Lets the person say whether dates that are there may be replaced. */
async function pickEdits(plans: DatePlans): Promise<DatePlans['missing'] | undefined> {
  const items = [
    {
      label: vscode.l10n.t('Fill In Missing Dates'),
      description: countOf(plans.missing.length),
      detail: vscode.l10n.t('Dates that are there stay.'),
      edits: plans.missing,
    },
    {
      label: vscode.l10n.t('Fill In Missing Dates and Replace the Others'),
      description: countOf(plans.all.length),
      detail: vscode.l10n.t('Dates that are there get the time that was found, in their own format.'),
      edits: plans.all,
    },
  ].filter(({ edits }) => edits.length > 0);
  if (items.length === 0) return [];
  const placeHolder = [sourceOf(plans), ...plans.problems].join(' ');
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Fill In Dates'), placeHolder }))
    ?.edits;
}

function countOf(notes: number): string {
  return notes === 1 ? vscode.l10n.t('1 note') : vscode.l10n.t('{0} notes', notes);
}

function sourceOf({ fromGit, notes }: DatePlans): string {
  if (fromGit === notes) return vscode.l10n.t('From the history in git.');
  if (fromGit === 0) return vscode.l10n.t('From the times of the files, which a copy or a clone resets.');
  return vscode.l10n.t(
    'From the history in git; for {0} of {1} notes from the times of the files.',
    notes - fromGit,
    notes,
  );
}

/** One note is changed in its editor; several are shown in VS Code's own preview first. */
async function write(plans: DatePlans, notes: DatePlans['missing']): Promise<PlanOutcome> {
  const plan = { label: vscode.l10n.t('Fill in dates'), notes, newNotes: [], refused: plans.refused };
  const note = (path: string): NoteToDate => plans.byPath.get(path)!;
  const toUri = (path: string): vscode.Uri => note(path).uri;
  const [only] = notes;
  if (only === undefined) return { kind: 'nothing' };
  if (plans.notes > 1) {
    return await applyAfterPreview(plan, toUri, (path) => note(path).owner.read(note(path).path));
  }
  await vscode.window.showTextDocument(toUri(only.path));
  return await applyPlan(plan, toUri, { keepUnsaved: [only.path] });
}

function tell(outcome: PlanOutcome, { refused, byPath }: DatePlans): void {
  if (outcome.kind === 'failed') {
    void vscode.window.showErrorMessage(outcome.reason);
    return;
  }
  const done =
    outcome.kind === 'applied'
      ? vscode.l10n.t('Dates filled in: {0}.', countOf(outcome.changed.length))
      : vscode.l10n.t('No date was filled in.');
  if (refused.length === 0) {
    void vscode.window.showInformationMessage(done);
    return;
  }
  const show = vscode.l10n.t('Show');
  const left = vscode.l10n.t(
    '{0} Left alone, because they cannot be edited: {1}.',
    done,
    countOf(refused.length),
  );
  // Not awaited: the command has done its work.
  void vscode.window.showWarningMessage(left, show).then(async (answer) => {
    if (answer === show) await showRefused(refused, byPath);
  });
}

/** The notes that were left alone and why; taking one opens it at the fault. */
async function showRefused(refused: readonly Refusal[], byPath: DatePlans['byPath']): Promise<void> {
  const items = refused.map((refusal) => ({
    label: vscode.workspace.asRelativePath(byPath.get(refusal.path)!.uri),
    description: refusal.line === undefined ? '' : vscode.l10n.t('line {0}', refusal.line),
    detail: refusal.reason,
    refusal,
  }));
  const picked = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Left alone') });
  const uri = picked === undefined ? undefined : byPath.get(picked.refusal.path)?.uri;
  if (uri === undefined) return;
  const line = (picked?.refusal.line ?? 1) - 1;
  await vscode.window.showTextDocument(uri, { selection: new vscode.Range(line, 0, line, 0) });
}
