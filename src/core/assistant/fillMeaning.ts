import type { Note } from '../vault/note.ts';
import type { MeaningIndex } from '../vault/candidates/meaningIndex.ts';
import { embeddingInput } from './embeddingInput.ts';
import type { ProviderFailure } from './provider.ts';

/** Vectors that were made before, by the text they were made of. */
interface EmbeddingStore {
  get(text: string): Float32Array | undefined;
  /** @returns why they could not be kept */
  add(entries: readonly (readonly [text: string, vector: Float32Array])[]): Promise<string | undefined>;
}

/** What embeddings are made of and with. */
export interface MeaningSource {
  readonly notes: () => Iterable<Note>;
  /** The reading of a note that holds now; `undefined` when it is gone. Asked after {@link read} and before sending. */
  readonly note: (path: string) => Note | undefined;
  /** A note's text as it stands; `undefined` when it is gone. From then on {@link note} tells the reading of this text. */
  readonly read: (path: string) => Promise<string | undefined>;
  readonly store: EmbeddingStore;
  readonly embed: (
    texts: readonly string[],
  ) => Promise<
    | { readonly kind: 'embedded'; readonly vectors: readonly Float32Array[]; readonly tokens: number }
    | { readonly kind: 'cancelled' }
    | { readonly kind: 'failed'; readonly failure: ProviderFailure }
  >;
  /** Asked before each request and note; ends the work, so that a yes taken back holds at once. */
  readonly isCancelled: () => boolean;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface MeaningReport {
  /** Notes whose text was sent. */
  readonly sent: number;
  /** Tokens that the server counted. */
  readonly tokens: number;
  /** Every note was looked at, and what is new was sent. */
  readonly isWhole: boolean;
  /** Why it ended early. */
  readonly failure?: ProviderFailure;
  /** Why what came could not be kept for the next session. */
  readonly unkept?: string;
}

/** What goes into one request at the most: notes, and UTF-16 code units. */
const MOST_NOTES = 64;
const MOST_LENGTH = 60_000;

/** Keeps a {@link MeaningIndex} in step with a vault: only notes whose text is new are sent, private ones never. */
export class MeaningFiller {
  readonly #index: MeaningIndex;
  /** The reading of each note that the index holds, or that has nothing to hold. */
  readonly #taken = new Map<string, Note>();

  constructor(index: MeaningIndex) {
    this.#index = index;
  }

  /** Forgets everything: another model, or none, is to be used. */
  clear(): void {
    this.#taken.clear();
    this.#index.clear();
  }

  /** Never rejects, unless reading a note does. */
  async fill(source: MeaningSource): Promise<MeaningReport> {
    const notes = [...source.notes()];
    this.#dropMissing(notes);
    const waiting = notes.filter((note) => this.#taken.get(note.path) !== note);
    const batch = new Batch(source, (note, vector) => this.#take(note, vector));
    let looked = 0;
    for (const [done, listed] of waiting.entries()) {
      if (source.isCancelled() || batch.isBroken) break;
      looked++;
      source.onProgress?.(done, waiting.length);
      const isKept = source.note(listed.path)?.isPrivate ?? true;
      const read = isKept ? undefined : await source.read(listed.path);
      // Time has passed: the note may have become private, or have gone.
      const note = source.note(listed.path);
      if (note === undefined) continue;
      const text = note.isPrivate ? undefined : read;
      const input = text === undefined ? undefined : embeddingInput(note, text);
      const known = input === undefined ? undefined : source.store.get(input);
      if (input === undefined || known !== undefined) this.#take(note, known);
      else await batch.add(note, input);
    }
    await batch.send();
    const isWhole = looked === waiting.length && !batch.isBroken && !source.isCancelled();
    return { ...batch.report, isWhole };
  }

  #take(note: Note, vector: Float32Array | undefined): void {
    this.#taken.set(note.path, note);
    if (vector === undefined) this.#index.delete(note.path);
    else this.#index.set(note.path, vector);
  }

  #dropMissing(notes: readonly Note[]): void {
    const paths = new Set(notes.map(({ path }) => path));
    for (const path of [...this.#taken.keys()]) {
      if (paths.has(path)) continue;
      this.#taken.delete(path);
      this.#index.delete(path);
    }
  }
}

/** Notes that wait for the next request. */
class Batch {
  readonly #source: MeaningSource;
  readonly #onVector: (note: Note, vector: Float32Array) => void;
  #waiting: { readonly note: Note; readonly input: string }[] = [];
  #length = 0;
  #report: Omit<MeaningReport, 'isWhole'> = { sent: 0, tokens: 0 };

  constructor(source: MeaningSource, onVector: (note: Note, vector: Float32Array) => void) {
    this.#source = source;
    this.#onVector = onVector;
  }

  get report(): Omit<MeaningReport, 'isWhole'> {
    return this.#report;
  }

  get isBroken(): boolean {
    return this.#report.failure !== undefined;
  }

  async add(note: Note, input: string): Promise<void> {
    const isFull = this.#waiting.length >= MOST_NOTES || this.#length + input.length > MOST_LENGTH;
    if (isFull) await this.send();
    this.#waiting.push({ note, input });
    this.#length += input.length;
  }

  async send(): Promise<void> {
    const batch = this.#waiting.filter(({ note }) => this.#source.note(note.path)?.isPrivate === false);
    this.#waiting = [];
    this.#length = 0;
    if (batch.length === 0 || this.isBroken || this.#source.isCancelled()) return;
    const answer = await this.#source.embed(batch.map(({ input }) => input));
    if (answer.kind === 'cancelled') return;
    if (answer.kind === 'failed') {
      this.#report = { ...this.#report, failure: answer.failure };
      return;
    }
    const entries = batch.map(({ input }, i) => [input, answer.vectors[i]!] as const);
    const unkept = await this.#source.store.add(entries);
    batch.forEach(({ note }, i) => this.#onVector(note, answer.vectors[i]!));
    const { sent, tokens } = this.#report;
    this.#report = {
      ...this.#report,
      sent: sent + batch.length,
      tokens: tokens + answer.tokens,
      ...(unkept === undefined ? {} : { unkept }),
    };
  }
}
