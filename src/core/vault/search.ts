import type { Note } from './note.ts';
import { Postings } from './postings.ts';
import { linkTerms, placeTerms, searchFields } from './searchFields.ts';
import { forEachTerm } from './terms.ts';
import { TopList } from './topList.ts';

/** A note that a search found. */
export interface SearchHit {
  readonly path: string;
  /** Above 0; comparable within one search only. */
  readonly score: number;
}

/** How well all notes fit a query, at the time of asking. */
export interface Ranking {
  /** The notes that fit best, best first; those that share no term with the query are left out. */
  best(limit: number, except?: string): SearchHit[];
  /** 0 for a note that shares no term with the query. */
  scoreOf(path: string): number;
}

/** The terms of a text that tell most about it, with how much, strongest first. */
export type Query = ReadonlyMap<number, number>;

/** How much it weighs to stand in the same folder, and to link to the same note. */
const PLACE_WEIGHT = 1;
const LINK_WEIGHT = 2;
const BODY_WEIGHT = 1;

/** BM25: how soon repeats stop to count, and how far long notes are held back. */
const SATURATION = 1.2;
const LENGTH_NORM = 0.6;

/** Notes looked at to tell how many hold a phrase. */
const LOOKED_AT = 25;

/** The terms of a note that are searched for: more cost time and add noise. */
const QUERY_TERMS = 30;

/**
 * Full-text search and likeness by BM25 over title, headings, tags and body. It needs the notes' texts, which the
 * vault does not keep: feed it beside the vault, or fill it later from the same files.
 */
export class SearchIndex {
  readonly #terms = new Map<string, number>();
  #termCount = 0;
  #postings = new Postings();
  #documents = new Map<string, number>();
  #paths: (string | undefined)[] = [];
  /** Weight of each term in the note at hand, by term; all 0 between calls. */
  #counts = new Int32Array(1024);

  /** Notes that are in. */
  get size(): number {
    return this.#postings.size;
  }

  has(path: string): boolean {
    return this.#documents.has(path);
  }

  /** Adds or replaces a note. Costs time in proportion to the note. */
  upsert(path: string, text: string, note: Note): void {
    this.remove(path);
    const terms = this.#countTerms(text, note, true);
    const document = this.#postings.add(terms, (term) => Math.min(this.#counts[term]!, 0x7fff));
    this.#forget(terms);
    this.#documents.set(path, document);
    this.#paths[document] = path;
  }

  remove(path: string): boolean {
    const document = this.#documents.get(path);
    if (document === undefined) {
      return false;
    }
    this.#documents.delete(path);
    this.#paths[document] = undefined;
    this.#postings.remove(document);
    if (this.#postings.isWasteful) {
      this.#pack();
    }
    return true;
  }

  /**
   * How rare a term is among the notes: 0 where every note has it, about 9 where one of 10,000 has it. A term that
   * no note has counts as one that a single note has.
   */
  rarity(term: string): number {
    const id = this.#terms.get(term);
    return this.#rarityOf(id === undefined ? 1 : this.#postings.frequency(id));
  }

  /** Notes that hold the term (in the form that {@link forEachTerm} gives). */
  frequency(term: string): number {
    const id = this.#terms.get(term);
    return id === undefined ? 0 : this.#postings.frequency(id);
  }

  /**
   * About how many notes hold all of the terms, which is an upper bound for those that hold the phrase. Exact where
   * one of the terms is rare; otherwise told from some of the notes that hold the rarest one.
   */
  frequencyOfAll(terms: readonly string[]): number {
    const ids: number[] = [];
    for (const term of new Set(terms)) {
      const id = this.#terms.get(term);
      if (id === undefined) {
        return 0;
      }
      ids.push(id);
    }
    ids.sort((a, b) => this.#postings.frequency(a) - this.#postings.frequency(b));
    const [rarest, ...others] = ids;
    if (rarest === undefined) {
      return 0;
    }
    const frequency = this.#postings.frequency(rarest);
    if (others.length === 0 || frequency === 0) {
      return frequency;
    }
    const some = this.#postings.someDocuments(rarest, LOOKED_AT);
    const holding = some.filter((document) => this.#postings.holdsAll(document, others)).length;
    return (frequency * holding) / some.length;
  }

  /**
   * The strongest terms of a text as a query: frequent in it, rare in the vault. `note` says where its title,
   * headings, tags and link targets are; without it the text counts as a body throughout.
   *
   * @param withPlace whether notes in the same folders are more alike
   */
  queryOf(text: string, note?: Note, withPlace = true): Query {
    const terms = this.#countTerms(text, note, false, withPlace);
    const weights = terms
      .map((term) => ({ term, weight: this.#queryWeight(term, this.#counts[term]!) }))
      .sort((a, b) => b.weight - a.weight || a.term - b.term)
      .slice(0, QUERY_TERMS);
    this.#forget(terms);
    return new Map(weights.map(({ term, weight }) => [term, weight]));
  }

  /** Holds all notes against a query. */
  rank(query: Query): Ranking {
    const postings = this.#postings;
    const scores = new Float64Array(postings.capacity);
    const lengthUnit = LENGTH_NORM / postings.meanLength;
    for (const [term, queryWeight] of query) {
      postings.forEachDocument(term, (document, weight) => {
        const norm = SATURATION * (1 - LENGTH_NORM + lengthUnit * postings.length(document));
        scores[document]! += (queryWeight * weight * (SATURATION + 1)) / (weight + norm);
      });
    }
    return {
      best: (limit, except) => this.#best(scores, limit, except),
      scoreOf: (path) => scores[this.#documents.get(path) ?? -1] ?? 0,
    };
  }

  #best(scores: Float64Array, limit: number, except: string | undefined): SearchHit[] {
    const top = new TopList<number>(limit);
    const excluded = except === undefined ? undefined : this.#documents.get(except);
    for (let document = 0; document < scores.length; document += 1) {
      const score = scores[document]!;
      if (score > 0 && document !== excluded) {
        top.offer(document, score);
      }
    }
    return top.items().flatMap(({ item, score }) => {
      const path = this.#paths[item];
      return path === undefined ? [] : [{ path, score }];
    });
  }

  #queryWeight(term: number, count: number): number {
    const frequency = this.#postings.frequency(term);
    return frequency === 0
      ? 0
      : ((count * (SATURATION + 1)) / (count + SATURATION)) * this.#rarityOf(frequency);
  }

  #rarityOf(frequency: number): number {
    return Math.log(1 + (this.size - frequency + 0.5) / (frequency + 0.5));
  }

  /** Distinct terms of a note; how often each stands there is in `#counts` until `#forget`. */
  #countTerms(text: string, note: Note | undefined, mayAdd: boolean, withPlace = true): number[] {
    const seen: number[] = [];
    const count = (name: string, weight: number): void => {
      const term = this.#terms.get(name) ?? (mayAdd ? this.#newTerm(name) : undefined);
      if (term !== undefined) {
        if (this.#counts[term] === 0) {
          seen.push(term);
        }
        this.#counts[term]! += weight;
      }
    };
    if (note === undefined) {
      forEachTerm(text, (name) => count(name, BODY_WEIGHT));
      return seen;
    }
    for (const field of searchFields(text, note)) {
      forEachTerm(field.text, (name) => count(name, field.weight));
    }
    for (const name of linkTerms(note.links)) {
      count(name, LINK_WEIGHT);
    }
    for (const name of withPlace ? placeTerms(note.path) : []) {
      count(name, PLACE_WEIGHT);
    }
    return seen;
  }

  #newTerm(name: string): number {
    const term = this.#termCount;
    if (term >= this.#counts.length) {
      const larger = new Int32Array(this.#counts.length * 2);
      larger.set(this.#counts);
      this.#counts = larger;
    }
    const own = detached(name);
    this.#termCount += 1;
    this.#terms.set(own, term);
    return term;
  }

  #forget(terms: readonly number[]): void {
    for (const term of terms) {
      this.#counts[term] = 0;
    }
  }

  #pack(): void {
    const numbers = this.#postings.pack();
    this.#paths = [];
    for (const [path, document] of this.#documents) {
      const number = numbers[document]!;
      this.#documents.set(path, number);
      this.#paths[number] = path;
    }
  }
}

/** A copy that does not keep alive the text it was cut from, as V8's slices of 13 characters and more do. */
function detached(term: string): string {
  return term.length < 13 ? term : String.fromCharCode(...Array.from(term, (_, at) => term.charCodeAt(at)));
}
