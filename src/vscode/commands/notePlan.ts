import type { EditPlan } from '../../core/edits/editPlan.ts';
import type { NoteChange } from '../../core/edits/noteChange.ts';

/** Changes of one note as a plan; they must not overlap. */
export function notePlan(
  label: string,
  path: string,
  before: string,
  changes: readonly NoteChange[],
): EditPlan {
  return {
    label,
    notes: [{ path, before, edits: changes.flatMap(({ edits }) => edits) }],
    newNotes: [],
    refused: changes.flatMap(({ refused }) => refused),
  };
}
