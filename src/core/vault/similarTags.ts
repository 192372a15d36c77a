import type { Note } from './note.ts';
import { fold } from './noteName.ts';
import { initialsOf, numberless, tagWords } from './tagWords.ts';

/**
 * Why tags may be one and the same: they differ in upper and lower case (`LLM`, `llm`), in how words are joined
 * (`data-science`, `dataScience`), in number (`book`, `books`), one abbreviates the other (`ml`,
 * `machine-learning`), or they stand on nearly the same notes.
 */
type TagSimilarity = 'case' | 'separators' | 'plural' | 'abbreviation' | 'coOccurrence';

/** One spelling of a tag. */
interface TagUse {
  /** As written, without `#`. */
  readonly name: string;
  /** Notes that carry this spelling. */
  readonly count: number;
}

/** Tags that could be merged, for a person to look at. */
export interface SimilarTags {
  /** Most used first; at least two. */
  readonly tags: readonly TagUse[];
  /** The one to keep: the most used. */
  readonly target: string;
  readonly similarities: readonly TagSimilarity[];
  /** For people, one sentence. */
  readonly why: string;
}

/** From the smallest difference to the largest. */
const ORDER: readonly TagSimilarity[] = ['case', 'separators', 'plural', 'abbreviation', 'coOccurrence'];
const DIFFERENCES: Partial<Record<TagSimilarity, string>> = {
  case: 'in upper and lower case',
  separators: 'in how words are joined',
  plural: 'in singular and plural',
};

/** Tags that stand together this often, and on at least this many notes, may mean the same. */
const MIN_OVERLAP = 0.8;
const MIN_TOGETHER = 4;
/** A note with more tags says nothing about any two of them. */
const MAX_TAGS_OF_NOTE = 40;

/**
 * Finds tags that may be one and the same, the most used first. Nested tags are compared level by level; where
 * `llm` and `llms` are found, `llm/tools` and `llms/tools` are not told again, for children move with their parent.
 *
 * @param isIgnored tags that take no part, e.g. workflow tags, which stand beside every other tag
 * @example similarTags(vault.notes()) // [{ target: 'llms', tags: [llms 7, llm 2], similarities: ['plural'], … }]
 */
export function similarTags(
  notes: Iterable<Pick<Note, 'tags'>>,
  isIgnored: (tag: string) => boolean = () => false,
): SimilarTags[] {
  const uses = new TagUses();
  for (const note of notes) uses.add(note.tags.map((tag) => tag.name).filter((name) => !isIgnored(name)));
  const groups = new Groups([...uses.counts.keys()]);
  joinSpellings(groups);
  joinAbbreviations(groups);
  const bySpelling = withoutRepeatedChildren(groups.found(), groups);
  const found = bySpelling.map(({ names, similarities }) => describe(names, similarities, uses));
  for (const pair of uses.companions()) {
    if (groups.areJoined(pair.a, pair.b) || isNested(pair.a, pair.b)) continue;
    found.push(describe([pair.a, pair.b], ['coOccurrence'], uses, pair));
  }
  return found.sort((a, b) => total(b) - total(a) || (a.target < b.target ? -1 : 1));
}

/** How often tags are used, alone and together. */
class TagUses {
  readonly counts = new Map<string, number>();
  readonly #together = new Map<string, Map<string, number>>();

  add(names: readonly string[]): void {
    const once = [...new Set(names)].sort();
    for (const name of once) this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
    if (once.length > MAX_TAGS_OF_NOTE) return;
    once.forEach((a, i) => {
      const row = this.#together.get(a) ?? new Map<string, number>();
      this.#together.set(a, row);
      for (const b of once.slice(i + 1)) row.set(b, (row.get(b) ?? 0) + 1);
    });
  }

  of(name: string): number {
    return this.counts.get(name) ?? 0;
  }

  /** Pairs that stand on nearly the same notes. */
  companions(): { a: string; b: string; together: number; either: number }[] {
    const pairs = [];
    for (const [a, row] of this.#together) {
      for (const [b, together] of row) {
        const either = this.of(a) + this.of(b) - together;
        if (together >= MIN_TOGETHER && together / either >= MIN_OVERLAP)
          pairs.push({ a, b, together, either });
      }
    }
    return pairs;
  }
}

interface FoundGroup {
  readonly names: readonly string[];
  readonly similarities: readonly TagSimilarity[];
}

/** Disjoint sets of tags, each with the reasons that joined it. */
class Groups {
  readonly names: readonly string[];
  readonly #parent = new Map<string, string>();
  readonly #similarities = new Map<string, Set<TagSimilarity>>();

  constructor(names: readonly string[]) {
    this.names = names;
  }

  #root(name: string): string {
    let root = name;
    for (let up = this.#parent.get(root); up !== undefined; up = this.#parent.get(root)) root = up;
    if (root !== name) this.#parent.set(name, root);
    return root;
  }

  areJoined(a: string, b: string): boolean {
    return this.#root(a) === this.#root(b);
  }

  join(a: string, b: string, why: TagSimilarity): void {
    const left = this.#root(a);
    const right = this.#root(b);
    const reasons = this.#similarities.get(left) ?? new Set();
    reasons.add(why);
    if (left !== right) {
      this.#parent.set(right, left);
      for (const other of this.#similarities.get(right) ?? []) reasons.add(other);
    }
    this.#similarities.set(left, reasons);
  }

  found(): FoundGroup[] {
    const members = new Map<string, string[]>();
    for (const name of this.names) {
      const root = this.#root(name);
      members.set(root, [...(members.get(root) ?? []), name]);
    }
    return [...members]
      .filter(([, names]) => names.length > 1)
      .map(([root, names]) => ({
        names,
        similarities: ORDER.filter((one) => this.#similarities.get(root)?.has(one)),
      }));
  }
}

/** Each rule is blind to one more difference than the one before, so the first that joins two tags names it. */
function joinSpellings(groups: Groups): void {
  const levels = new Map(groups.names.map((name) => [name, name.split('/').map(tagWords)]));
  const rules: [TagSimilarity, (name: string) => string][] = [
    ['case', fold],
    [
      'separators',
      (name) =>
        levels
          .get(name)!
          .map((words) => words.join(''))
          .join('/'),
    ],
    [
      'plural',
      (name) =>
        levels
          .get(name)!
          .map((words) => numberless(words).join(''))
          .join('/'),
    ],
  ];
  for (const [why, keyOf] of rules) {
    const first = new Map<string, string>();
    for (const name of groups.names) {
      const key = keyOf(name);
      if (/^[\s/_.-]*$/.test(key)) continue;
      const other = first.get(key);
      if (other === undefined) first.set(key, name);
      else if (!groups.areJoined(other, name)) groups.join(other, name, why);
    }
  }
}

/** `ml` and `machine-learning` under the same parent, where nothing else has the same initials. */
function joinAbbreviations(groups: Groups): void {
  const spelledOut = new Map<string, string[]>();
  for (const name of groups.names) {
    const { parent, label } = splitLast(name);
    for (const initials of initialsOf(tagWords(label))) {
      const key = parent + initials;
      const others = spelledOut.get(key) ?? [];
      if (!others.some((other) => groups.areJoined(other, name))) spelledOut.set(key, [...others, name]);
    }
  }
  for (const name of groups.names) {
    const { parent, label } = splitLast(name);
    const short = tagWords(label);
    if (short.length !== 1) continue;
    const candidates = [short[0]!, numberless(short)[0]!].map((form) => spelledOut.get(parent + form) ?? []);
    const [only] = candidates.find((found) => found.length > 0) ?? [];
    if (
      only !== undefined &&
      candidates.every((found) => found.length < 2) &&
      !groups.areJoined(only, name)
    ) {
      groups.join(only, name, 'abbreviation');
    }
  }
}

function splitLast(name: string): { parent: string; label: string } {
  const slash = name.lastIndexOf('/') + 1;
  return { parent: fold(name.slice(0, slash)), label: name.slice(slash) };
}

/** Leaves out groups that merging the groups of their parents merges as well. */
function withoutRepeatedChildren(found: readonly FoundGroup[], groups: Groups): FoundGroup[] {
  const known = new Set(groups.names);
  return found.filter(({ names }) => {
    const labels = new Set(names.map((name) => fold(splitLast(name).label)));
    const parents = names.map((name) => name.slice(0, Math.max(0, name.lastIndexOf('/'))));
    if (labels.size > 1 || new Set(parents).size === 1) return true;
    return !parents.every((parent) => known.has(parent) && groups.areJoined(parent, parents[0]!));
  });
}

function isNested(a: string, b: string): boolean {
  return fold(b).startsWith(`${fold(a)}/`) || fold(a).startsWith(`${fold(b)}/`);
}

function describe(
  names: readonly string[],
  similarities: readonly TagSimilarity[],
  uses: TagUses,
  pair?: { together: number; either: number },
): SimilarTags {
  const tags = names.map((name) => ({ name, count: uses.of(name) })).sort(byUse);
  const why =
    pair === undefined
      ? sentence(similarities)
      : `They stand together on ${outOf(pair)} notes that carry either.`;
  return { tags, target: tags[0]!.name, similarities, why };
}

function outOf({ together, either }: { together: number; either: number }): string {
  return together === either ? `all ${either}` : `${together} of the ${either}`;
}

/** Most used first; of equals the spelled-out one, then the one in lower case. */
function byUse(a: TagUse, b: TagUse): number {
  return b.count - a.count || b.name.length - a.name.length || (a.name > b.name ? -1 : 1);
}

function total(group: SimilarTags): number {
  return group.tags.reduce((sum, tag) => sum + tag.count, 0);
}

function sentence(similarities: readonly TagSimilarity[]): string {
  const differences = similarities.flatMap((one) => DIFFERENCES[one] ?? []);
  const differ = differences.length > 0 ? [`They differ ${differences.join(' and ')}.`] : [];
  const abbreviates = similarities.includes('abbreviation') ? ['One may abbreviate another.'] : [];
  return [...differ, ...abbreviates].join(' ');
}
