import { IdLists } from './idLists.ts';
import { ListJoiner } from './listJoiner.ts';
import type { LinkResolver } from './linkResolver.ts';
import type { NameIndex } from './nameIndex.ts';
import type { NoteTable } from './noteTable.ts';
import { NO_KEY, NOWHERE } from './noteRecord.ts';
import type { PackedNote } from './packedNote.ts';

const NONE: readonly number[] = [];
/** Up to so many, looking through a list is faster than a set. */
const FEW = 16;

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

  sourceCount(id: number): number {
    return this.#sources.count(id);
  }

  /** Notes that this one links to, each once, in the order of its links. */
  targetsOf(id: number): readonly number[] {
    const note = this.#table.note(id);
    return note === undefined ? NONE : targetsOf(id, note);
  }

  /** To be called when the table holds the note; `old` is what it held before. */
  noteChanged(id: number, note: PackedNote | undefined, old: PackedNote | undefined): void {
    this.#unsettle(id, old).all = true;
    this.#renameNote(id, note, old);
    const asked = note === undefined ? NONE : this.#keyLinks(note);
    const before = old === undefined ? NONE : this.#keyLinks(old);
    for (const key of without(before, asked)) this.#names.askers.delete(key, id);
    for (const key of without(asked, before)) this.#names.askers.add(key, id);
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

  /**
   * Takes the links of restored notes as they were when the index was saved.
   *
   * @param notes at the index that is their id
   * @param names every name at the index that is its key in the notes' records
   */
  restore(notes: readonly PackedNote[], names: () => readonly string[]): void {
    const count = notes.length;
    const sources = new ListJoiner(count);
    for (let id = 0; id < count; id++) addSource(id, notes[id]!, sources);
    this.#sources.restore(sources.join());
    this.#names.fillLater(names, () => {
      const lastAsker: number[] = [];
      for (let id = 0; id < count; id++) {
        const note = this.#table.peek(id);
        if (note !== undefined) this.#restoreNames(id, note, lastAsker);
      }
    });
  }

  /** @param lastAsker for each key, the note that was seen last to ask for it */
  #restoreNames(id: number, note: PackedNote, lastAsker: number[]): void {
    const { files, otherNames, askers } = this.#names;
    const ask = (key: number): void => {
      if (lastAsker[key] === id) return;
      lastAsker[key] = id;
      askers.add(key, id);
    };
    files.add(note.ownKey(0), id);
    for (const key of otherKeys(note)) otherNames.add(key, id);
    for (let i = 0; i < note.linkCount; i++) {
      if (note.nameKey(i) !== NO_KEY) ask(note.nameKey(i));
      this.#askOtherwise(note, i, ask);
    }
  }

  #unsettle(id: number, settledNote: PackedNote | undefined): Unsettled {
    let entry = this.#unsettled.get(id);
    if (entry === undefined) {
      const was = settledNote === undefined ? NONE : targetsOf(id, settledNote);
      entry = {
        was,
        wasDangling: settledNote === undefined ? NONE : danglingKeysOf(settledNote),
        all: false,
      };
      this.#unsettled.set(id, entry);
    }
    return entry;
  }

  #renameNote(id: number, note: PackedNote | undefined, old: PackedNote | undefined): void {
    const { files, otherNames } = this.#names;
    const hasMoved = note?.path !== old?.path;
    // The keys stand in the notes, and a note that moves shares them with what it was: the old ones are read first.
    const oldFile = old?.ownKey(0);
    const oldNames = old === undefined ? NONE : otherKeys(old);
    if (note !== undefined) this.#keyNames(note);
    const names = note === undefined ? NONE : otherKeys(note);
    if (oldFile !== undefined && hasMoved) this.#change(files, 'delete', oldFile, id);
    if (note !== undefined && hasMoved) this.#change(files, 'add', note.ownKey(0), id);
    for (const key of without(oldNames, names)) this.#change(otherNames, 'delete', key, id);
    for (const key of without(names, oldNames)) this.#change(otherNames, 'add', key, id);
    // From its new place the note may be nearer to, or further from, who asks for a name that it keeps.
    if (hasMoved) for (const key of names) if (oldNames.includes(key)) this.#askAnew(key);
  }

  /** A name is gained or lost. */
  #change(bearers: IdLists, change: 'add' | 'delete', key: number, id: number): void {
    bearers[change](key, id);
    this.#askAnew(key);
  }

  #askAnew(key: number): void {
    this.#movedNames.add(key);
    this.#newlyMoved.push(key);
  }

  /** Gives the note's names their keys. */
  #keyNames(note: PackedNote): void {
    let last = '';
    let key = NO_KEY;
    for (let i = 0; i < note.nameCount; i++) {
      const name = note.name(i);
      // Most notes are called as their file is.
      if (name !== last || i === 0) key = this.#names.keyOf(name);
      last = name;
      note.setOwnKey(i, key);
    }
  }

  /** Gives the note's links their keys; which names they ask for, each once. */
  #keyLinks(note: PackedNote): readonly number[] {
    const asked: number[] = [];
    const seen = note.linkCount > FEW ? new Set<number>() : undefined;
    const ask = (key: number): void => {
      if (seen === undefined ? asked.includes(key) : seen.has(key)) return;
      seen?.add(key);
      asked.push(key);
    };
    for (let i = 0; i < note.linkCount; i++) {
      const name = note.targetName(i);
      if (name === undefined) continue;
      const key = this.#names.keyOf(name);
      note.setNameKey(i, key);
      ask(key);
      this.#askOtherwise(note, i, ask);
    }
    return asked;
  }

  /** Asks for what a link may mean besides a file's name: an alias with a slash, or the words of a wikilink. */
  #askOtherwise(note: PackedNote, link: number, ask: (key: number) => void): void {
    const alias = note.mayBeAliasWithSlash(link) ? note.noteTarget(link)?.path : undefined;
    if (alias !== undefined) ask(this.#names.keyOf(alias));
    const swapped = note.swappedTarget(link);
    if (swapped !== undefined) ask(this.#names.keyOf(swapped.name));
  }

  #lookUpLinks(note: PackedNote, all: boolean): void {
    for (let i = 0; i < note.linkCount; i++) {
      const key = note.nameKey(i);
      if (key === NO_KEY) continue;
      const isPlain = note.asksPlainly(i);
      // A path may also be an alias, and words the target, which have other keys.
      if (!all && isPlain && !note.hasWords(i) && !this.#movedNames.has(key)) continue;
      const only = isPlain ? this.#names.files.only(key) : undefined;
      note.setResolved(i, only ?? this.#lookUp(note, i, key));
    }
  }

  #lookUp(note: PackedNote, link: number, key: number): number {
    const target = note.noteTarget(link);
    if (target === undefined) return NOWHERE.elsewhere;
    const found = this.#resolver.best(note.path, target, key);
    const swapped = found === undefined ? note.swappedTarget(link) : undefined;
    const other = swapped === undefined ? undefined : this.#resolver.findSwapped(note.path, swapped)[0];
    return found ?? other ?? (target.isFileOtherwise ? NOWHERE.elsewhere : NOWHERE.dangling);
  }

  #shift(source: number, note: PackedNote | undefined, before: Unsettled): void {
    const now = note === undefined ? NONE : targetsOf(source, note);
    const nowDangling = note === undefined ? NONE : danglingKeysOf(note);
    for (const id of without(before.was, now)) this.#sources.delete(id, source);
    for (const id of without(now, before.was)) this.#sources.add(id, source);
    this.#onShift({ source, was: before.was, now, wasDangling: before.wasDangling, nowDangling });
  }
}

/** The keys of title and aliases that are not the file name's, each once. */
function otherKeys(note: PackedNote): readonly number[] {
  let keys: number[] | undefined;
  for (let i = 1; i < note.nameCount; i++) {
    const key = note.ownKey(i);
    if (key === note.ownKey(0) || keys?.includes(key) === true) continue;
    keys ??= [];
    keys.push(key);
  }
  return keys ?? NONE;
}

/** Whether the note links to another. */
export function hasTargets(id: number, note: PackedNote): boolean {
  for (let i = 0; i < note.linkCount; i++) {
    const target = note.resolved(i);
    if (target >= 0 && target !== id) return true;
  }
  return false;
}

/** Puts the note into the list of each note that it links to. */
function addSource(id: number, note: PackedNote, sources: ListJoiner): void {
  for (let i = 0; i < note.linkCount; i++) {
    const target = note.resolved(i);
    if (target >= 0 && target !== id) sources.add(target, id);
  }
}

function targetsOf(id: number, note: PackedNote): readonly number[] {
  const found: number[] = [];
  const seen = note.linkCount > FEW ? new Set<number>() : undefined;
  for (let i = 0; i < note.linkCount; i++) {
    const target = note.resolved(i);
    if (target < 0 || target === id || (seen === undefined ? found.includes(target) : seen.has(target)))
      continue;
    seen?.add(target);
    found.push(target);
  }
  return found;
}

/** Keys of the names that the note asks for in vain, each once. */
export function danglingKeysOf(note: PackedNote): readonly number[] {
  let found: number[] | undefined;
  for (let i = 0; i < note.linkCount; i++) {
    if (note.resolved(i) !== NOWHERE.dangling) continue;
    const key = note.nameKey(i);
    found ??= [];
    if (!found.includes(key)) found.push(key);
  }
  return found ?? NONE;
}

/** Those of `items` that are not in `others`. */
export function without(items: readonly number[], others: readonly number[]): readonly number[] {
  if (items.length === 0 || others.length === 0) return items;
  if (others.length <= FEW) return items.filter((item) => !others.includes(item));
  const known = new Set(others);
  return items.filter((item) => !known.has(item));
}
