import { HEADER } from './noteRecord.ts';
import { readRecord } from './noteReader.ts';
import type { NoteRules } from './noteRules.ts';
import type { NoteParcel, ParcelNote, ReadFile, SkippedFile } from './noteStore.ts';
import { PackedNote } from './packedNote.ts';
import { TextHasher } from './textHash.ts';
import { RecordBuffer } from './writeRecord.ts';

/** How many numbers a record mostly has at most. */
const USUAL_SIZE = 400;

/** Reads the notes of files, all that can be told without the vault. */
export function packNotes(files: readonly ReadFile[], rules: NoteRules): NoteParcel {
  const hasher = new TextHasher();
  const buffer = new RecordBuffer(files.length * USUAL_SIZE);
  const notes: ParcelNote[] = [];
  const skipped: SkippedFile[] = [];
  const gone: string[] = [];
  for (const [path, text] of files) {
    if (text === undefined) gone.push(path);
    else if (typeof text !== 'string') skipped.push(text);
    else {
      const { title, aliases, pool } = readRecord(path, text, rules, hasher.hash(text), buffer);
      notes.push({ path, title, aliases, pool });
    }
  }
  return { notes, records: buffer.numbers.slice(0, buffer.length), skipped, gone };
}

/** The notes of a parcel from our own thread, which is trusted; a saved index is not (see restoreIndex.ts). */
export function unpackNotes({ notes, records }: NoteParcel): PackedNote[] {
  let at = 0;
  return notes.map(({ path, title, aliases, pool }) => {
    const note = new PackedNote(path, title, aliases, records, at, pool);
    at += records[at + HEADER.size]!;
    return note;
  });
}
