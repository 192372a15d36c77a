import * as vscode from 'vscode';
import type { EditPlan } from '../core/edits/editPlan.ts';
import { hasRoom } from './diskRoom.ts';
import { positionsIn } from './positions.ts';

/** Of a UTF-16 code unit in UTF-8. */
const MOST_BYTES = 3;

/** What became of a plan. */
export type PlanOutcome =
  | { readonly kind: 'applied'; readonly changed: number }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'failed'; readonly reason: string };

/**
 * The one place that changes notes: through VS Code's own `WorkspaceEdit`, as one undo step. A note that is open
 * stays a buffer with unsaved changes, for the person to save; a note that was closed, or open and saved, is
 * written. Each note must still hold just the text that the plan was made against, or nothing at all is changed.
 */
export async function applyPlan(
  plan: EditPlan,
  toUri: (path: string) => vscode.Uri,
  options: { readonly keepUnsaved?: readonly string[] } = {},
): Promise<PlanOutcome> {
  const edit = new vscode.WorkspaceEdit();
  const metadata = { label: plan.label, needsConfirmation: false };
  const toSave: vscode.Uri[] = [];
  let changed = 0;
  for (const note of plan.notes) {
    if (note.edits.length === 0) continue;
    const uri = toUri(note.path);
    const document = await vscode.workspace.openTextDocument(uri);
    if (document.getText() !== note.before) return changedMeanwhile(note.path);
    if (!document.isDirty && !options.keepUnsaved?.includes(note.path)) toSave.push(uri);
    for (const { start, end, newText } of note.edits) {
      const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
      edit.replace(uri, range, newText, metadata);
    }
    changed++;
  }
  for (const note of plan.newNotes) {
    const uri = toUri(note.path);
    edit.createFile(
      uri,
      { overwrite: false, ignoreIfExists: false, contents: Buffer.from(note.text, 'utf8') },
      metadata,
    );
    changed++;
  }
  if (changed === 0) return { kind: 'nothing' };
  if (!(await fits(plan, toSave))) {
    return { kind: 'failed', reason: vscode.l10n.t('The disk is full, so nothing was written.') };
  }
  // Then VS Code saves them itself, before it would open a tab for each note that has unsaved changes for long.
  const isRefactoring = toSave.length === changed && changed > 1;
  if (!(await vscode.workspace.applyEdit(edit, { isRefactoring }))) {
    return {
      kind: 'failed',
      reason: vscode.l10n.t('VS Code did not accept the change, so nothing was written.'),
    };
  }
  return await saveAll(toSave, changed);
}

/**
 * As {@link applyPlan}, for many notes: VS Code's own Refactor Preview shows every file first, and the person takes
 * what they want of it. Notes that had unsaved changes keep them unsaved; the others are written.
 *
 * @param read a note's text as it is now
 */
export async function applyAfterPreview(
  plan: EditPlan,
  toUri: (path: string) => vscode.Uri,
  read: (path: string) => Promise<string | undefined>,
): Promise<PlanOutcome> {
  const unsaved = new Set(dirtyDocuments().map((document) => document.uri.toString()));
  const edit = new vscode.WorkspaceEdit();
  const notes = new Map(plan.notes.map((note) => [toUri(note.path), note]));
  for (const [uri, note] of notes) {
    if ((await read(note.path)) !== note.before) return changedMeanwhile(note.path);
    const positionAt = positionsIn(note.before);
    for (const { start, end, newText } of note.edits) {
      const range = new vscode.Range(positionAt(start), positionAt(end));
      edit.replace(uri, range, newText, { label: plan.label, needsConfirmation: false });
    }
  }
  const last = [...notes].at(-1);
  if (last === undefined) return { kind: 'nothing' };
  // What needs confirmation brings the preview up, but comes unticked: this changes nothing, all else is ticked.
  const end = positionsIn(last[1].before)(last[1].before.length);
  edit.insert(last[0], end, '', { label: plan.label, needsConfirmation: true });
  if (!(await vscode.workspace.applyEdit(edit))) return { kind: 'nothing' };
  const before = new Map([...notes].map(([uri, note]) => [uri.toString(), note.before]));
  const changed = dirtyDocuments().filter((document) => {
    const text = before.get(document.uri.toString());
    return text !== undefined && text !== document.getText();
  });
  const toSave = changed.map(({ uri }) => uri).filter((uri) => !unsaved.has(uri.toString()));
  return await saveAll(toSave, changed.length);
}

/** Whether the disk takes all notes that are saved, as they will be. */
async function fits({ notes, newNotes }: EditPlan, toSave: readonly vscode.Uri[]): Promise<boolean> {
  const [first] = toSave;
  if (first === undefined) return true;
  const grown = notes.map(({ before, edits }) =>
    edits.reduce((length, { newText }) => length + newText.length, before.length),
  );
  const length = [...grown, ...newNotes.map(({ text }) => text.length)].reduce((sum, each) => sum + each, 0);
  return await hasRoom(first, length * MOST_BYTES);
}

function dirtyDocuments(): vscode.TextDocument[] {
  return vscode.workspace.textDocuments.filter((document) => document.isDirty);
}

function changedMeanwhile(path: string): PlanOutcome {
  return {
    kind: 'failed',
    reason: vscode.l10n.t(
      '“{0}” has changed in the meantime, so nothing was written. Please try again.',
      path,
    ),
  };
}

async function saveAll(uris: readonly vscode.Uri[], changed: number): Promise<PlanOutcome> {
  for (const uri of uris) {
    // By the document: `workspace.save` finds no note that has no editor yet.
    const document = await vscode.workspace.openTextDocument(uri);
    if (document.isDirty && !(await document.save())) {
      const path = vscode.workspace.asRelativePath(uri, false);
      return {
        kind: 'failed',
        reason: vscode.l10n.t('“{0}” was changed in its editor but could not be saved.', path),
      };
    }
  }
  return { kind: 'applied', changed };
}
