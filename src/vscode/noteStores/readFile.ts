import { readFileSync } from 'node:fs';
import { codeOf } from '../../core/base/errors.ts';
import { decodeNote } from '../../core/vault/decodeNote.ts';
import type { SkippedFile } from '../../core/vault/noteStore.ts';
import { reasonOf } from './noteStore.ts';

/** A note's text; `undefined` when the file is gone; a reason when it is no readable text. Waits for the disk. */
export function readNoteNow(file: string, path: string): string | SkippedFile | undefined {
  try {
    return decodeNote(path, readFileSync(file));
  } catch (error) {
    return whyUnread(error, path);
  }
}

/** There is no file, or a folder has its name. */
const NO_FILE = new Set(['ENOENT', 'ENOTDIR', 'EISDIR']);

/** What an error of reading a note's file says about it. */
export function whyUnread(error: unknown, path: string): SkippedFile | undefined {
  const code = codeOf(error);
  return typeof code === 'string' && NO_FILE.has(code) ? undefined : { path, reason: reasonOf(error) };
}
