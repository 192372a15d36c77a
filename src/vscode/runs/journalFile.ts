import { mkdir, open, readFile, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { RunEvent, RunPlan } from '../../core/assistant/batch/runEvent.ts';
import type { JournalStore } from '../../core/assistant/batch/runJournal.ts';
import { readRunLines, runLine, type ReadJournal } from '../../core/assistant/batch/runLine.ts';

/** Asked before each write; rejects, with a sentence for people, when the journal must not be written any more. */
export type MayWrite = () => Promise<void>;

/** The journal of one run on disk: a line an event, on the disk itself before it counts. */
export class JournalFile implements JournalStore {
  readonly #file: FileHandle;
  readonly #mayWrite: MayWrite;
  /** Bytes that are whole lines. */
  #length: number;
  #waiting: { readonly line: string; readonly done: (error?: unknown) => void }[] = [];
  #writing = false;

  private constructor(file: FileHandle, length: number, mayWrite: MayWrite) {
    this.#file = file;
    this.#mayWrite = mayWrite;
    this.#length = length;
  }

  /** Begins a journal. Rejects when the file is there already or cannot be written. */
  static async create(path: string, plan: RunPlan, mayWrite: MayWrite): Promise<JournalFile> {
    await mkdir(dirname(path), { recursive: true });
    const journal = new JournalFile(await open(path, 'wx'), 0, mayWrite);
    await journal.append({ kind: 'begun', run: plan });
    return journal;
  }

  /** Opens a journal to go on with it; what a crash left of a torn line is cut off. `undefined`: it is none of ours. */
  static async resume(
    path: string,
    mayWrite: MayWrite,
  ): Promise<{ file: JournalFile; read: ReadJournal } | undefined> {
    const file = await open(path, 'r+');
    const text = await file.readFile('utf8');
    const read = readRunLines(text);
    if (read === undefined) {
      await file.close();
      return undefined;
    }
    const length = Buffer.byteLength(text.slice(0, read.wholeLength));
    await file.truncate(length);
    return { file: new JournalFile(file, length, mayWrite), read };
  }

  /** Reads a journal without touching it; `undefined` when it is none of ours or cannot be read. */
  static async read(path: string): Promise<ReadJournal | undefined> {
    try {
      return readRunLines(await readFile(path, 'utf8'));
    } catch {
      return undefined;
    }
  }

  /** Events that come while others are being written are written together. */
  async append(event: RunEvent): Promise<void> {
    const line = runLine(event);
    await new Promise<void>((resolve, reject) => {
      this.#waiting.push({
        line,
        done: (error) => (error === undefined ? resolve() : reject(toError(error))),
      });
      if (!this.#writing) void this.#writeAll();
    });
  }

  async close(): Promise<void> {
    await this.#file.close();
  }

  async #writeAll(): Promise<void> {
    this.#writing = true;
    while (this.#waiting.length > 0) {
      const taken = this.#waiting;
      this.#waiting = [];
      let problem: unknown;
      try {
        await this.#write(Buffer.from(taken.map(({ line }) => line).join('')));
      } catch (error) {
        problem = error;
      }
      for (const { done } of taken) done(problem);
    }
    this.#writing = false;
  }

  async #write(bytes: Buffer): Promise<void> {
    await this.#mayWrite();
    try {
      let written = 0;
      while (written < bytes.length) {
        const { bytesWritten } = await this.#file.write(
          bytes,
          written,
          bytes.length - written,
          this.#length + written,
        );
        written += bytesWritten;
      }
      await this.#file.datasync();
      this.#length += bytes.length;
    } catch (error) {
      // A full disk may have taken half a line: what comes next must not be joined to it.
      await this.#file.truncate(this.#length).catch(() => undefined);
      throw error;
    }
  }
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}
