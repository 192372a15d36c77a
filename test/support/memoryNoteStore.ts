import { decodeNote } from '../../src/core/vault/decodeNote.ts';
import type { FileStamp, NoteStore, SkippedFile } from '../../src/core/vault/noteStore.ts';

/** Files in memory: a vault's notes for tests. What is asked of it is counted. */
export class MemoryNoteStore implements NoteStore {
  readonly files = new Map<string, { bytes: Uint8Array; mtime: number }>();
  readonly skipped: SkippedFile[] = [];
  readonly asked = { stat: 0, read: 0 };
  #clock = 1_000_000;

  constructor(files: Iterable<readonly [string, string]> = []) {
    for (const [path, text] of files) this.write(path, text);
  }

  write(path: string, content: string | Uint8Array): void {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    this.files.set(path, { bytes, mtime: ++this.#clock });
  }

  delete(path: string): void {
    this.files.delete(path);
  }

  async list(): Promise<{ paths: readonly string[]; skipped: readonly SkippedFile[] }> {
    return { paths: [...this.files.keys()], skipped: this.skipped };
  }

  async stat(path: string): Promise<FileStamp | undefined> {
    this.asked.stat++;
    const file = this.files.get(path);
    return file === undefined ? undefined : { size: file.bytes.length, mtime: file.mtime };
  }

  async read(path: string): Promise<string | SkippedFile | undefined> {
    this.asked.read++;
    const file = this.files.get(path);
    return file === undefined ? undefined : decodeNote(path, file.bytes);
  }
}
