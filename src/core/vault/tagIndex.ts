import { fold, sortKeyOf } from './noteName.ts';
import { SortedPaths } from './sortedPaths.ts';
import type { TagNode } from './vault.ts';

type SortKey = (path: string) => string;

/** One tag, kept current note by note. As a {@link TagNode} it always shows how things stand now. */
class TagEntry implements TagNode {
  readonly parent: TagEntry | undefined;
  /** Folded last level. */
  readonly key: string;
  readonly below = new Map<string, TagEntry>();
  readonly direct: SortedPaths;
  total = 0;
  /** How often the last level is spelled how, one count for each note. */
  readonly #spellings = new Map<string, number>();
  #label: string | undefined;
  #children: readonly TagEntry[] | undefined;

  constructor(key: string, parent: TagEntry | undefined, sortKey: SortKey) {
    this.key = key;
    this.parent = parent;
    this.direct = new SortedPaths(sortKey);
  }

  get label(): string {
    this.#label ??= mostUsed(this.#spellings);
    return this.#label;
  }

  get name(): string {
    const above = this.parent?.name ?? '';
    return above === '' ? this.label : `${above}/${this.label}`;
  }

  get children(): readonly TagEntry[] {
    this.#children ??= [...this.below.values()]
      .map((tag) => ({ tag, key: sortKeyOf(tag.label) }))
      .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.tag.key < b.tag.key ? -1 : 1))
      .map(({ tag }) => tag);
    return this.#children;
  }

  get notes(): readonly string[] {
    return this.direct.list();
  }

  /** Children were added, removed or may be called otherwise. */
  childrenChanged(): void {
    this.#children = undefined;
  }

  countSpelling(spelling: string, by: 1 | -1): void {
    const count = (this.#spellings.get(spelling) ?? 0) + by;
    if (count > 0) this.#spellings.set(spelling, count);
    else this.#spellings.delete(spelling);
    if (spelling === this.#label && by === 1) return;
    this.#label = undefined;
    this.parent?.childrenChanged();
  }
}

/** The tag tree of the vault. Tags that differ in case or Unicode form only are one tag. */
export class TagIndex {
  readonly #root: TagEntry;
  readonly #untagged: SortedPaths;
  readonly #sortKey: SortKey;

  constructor(sortKey: SortKey) {
    this.#sortKey = sortKey;
    this.#root = new TagEntry('', undefined, sortKey);
    this.#untagged = new SortedPaths(sortKey);
  }

  roots(): readonly TagNode[] {
    return this.#root.children;
  }

  untagged(): readonly string[] {
    return this.#untagged.list();
  }

  /** A tag by its name in any spelling. */
  find(name: string): TagNode | undefined {
    let entry: TagEntry | undefined = this.#root;
    for (const level of levelsOf(name)) entry = entry?.below.get(fold(level));
    return entry === this.#root ? undefined : entry;
  }

  add(path: string, names: readonly string[]): void {
    const { direct, all } = this.#entriesOf(names);
    for (const entry of direct) entry.direct.add(path);
    for (const [entry, spelling] of all) {
      entry.total++;
      entry.countSpelling(spelling, 1);
    }
    if (direct.size === 0) this.#untagged.add(path);
  }

  /** Takes a note out; `names` are those with which it was added. */
  remove(path: string, names: readonly string[]): void {
    const { direct, all } = this.#entriesOf(names);
    for (const entry of direct) entry.direct.delete(path);
    for (const [entry, spelling] of all) {
      entry.total--;
      entry.countSpelling(spelling, -1);
    }
    for (const entry of all.keys()) {
      if (entry.total > 0) continue;
      entry.parent?.below.delete(entry.key);
      entry.parent?.childrenChanged();
    }
    if (direct.size === 0) this.#untagged.delete(path);
  }

  /** The tags that the names speak of, and those with every tag above, each once and with its spelling. */
  #entriesOf(names: readonly string[]): { direct: Set<TagEntry>; all: Map<TagEntry, string> } {
    const direct = new Set<TagEntry>();
    const all = new Map<TagEntry, string>();
    for (const name of names) {
      let entry = this.#root;
      for (const level of levelsOf(name)) {
        entry = this.#child(entry, fold(level));
        if (!all.has(entry)) all.set(entry, level);
      }
      if (entry !== this.#root) direct.add(entry);
    }
    return { direct, all };
  }

  #child(parent: TagEntry, key: string): TagEntry {
    let child = parent.below.get(key);
    if (child === undefined) {
      child = new TagEntry(key, parent, this.#sortKey);
      parent.below.set(key, child);
      parent.childrenChanged();
    }
    return child;
  }
}

/** @example levelsOf('lang//rust/') // ['lang', 'rust'] */
function levelsOf(name: string): string[] {
  return name.includes('/') ? name.split('/').filter((level) => level !== '') : name === '' ? [] : [name];
}

/** Ties go to the spelling that sorts first, so that the order of reading does not show. */
function mostUsed(spellings: ReadonlyMap<string, number>): string {
  let best = '';
  let most = 0;
  for (const [spelling, count] of spellings) {
    if (count > most || (count === most && spelling < best)) {
      best = spelling;
      most = count;
    }
  }
  return best;
}
