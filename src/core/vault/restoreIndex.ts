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
import type { TagSpelling } from './tagIndex.ts';
import { TextHasher } from './textHash.ts';
import { VaultIndex } from './vaultIndex.ts';

export interface RestoredIndex {
  readonly index: VaultIndex;
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
  const sections = sectionsOf(saved, header);
  const index = new VaultIndex();
  const reader = new SnapshotReader(index, header, sections);
  if (!(await reader.read(pause))) return undefined;
  const mtimes = float64s(sections.mtimes);
  const sizes = int32s(sections.sizes);
  return {
    index,
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
  }

  /** `false` when something is not as it must be; the index is of no use then. */
  async read(pause: () => Promise<void>): Promise<boolean> {
    const { notes, keys, spellings, lengths } = this.#header;
    if (lengths.mtimes !== notes * 8 || lengths.sizes !== notes * 4) return false;
    if (!this.#readNotes()) return false;
    await pause();
    const namesAt = this.#nextLength;
    const textAt = this.#nextName;
    if (namesAt + keys + spellings !== this.#lengths.length) return false;
    for (let i = 0; i < keys; i++) this.#skipName();
    const spelled = Array.from({ length: spellings }, () => this.#takeName());
    if (this.#nextName !== this.#names.length) return false;
    if (!this.#readTags(spelled)) return false;
    await pause();
    this.#index.restore(() =>
      namesBetween(this.#names, textAt, this.#lengths.subarray(namesAt, namesAt + keys)),
    );
    return true;
  }

  #readNotes(): boolean {
    const { table } = this.#index;
    let at = 0;
    for (let i = 0; i < this.#header.notes; i++) {
      const size = this.#recordSize(at);
      if (size === 0) return false;
      const path = this.#takeName();
      const title = this.#takeName();
      const aliasCount = this.#records[at + HEADER.names]! - 2;
      const aliases =
        aliasCount === 0 ? NO_ALIASES : Array.from({ length: aliasCount }, () => this.#takeName());
      if (path === '' || table.idOf(path) !== undefined) return false;
      table.add(new PackedNote(path, title, aliases, this.#records, at, this.#strings));
      at += size;
    }
    return at === this.#records.length;
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

  #readTags(names: readonly string[]): boolean {
    const { tags, table } = this.#index;
    const spellings = names.map((name) => tags.spelling(name));
    let at = 0;
    for (let id = 0; id < table.limit; id++) {
      const own: TagSpelling[] = [];
      const end = at + 1 + (this.#tags[at] ?? -1);
      if (end <= at || end > this.#tags.length) return false;
      for (at++; at < end; at++) {
        const spelling = spellings[this.#tags[at]!];
        if (spelling === undefined) return false;
        own.push(spelling);
      }
      tags.append(table.existing(id).path, own);
    }
    return at === this.#tags.length;
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

/** The strings that stand end to end from `start` on, given their lengths. */
function namesBetween(text: string, start: number, lengths: Int32Array): string[] {
  let at = start;
  return Array.from(lengths, (length) => text.slice(at, (at += length)));
}
