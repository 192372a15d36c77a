import { messageOf } from '../../core/base/errors.ts';
import type { NoteStore } from '../../core/vault/noteStore.ts';

/** A store that also knows which files it would leave out. */
export interface FolderStore extends NoteStore {
  /** Whether a path is left out by the rules on which files are notes; they are complete after `list`. */
  ignores(path: string): boolean;
}

/** How many files are read, or asked for their dates, at the same time. */
export const FILES_AT_ONCE = 64;

/** Markdown files are notes. */
export function isNotePath(path: string): boolean {
  return /\.(?:md|markdown)$/i.test(path);
}

/** Continues a sentence that begins with the file's name. */
export function reasonOf(error: unknown): string {
  return `cannot be read (${messageOf(error)})`;
}
