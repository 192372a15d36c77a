import { isTemplate } from './isTemplate.ts';
import { hasTargets, type LinkGraph } from './linkGraph.ts';
import type { NoteTable } from './noteTable.ts';
import type { PackedNote } from './packedNote.ts';
import { SortedPaths } from './sortedPaths.ts';

/** Notes that no other note links to and that link to none. */
export class OrphanIndex {
  readonly #table: NoteTable;
  readonly #graph: LinkGraph;
  readonly #ids = new Set<number>();
  readonly #paths: SortedPaths;

  constructor(table: NoteTable, graph: LinkGraph) {
    this.#table = table;
    this.#graph = graph;
    this.#paths = new SortedPaths(table.sortKey);
  }

  /** By title. */
  list(): readonly string[] {
    return this.#paths.list();
  }

  get count(): number {
    return this.#ids.size;
  }

  /** Links to or from the note have come or gone. */
  update(id: number): void {
    const note = this.#table.note(id);
    if (note === undefined || this.#isOrphan(id, note) === this.#ids.has(id)) return;
    if (this.#ids.delete(id)) {
      this.#paths.delete(note.path);
    } else {
      this.#ids.add(id);
      this.#paths.add(note.path);
    }
  }

  /** Takes restored notes, at the index that is their id; they come in the order of their titles. */
  restore(notes: readonly PackedNote[]): void {
    for (let id = 0; id < notes.length; id++) {
      const note = notes[id]!;
      if (!this.#isOrphan(id, note)) continue;
      this.#ids.add(id);
      this.#paths.append(note.path);
    }
  }

  /** Takes a note out, before its title or path changes or it goes; the next update puts it back. */
  leave(id: number): void {
    if (this.#ids.delete(id)) this.#paths.delete(this.#table.existing(id).path);
  }

  #isOrphan(id: number, note: PackedNote): boolean {
    return this.#graph.sourceCount(id) === 0 && !hasTargets(id, note) && !isTemplate(note.path);
  }
}
