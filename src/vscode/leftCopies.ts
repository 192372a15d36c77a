import { lstat, readdir, readFile, realpath, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { codeOf } from '../core/base/errors.ts';
import { COPIES, readRecords, RECORD, type CopyRecord } from './copyRecord.ts';
import { isRunning } from './isRunning.ts';
import { isNotePath } from './noteStores/noteStore.ts';

/** A note of which a save that was broken off has left a part only, and the copy of it as it was. */
export interface TornNote {
  /** Absolute. */
  readonly file: string;
  readonly copy: string;
}

const NAME = new RegExp(`^\\.?${COPIES}(\\d+)-`);

/**
 * Looks for copies of a vault's notes that a crash in a save has left behind, and removes those that nobody needs: of
 * notes that are as they were, as they were to be, or gone.
 *
 * @param vault its folder
 * @param shared the folder of temporary files
 */
export async function findTornNotes(vault: string, shared = tmpdir()): Promise<TornNote[]> {
  const root = await realpath(vault);
  const torn: TornNote[] = [];
  for (const folder of [...(await leftIn(shared)), ...(await leftIn(root))]) {
    for (const record of await recordsIn(folder)) {
      if (!record.file.startsWith(root + sep) || !isNotePath(record.file)) continue;
      const note = { file: record.file, copy: join(folder, record.copy) };
      const state = await stateOf(note, record);
      if (state === 'torn') torn.push(note);
      else if (state === 'whole') await forget(note);
    }
    await removeIfEmpty(folder);
  }
  return torn;
}

/** Puts a note back as it was. Rejects, and the copy stays, where that cannot be done. */
export async function putBack({ file, copy }: TornNote): Promise<void> {
  await rename(copy, file);
  await removeIfEmpty(dirname(copy));
}

/** Removes the copy: the note stays as it is. */
export async function forget({ copy }: TornNote): Promise<void> {
  await rm(copy, { force: true });
  await removeIfEmpty(dirname(copy));
}

/** Folders with copies whose process is gone; made by this user. */
async function leftIn(folder: string): Promise<string[]> {
  const left: string[] = [];
  for (const name of await readdir(folder).catch(() => [])) {
    const pid = NAME.exec(name)?.[1];
    if (pid === undefined || isRunning(Number(pid))) continue;
    const path = join(folder, name);
    const found = await lstat(path).catch(() => undefined);
    const isOwn = process.getuid === undefined || found?.uid === process.getuid();
    if (found?.isDirectory() === true && isOwn) left.push(path);
  }
  return left;
}

async function recordsIn(folder: string): Promise<CopyRecord[]> {
  try {
    return readRecords(await readFile(join(folder, RECORD), 'utf8'));
  } catch (error) {
    // It was left while the copies were made: no note had been touched.
    if (codeOf(error) === 'ENOENT') await rm(folder, { recursive: true, force: true });
    return [];
  }
}

/** @returns `unknown` where there is no copy, or the note cannot be read */
async function stateOf(
  { file, copy }: TornNote,
  { bytes, end }: CopyRecord,
): Promise<'whole' | 'torn' | 'unknown'> {
  try {
    if (!(await lstat(copy)).isFile()) return 'unknown';
    const before = await readFile(copy);
    const now = await readFile(file);
    // Not compared with the whole text that was wanted: on saving dates have moved.
    const isComplete = now.length >= bytes && now.toString('utf8').endsWith(end);
    return isComplete || now.equals(before) ? 'whole' : 'torn';
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? 'whole' : 'unknown';
  }
}

/** Copies that are still needed, or are of another vault, keep their folder. */
async function removeIfEmpty(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => [RECORD]);
  if (names.every((name) => name === RECORD)) await rm(folder, { recursive: true, force: true });
}
