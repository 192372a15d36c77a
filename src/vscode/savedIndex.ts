import { createHash } from 'node:crypto';
import { mkdir, open, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../core/base/errors.ts';

/**
 * The index of one folder, kept between sessions in the extension's own storage. Written whole and then put in
 * place, so that a crash leaves the old one; what cannot be read or written is as if there was none.
 */
export class SavedIndex {
  readonly #folder: string;
  readonly #file: string;

  /** @param name what tells this vault from others, e.g. its folder's URI */
  constructor(storage: string, name: string) {
    this.#folder = storage;
    this.#file = join(storage, `${createHash('sha256').update(name).digest('hex').slice(0, 16)}.index`);
  }

  async read(): Promise<Uint8Array | undefined> {
    try {
      return await readWhole(this.#file);
    } catch {
      return undefined;
    }
  }

  /** @returns why it could not be kept */
  async write(bytes: Uint8Array): Promise<string | undefined> {
    const unfinished = `${this.#file}.${process.pid}.part`;
    try {
      await mkdir(this.#folder, { recursive: true });
      await writeFile(unfinished, bytes);
      await rename(unfinished, this.#file);
      return undefined;
    } catch (error) {
      return messageOf(error);
    }
  }
}

/** In one go: `readFile` reads piece by piece, each with a way to the file system's threads and back. */
async function readWhole(path: string): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const bytes = new Uint8Array(size);
    const { bytesRead } = await file.read(bytes, 0, size, 0);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
