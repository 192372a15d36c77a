import { copyFile, mkdtemp, readFile, realpath, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { codeOf } from '../core/base/errors.ts';
import { COPIES, RECORD, recordOf, type CopyRecord } from './copyRecord.ts';

/** What a save has left of a note on the disk. */
export type SavedState =
  /** The note as it was, as it should be, or as somebody else has made it. */
  | { readonly kind: 'whole' }
  /** Only a part of it was written: it was put back as it was. */
  | { readonly kind: 'putBack' }
  /** Only a part of it was written, and it could not be put back; the copy stays. */
  | { readonly kind: 'torn'; readonly copy: string };

/** A note that is about to be saved. */
export interface NoteToSave {
  readonly file: string;
  /** The text that it is to have; on saving its dates may still move. */
  readonly wanted: string;
  /** The folder of its vault. */
  readonly vault: string;
}

/** Said by a disk, or by a user's share of it, that takes nothing more. */
const FULL: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Copies of notes for the time in which VS Code saves them. VS Code empties a file before it writes it anew, so that a
 * disk that fills up meanwhile leaves the beginning of a note, or nothing; and where the disk took a part, it does not
 * notice. Each copy lies on the disk of its note: to move it to the note's place takes no room, and is done whole or
 * not at all. What a crash leaves of them is looked for when the vault is read the next time (`leftCopies.ts`).
 */
export class NoteCopies {
  /** By the note's real path. */
  readonly #copies: ReadonlyMap<string, string>;
  readonly #folders: readonly string[];
  readonly #needed = new Set<string>();

  private constructor(copies: ReadonlyMap<string, string>, folders: readonly string[]) {
    this.#copies = copies;
    this.#folders = folders;
  }

  /**
   * Copies what can be copied: a note that is gone, or that lies where nothing may be made, is left out.
   *
   * @returns `undefined`, and nothing is left over, when a disk is full
   */
  static async make(notes: readonly NoteToSave[]): Promise<NoteCopies | undefined> {
    const copies = new Map<string, string>();
    const folders = new Map<number, string>();
    const records = new Map<string, CopyRecord[]>();
    try {
      for (const note of notes) {
        const copied = await copyOf(note, String(copies.size), folders);
        if (copied === undefined) continue;
        const { copy, record } = copied;
        copies.set(record.file, copy);
        records.set(dirname(copy), [...(records.get(dirname(copy)) ?? []), record]);
      }
      for (const [folder, own] of records) await writeRecord(folder, own);
    } catch (error) {
      await removeAll([...folders.values()]);
      if (!isFull(error)) throw error;
      return undefined;
    }
    return new NoteCopies(copies, [...folders.values()]);
  }

  /**
   * To be called when a note was saved, or could not be: puts it back where the disk holds only its beginning.
   *
   * @param wanted the text that was to be saved
   */
  async mend(file: string, wanted: string): Promise<SavedState> {
    const real = await realpath(file).catch(() => file);
    const copy = this.#copies.get(real);
    if (copy === undefined) return { kind: 'whole' };
    try {
      const before = await readFile(copy);
      const now = await readFile(real);
      if (now.equals(before) || !isBeginning(now, wanted)) return { kind: 'whole' };
      await rename(copy, real);
      return { kind: 'putBack' };
    } catch {
      this.#needed.add(dirname(copy));
      return { kind: 'torn', copy };
    }
  }

  /** All but what is needed to put a note back by hand. */
  async remove(): Promise<void> {
    await removeAll(this.#folders.filter((folder) => !this.#needed.has(folder)));
  }
}

/** Where it cannot be written for another reason than a full disk, the copies serve for as long as we live. */
async function writeRecord(folder: string, records: readonly CopyRecord[]): Promise<void> {
  try {
    await writeFile(join(folder, RECORD), JSON.stringify(records));
  } catch (error) {
    if (isFull(error)) throw error;
  }
}

/** Copies a note; `undefined` where that cannot be done for another reason than a full disk. */
async function copyOf(
  { file, wanted, vault }: NoteToSave,
  name: string,
  folders: Map<number, string>,
): Promise<{ readonly copy: string; readonly record: CopyRecord } | undefined> {
  try {
    const real = await realpath(file);
    const copy = join(await folderFor(real, vault, folders), name);
    const { atime, mtime } = await stat(real);
    await copyFile(real, copy);
    // VS Code knows by the time whether it was the last to write a file.
    await utimes(copy, atime, mtime);
    return { copy, record: recordOf(real, name, wanted) };
  } catch (error) {
    if (isFull(error)) throw error;
    return undefined;
  }
}

/**
 * A folder for copies on the disk of a note: among the temporary files where they are on it, else in its vault where
 * that is, else beside the note.
 */
async function folderFor(file: string, vault: string, folders: Map<number, string>): Promise<string> {
  const beside = dirname(file);
  const { dev } = await stat(beside);
  const known = folders.get(dev);
  if (known !== undefined) return known;
  const isHere = (folder: string): Promise<boolean> =>
    stat(folder).then(
      (found) => found.dev === dev,
      () => false,
    );
  const shared = tmpdir();
  const made = (await isHere(shared))
    ? await mkdtemp(join(shared, `${COPIES}${process.pid}-`))
    : await mkdtemp(join((await isHere(vault)) ? vault : beside, `.${COPIES}${process.pid}-`));
  folders.set(dev, made);
  return made;
}

/** Whether these bytes are less than the text, from its start on. */
function isBeginning(bytes: Buffer, text: string): boolean {
  const plain = bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? bytes.subarray(3) : bytes;
  const whole = Buffer.from(text, 'utf8');
  return plain.length < whole.length && whole.subarray(0, plain.length).equals(plain);
}

function isFull(error: unknown): boolean {
  return FULL.has(codeOf(error));
}

async function removeAll(folders: readonly string[]): Promise<void> {
  for (const folder of folders) await rm(folder, { recursive: true, force: true }).catch(() => undefined);
}
