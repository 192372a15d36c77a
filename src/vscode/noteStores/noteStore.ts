/** A file that looks like a note but is none that can be read, and why. */
export interface SkippedFile {
  readonly path: string;
  readonly reason: string;
}

/** Where a vault's notes come from. Paths are vault-relative with `/`. */
export interface NoteStore {
  /** Every note's path. */
  list(): Promise<{ readonly paths: readonly string[]; readonly skipped: readonly SkippedFile[] }>;
  /** A note's text; `undefined` when the file is gone; a reason when it is no readable text. */
  read(path: string): Promise<string | SkippedFile | undefined>;
  /** Whether a path is left out by the rules on which files are notes. */
  ignores(path: string): boolean;
}

/** Markdown files are notes. */
export function isNotePath(path: string): boolean {
  return /\.(?:md|markdown)$/i.test(path);
}
