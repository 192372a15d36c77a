import { termsOf } from '../src/core/vault/terms.ts';

/** Plain BM25 over whole notes, the whole note as the query: what every figure about likeness is held against. */
export class PlainBm25 {
  readonly #postings = new Map<string, Map<string, number>>();
  readonly #documents = new Map<string, ReadonlyMap<string, number>>();
  readonly #texts = new Map<string, string>();
  readonly #lengths = new Map<string, number>();
  #totalLength = 0;

  constructor(texts: Iterable<readonly [string, string]>) {
    for (const [path, text] of texts) {
      this.set(path, text);
    }
  }

  set(path: string, text: string): void {
    const old = this.#documents.get(path);
    for (const [term, count] of old ?? []) {
      this.#postings.get(term)!.delete(path);
      this.#totalLength -= count;
    }
    const counts = countTerms(text);
    for (const [term, count] of counts) {
      const documents = this.#postings.get(term) ?? new Map<string, number>();
      this.#postings.set(term, documents.set(path, count));
      this.#totalLength += count;
    }
    this.#documents.set(path, counts);
    this.#lengths.set(path, sum(counts.values()));
    this.#texts.set(path, text);
  }

  /** The text that a note was last set to. */
  text(path: string): string {
    return this.#texts.get(path) ?? '';
  }

  /** All notes that share a term with the text, best first, with their scores. */
  search(text: string, except: string): [string, number][] {
    const total = this.#documents.size;
    const meanLength = this.#totalLength / total;
    const scores = new Map<string, number>();
    for (const [term, count] of countTerms(text)) {
      const documents = this.#postings.get(term) ?? new Map<string, number>();
      const rarity = Math.log(1 + (total - documents.size + 0.5) / (documents.size + 0.5));
      for (const [path, frequency] of documents) {
        const length = this.#lengths.get(path)!;
        const norm = 1.2 * (0.25 + (0.75 * length) / meanLength);
        scores.set(path, (scores.get(path) ?? 0) + (count * rarity * frequency * 2.2) / (frequency + norm));
      }
    }
    scores.delete(except);
    return [...scores].sort((a, b) => b[1] - a[1]);
  }
}

/** Labels by the votes of the most similar notes, weighted by their scores, best first. */
export function nearestVotes(
  hits: readonly (readonly [string, number])[],
  labelsOf: (path: string) => readonly string[],
  neighbours = 10,
): string[] {
  const votes = new Map<string, number>();
  const labelled = hits.filter(([path]) => labelsOf(path).length > 0).slice(0, neighbours);
  for (const [path, score] of labelled) {
    for (const label of new Set(labelsOf(path))) {
      votes.set(label, (votes.get(label) ?? 0) + score);
    }
  }
  return [...votes].sort((a, b) => b[1] - a[1]).map(([label]) => label);
}

function countTerms(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const term of termsOf(text)) {
    counts.set(term, (counts.get(term) ?? 0) + 1);
  }
  return counts;
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) {
    total += value;
  }
  return total;
}
