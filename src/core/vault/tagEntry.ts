import { sortKeyOf } from './noteName.ts';
import { SortedList } from './sortedList.ts';
import { SortedPaths } from './sortedPaths.ts';
import type { TagNode } from './vaultAnswers.ts';

/** How often one level of a tag is spelled one way. */
export interface SpellingCount {
  count: number;
}

/** One tag, kept current note by note. As a {@link TagNode} it always shows how things stand now. */
export class TagEntry implements TagNode {
  readonly parent: TagEntry | undefined;
  /** Folded last level. */
  readonly key: string;
  /** Notes that carry just this tag. */
  readonly direct: SortedPaths;
  /** Children by label. */
  readonly childList = new SortedList<TagEntry>(
    (tag) => tag.#sortKey,
    (tag) => tag.key,
  );
  total = 0;
  readonly #titleKey: (path: string) => string;
  readonly #below = new Map<string, TagEntry>();
  readonly #spellings = new Map<string, SpellingCount>();
  #label: string;
  #sortKey: string;

  /** @param titleKey by what a path sorts */
  constructor(key: string, label: string, parent: TagEntry | undefined, titleKey: (path: string) => string) {
    this.key = key;
    this.parent = parent;
    this.direct = new SortedPaths(titleKey);
    this.#titleKey = titleKey;
    this.#label = label;
    this.#sortKey = sortKeyOf(label);
  }

  get label(): string {
    return this.#label;
  }

  get name(): string {
    const above = this.parent?.name ?? '';
    return above === '' ? this.label : `${above}/${this.label}`;
  }

  get children(): readonly TagEntry[] {
    return this.childList.list();
  }

  get ownCount(): number {
    return this.direct.size;
  }

  get notes(): readonly string[] {
    return this.direct.list();
  }

  /** The tag below with this folded name. */
  child(key: string): TagEntry | undefined {
    return this.#below.get(key);
  }

  /** The tag below, made when it is new. */
  ensureChild(key: string, label: string): TagEntry {
    let child = this.#below.get(key);
    if (child === undefined) {
      child = new TagEntry(key, label, this, this.#titleKey);
      this.#below.set(key, child);
      this.childList.add(child);
    }
    return child;
  }

  removeChild(child: TagEntry): void {
    this.#below.delete(child.key);
    this.childList.delete(child);
  }

  /** The count of a spelling, made when it is new. */
  spelling(label: string): SpellingCount {
    let count = this.#spellings.get(label);
    if (count === undefined) {
      count = { count: 0 };
      this.#spellings.set(label, count);
    }
    return count;
  }

  /** A spelling has become more or less frequent. */
  spellingsChanged(): void {
    // The only spelling there is stays the most used one.
    if (this.#spellings.size < 2) return;
    const label = mostUsed(this.#spellings);
    if (label === this.#label || label === '') return;
    const siblings = this.parent?.child(this.key) === this ? this.parent.childList : undefined;
    siblings?.delete(this);
    this.#label = label;
    this.#sortKey = sortKeyOf(label);
    siblings?.add(this);
  }

  /** Nobody spells it so any more. */
  dropSpelling(label: string): void {
    this.#spellings.delete(label);
  }
}

/** Ties go to the spelling that sorts first, so that the order of reading does not show. */
function mostUsed(spellings: ReadonlyMap<string, SpellingCount>): string {
  let best = '';
  let most = 0;
  for (const [spelling, { count }] of spellings) {
    if (count > most || (count === most && spelling < best)) {
      best = spelling;
      most = count;
    }
  }
  return best;
}
