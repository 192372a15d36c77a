import { GrowableInts } from './growable.ts';

/** No posting, no term, no document. */
const NONE = -1;

/** The fields of a posting, side by side: who follows a chain through all memory finds them in one place. */
const POSTING = { term: 0, document: 1, weight: 2, next: 3 } as const;
const POSTING_FIELDS = 4;

/**
 * Which documents hold which terms, and how strongly, in one flat array. A posting belongs to two lists: that of
 * its document (a stretch of the array) and that of its term (a chain through `next`, newest first). Adding a
 * document appends; removing one marks it, and the array is packed once half of what it holds is dead.
 */
export class Postings {
  #postings = new GrowableInts();
  /** Per document: where its first posting begins, number of postings (0 once removed), sum of the weights. */
  #first = new GrowableInts();
  #count = new GrowableInts();
  #length = new GrowableInts();
  /** Per term: where its newest posting begins, documents that hold it. */
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
    this.#first.push(this.#postings.length);
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

  /** Whether more than half of the array is dead: time to {@link pack}. */
  get isWasteful(): boolean {
    return this.#dead > 10_000 && this.#dead > this.#postings.length / POSTING_FIELDS / 2;
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
    const postings = this.#postings.items;
    const end = this.#endOf(document);
    for (let at = this.#first.items[document]!; at < end; at += POSTING_FIELDS) {
      use(postings[at + POSTING.term]!, postings[at + POSTING.weight]!);
    }
  }

  forEachDocument(term: number, use: (document: number, weight: number) => void): void {
    if (term >= this.#newest.length) {
      return;
    }
    const postings = this.#postings.items;
    const counts = this.#count.items;
    for (let at = this.#newest.items[term]!; at !== NONE; at = postings[at + POSTING.next]!) {
      const document = postings[at + POSTING.document]!;
      if (counts[document] !== 0) {
        use(document, postings[at + POSTING.weight]!);
      }
    }
  }

  /** Up to `limit` documents that hold the term, the newest first. */
  someDocuments(term: number, limit: number): number[] {
    const documents: number[] = [];
    const postings = this.#postings.items;
    let at = term < this.#newest.length ? this.#newest.items[term]! : NONE;
    for (; at !== NONE && documents.length < limit; at = postings[at + POSTING.next]!) {
      const document = postings[at + POSTING.document]!;
      if (this.#count.items[document] !== 0) {
        documents.push(document);
      }
    }
    return documents;
  }

  /** Whether a document holds all of the terms. */
  holdsAll(document: number, terms: readonly number[]): boolean {
    const postings = this.#postings.items;
    const first = this.#first.items[document]!;
    const end = this.#endOf(document);
    return terms.every((term) => {
      for (let at = first; at < end; at += POSTING_FIELDS) {
        if (postings[at + POSTING.term] === term) {
          return true;
        }
      }
      return false;
    });
  }

  /** Where the document's last posting ends. */
  #endOf(document: number): number {
    return this.#first.items[document]! + this.#count.items[document]! * POSTING_FIELDS;
  }

  #append(term: number, document: number, weight: number): void {
    while (this.#newest.length <= term) {
      this.#newest.push(NONE);
      this.#frequency.push(0);
    }
    const postings = this.#postings;
    const at = postings.length;
    postings.push(term);
    postings.push(document);
    postings.push(weight);
    postings.push(this.#newest.items[term]!);
    this.#newest.items[term] = at;
    this.#frequency.items[term]! += 1;
  }

  #adopt(other: Postings): void {
    this.#postings = other.#postings;
    this.#first = other.#first;
    this.#count = other.#count;
    this.#length = other.#length;
    this.#newest = other.#newest;
    this.#frequency = other.#frequency;
    this.#dead = 0;
  }
}
