import type { SkippedFile } from './noteStore.ts';

/** A larger file is no note that a person wrote; bytes. */
export const LARGEST_FILE = 2 * 1024 * 1024;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A note's text without its BOM, as VS Code's documents have it, or why it is none. */
export function decodeNote(path: string, bytes: Uint8Array): string | SkippedFile {
  if (bytes.includes(0)) return { path, reason: 'is a binary file' };
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return { path, reason: 'is not UTF-8 text' };
  }
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

export function tooLarge(path: string, size: number): SkippedFile {
  return { path, reason: `is larger than 2 MB (${(size / 1024 / 1024).toFixed(1)} MB)` };
}

export function reasonOf(error: unknown): string {
  return `cannot be read (${error instanceof Error ? error.message : String(error)})`;
}
