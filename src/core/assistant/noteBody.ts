import { findFrontmatterFence } from '../markdown/frontmatterFence.ts';
import type { TextRange } from '../markdown/textEdit.ts';
import type { NoteText } from './taskInput.ts';

/** What of the note is sent: its body without the frontmatter, or the part that is asked about. */
export function sentRange(note: NoteText): TextRange {
  if (note.part !== undefined) return note.part;
  const { text } = note;
  const start = findFrontmatterFence(text)?.end ?? (text.charCodeAt(0) === 0xfeff ? 1 : 0);
  return { start, end: text.length };
}

export function sentText(note: NoteText): string {
  const { start, end } = sentRange(note);
  return note.text.slice(start, end).trim();
}

/** The body holds at least one letter or digit. */
export function hasText(note: NoteText): boolean {
  return /[\p{L}\p{N}]/u.test(sentText(note));
}
