import { findFrontmatterFence } from '../core/markdown/frontmatterFence.ts';

/** How the names of folders with copies begin, after a dot where they lie in a vault; the process that made them follows. */
export const COPIES = 'notewright-copies-';

/** The file in such a folder that tells what the copies are of. There is none while they are being made. */
export const RECORD = 'notes.json';

/** So much of a note's end is kept to tell it by; UTF-16 code units. */
const END = 200;

/** What a copy is of, and what its note was to become. */
export interface CopyRecord {
  /** The note's real path. */
  readonly file: string;
  /** Name of the copy in its folder. */
  readonly copy: string;
  /** How long the note was to be, in UTF-8. */
  readonly bytes: number;
  /** How it was to end, its frontmatter apart, where dates move on saving. */
  readonly end: string;
}

/** @param wanted the text that the note is to have */
export function recordOf(file: string, copy: string, wanted: string): CopyRecord {
  const body = wanted.slice(findFrontmatterFence(wanted)?.end ?? 0);
  return { file, copy, bytes: Buffer.byteLength(wanted), end: body.slice(-END) };
}

/** Reads a {@link RECORD}; whatever is none is left out. */
export function readRecords(text: string): CopyRecord[] {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return [];
  }
  return Array.isArray(read) ? read.filter(isRecord) : [];
}

function isRecord(value: unknown): value is CopyRecord {
  if (typeof value !== 'object' || value === null) return false;
  const { file, copy, bytes, end } = value as Partial<Record<keyof CopyRecord, unknown>>;
  return (
    typeof file === 'string' &&
    typeof copy === 'string' &&
    /^\d+$/.test(copy) &&
    typeof bytes === 'number' &&
    typeof end === 'string'
  );
}
