import { float64s, int32s, newSnapshot, sealSnapshot, sectionsOf } from './indexSnapshot.ts';
import { HEADER, LINK, LINK_FIELDS, NO_KEY, ownKeyAt } from './noteRecord.ts';
import type { FileStamp } from './noteStore.ts';
import type { PackedNote } from './packedNote.ts';
import { TextHasher } from './textHash.ts';
import type { VaultIndex } from './vaultIndex.ts';

/** Notes that are written between two pauses. */
const SLICE = 500;

/**
 * Writes the index down, a slice at a time.
 *
 * @param rules what the notes were read by: the index is of use to the same rules only
 * @param stampOf when the file of a note was read; a note without a stamp is read again at the next start
 * @returns `undefined` when the vault changed in the meantime: try again later
 */
export async function saveIndex(
  index: VaultIndex,
  rules: string,
  stampOf: (path: string) => FileStamp | undefined,
  pause: () => Promise<void>,
): Promise<Uint8Array | undefined> {
  index.graph.settle();
  const { revision } = index;
  const notes = inOrder(index);
  const writer = new SnapshotWriter(index, notes);
  for (let from = 0; from < notes.length; from += SLICE) {
    writer.take(notes.slice(from, from + SLICE));
    await pause();
    if (index.revision !== revision) return undefined;
  }
  return writer.finish(new TextHasher().hash(rules), stampOf);
}

/** By title: what is restored in this order needs no sorting. */
function inOrder({ table }: VaultIndex): PackedNote[] {
  return [...table.notes()]
    .map((note) => ({ note, key: table.sortKey(note.path) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.note.path < b.note.path ? -1 : 1))
    .map(({ note }) => note);
}

class SnapshotWriter {
  readonly #notes: readonly PackedNote[];
  readonly #newIds: Int32Array;
  readonly #allNames: readonly string[];
  readonly #encoder = new TextEncoder();
  /** Old key of a name → new key. */
  readonly #keys = new Map<number, number>();
  readonly #spellings = new Map<string, number>();
  readonly #lengths: number[] = [];
  readonly #tags: number[] = [];
  readonly #records: Int32Array[] = [];
  readonly #names: string[] = [];
  readonly #strings: Uint8Array[] = [];
  #stringsLength = 0;

  constructor(index: VaultIndex, notes: readonly PackedNote[]) {
    this.#notes = notes;
    this.#allNames = index.names.names();
    this.#newIds = new Int32Array(index.table.limit);
    for (const [newId, { path }] of notes.entries()) this.#newIds[index.table.idOf(path)!] = newId;
  }

  take(notes: readonly PackedNote[]): void {
    for (const note of notes) {
      for (const name of [note.path, note.title, ...note.aliases]) this.#name(name);
      const tags = note.tagNames;
      this.#tags.push(tags.length, ...tags.map((tag) => numberOf(this.#spellings, tag)));
      this.#record(note);
    }
  }

  finish(rules: number, stampOf: (path: string) => FileStamp | undefined): Uint8Array {
    for (const key of this.#keys.keys()) this.#name(this.#allNames[key]!);
    for (const spelling of this.#spellings.keys()) this.#name(spelling);
    const names = this.#encoder.encode(this.#names.join(''));
    const header = {
      rules,
      notes: this.#notes.length,
      keys: this.#keys.size,
      spellings: this.#spellings.size,
      lengths: {
        mtimes: this.#notes.length * 8,
        sizes: this.#notes.length * 4,
        lengths: this.#lengths.length * 4,
        tags: this.#tags.length * 4,
        records: this.#records.reduce((sum, record) => sum + record.byteLength, 0),
        names: names.length,
        strings: this.#stringsLength,
      },
    };
    const bytes = newSnapshot(header);
    const sections = sectionsOf(bytes, header);
    this.#writeStamps(float64s(sections.mtimes), int32s(sections.sizes), stampOf);
    int32s(sections.lengths).set(this.#lengths);
    int32s(sections.tags).set(this.#tags);
    concatenate(int32s(sections.records), this.#records);
    sections.names.set(names);
    concatenate(sections.strings, this.#strings);
    sealSnapshot(bytes);
    return bytes;
  }

  #name(name: string): void {
    this.#names.push(name);
    this.#lengths.push(name.length);
  }

  /** The record with ids and keys as they will be. */
  #record(note: PackedNote): void {
    const { numbers, pool } = note.toRecord();
    const bytes = this.#encoder.encode(pool);
    numbers[HEADER.poolStart] = this.#stringsLength;
    this.#stringsLength += bytes.length;
    numbers[HEADER.poolEnd] = this.#stringsLength;
    for (let i = 0; i < note.nameCount; i++) numbers[ownKeyAt(i)] = numberOf(this.#keys, note.ownKey(i));
    const linksAt = numbers.length - note.linkCount * LINK_FIELDS;
    for (let at = linksAt; at < numbers.length; at += LINK_FIELDS) {
      const key = numbers[at + LINK.nameKey]!;
      const target = numbers[at + LINK.resolved]!;
      if (key !== NO_KEY) numbers[at + LINK.nameKey] = numberOf(this.#keys, key);
      if (target >= 0) numbers[at + LINK.resolved] = this.#newIds[target]!;
    }
    this.#records.push(numbers);
    this.#strings.push(bytes);
  }

  #writeStamps(
    mtimes: Float64Array,
    sizes: Int32Array,
    stampOf: (path: string) => FileStamp | undefined,
  ): void {
    for (const [i, { path }] of this.#notes.entries()) {
      const stamp = stampOf(path);
      mtimes[i] = stamp?.mtime ?? 0;
      sizes[i] = stamp?.size ?? -1;
    }
  }
}

/** The number of a thing, the next one when it is new. */
function numberOf<K>(numbers: Map<K, number>, thing: K): number {
  let number = numbers.get(thing);
  if (number === undefined) {
    number = numbers.size;
    numbers.set(thing, number);
  }
  return number;
}

function concatenate(into: Int32Array, parts: readonly Int32Array[]): void;
function concatenate(into: Uint8Array, parts: readonly Uint8Array[]): void;
function concatenate(into: Int32Array | Uint8Array, parts: readonly (Int32Array | Uint8Array)[]): void {
  let at = 0;
  for (const part of parts) {
    into.set(part, at);
    at += part.length;
  }
}
