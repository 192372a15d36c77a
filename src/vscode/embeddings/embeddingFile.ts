import { createHash } from 'node:crypto';
import { appendFile, mkdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const MAGIC = 0x4e57454d; // NWEM
const HEADER_BYTES = 8;
const HASH_BYTES = 32;

/**
 * What an embedding model said of texts, kept between sessions: one file for each model, keyed by a hash of the text,
 * so that the same text is never sent twice. It holds no text. A header of two whole numbers (a mark, and how many
 * numbers a vector has), then for each text its SHA-256 and its vector; appended as they come, and what a crash cut off
 * at the end is dropped. What cannot be read or written is as if it was never kept.
 */
export class EmbeddingFile {
  readonly #folder: string;
  readonly #file: string;
  readonly #vectors = new Map<string, Float32Array>();
  #size = 0;
  #loading: Promise<void> | undefined;

  /** @param model what tells it from others: where it answers, and its name */
  constructor(folder: string, model: string) {
    this.#folder = folder;
    this.#file = join(folder, `${sha256(model).slice(0, 16)}.embeddings`);
  }

  async load(): Promise<void> {
    await (this.#loading ??= this.#load());
  }

  /** Answers once it is loaded. */
  get(text: string): Float32Array | undefined {
    return this.#vectors.get(sha256(text));
  }

  /** @returns why it could not be kept */
  async add(
    entries: readonly (readonly [text: string, vector: Float32Array])[],
  ): Promise<string | undefined> {
    const size = entries[0]?.[1].length ?? 0;
    const isNew = size !== this.#size;
    if (isNew) this.#vectors.clear();
    this.#size = size;
    const parts = isNew ? [header(size)] : [];
    for (const [text, vector] of entries) {
      const hash = sha256(text);
      this.#vectors.set(hash, vector);
      parts.push(Buffer.from(hash, 'hex'), Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength));
    }
    try {
      await mkdir(this.#folder, { recursive: true });
      await (isNew ? writeFile : appendFile)(this.#file, Buffer.concat(parts));
      return undefined;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }

  async #load(): Promise<void> {
    const bytes = await readFile(this.#file).catch(() => Buffer.alloc(0));
    if (bytes.length < HEADER_BYTES || bytes.readUInt32LE(0) !== MAGIC) return;
    const size = bytes.readUInt32LE(4);
    const record = HASH_BYTES + size * 4;
    if (size === 0) return;
    let at = HEADER_BYTES;
    for (; at + record <= bytes.length; at += record) {
      const vector = new Float32Array(size);
      new Uint8Array(vector.buffer).set(bytes.subarray(at + HASH_BYTES, at + record));
      this.#vectors.set(bytes.toString('hex', at, at + HASH_BYTES), vector);
    }
    this.#size = size;
    // What follows would be out of step with what is appended.
    if (at < bytes.length) await truncate(this.#file, at).catch(() => (this.#size = 0));
  }
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
