import { fold, sortKeyOf } from './noteName.ts';
import { withoutNoteExtension } from './notePath.ts';
import type { PackedNote } from './packedNote.ts';

/** Stands for a note that was restored and that nobody has asked for yet. */
const SAVED = 'saved';

/** The vault's notes by number. An id belongs to a note for as long as the vault lives, through renames as well. */
export class NoteTable {
  #notes: (PackedNote | typeof SAVED | undefined)[] = [];
  #readSaved: ((id: number) => PackedNote) | undefined;
  #sortKeys: (string | undefined)[] = [];
  #stemPaths: (string | undefined)[] = [];
  readonly #ids = new Map<string, number>();
  /** Ids by stem path; made when it is first asked for. */
  #byStemPath: Map<string, readonly number[]> | undefined;

  get size(): number {
    return this.#ids.size;
  }

  /** One more than the highest id. */
  get limit(): number {
    return this.#notes.length;
  }

  idOf(path: string): number | undefined {
    return this.#ids.get(path);
  }

  note(id: number): PackedNote | undefined {
    const note = this.#notes[id];
    return note === SAVED ? (this.#notes[id] = this.#readSaved!(id)) : note;
  }

  /** As {@link note}, for a look in passing: what was restored is read without being kept. */
  peek(id: number): PackedNote | undefined {
    const note = this.#notes[id];
    return note === SAVED ? this.#readSaved!(id) : note;
  }

  /** @throws RangeError when there is no such note: an index that asks for it is broken. */
  existing(id: number): PackedNote {
    const note = this.note(id);
    if (note === undefined) throw new RangeError(`No note has the id ${id}`);
    return note;
  }

  /**
   * Fills an empty table with notes that are read when they are asked for.
   *
   * @param paths of each note, at the index that is its id
   * @returns `false` when two of them are the same; the table is of no use then
   */
  restore(paths: readonly string[], read: (id: number) => PackedNote): boolean {
    for (const [id, path] of paths.entries()) this.#ids.set(path, id);
    this.#notes = new Array<typeof SAVED>(paths.length).fill(SAVED);
    this.#sortKeys = new Array<undefined>(paths.length).fill(undefined);
    this.#stemPaths = new Array<undefined>(paths.length).fill(undefined);
    this.#readSaved = read;
    return this.#ids.size === paths.length;
  }

  add(note: PackedNote): number {
    const id = this.#notes.length;
    this.#notes.push(note);
    this.#sortKeys.push(undefined);
    this.#stemPaths.push(undefined);
    this.#ids.set(note.path, id);
    this.#listStem(id);
    return id;
  }

  /** Puts another reading, maybe at another path, in a note's place. */
  replace(id: number, note: PackedNote): void {
    const old = this.existing(id);
    const hasMoved = old.path !== note.path;
    if (hasMoved) this.#unlistStem(id);
    this.#notes[id] = note;
    if (hasMoved) {
      this.#ids.delete(old.path);
      this.#ids.set(note.path, id);
      this.#stemPaths[id] = undefined;
      this.#listStem(id);
    }
    if (old.title !== note.title) this.#sortKeys[id] = undefined;
  }

  remove(id: number): void {
    this.#unlistStem(id);
    this.#ids.delete(this.existing(id).path);
    this.#notes[id] = undefined;
    this.#sortKeys[id] = undefined;
    this.#stemPaths[id] = undefined;
  }

  /** The path as links name it: folded, without extension. */
  stemPath(id: number): string {
    return (this.#stemPaths[id] ??= fold(withoutNoteExtension(this.existing(id).path)));
  }

  /** The notes at a stem path: one, but for files that differ in case or extension only. */
  atStemPath(stemPath: string): readonly number[] {
    if (this.#byStemPath === undefined) {
      this.#byStemPath = new Map();
      for (let id = 0; id < this.limit; id++) if (this.note(id) !== undefined) this.#listStem(id);
    }
    return this.#byStemPath.get(stemPath) ?? [];
  }

  #listStem(id: number): void {
    if (this.#byStemPath === undefined) return;
    const stem = this.stemPath(id);
    this.#byStemPath.set(stem, [...(this.#byStemPath.get(stem) ?? []), id]);
  }

  #unlistStem(id: number): void {
    if (this.#byStemPath === undefined) return;
    const stem = this.stemPath(id);
    const others = (this.#byStemPath.get(stem) ?? []).filter((other) => other !== id);
    if (others.length > 0) this.#byStemPath.set(stem, others);
    else this.#byStemPath.delete(stem);
  }

  *notes(): Generator<PackedNote> {
    for (let id = 0; id < this.limit; id++) {
      const note = this.note(id);
      if (note !== undefined) yield note;
    }
  }

  /** By what a note sorts: its title. */
  readonly sortKey = (path: string): string => {
    const id = this.#ids.get(path);
    if (id === undefined) return '';
    return (this.#sortKeys[id] ??= sortKeyOf(this.existing(id).title));
  };
}
