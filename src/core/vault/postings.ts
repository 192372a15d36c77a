import { GrowableInts } from './growable.ts';
import { PostingLists } from './postingLists.ts';

/** Stands for the length of a document that was removed. */
const NONE = -1;

/** The fields of what a document holds of a term. */
const HELD = { term: 0, weight: 1 } as const;
const HELD_FIELDS = 2;

/**
 * Which documents hold which terms, and how strongly: by document, each a stretch of a flat array, and by term. Adding
 * a document appends; removing one marks it, and all is packed once half of what is held is dead.
 */
export class Postings {
  #held = new GrowableInts();
  #byTerm = new PostingLists();
  /** Per document: where its stretch begins, number of its terms (0 once removed), sum of the weights. */
  #first = new GrowableInts();
  #count = new GrowableInts();
  #length = new GrowableInts();
  /** Per term: documents that hold it. */
  #frequency = new GrowableInts();
  #dead = 0;
  #alive = 0;
  #totalLength = 0;

  /** Documents that are in. */
  get size(): number {
    return this.#alive;
  }

  /** Mean sum of the weights of a document; at least 1. */
  get meanLength(): number {
    return Math.max(1, this.#totalLength / Math.max(1, this.#alive));
  }

  /** Upper bound of all document numbers. */
  get capacity(): number {
    return this.#first.length;
  }

  /** Adds a document and returns its number. `terms` has no repeats. */
  add(terms: readonly number[], weightOf: (term: number) => number): number {
    const document = this.#first.length;
    let length = 0;
    this.#first.push(this.#held.length);
    for (const term of terms) {
      const weight = weightOf(term);
      length += weight;
      this.#append(term, document, weight);
    }
    this.#count.push(terms.length);
    this.#length.push(length);
    this.#alive += 1;
    this.#totalLength += length;
    return document;
  }

  remove(document: number): void {
    this.forEachTerm(document, (term) => {
      this.#frequency.items[term]! -= 1;
    });
    this.#dead += this.#count.items[document]!;
    this.#totalLength -= this.#length.items[document]!;
    this.#count.items[document] = 0;
    this.#length.items[document] = NONE;
    this.#alive -= 1;
  }

  /** Whether more than half of what is held is dead: time to {@link pack}. */
  get isWasteful(): boolean {
    return this.#dead > 10_000 && this.#dead > this.#held.length / HELD_FIELDS / 2;
  }

  /** Drops what is dead. Returns the new number of each document, by its old one; -1 for those removed. */
  pack(): Int32Array {
    const packed = new Postings();
    const numbers = new Int32Array(this.capacity).fill(NONE);
    for (let document = 0; document < this.capacity; document += 1) {
      if (this.#length.items[document] !== NONE) {
        const terms: number[] = [];
        const weights = new Map<number, number>();
        this.forEachTerm(document, (term, weight) => {
          terms.push(term);
          weights.set(term, weight);
        });
        numbers[document] = packed.add(terms, (term) => weights.get(term)!);
      }
    }
    this.#adopt(packed);
    return numbers;
  }

  /** Documents that hold the term. */
  frequency(term: number): number {
    return term < this.#frequency.length ? this.#frequency.items[term]! : 0;
  }

  /** Sum of the weights of a document. */
  length(document: number): number {
    return Math.max(0, this.#length.items[document] ?? 0);
  }

  forEachTerm(document: number, use: (term: number, weight: number) => void): void {
    const held = this.#held.items;
    const end = this.#endOf(document);
    for (let at = this.#first.items[document]!; at < end; at += HELD_FIELDS) {
      use(held[at + HELD.term]!, held[at + HELD.weight]!);
    }
  }

  forEachDocument(term: number, use: (document: number, weight: number) => void): void {
    const counts = this.#count.items;
    this.#byTerm.forEach(term, (document, weight) => {
      if (counts[document] !== 0) {
        use(document, weight);
      }
    });
  }

  /** The first `limit` documents that hold the term. */
  someDocuments(term: number, limit: number): number[] {
    const documents: number[] = [];
    const counts = this.#count.items;
    this.#byTerm.forEach(term, (document) => {
      if (counts[document] !== 0) {
        documents.push(document);
      }
      return documents.length < limit;
    });
    return documents;
  }

  /** Whether a document holds all of the terms. */
  holdsAll(document: number, terms: readonly number[]): boolean {
    const held = this.#held.items;
    const first = this.#first.items[document]!;
    const end = this.#endOf(document);
    return terms.every((term) => {
      for (let at = first; at < end; at += HELD_FIELDS) {
        if (held[at + HELD.term] === term) {
          return true;
        }
      }
      return false;
    });
  }

  /** Where the document's stretch ends. */
  #endOf(document: number): number {
    return this.#first.items[document]! + this.#count.items[document]! * HELD_FIELDS;
  }

  #append(term: number, document: number, weight: number): void {
    while (this.#frequency.length <= term) {
      this.#frequency.push(0);
    }
    this.#frequency.items[term]! += 1;
    this.#held.push(term);
    this.#held.push(weight);
    this.#byTerm.add(term, document, weight);
  }

  #adopt(other: Postings): void {
    this.#held = other.#held;
    this.#byTerm = other.#byTerm;
    this.#first = other.#first;
    this.#count = other.#count;
    this.#length = other.#length;
    this.#frequency = other.#frequency;
    this.#dead = 0;
  }
}
