import { GrowableInts } from './growable.ts';

const NONE = -1;
/** Postings of the largest slice. */
const LARGEST = 64;

/**
 * For each term the documents that hold it, and how strongly, in one flat array. A term's postings stand in slices,
 * each twice as large as the one before, so that reading them goes through memory in long steps; a slice ends in where
 * the next one begins. The idea is Lucene's (`ByteBlockPool`).
 */
export class PostingLists {
  readonly #cells = new GrowableInts();
  /** Per term: where its first slice begins, where its next posting goes, and how many fit before that slice ends. */
  readonly #head = new GrowableInts();
  readonly #tail = new GrowableInts();
  readonly #room = new GrowableInts();
  /** Per term: postings of its last slice. */
  readonly #size = new GrowableInts();

  add(term: number, document: number, weight: number): void {
    this.#know(term);
    if (this.#room.items[term] === 0) this.#addSlice(term);
    const at = this.#tail.items[term]!;
    this.#cells.items[at] = document;
    this.#cells.items[at + 1] = weight;
    this.#tail.items[term] = at + 2;
    this.#room.items[term]! -= 1;
  }

  /** The postings of a term, oldest first; ends early where `use` gives `false`. */
  forEach(term: number, use: (document: number, weight: number) => unknown): void {
    if (term >= this.#head.length) return;
    const cells = this.#cells.items;
    const end = this.#tail.items[term]!;
    let at = this.#head.items[term]!;
    let size = 1;
    let left = size;
    while (at !== end) {
      if (left === 0) {
        at = cells[at]!;
        size = nextSize(size);
        left = size;
      }
      if (use(cells[at]!, cells[at + 1]!) === false) return;
      at += 2;
      left -= 1;
    }
  }

  #know(term: number): void {
    while (this.#head.length <= term) {
      this.#head.push(NONE);
      this.#tail.push(NONE);
      this.#room.push(0);
      this.#size.push(0);
    }
  }

  #addSlice(term: number): void {
    const size = nextSize(this.#size.items[term]!);
    const start = this.#cells.length;
    this.#cells.extend(size * 2 + 1);
    if (this.#head.items[term] === NONE) this.#head.items[term] = start;
    else this.#cells.items[this.#tail.items[term]!] = start;
    this.#tail.items[term] = start;
    this.#room.items[term] = size;
    this.#size.items[term] = size;
  }
}

function nextSize(size: number): number {
  return size === 0 ? 1 : Math.min(size * 2, LARGEST);
}
