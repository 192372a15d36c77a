import { applyEdits, type TextEdit } from '../markdown/textEdit.ts';
import { composeEdits } from './composeEdits.ts';
import type { EditPlan } from './editPlan.ts';
import type { LiveNote, NoteChange } from './noteChange.ts';

/** One part of what is asked for a note: planned on the text that the parts before it leave behind. */
export type NoteStep = (note: LiveNote) => NoteChange;

/**
 * Joins several changes of one note into one plan, and so into one undo step. Each step is planned on the text that
 * the ones before it leave, so that no two can get in each other's way; the edits that come out speak of the live text.
 *
 * @param label name of the undo step
 */
export function planNote(label: string, note: LiveNote, steps: readonly NoteStep[]): EditPlan {
  let text = note.text;
  let edits: readonly TextEdit[] = [];
  const refused: NoteChange['refused'][number][] = [];
  for (const step of steps) {
    const change = step({ path: note.path, text });
    refused.push(...change.refused);
    if (change.edits.length === 0) continue;
    text = applyEdits(text, change.edits);
    edits = composeEdits(note.text.length, edits, change.edits);
  }
  const real = edits.filter(({ start, end, newText }) => note.text.slice(start, end) !== newText);
  const notes = real.length === 0 ? [] : [{ path: note.path, before: note.text, edits: real }];
  return { label, notes, newNotes: [], refused };
}
