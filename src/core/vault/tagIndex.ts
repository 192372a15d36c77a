import { fold } from './noteName.ts';
import { SortedPaths } from './sortedPaths.ts';
import { TagEntry, type SpellingCount } from './tagEntry.ts';
import type { TagNode } from './vaultAnswers.ts';

/** A tag's name as some note writes it, and the tags it speaks of: itself and those above, from the top. */
export interface TagSpelling {
  readonly name: string;
  readonly levels: readonly SpelledLevel[];
  /** Notes that write it so. */
  uses: number;
}

interface SpelledLevel {
  readonly label: string;
  readonly entry: TagEntry;
  readonly spelled: SpellingCount;
}

/** The tag tree of the vault. Tags that differ in case or Unicode form only are one tag. */
export class TagIndex {
  readonly #root: TagEntry;
  readonly #untagged: SortedPaths;
  readonly #spellings = new Map<string, TagSpelling>();

  constructor(sortKey: (path: string) => string) {
    this.#root = new TagEntry('', '', undefined, sortKey);
    this.#untagged = new SortedPaths(sortKey);
  }

  roots(): readonly TagNode[] {
    return this.#root.children;
  }

  untagged(): readonly string[] {
    return this.#untagged.list();
  }

  get untaggedCount(): number {
    return this.#untagged.size;
  }

  /** A tag by its name in any spelling. */
  find(name: string): TagNode | undefined {
    let entry: TagEntry | undefined = this.#root;
    for (const level of levelsOf(name)) entry = entry?.child(fold(level));
    return entry === this.#root ? undefined : entry;
  }

  /** @param names as the note writes them, each once */
  add(path: string, names: readonly string[]): void {
    const spellings = names.map((name) => this.spelling(name));
    const { direct, all } = entriesOf(spellings);
    for (const entry of direct) entry.direct.add(path);
    for (const entry of all) entry.total++;
    for (const spelling of spellings) this.#count(spelling, 1);
    if (direct.length === 0) this.#untagged.add(path);
  }

  /**
   * Takes the tags of restored notes, which come in the order of their titles.
   *
   * @param names of spellings
   * @param numbers for each note how many spellings it has, and which of `names` they are
   * @returns `false` when something is not as it must be; the index is of no use then
   */
  restore(paths: readonly string[], names: readonly string[], numbers: Int32Array): boolean {
    const spellings = names.map((name) => this.spelling(name));
    const seen = new Map<TagEntry, SeenTag>();
    const levels = spellings.map((spelling) =>
      spelling.levels.map(({ entry }) => {
        const known = seen.get(entry) ?? { entry, last: -1, lastDirect: -1 };
        seen.set(entry, known);
        return known;
      }),
    );
    let at = 0;
    for (const [id, path] of paths.entries()) {
      const end = at + 1 + (numbers[at] ?? -1);
      if (end <= at || end > numbers.length) return false;
      let isTagged = false;
      for (at++; at < end; at++) {
        const own = levels[numbers[at]!];
        if (own === undefined) return false;
        spellings[numbers[at]!]!.uses++;
        isTagged = appendTo(own, id, path) || isTagged;
      }
      if (!isTagged) this.#untagged.append(path);
    }
    for (const { levels, uses } of spellings) for (const { spelled } of levels) spelled.count += uses;
    for (const { entry } of seen.values()) entry.spellingsChanged();
    return at === numbers.length;
  }

  /** The note writes other tags than before, and sorts as before. */
  change(path: string, was: readonly string[], names: readonly string[]): void {
    const gone = was.filter((name) => !names.includes(name));
    const come = names.filter((name) => !was.includes(name));
    if (gone.length + come.length === 0) return;
    const before = entriesOf(was.map((name) => this.spelling(name)));
    const after = entriesOf(names.map((name) => this.spelling(name)));
    for (const entry of after.direct) if (!before.direct.includes(entry)) entry.direct.add(path);
    for (const entry of before.direct) if (!after.direct.includes(entry)) entry.direct.delete(path);
    if (before.direct.length === 0 && after.direct.length > 0) this.#untagged.delete(path);
    if (before.direct.length > 0 && after.direct.length === 0) this.#untagged.add(path);
    for (const entry of after.all) if (!before.all.includes(entry)) entry.total++;
    for (const name of come) this.#count(this.spelling(name), 1);
    for (const entry of before.all) if (!after.all.includes(entry)) entry.total--;
    for (const name of gone) this.#count(this.spelling(name), -1);
    dropEmpty(before.all);
  }

  /** Takes a note out; `names` are those with which it was added. */
  remove(path: string, names: readonly string[]): void {
    const spellings = names.map((name) => this.spelling(name));
    const { direct, all } = entriesOf(spellings);
    for (const entry of direct) entry.direct.delete(path);
    for (const entry of all) entry.total--;
    for (const spelling of spellings) this.#count(spelling, -1);
    dropEmpty(all);
    if (direct.length === 0) this.#untagged.delete(path);
  }

  /** A name as some note writes it. It is forgotten with the last such note. */
  spelling(name: string): TagSpelling {
    let spelling = this.#spellings.get(name);
    if (spelling === undefined) {
      let entry = this.#root;
      const levels = levelsOf(name).map((label) => {
        entry = entry.ensureChild(fold(label), label);
        return { label, entry, spelled: entry.spelling(label) };
      });
      spelling = { name, levels, uses: 0 };
      this.#spellings.set(name, spelling);
    }
    return spelling;
  }

  #count(spelling: TagSpelling, by: 1 | -1): void {
    spelling.uses += by;
    for (const { label, entry, spelled } of spelling.levels) {
      spelled.count += by;
      entry.spellingsChanged();
      if (spelled.count === 0) entry.dropSpelling(label);
    }
    if (spelling.uses === 0) this.#spellings.delete(spelling.name);
  }
}

/** A tag while notes are restored, and the notes that were last found to carry it or one below, and just it. */
interface SeenTag {
  readonly entry: TagEntry;
  last: number;
  lastDirect: number;
}

/** Adds a note to a tag and those above it, once each, whatever it says more; whether there is a tag at all. */
function appendTo(levels: readonly SeenTag[], id: number, path: string): boolean {
  for (const tag of levels) {
    if (tag.last === id) continue;
    tag.last = id;
    tag.entry.total++;
  }
  const direct = levels.at(-1);
  if (direct === undefined) return false;
  if (direct.lastDirect !== id) direct.entry.direct.append(path);
  direct.lastDirect = id;
  return true;
}

function dropEmpty(entries: readonly TagEntry[]): void {
  for (const entry of entries) if (entry.total === 0) entry.parent?.removeChild(entry);
}

/** The tags that the spellings speak of, and those with every tag above; each once. */
function entriesOf(spellings: readonly TagSpelling[]): { direct: TagEntry[]; all: TagEntry[] } {
  const direct: TagEntry[] = [];
  const all: TagEntry[] = [];
  for (const { levels } of spellings) {
    for (const { entry } of levels) if (!all.includes(entry)) all.push(entry);
    const last = levels.at(-1)?.entry;
    if (last !== undefined && !direct.includes(last)) direct.push(last);
  }
  return { direct, all };
}

/** @example levelsOf('lang//rust/') // ['lang', 'rust'] */
function levelsOf(name: string): readonly string[] {
  if (!name.includes('/')) return name === '' ? [] : [name];
  return name.split('/').filter((level) => level !== '');
}
