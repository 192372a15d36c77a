import { createHash } from 'node:crypto';
import { appendFile, mkdir, readFile, rename, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../../core/base/errors.ts';

const MAGIC = 0x324d4557; // WEM2
const HEADER_BYTES = 8;
const HASH_BYTES = 32;
const DAY_BYTES = 4;
/** A text that no vault has held for so long is forgotten; days. */
const KEPT_DAYS = 180;
/** So old the day of a text in use may be, so that the file is not written anew all the time; days. */
const WORN_DAYS = 30;

/**
 * What an embedding model said of texts, kept between sessions: one file for each model, keyed by a hash of the text,
 * so that the same text is never sent twice. It holds no text. A header of two whole numbers (a mark, and how many
 * numbers a vector has), then for each text its SHA-256, the day on which it was last of use, and its vector; appended
 * as they come, and what a crash cut off at the end is dropped. What cannot be read or written is as if it was never
 * kept.
 */
export class EmbeddingFile {
  readonly #folder: string;
  readonly #file: string;
  readonly #today: () => number;
  readonly #vectors = new Map<string, Float32Array>();
  /** The day that the file holds for each text. */
  readonly #days = new Map<string, number>();
  /** Texts that were asked for. */
  readonly #used = new Set<string>();
  #size = 0;
  #loading: Promise<void> | undefined;

  /**
   * @param model what tells it from others: where it answers, and its name
   * @param today days since 1970
   */
  constructor(folder: string, model: string, today: () => number) {
    this.#folder = folder;
    this.#file = join(folder, `${sha256(model).slice(0, 16)}.embeddings`);
    this.#today = today;
  }

  async load(): Promise<void> {
    await (this.#loading ??= this.#load());
  }

  /** Answers once it is loaded. */
  get(text: string): Float32Array | undefined {
    const hash = sha256(text);
    const vector = this.#vectors.get(hash);
    if (vector !== undefined) this.#used.add(hash);
    return vector;
  }

  /** @returns why it could not be kept */
  async add(
    entries: readonly (readonly [text: string, vector: Float32Array])[],
  ): Promise<string | undefined> {
    const size = entries[0]?.[1].length ?? 0;
    const isNew = size !== this.#size;
    if (isNew) this.#clear();
    this.#size = size;
    const parts = isNew ? [header(size)] : [];
    const day = this.#today();
    for (const [text, vector] of entries) {
      const hash = sha256(text);
      this.#vectors.set(hash, vector);
      this.#days.set(hash, day);
      this.#used.add(hash);
      parts.push(record({ hash, day, vector }));
    }
    try {
      await mkdir(this.#folder, { recursive: true });
      await (isNew ? writeFile : appendFile)(this.#file, Buffer.concat(parts));
      return undefined;
    } catch (error) {
      return messageOf(error);
    }
  }

  /**
   * Forgets texts that have been of no use for long, and notes which are. To be called once every text of a vault was
   * asked for. What another window has added meanwhile stays.
   */
  async tidy(): Promise<void> {
    const today = this.#today();
    const isDue = [...this.#days].some(
      ([hash, day]) => today - day > (this.#used.has(hash) ? WORN_DAYS : KEPT_DAYS),
    );
    if (!isDue) return;
    const { size, entries } = readEntries(await this.#read());
    const kept = entries
      .map((entry) => (this.#used.has(entry.hash) ? { ...entry, day: today } : entry))
      .filter(({ day }) => today - day <= KEPT_DAYS);
    try {
      await writeFile(`${this.#file}.part`, Buffer.concat([header(size), ...kept.map(record)]));
      await rename(`${this.#file}.part`, this.#file);
    } catch {
      return; // A full or read-only disk: another time.
    }
    this.#clear();
    this.#take(kept);
  }

  async #load(): Promise<void> {
    const { size, entries, length, rest } = readEntries(await this.#read());
    this.#size = size;
    this.#take(entries);
    // What follows would be out of step with what is appended.
    if (rest > 0) await truncate(this.#file, length).catch(() => (this.#size = 0));
  }

  async #read(): Promise<Buffer> {
    return await readFile(this.#file).catch(() => Buffer.alloc(0));
  }

  #take(entries: readonly Entry[]): void {
    for (const { hash, day, vector } of entries) {
      this.#vectors.set(hash, vector);
      this.#days.set(hash, day);
    }
  }

  #clear(): void {
    this.#vectors.clear();
    this.#days.clear();
  }
}

interface Entry {
  readonly hash: string;
  readonly day: number;
  readonly vector: Float32Array;
}

/** @returns the size of a vector, 0 for a file that is none; what is whole, how long that is, and how much follows */
function readEntries(bytes: Buffer): {
  readonly size: number;
  readonly entries: readonly Entry[];
  readonly length: number;
  readonly rest: number;
} {
  const size = bytes.length >= HEADER_BYTES && bytes.readUInt32LE(0) === MAGIC ? bytes.readUInt32LE(4) : 0;
  if (size === 0) return { size, entries: [], length: 0, rest: 0 };
  const length = HASH_BYTES + DAY_BYTES + size * 4;
  const entries: Entry[] = [];
  let at = HEADER_BYTES;
  for (; at + length <= bytes.length; at += length) {
    const vector = new Float32Array(size);
    new Uint8Array(vector.buffer).set(bytes.subarray(at + HASH_BYTES + DAY_BYTES, at + length));
    const hash = bytes.toString('hex', at, at + HASH_BYTES);
    entries.push({ hash, day: bytes.readUInt32LE(at + HASH_BYTES), vector });
  }
  return { size, entries, length: at, rest: bytes.length - at };
}

function record({ hash, day, vector }: Entry): Buffer {
  const start = Buffer.alloc(HASH_BYTES + DAY_BYTES);
  start.write(hash, 'hex');
  start.writeUInt32LE(day, HASH_BYTES);
  return Buffer.concat([start, Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength)]);
}

function header(size: number): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES);
  bytes.writeUInt32LE(MAGIC, 0);
  bytes.writeUInt32LE(size, 4);
  return bytes;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
