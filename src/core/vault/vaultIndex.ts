import { DanglingIndex } from './danglingIndex.ts';
import { LinkGraph, without, type LinkShift } from './linkGraph.ts';
import { LinkResolver } from './linkResolver.ts';
import { MocIndex } from './mocIndex.ts';
import { NameIndex } from './nameIndex.ts';
import { NoteTable } from './noteTable.ts';
import { OrphanIndex } from './orphanIndex.ts';
import type { PackedNote } from './packedNote.ts';
import { TagIndex } from './tagIndex.ts';

/** The parts of a vault's index, and what each is told when a note comes, changes or goes. */
export class VaultIndex {
  readonly table = new NoteTable();
  readonly names = new NameIndex();
  readonly resolver = new LinkResolver(this.table, this.names);
  readonly graph = new LinkGraph(this.table, this.names, this.resolver, (shift) => this.#linksShifted(shift));
  readonly tags = new TagIndex(this.table.sortKey);
  readonly mocs = new MocIndex(this.table, this.graph);
  readonly dangling = new DanglingIndex(this.table);
  readonly orphans = new OrphanIndex(this.table, this.graph);

  /** Goes up with every change. */
  revision = 0;

  /** Adds a note, or puts it in the place of the note `known`, whatever path that has. */
  put(known: number | undefined, note: PackedNote): void {
    this.#beginChange();
    const old = known === undefined ? undefined : this.table.existing(known);
    const id = known ?? this.table.add(note);
    const moves = old !== undefined && (old.title !== note.title || old.path !== note.path);
    if (moves) {
      this.tags.remove(old.path, old.tagNames);
      this.#leaveLists(id);
    }
    if (old !== undefined) this.table.replace(id, note);
    if (moves) this.mocs.enter(id);
    if (old === undefined || moves) this.tags.add(note.path, note.tagNames);
    else this.tags.change(note.path, old.tagNames, note.tagNames);
    this.graph.noteChanged(id, note, old);
  }

  drop(id: number): void {
    this.#beginChange();
    const old = this.table.existing(id);
    this.tags.remove(old.path, old.tagNames);
    this.#leaveLists(id);
    this.table.remove(id);
    this.graph.noteChanged(id, undefined, old);
  }

  /**
   * Takes restored notes: the table and the tags hold them already, in the order of their titles, and their links are
   * looked up.
   *
   * @param notes at the index that is their id
   * @param names every name at the index that is its key in the notes' records
   */
  restore(notes: readonly PackedNote[], names: () => readonly string[]): void {
    this.graph.restore(notes, names);
    this.orphans.restore(notes);
    this.dangling.restore(notes);
    this.mocs.restore(notes);
  }

  #beginChange(): void {
    this.revision++;
    this.names.fillNow();
  }

  /** Takes a note out of what is sorted by title; the next settling puts it back where it belongs. */
  #leaveLists(id: number): void {
    this.mocs.leave(id);
    this.orphans.leave(id);
  }

  #linksShifted({ source, was, now, wasDangling, nowDangling }: LinkShift): void {
    this.orphans.update(source);
    for (const id of without(was, now)) this.orphans.update(id);
    for (const id of without(now, was)) this.orphans.update(id);
    this.dangling.update(source, wasDangling, nowDangling);
    this.mocs.update(source);
  }
}
