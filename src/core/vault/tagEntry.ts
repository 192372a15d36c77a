import { sortKeyOf } from './noteName.ts';
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
  readonly below = new Map<string, TagEntry>();
  /** Notes that carry just this tag. */
  readonly direct: SortedPaths;
  total = 0;
  readonly #spellings = new Map<string, SpellingCount>();
  #label: string | undefined;
  #children: readonly TagEntry[] | undefined;

  constructor(key: string, parent: TagEntry | undefined, sortKey: (path: string) => string) {
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
    this.#label = undefined;
    this.parent?.childrenChanged();
  }

  /** Nobody spells it so any more. */
  dropSpelling(label: string): void {
    this.#spellings.delete(label);
  }

  /** Children were added or removed, or may be called otherwise. */
  childrenChanged(): void {
    this.#children = undefined;
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
