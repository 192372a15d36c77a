import { dirname } from 'node:path';
import * as vscode from 'vscode';
import type { EditPlan, NoteEdits, Refusal } from '../core/edits/editPlan.ts';
import { applyEdits } from '../core/markdown/textEdit.ts';
import { hasRoom } from './diskRoom.ts';
import { NoteCopies, type NoteToSave, type SavedState } from './noteCopies.ts';
import { positionsIn } from './positions.ts';

/** Of a UTF-16 code unit in UTF-8. */
const MOST_BYTES = 3;

/** What became of a plan. `changed` are the notes that hold the change now, saved or not. */
export type PlanOutcome =
  | { readonly kind: 'applied'; readonly changed: readonly string[] }
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'failed';
      /** A sentence that stands alone. */
      readonly reason: string;
      readonly changed: readonly string[];
      /** Those that could not be saved, changed in the editor or put back. */
      readonly unsaved: readonly Refusal[];
    };

/** So many notes are named in a sentence. */
const NAMED = 3;

/** Said of a note whose line ends VS Code would make alike, those included that nobody wants changed. */
export function mixedLineEnds(): string {
  return vscode.l10n.t('Its lines end in different ways, and VS Code would change them all on saving.');
}

/**
 * The one place that changes notes: through VS Code's own `WorkspaceEdit`, as one undo step. A note that is open
 * stays a buffer with unsaved changes, for the person to save; a note that was closed, or open and saved, is
 * written. Each note must still hold just the text that the plan was made against, or nothing at all is changed.
 * On the disk each note is the one before or the one after, though the disk fills up meanwhile.
 */
export async function applyPlan(
  plan: EditPlan,
  toUri: (path: string) => vscode.Uri,
  options: { readonly keepUnsaved?: readonly string[] } = {},
): Promise<PlanOutcome> {
  const notes = plan.notes.filter(({ edits }) => edits.length > 0);
  if (notes.length + plan.newNotes.length === 0) return { kind: 'nothing' };
  const documents: vscode.TextDocument[] = [];
  for (const { path } of notes) documents.push(await vscode.workspace.openTextDocument(toUri(path)));
  const isSaved = (i: number): boolean =>
    !documents[i]!.isDirty && !options.keepUnsaved?.includes(notes[i]!.path);
  const toSave = (): vscode.TextDocument[] => documents.filter((_, i) => isSaved(i));
  const copies = await copiesOf(
    plan,
    notes.filter((_, i) => isSaved(i)),
    toUri,
  );
  if (copies === undefined) return diskFull();
  try {
    // From here on to the edit nothing is awaited: what somebody types meanwhile is seen, or comes after it.
    const other = notes.find(({ before }, i) => documents[i]!.getText() !== before);
    if (other !== undefined) return changedMeanwhile(other.path);
    const saved = toSave();
    const changed = [...notes, ...plan.newNotes].map(({ path }) => path);
    const edit = editOf(plan, notes, documents, toUri);
    // Then VS Code saves them itself, before it would open a tab for each note that has unsaved changes for long.
    const isRefactoring = saved.length === changed.length && changed.length > 1;
    if (!(await vscode.workspace.applyEdit(edit, { isRefactoring }))) {
      return failed(vscode.l10n.t('VS Code did not accept the change, so nothing was written.'));
    }
    const paths = new Map(documents.map((document, i) => [document, notes[i]!.path]));
    return await saveAll(new Map(saved.map((each) => [paths.get(each)!, each])), changed, copies);
  } finally {
    await copies.remove();
  }
}

/** Copies of the notes that will be saved; `undefined` where the disk has no room for them or for what is written. */
async function copiesOf(
  plan: EditPlan,
  toSave: readonly NoteEdits[],
  toUri: (path: string) => vscode.Uri,
): Promise<NoteCopies | undefined> {
  if (!(await fits(plan, toSave, toUri))) return undefined;
  const files = toSave.flatMap(({ path, before, edits }): NoteToSave[] => {
    const uri = toUri(path);
    const vault = vscode.workspace.getWorkspaceFolder(uri)?.uri.fsPath ?? dirname(uri.fsPath);
    return uri.scheme === 'file' ? [{ file: uri.fsPath, wanted: applyEdits(before, edits), vault }] : [];
  });
  return await NoteCopies.make(files);
}

/** @param documents those of the notes, in their order */
function editOf(
  { label, newNotes }: EditPlan,
  notes: readonly NoteEdits[],
  documents: readonly vscode.TextDocument[],
  toUri: (path: string) => vscode.Uri,
): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  const metadata = { label, needsConfirmation: false };
  for (const [i, { edits }] of notes.entries()) {
    const document = documents[i]!;
    for (const { start, end, newText } of edits) {
      const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
      edit.replace(document.uri, range, newText, metadata);
    }
  }
  for (const { path, text } of newNotes) {
    const contents = Buffer.from(text, 'utf8');
    edit.createFile(toUri(path), { overwrite: false, ignoreIfExists: false, contents }, metadata);
  }
  return edit;
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
  // Once it is shown nobody asks us again before it is written.
  if (!(await fits(plan, plan.notes, toUri))) return diskFull();
  const texts = await Promise.all(plan.notes.map(({ path }) => read(path)));
  const notes = new Map(plan.notes.map((note) => [toUri(note.path).toString(), note]));
  const open = new Map(vscode.workspace.textDocuments.map((document) => [document.uri.toString(), document]));
  // What was typed while others were read: nothing is awaited from here on to the edit.
  const other = [...notes].find(
    ([uri, { before }], i) => (open.get(uri)?.getText() ?? texts[i]) !== before,
  )?.[1];
  if (other !== undefined) return changedMeanwhile(other.path);
  if (notes.size === 0) return { kind: 'nothing' };
  const unsaved = new Set(dirtyAmong(notes).map(({ uri }) => uri.toString()));
  // VS Code writes the files of a refactoring itself, all at once and without a tab for each.
  const isRefactoring = unsaved.size === 0;
  if (!(await vscode.workspace.applyEdit(editToPreview(plan, toUri), { isRefactoring })))
    return { kind: 'nothing' };
  const toSave = dirtyAmong(notes).filter(({ uri }) => !unsaved.has(uri.toString()));
  const byPath = new Map(toSave.map((each) => [notes.get(each.uri.toString())!.path, each]));
  const after = await Promise.all(plan.notes.map(({ path }) => read(path)));
  const changed = plan.notes.filter(({ before }, i) => after[i] !== before);
  return await saveAll(
    byPath,
    changed.map(({ path }) => path),
  );
}

/** All edits ticked, and one that brings the preview up: what needs confirmation does, and comes unticked. */
function editToPreview(
  { label, notes }: EditPlan,
  toUri: (path: string) => vscode.Uri,
): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  for (const { path, before, edits } of notes) {
    const positionAt = positionsIn(before);
    for (const { start, end, newText } of edits) {
      const range = new vscode.Range(positionAt(start), positionAt(end));
      edit.replace(toUri(path), range, newText, { label, needsConfirmation: false });
    }
  }
  const { path, before } = notes.at(-1)!;
  edit.insert(toUri(path), positionsIn(before)(before.length), '', { label, needsConfirmation: true });
  return edit;
}

/** The documents of these notes that have unsaved changes. */
function dirtyAmong(notes: ReadonlyMap<string, NoteEdits>): vscode.TextDocument[] {
  return vscode.workspace.textDocuments.filter(({ uri, isDirty }) => isDirty && notes.has(uri.toString()));
}

/** Whether the disk takes all notes that are saved, as they will be. */
async function fits(
  { notes, newNotes }: EditPlan,
  toSave: readonly NoteEdits[],
  toUri: (path: string) => vscode.Uri,
): Promise<boolean> {
  const [first] = toSave;
  if (first === undefined) return true;
  const grown = notes.map(({ before, edits }) =>
    edits.reduce((length, { newText }) => length + newText.length, before.length),
  );
  const length = [...grown, ...newNotes.map(({ text }) => text.length)].reduce((sum, each) => sum + each, 0);
  return await hasRoom(toUri(first.path), length * MOST_BYTES);
}

function failed(reason: string): PlanOutcome {
  return { kind: 'failed', reason, changed: [], unsaved: [] };
}

function diskFull(): PlanOutcome {
  return failed(vscode.l10n.t('The disk is full, so nothing was written.'));
}

function changedMeanwhile(path: string): PlanOutcome {
  return failed(
    vscode.l10n.t('“{0}” has changed in the meantime, so nothing was written. Please try again.', path),
  );
}

/**
 * @param documents by the paths of their notes
 * @param copies of the notes, where they were made
 */
async function saveAll(
  documents: ReadonlyMap<string, vscode.TextDocument>,
  changed: readonly string[],
  copies?: NoteCopies,
): Promise<PlanOutcome> {
  const unsaved: Refusal[] = [];
  const putBack = new Set<string>();
  for (const [path, document] of documents) {
    // By the document: `workspace.save` finds no note that has no editor yet.
    const isSaved = !document.isDirty || (await document.save());
    const isFile = document.uri.scheme === 'file';
    // Where somebody has typed since it was saved, nobody knows any more what the disk should hold.
    const isKnown = isFile && !(isSaved && document.isDirty);
    // Also of one that counts as saved: VS Code does not notice when a disk took a part only.
    const state = isKnown ? await copies?.mend(document.uri.fsPath, document.getText()) : undefined;
    if (isSaved && (state === undefined || state.kind === 'whole')) continue;
    // Nothing keeps the change then: the editor follows the disk.
    if (isSaved && state?.kind === 'putBack') putBack.add(path);
    unsaved.push({ path, reason: notSaved(state, isSaved) });
  }
  if (unsaved.length === 0) return { kind: 'applied', changed };
  const named = unsaved.slice(0, NAMED).map(({ path, reason }) => `${path}: ${reason}`);
  if (unsaved.length > NAMED) named.push(vscode.l10n.t('… and {0} more', unsaved.length - NAMED));
  return {
    kind: 'failed',
    reason: named.join(' '),
    changed: changed.filter((path) => !putBack.has(path)),
    unsaved,
  };
}

/** @param isSaved as VS Code has it */
function notSaved(state: SavedState | undefined, isSaved: boolean): string {
  switch (state?.kind) {
    case 'torn':
      return vscode.l10n.t(
        'Only a part of it could be saved, as on a full disk. As it was it lies in {0}.',
        state.copy,
      );
    case 'putBack':
      return isSaved
        ? vscode.l10n.t('Only a part of it could be saved, as on a full disk, so it was put back as it was.')
        : vscode.l10n.t('It was changed in the editor but could not be saved. On the disk it is as it was.');
    default:
      return vscode.l10n.t('It was changed in the editor but could not be saved.');
  }
}
