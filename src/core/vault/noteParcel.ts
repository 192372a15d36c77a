import { HEADER } from './noteRecord.ts';
import { readNote } from './noteReader.ts';
import type { NoteRules } from './noteRules.ts';
import type { NoteParcel, ParcelNote, ReadFile, SkippedFile } from './noteStore.ts';
import { PackedNote } from './packedNote.ts';
import { TextHasher } from './textHash.ts';

/** Reads the notes of files, all that can be told without the vault. */
export function packNotes(files: readonly ReadFile[], rules: NoteRules): NoteParcel {
  const hasher = new TextHasher();
  const notes: ParcelNote[] = [];
  const numbers: Int32Array[] = [];
  const skipped: SkippedFile[] = [];
  const gone: string[] = [];
  for (const [path, text] of files) {
    if (text === undefined) gone.push(path);
    else if (typeof text !== 'string') skipped.push(text);
    else {
      const note = readNote(path, text, rules, hasher.hash(text));
      const record = note.toRecord();
      notes.push({ path, title: note.title, aliases: note.aliases, pool: record.pool });
      numbers.push(record.numbers);
    }
  }
  return { notes, records: endToEnd(numbers), skipped, gone };
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

function endToEnd(parts: readonly Int32Array[]): Int32Array<ArrayBuffer> {
  const all = new Int32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
