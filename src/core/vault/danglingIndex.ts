import { isTemplate } from './isTemplate.ts';
import { IdLists } from './idLists.ts';
import { danglingKeysOf } from './linkGraph.ts';
import { missingNotePath } from './linkResolver.ts';
import { isMocPlaceholder } from './mocPlaceholder.ts';
import { fold, sortKeyOf } from './noteName.ts';
import type { NoteTable } from './noteTable.ts';
import { NOWHERE } from './noteRecord.ts';
import type { PackedNote } from './packedNote.ts';
import { SortedList } from './sortedList.ts';
import type { Backlink, DanglingTarget } from './vaultAnswers.ts';

/** A link whose note is missing. */
interface Asking {
  readonly note: PackedNote;
  readonly link: number;
  /** The path that the missing note would have, were this link the only one. */
  readonly path: string;
  /** The link names folders, so that a note of that name elsewhere would not do. */
  readonly hasFolders: boolean;
  readonly name: string;
}

/** One missing note. As a {@link DanglingTarget} it always shows how things stand now. */
class DanglingEntry implements DanglingTarget {
  readonly path: string;
  readonly title: string;
  readonly sortKey: string;
  asking: readonly Asking[];

  constructor(path: string, asking: readonly Asking[]) {
    this.path = path;
    this.title = mostFrequent(asking.map(({ name }) => name));
    this.sortKey = sortKeyOf(this.title);
    this.asking = asking;
  }

  get mentionedBy(): readonly Backlink[] {
    return this.asking.map(({ note, link }) => ({ from: note.path, link: note.link(link) }));
  }
}

/** Missing notes and who mentions them. Links that one new note would satisfy are together, however they are spelled. */
export class DanglingIndex {
  readonly #table: NoteTable;
  /** Key of a name → notes that ask for it in vain. */
  readonly #askers = new IdLists();
  readonly #groups = new Map<number, readonly DanglingEntry[]>();
  readonly #stale = new Set<number>();
  readonly #sorted = new SortedList<DanglingEntry>(
    (entry) => entry.sortKey,
    (entry) => entry.path,
  );

  constructor(table: NoteTable) {
    this.#table = table;
  }

  /** A note's links have been looked up: the keys of names that it asked, and asks now, in vain. */
  update(id: number, was: readonly number[], now: readonly number[]): void {
    for (const key of was) {
      this.#stale.add(key);
      this.#askers.delete(key, id);
    }
    for (const key of now) {
      this.#stale.add(key);
      this.#askers.add(key, id);
    }
  }

  /** Takes restored notes, at the index that is their id. */
  restore(notes: readonly PackedNote[]): void {
    for (let id = 0; id < notes.length; id++) this.update(id, [], danglingKeysOf(notes[id]!));
  }

  /** Sorted by title. */
  list(): readonly DanglingTarget[] {
    this.#refreshStale();
    return this.#sorted.list();
  }

  get count(): number {
    this.#refreshStale();
    return this.#sorted.size;
  }

  #refreshStale(): void {
    for (const key of this.#stale) this.#refresh(key);
    this.#stale.clear();
  }

  #refresh(key: number): void {
    const was = this.#groups.get(key) ?? [];
    const now = this.#group(key).map((entry) => {
      const same = was.find(({ path, title }) => path === entry.path && title === entry.title);
      if (same !== undefined) same.asking = entry.asking;
      return same ?? entry;
    });
    if (now.length > 0) this.#groups.set(key, now);
    else this.#groups.delete(key);
    for (const entry of was) if (!now.includes(entry)) this.#sorted.delete(entry);
    for (const entry of now) if (!was.includes(entry)) this.#sorted.add(entry);
  }

  /**
   * One entry for each path that links name with its folders. Links by name alone go with the entry at their own
   * path, else with the one that is asked for most.
   */
  #group(key: number): readonly DanglingEntry[] {
    const asking = this.#askingFor(key);
    if (asking.length === 0) return [];
    const asked = new Map<string, number>();
    for (const { hasFolders, path } of asking) {
      if (hasFolders) asked.set(fold(path), (asked.get(fold(path)) ?? 0) + 1);
    }
    const mostAsked = [...asked].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0]?.[0] ?? '';
    const byPath = new Map<string, Asking[]>();
    for (const one of asking) {
      const path = fold(one.path);
      push(byPath, one.hasFolders || asked.has(path) ? path : mostAsked, one);
    }
    return [...byPath.values()].map((of) => {
      const exact = of.filter((one) => one.hasFolders);
      return new DanglingEntry(mostFrequent((exact.length > 0 ? exact : of).map(({ path }) => path)), of);
    });
  }

  #askingFor(key: number): Asking[] {
    const asking: Asking[] = [];
    const notes = this.#askers.get(key).map((id) => this.#table.existing(id));
    for (const note of notes.sort((a, b) => (a.path < b.path ? -1 : 1))) {
      // What a template names is a place to fill in, and missed by nobody.
      if (isTemplate(note.path)) continue;
      for (let link = 0; link < note.linkCount; link++) {
        if (note.nameKey(link) !== key || note.resolved(link) !== NOWHERE.dangling) continue;
        const target = note.noteTarget(link);
        if (target === undefined || isMocPlaceholder(target.name)) continue;
        const path = missingNotePath(note.path, note.linkKind(link), target);
        if (path !== undefined)
          asking.push({ note, link, path, hasFolders: target.form !== 'plain', name: target.name });
      }
    }
    return asking;
  }
}

function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

/** Ties go to the shortest, then to the first in the alphabet. */
function mostFrequent(items: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  const ranked = [...counts].sort(([a, x], [b, y]) => y - x || a.length - b.length || (a < b ? -1 : 1));
  return ranked[0]?.[0] ?? '';
}
