import { GrowableInts } from './growable.ts';

/** No posting, no term, no document. */
const NONE = -1;

/**
 * Which documents hold which terms, and how strongly, in four flat arrays. A posting belongs to two lists: that of
 * its document (a stretch of the arrays) and that of its term (a chain through `next`, newest first). Adding a
 * document appends; removing one marks it, and the arrays are packed once half of what they hold is dead.
 */
export class Postings {
  #term = new GrowableInts();
  #document = new GrowableInts();
  #weight = new GrowableInts();
  #next = new GrowableInts();
  /** Per document: first posting, number of postings (0 once removed), sum of the weights. */
  #first = new GrowableInts();
  #count = new GrowableInts();
  #length = new GrowableInts();
  /** Per term: newest posting, documents that hold it. */
  #newest = new GrowableInts();
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
    this.#first.push(this.#term.length);
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

  /** Whether more than half of the arrays is dead: time to {@link pack}. */
  get isWasteful(): boolean {
    return this.#dead > 10_000 && this.#dead > this.#term.length / 2;
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
    const first = this.#first.items[document]!;
    const end = first + this.#count.items[document]!;
    for (let posting = first; posting < end; posting += 1) {
      use(this.#term.items[posting]!, this.#weight.items[posting]!);
    }
  }

  forEachDocument(term: number, use: (document: number, weight: number) => void): void {
    if (term >= this.#newest.length) {
      return;
    }
    const next = this.#next.items;
    const documents = this.#document.items;
    const weights = this.#weight.items;
    const counts = this.#count.items;
    for (let posting = this.#newest.items[term]!; posting !== NONE; posting = next[posting]!) {
      const document = documents[posting]!;
      if (counts[document] !== 0) {
        use(document, weights[posting]!);
      }
    }
  }

  /** Up to `limit` documents that hold the term, the newest first. */
  someDocuments(term: number, limit: number): number[] {
    const documents: number[] = [];
    let posting = term < this.#newest.length ? this.#newest.items[term]! : NONE;
    for (; posting !== NONE && documents.length < limit; posting = this.#next.items[posting]!) {
      const document = this.#document.items[posting]!;
      if (this.#count.items[document] !== 0) {
        documents.push(document);
      }
    }
    return documents;
  }

  /** Whether a document holds all of the terms. */
  holdsAll(document: number, terms: readonly number[]): boolean {
    const own = this.#term.items;
    const first = this.#first.items[document]!;
    const end = first + this.#count.items[document]!;
    return terms.every((term) => {
      for (let posting = first; posting < end; posting += 1) {
        if (own[posting] === term) {
          return true;
        }
      }
      return false;
    });
  }

  #append(term: number, document: number, weight: number): void {
    while (this.#newest.length <= term) {
      this.#newest.push(NONE);
      this.#frequency.push(0);
    }
    this.#next.push(this.#newest.items[term]!);
    this.#newest.items[term] = this.#term.length;
    this.#frequency.items[term]! += 1;
    this.#term.push(term);
    this.#document.push(document);
    this.#weight.push(weight);
  }

  #adopt(other: Postings): void {
    this.#term = other.#term;
    this.#document = other.#document;
    this.#weight = other.#weight;
    this.#next = other.#next;
    this.#first = other.#first;
    this.#count = other.#count;
    this.#length = other.#length;
    this.#newest = other.#newest;
    this.#frequency = other.#frequency;
    this.#dead = 0;
  }
}
