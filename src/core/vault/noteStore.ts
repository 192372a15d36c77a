import type { VaultSettings } from './vaultSettings.ts';

/** A file that looks like a note and is none that can be read. */
export interface SkippedFile {
  readonly path: string;
  /** Continues a sentence that begins with the file's name, e.g. `is a binary file`. */
  readonly reason: string;
}

/** Why there is no text of a note, as a sentence about it: `It is gone.`, `It is a binary file.` */
export function whyNoText(read: SkippedFile | undefined): string {
  return read === undefined ? 'It is gone.' : `It ${read.reason}.`;
}

/** What tells whether a file is still the one that was read. */
export interface FileStamp {
  /** Bytes. */
  readonly size: number;
  /** Milliseconds; 0 where the file system does not know. */
  readonly mtime: number;
}

/**
 * Where a vault's notes come from: files of this machine, another file system, memory. Paths are vault-relative with
 * `/`. Nothing rejects: what goes wrong with a file is a reason, what goes wrong with all of them is told by `list`.
 */
export interface NoteStore {
  /** Every note's path, and what was found and is left out (symbolic links in a circle, folders without access). */
  list(): Promise<{ readonly paths: readonly string[]; readonly skipped: readonly SkippedFile[] }>;
  /** `undefined` when the file is gone. */
  stat(path: string): Promise<FileStamp | undefined>;
  /** {@link stat} for many paths, in their order: where a store has a quicker way. */
  statMany?(paths: readonly string[], concurrency: number): Promise<readonly (FileStamp | undefined)[]>;
  /** A note's text; `undefined` when the file is gone; a reason when it is no readable text. */
  read(path: string): Promise<string | SkippedFile | undefined>;
  /**
   * Reads many notes quicker than one by one, where a store can: in other threads. What was not given when it ends is
   * still to be read.
   *
   * @returns parcels in any order; `undefined` where it would not be worth it
   */
  readMany?(paths: readonly string[], settings: VaultSettings): AsyncIterable<NoteParcel> | undefined;
}

/** A path and what `NoteStore.read` gives for it. */
export type ReadFile = readonly [path: string, text: string | SkippedFile | undefined];

/**
 * Notes that were read in another thread, as what is quick to hand over: strings, and numbers in one array: see
 * noteParcel.ts.
 */
export interface NoteParcel {
  readonly notes: readonly ParcelNote[];
  /** The notes' records, end to end. */
  readonly records: Int32Array<ArrayBuffer>;
  /** Files that are no readable notes. */
  readonly skipped: readonly SkippedFile[];
  /** Paths where there is no file any more. */
  readonly gone: readonly string[];
}

export interface ParcelNote {
  readonly path: string;
  readonly title: string;
  readonly aliases: readonly string[];
  readonly pool: string;
}
