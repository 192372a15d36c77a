import { isTemplate } from './isTemplate.ts';
import type { LinkGraph } from './linkGraph.ts';
import type { NoteTable } from './noteTable.ts';
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
    if (note === undefined || this.#isOrphan(id) === this.#ids.has(id)) return;
    if (this.#ids.delete(id)) {
      this.#paths.delete(note.path);
    } else {
      this.#ids.add(id);
      this.#paths.add(note.path);
    }
  }

  /** Adds a restored note, which sorts after all that are in. */
  append(id: number): void {
    if (!this.#isOrphan(id)) return;
    this.#ids.add(id);
    this.#paths.append(this.#table.existing(id).path);
  }

  /** Takes a note out, before its title or path changes or it goes; the next update puts it back. */
  leave(id: number): void {
    if (this.#ids.delete(id)) this.#paths.delete(this.#table.existing(id).path);
  }

  #isOrphan(id: number): boolean {
    if (this.#graph.sourceCount(id) > 0 || this.#graph.hasTargets(id)) return false;
    return !isTemplate(this.#table.peek(id)?.path ?? '');
  }
}
