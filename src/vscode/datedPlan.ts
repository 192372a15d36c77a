import type * as vscode from 'vscode';
import { composeEdits } from '../core/edits/composeEdits.ts';
import { datesOnSave } from '../core/edits/dates/datesOnSave.ts';
import type { EditPlan, NoteEdits } from '../core/edits/editPlan.ts';
import { applyEdits, type TextEdit } from '../core/markdown/textEdit.ts';
import { dateSettings, momentOf } from './datesOnSave.ts';

/** A plan that moves dates as well, and the notes in which it does: their saves are to leave them alone. */
export interface DatedPlan {
  readonly plan: EditPlan;
  readonly dated: readonly vscode.Uri[];
}

/**
 * Moves the dates of the notes that a plan changes and writes within the plan, as their saves would. A date that a save
 * moves lies on top of the change, and VS Code would then undo the change in one note at a time.
 *
 * @param isWritten whether the plan also saves a note; of the others the person's own save moves the date
 */
export function withDates(
  plan: EditPlan,
  toUri: (path: string) => vscode.Uri,
  isWritten: (path: string) => boolean,
  now: Date,
): DatedPlan {
  const dated: vscode.Uri[] = [];
  const notes = plan.notes.map((note) => {
    const uri = toUri(note.path);
    const dates = note.edits.length > 0 && isWritten(note.path) ? dateEdits(note, uri, now) : [];
    if (dates.length === 0) return note;
    dated.push(uri);
    return { ...note, edits: composeEdits(note.before.length, note.edits, dates) };
  });
  return { plan: { ...plan, notes }, dated };
}

function dateEdits({ path, before, edits }: NoteEdits, uri: vscode.Uri, now: Date): readonly TextEdit[] {
  const settings = dateSettings(uri);
  // When a note came to be is asked of its file as it is opened: its save knows.
  if (settings.addMissing === 'created' || settings.addMissing === 'both') return [];
  const text = applyEdits(before, edits);
  const save = { path, savedText: before, text, reason: 'manual', createdAt: undefined } as const;
  const outcome = datesOnSave(save, settings, momentOf(now));
  return outcome.kind === 'edits' ? outcome.edits : [];
}
