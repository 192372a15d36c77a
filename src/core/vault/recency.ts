import type { Note } from './note.ts';
import { notesWithTag } from './tagTree.ts';
import type { TagNode } from './vaultAnswers.ts';

/**
 * When a note was last changed, by its own dates: the date of the last change, else that of its creation, in a form
 * that sorts. Empty where it has none that begins with the year or that JavaScript reads.
 *
 * @example lastChange({ modified: '2024-01-02, 03:04', created: undefined }) // '202401020304'
 */
export function lastChange({ modified, created }: Pick<Note, 'modified' | 'created'>): string {
  return sortable(modified) || sortable(created);
}

function sortable(date: string | undefined): string {
  if (date === undefined) return '';
  if (/^\d{4}\D\d\d\D\d\d/.test(date)) return date.replace(/\D/g, '').slice(0, 14);
  const instant = Date.parse(date);
  return Number.isNaN(instant) ? '' : new Date(instant).toISOString().replace(/\D/g, '').slice(0, 14);
}

/** When notes and tags were last changed. A note's dates are read once, until it changes. */
export class Recency {
  readonly #noteAt: (path: string) => Note | undefined;
  readonly #known = new WeakMap<Note, string>();

  constructor(noteAt: (path: string) => Note | undefined) {
    this.#noteAt = noteAt;
  }

  /** See {@link lastChange}. */
  ofNote(path: string): string {
    const note = this.#noteAt(path);
    if (note === undefined) return '';
    let date = this.#known.get(note);
    if (date === undefined) {
      date = lastChange(note);
      this.#known.set(note, date);
    }
    return date;
  }

  /** Of the note that was changed last among those with the tag or one below it. */
  ofTag(tag: TagNode): string {
    let latest = '';
    for (const path of notesWithTag(tag)) {
      const date = this.ofNote(path);
      if (date > latest) latest = date;
    }
    return latest;
  }
}
