import { IdLists } from './idLists.ts';
import type { LinkResolver } from './linkResolver.ts';
import { readLinkTarget } from './linkTarget.ts';
import type { NameIndex } from './nameIndex.ts';
import type { NoteTable } from './noteTable.ts';
import { NO_KEY, NOWHERE, type PackedNote } from './packedNote.ts';

/** What one note's links led to before and lead to now. */
export interface LinkShift {
  readonly source: number;
  /** Ids of notes, each once, the note itself left out. */
  readonly was: readonly number[];
  readonly now: readonly number[];
  /** Keys of names that no note bears. */
  readonly wasDangling: readonly number[];
  readonly nowDangling: readonly number[];
}

/** A note whose links are looked up again at the next settling. */
interface Unsettled {
  readonly was: readonly number[];
  readonly wasDangling: readonly number[];
  /** All of its links, not only those that ask for a name that has moved. */
  all: boolean;
}

/**
 * Which note links to which. Changes only mark what must be looked up again: the links of the changed note, and the
 * links elsewhere that ask for a name that it gained or lost. {@link settle} then does it, all at once after a burst.
 */
export class LinkGraph {
  readonly #table: NoteTable;
  readonly #names: NameIndex;
  readonly #resolver: LinkResolver;
  readonly #onShift: (shift: LinkShift) => void;
  readonly #sources = new IdLists();
  readonly #unsettled = new Map<number, Unsettled>();
  /** Names that a note gained or lost since all was settled, and those of them whose askers are not marked yet. */
  readonly #movedNames = new Set<number>();
  #newlyMoved: number[] = [];

  constructor(
    table: NoteTable,
    names: NameIndex,
    resolver: LinkResolver,
    onShift: (shift: LinkShift) => void,
  ) {
    this.#table = table;
    this.#names = names;
    this.#resolver = resolver;
    this.#onShift = onShift;
  }

  /** Notes that link to this one, in no order. */
  sourcesOf(id: number): readonly number[] {
    return this.#sources.get(id);
  }

  /** Notes that this one links to, each once, in the order of its links. */
  targetsOf(id: number): readonly number[] {
    const note = this.#table.note(id);
    return note === undefined ? [] : targetsOf(id, note);
  }

  /** To be called when the table holds the note; `old` is what it held before. */
  noteChanged(id: number, note: PackedNote | undefined, old: PackedNote | undefined): void {
    this.#unsettle(id, old).all = true;
    this.#renameNote(id, note, old);
    const asked = note === undefined ? new Set<number>() : this.#keyLinks(note);
    const before = old === undefined ? new Set<number>() : this.#keyLinks(old);
    for (const key of before) if (!asked.has(key)) this.#names.askers.delete(key, id);
    for (const key of asked) if (!before.has(key)) this.#names.askers.add(key, id);
  }

  get isSettled(): boolean {
    return this.#unsettled.size === 0 && this.#newlyMoved.length === 0;
  }

  /** Looks up what is marked; stops early, unfinished, where `isLate` says so. */
  settle(isLate: () => boolean = () => false): void {
    for (const key of this.#newlyMoved.splice(0)) {
      for (const asker of this.#names.askers.get(key)) this.#unsettle(asker, this.#table.note(asker));
    }
    let done = 0;
    for (const [id, before] of this.#unsettled) {
      const note = this.#table.note(id);
      if (note !== undefined) this.#lookUpLinks(note, before.all);
      this.#unsettled.delete(id);
      this.#shift(id, note, before);
      if (++done % 32 === 0 && isLate()) return;
    }
    this.#movedNames.clear();
  }

  #unsettle(id: number, settledNote: PackedNote | undefined): Unsettled {
    let entry = this.#unsettled.get(id);
    if (entry === undefined) {
      const was = settledNote === undefined ? [] : targetsOf(id, settledNote);
      entry = { was, wasDangling: settledNote === undefined ? [] : danglingKeysOf(settledNote), all: false };
      this.#unsettled.set(id, entry);
    }
    return entry;
  }

  #renameNote(id: number, note: PackedNote | undefined, old: PackedNote | undefined): void {
    const { files, otherNames } = this.#names;
    const [oldFile, ...oldOthers] = old === undefined ? [] : ownKeys(old);
    const [file, ...others] = note === undefined ? [] : this.#keyNames(note);
    const moved = note?.path !== old?.path;
    if (oldFile !== undefined && moved) this.#move(oldFile, () => files.delete(oldFile, id));
    if (file !== undefined && moved) this.#move(file, () => files.add(file, id));
    for (const key of oldOthers) if (!others.includes(key)) this.#move(key, () => otherNames.delete(key, id));
    for (const key of others) if (!oldOthers.includes(key)) this.#move(key, () => otherNames.add(key, id));
  }

  #move(key: number, change: () => void): void {
    change();
    this.#movedNames.add(key);
    this.#newlyMoved.push(key);
  }

  /** Gives the note's names their keys; the file name's is the first, the others each once. */
  #keyNames(note: PackedNote): readonly number[] {
    for (const [i, name] of note.names.entries()) note.setOwnKey(i, this.#names.keyOf(name));
    return ownKeys(note);
  }

  /** Gives the note's links their keys. */
  #keyLinks(note: PackedNote): Set<number> {
    const asked = new Set<number>();
    for (let i = 0; i < note.linkCount; i++) {
      if (note.linkKind(i) === 'definition') continue;
      const target = readLinkTarget(note.linkKind(i), note.linkTarget(i));
      if (target.kind !== 'note') continue;
      const key = this.#names.keyOf(target.name);
      note.setNameKey(i, key);
      asked.add(key);
      if (target.form === 'path') asked.add(this.#names.keyOf(target.path));
    }
    return asked;
  }

  #lookUpLinks(note: PackedNote, all: boolean): void {
    for (let i = 0; i < note.linkCount; i++) {
      const key = note.nameKey(i);
      if (key === NO_KEY) continue;
      const target = readLinkTarget(note.linkKind(i), note.linkTarget(i));
      if (target.kind !== 'note') continue;
      if (!all && !this.#movedNames.has(key) && target.form !== 'path') continue;
      const found = this.#resolver.best(note.path, target, key);
      note.setResolved(i, found ?? (target.isFileOtherwise ? NOWHERE.elsewhere : NOWHERE.dangling));
    }
  }

  #shift(source: number, note: PackedNote | undefined, before: Unsettled): void {
    const now = note === undefined ? [] : targetsOf(source, note);
    const nowDangling = note === undefined ? [] : danglingKeysOf(note);
    for (const id of without(before.was, now)) this.#sources.delete(id, source);
    for (const id of without(now, before.was)) this.#sources.add(id, source);
    this.#onShift({ source, was: before.was, now, wasDangling: before.wasDangling, nowDangling });
  }
}

function ownKeys(note: PackedNote): readonly number[] {
  const keys = [note.ownKey(0)];
  for (let i = 1; i < 2 + note.aliases.length; i++) {
    const key = note.ownKey(i);
    if (!keys.includes(key)) keys.push(key);
  }
  return keys;
}

function targetsOf(id: number, note: PackedNote): number[] {
  return collect(note, (i) => {
    const target = note.resolved(i);
    return target >= 0 && target !== id ? target : undefined;
  });
}

function danglingKeysOf(note: PackedNote): number[] {
  return collect(note, (i) => (note.resolved(i) === NOWHERE.dangling ? note.nameKey(i) : undefined));
}

/** What the links give, each once. */
function collect(note: PackedNote, give: (index: number) => number | undefined): number[] {
  const found: number[] = [];
  const seen = note.linkCount > 16 ? new Set<number>() : undefined;
  for (let i = 0; i < note.linkCount; i++) {
    const value = give(i);
    if (value === undefined || (seen === undefined ? found.includes(value) : seen.has(value))) continue;
    seen?.add(value);
    found.push(value);
  }
  return found;
}

/** Those of `items` that are not in `others`. */
export function without(items: readonly number[], others: readonly number[]): readonly number[] {
  if (items.length === 0 || others.length === 0) return items;
  if (others.length <= 16) return items.filter((item) => !others.includes(item));
  const known = new Set(others);
  return items.filter((item) => !known.has(item));
}
