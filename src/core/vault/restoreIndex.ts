import {
  float64s,
  int32s,
  readHeader,
  sectionsOf,
  type Section,
  type SnapshotHeader,
} from './indexSnapshot.ts';
import {
  HEADER,
  HEADER_FIELDS,
  HEADING_FIELDS,
  LINK,
  LINK_FIELDS,
  NO_KEY,
  ownKeyAt,
  TAG_FIELDS,
} from './noteRecord.ts';
import type { FileStamp } from './noteStore.ts';
import { PackedNote, type StringPool } from './packedNote.ts';
import { TextHasher } from './textHash.ts';
import { VaultIndex } from './vaultIndex.ts';

export interface RestoredIndex {
  readonly index: VaultIndex;
  /** Of all notes. */
  readonly paths: readonly string[];
  /** Whether the index holds this file as it is now. */
  readonly isSaved: (path: string, stamp: FileStamp) => boolean;
}

/**
 * Takes back what `saveIndex` wrote: `undefined` when it is broken, of another version or was saved under other rules.
 * Nothing in it is trusted: every count, offset and id is checked before it is used. The bytes are kept and must not
 * change.
 *
 * @param pause lets others run, in between
 */
export async function restoreIndex(
  saved: Uint8Array,
  rules: string,
  pause: () => Promise<void>,
): Promise<RestoredIndex | undefined> {
  const header = readHeader(saved);
  if (header === undefined || header.rules !== new TextHasher().hash(rules)) return undefined;
  const { notes, lengths } = header;
  if (lengths.mtimes !== notes * 8 || lengths.sizes !== notes * 4) return undefined;
  const sections = sectionsOf(saved, header);
  const index = new VaultIndex();
  const reader = new SnapshotReader(index, header, sections);
  if (!(await reader.read(pause))) return undefined;
  const mtimes = float64s(sections.mtimes);
  const sizes = int32s(sections.sizes);
  return {
    index,
    paths: reader.paths,
    isSaved: (path, { size, mtime }) => {
      const id = index.table.idOf(path);
      return id !== undefined && mtime !== 0 && mtimes[id] === mtime && sizes[id] === size;
    },
  };
}

class SnapshotReader {
  readonly #index: VaultIndex;
  readonly #header: SnapshotHeader;
  readonly #records: Int32Array;
  readonly #lengths: Int32Array;
  readonly #tags: Int32Array;
  readonly #names: string;
  readonly #strings: StringPool;
  readonly #stringsLength: number;
  readonly paths: string[] = [];
  /** Where each note's record begins, its names begin, and their lengths do. */
  readonly #recordStarts: Int32Array;
  readonly #nameStarts: Int32Array;
  readonly #lengthStarts: Int32Array;
  #nextLength = 0;
  #nextName = 0;

  constructor(index: VaultIndex, header: SnapshotHeader, sections: Record<Section, Uint8Array>) {
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    this.#index = index;
    this.#header = header;
    this.#records = int32s(sections.records);
    this.#lengths = int32s(sections.lengths);
    this.#tags = int32s(sections.tags);
    this.#names = decoder.decode(sections.names);
    this.#stringsLength = sections.strings.length;
    this.#strings = { read: (start, end) => decoder.decode(sections.strings.subarray(start, end)) };
    this.#recordStarts = new Int32Array(header.notes);
    this.#nameStarts = new Int32Array(header.notes);
    this.#lengthStarts = new Int32Array(header.notes);
  }

  /** `false` when something is not as it must be; the index is of no use then. */
  async read(pause: () => Promise<void>): Promise<boolean> {
    const { keys, spellings } = this.#header;
    if (!this.#findNotes()) return false;
    await pause();
    const namesAt = this.#nextLength;
    const textAt = this.#nextName;
    if (namesAt + keys + spellings !== this.#lengths.length) return false;
    for (let i = 0; i < keys; i++) this.#skipName();
    const spelled = Array.from({ length: spellings }, () => this.#takeName());
    if (this.#nextName !== this.#names.length) return false;
    const { table, tags } = this.#index;
    if (!table.restore(this.paths, (id) => this.#readNote(id))) return false;
    if (!tags.restore(this.paths, spelled, this.#tags)) return false;
    await pause();
    const notes = this.paths.map((_, id) => this.#readNote(id));
    this.#index.restore(notes, () => this.#namesAt(textAt, namesAt, keys));
    return true;
  }

  #findNotes(): boolean {
    let at = 0;
    for (let id = 0; id < this.#header.notes; id++) {
      const size = this.#recordSize(at);
      if (size === 0) return false;
      this.#recordStarts[id] = at;
      this.#nameStarts[id] = this.#nextName;
      this.#lengthStarts[id] = this.#nextLength;
      const path = this.#takeName();
      if (path === '') return false;
      this.paths.push(path);
      for (let names = this.#records[at + HEADER.names]!; names > 1; names--) this.#skipName();
      at += size;
    }
    return at === this.#records.length;
  }

  #readNote(id: number): PackedNote {
    const at = this.#recordStarts[id]!;
    const path = this.paths[id]!;
    const titleStart = this.#nameStarts[id]! + path.length;
    const titleLength = this.#lengthStarts[id]! + 1;
    const titleEnd = titleStart + this.#lengths[titleLength]!;
    const title = this.#names.slice(titleStart, titleEnd);
    const aliasCount = this.#records[at + HEADER.names]! - 2;
    const aliases = aliasCount === 0 ? NO_ALIASES : this.#namesAt(titleEnd, titleLength + 1, aliasCount);
    return new PackedNote(path, title, aliases, this.#records, at, this.#strings);
  }

  /** Names that stand end to end from `start` on; the length of the first is that at `firstLength`. */
  #namesAt(start: number, firstLength: number, count: number): string[] {
    let at = start;
    const lengths = this.#lengths.subarray(firstLength, firstLength + count);
    return Array.from(lengths, (length) => this.#names.slice(at, (at += length)));
  }

  /** The size of the record that begins at `at`; 0 when it is none. */
  #recordSize(at: number): number {
    const records = this.#records;
    if (at + HEADER_FIELDS > records.length) return 0;
    const names = records[at + HEADER.names]!;
    const headings = records[at + HEADER.headings]!;
    const tags = records[at + HEADER.tags]!;
    const links = records[at + HEADER.links]!;
    if (names < 2 || headings < 0 || tags < 0 || links < 0) return 0;
    const linksAt = HEADER_FIELDS + names + headings * HEADING_FIELDS + tags * TAG_FIELDS;
    const size = linksAt + links * LINK_FIELDS;
    if (records[at + HEADER.size] !== size || at + size > records.length) return 0;
    const poolStart = records[at + HEADER.poolStart]!;
    const poolEnd = records[at + HEADER.poolEnd]!;
    if (poolStart < 0 || poolStart > poolEnd || poolEnd > this.#stringsLength) return 0;
    return this.#hasSoundIds(at, names, at + linksAt, at + size) ? size : 0;
  }

  /** Whether keys and ids are those of names and notes that there are. */
  #hasSoundIds(at: number, names: number, linksAt: number, end: number): boolean {
    const { notes, keys } = this.#header;
    for (let i = 0; i < names; i++) {
      const key = this.#records[at + ownKeyAt(i)]!;
      if (key < 0 || key >= keys) return false;
    }
    for (let link = linksAt; link < end; link += LINK_FIELDS) {
      const key = this.#records[link + LINK.nameKey]!;
      const target = this.#records[link + LINK.resolved]!;
      if (key < NO_KEY || key >= keys || target >= notes) return false;
    }
    return true;
  }

  #takeName(): string {
    const start = this.#nextName;
    this.#skipName();
    return this.#names.slice(start, this.#nextName);
  }

  #skipName(): void {
    this.#nextName += this.#lengths[this.#nextLength++] ?? 0;
  }
}

const NO_ALIASES: readonly string[] = [];
