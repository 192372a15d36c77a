import type { TextEdit } from '../markdown/textEdit.ts';

/** Text edits for one note, made against the text whose length and content the planner saw. */
export interface NoteEdits {
  /** Vault-relative. */
  readonly path: string;
  /** The text that the edits speak of: they are applied only to exactly this text. */
  readonly before: string;
  readonly edits: readonly TextEdit[];
}

/** A file that the plan creates; it must not exist yet. */
export interface NewNote {
  readonly path: string;
  readonly text: string;
}

/** A note, or a part of what was asked for it, that the plan leaves alone. */
export interface Refusal {
  readonly path: string;
  /** One clear sentence without the note's name. */
  readonly reason: string;
  /** 1-based, where it has one. */
  readonly line?: number;
}

/** Suggestions turned into text edits: everything that will change, and what was left and why. */
export interface EditPlan {
  /** For people: the name of the undo step, e.g. `Add tags`. */
  readonly label: string;
  readonly notes: readonly NoteEdits[];
  readonly newNotes: readonly NewNote[];
  readonly refused: readonly Refusal[];
}
