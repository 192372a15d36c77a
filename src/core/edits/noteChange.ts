import type { TextEdit } from '../markdown/textEdit.ts';
import type { Refusal } from './editPlan.ts';

/** A note as it stands at the moment of planning: in the editor where it is open, else on disk. */
export interface LiveNote {
  /** Vault-relative. */
  readonly path: string;
  readonly text: string;
}

/** Edits for one note, all against the text that the planner saw, and what was left of the wish and why. */
export interface NoteChange {
  readonly edits: readonly TextEdit[];
  readonly refused: readonly Refusal[];
}

export const NO_CHANGE: NoteChange = { edits: [], refused: [] };

export function refuse(path: string, reason: string, line?: number): NoteChange {
  return { edits: [], refused: [line === undefined ? { path, reason } : { path, reason, line }] };
}
