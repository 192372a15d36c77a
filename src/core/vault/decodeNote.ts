import type { SkippedFile } from './noteStore.ts';

const UTF_8 = new TextDecoder('utf-8', { fatal: true });

/** A larger file is no note that a person wrote; bytes. */
const LARGEST_NOTE = 2 * 1024 * 1024;

/**
 * A note's text without its BOM, as editors have it, or why the file is no note: larger than 2 MB, binary (it holds a
 * zero byte), not UTF-8.
 */
export function decodeNote(path: string, bytes: Uint8Array): string | SkippedFile {
  if (bytes.length > LARGEST_NOTE) {
    return { path, reason: `is larger than 2 MB (${(bytes.length / 1024 / 1024).toFixed(1)} MB)` };
  }
  if (bytes.includes(0)) return { path, reason: 'is a binary file' };
  try {
    return UTF_8.decode(bytes);
  } catch {
    return { path, reason: 'is not UTF-8 text' };
  }
}
