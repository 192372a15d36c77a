/** How like one note others are, 1 for the note most like it and 0 for those no more like it than most are. */
export interface MeaningRanking {
  /** Best first. */
  readonly best: readonly { readonly path: string; readonly score: number }[];
  readonly scoreOf: (path: string) => number;
}

/** So many notes are ranked. */
const BEST = 60;

/**
 * What notes mean, as the vectors that an embedding model made of them. Empty unless the person asked for embeddings.
 * Finding the notes most like one takes one pass over all vectors; the last answer is kept.
 */
export class MeaningIndex {
  readonly #vectors = new Map<string, Float32Array>();
  #answer: { readonly path: string; readonly ranking: MeaningRanking } | undefined;

  get size(): number {
    return this.#vectors.size;
  }

  /** Takes a note's vector; it is brought to length 1. Vectors of another size belong to another model and go. */
  set(path: string, vector: Float32Array): void {
    const [first] = this.#vectors.values();
    if (first !== undefined && first.length !== vector.length) this.clear();
    const length = Math.sqrt(dot(vector, vector));
    this.#vectors.set(
      path,
      vector.map((value) => (length === 0 ? 0 : value / length)),
    );
    this.#answer = undefined;
  }

  delete(path: string): void {
    if (this.#vectors.delete(path)) this.#answer = undefined;
  }

  clear(): void {
    this.#vectors.clear();
    this.#answer = undefined;
  }

  /** `undefined` for a note whose meaning is not known, and where it cannot be told from that of others. */
  rank(path: string): MeaningRanking | undefined {
    if (this.#answer?.path === path) return this.#answer.ranking;
    const own = this.#vectors.get(path);
    if (own === undefined || this.#vectors.size < 2) return undefined;
    const found: { path: string; score: number }[] = [];
    let sum = 0;
    let most = -1;
    for (const [other, vector] of this.#vectors) {
      if (other === path) continue;
      const score = dot(own, vector);
      found.push({ path: other, score });
      sum += score;
      most = Math.max(most, score);
    }
    const mean = sum / found.length;
    const spread = most - mean;
    if (!(spread > 1e-6)) return undefined;
    const scores = new Map<string, number>();
    for (const hit of found) {
      hit.score = Math.max(0, (hit.score - mean) / spread);
      if (hit.score > 0) scores.set(hit.path, hit.score);
    }
    const best = found
      .sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1))
      .slice(0, BEST)
      .filter(({ score }) => score > 0);
    const ranking = { best, scoreOf: (other: string): number => scores.get(other) ?? 0 };
    this.#answer = { path, ranking };
    return ranking;
  }
}

/** Four sums side by side: one alone waits for itself at each step, and takes three times as long. */
function dot(a: Float32Array, b: Float32Array): number {
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  const end = a.length - (a.length % 4);
  for (let i = 0; i < end; i += 4) {
    first += a[i]! * b[i]!;
    second += a[i + 1]! * b[i + 1]!;
    third += a[i + 2]! * b[i + 2]!;
    fourth += a[i + 3]! * b[i + 3]!;
  }
  for (let i = end; i < a.length; i++) first += a[i]! * b[i]!;
  return first + second + third + fourth;
}
