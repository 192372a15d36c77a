import { statSync, type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { FileStamp } from '../../core/vault/noteStore.ts';
import { nextTurn, SLICE_MS } from '../timeSlices.ts';

/** A file that takes so long has kept everybody waiting: the disk is slow, and others wait for it from then on; ms. */
const SLOW_FILE_MS = 2;
/** So many files go by until the clock is looked at. */
const AT_ONCE = 16;

/**
 * The stamps of files in the order of their paths. Asked one after the other, a disk that is at hand answers in a
 * third of the time that asking through the file system's threads takes; a slow one is left to those.
 *
 * @param concurrency how many files are asked for at the same time, where the disk is slow
 * @param clock in ms, from any point
 */
export async function statFiles(
  root: string,
  paths: readonly string[],
  concurrency: number,
  clock = (): number => performance.now(),
): Promise<(FileStamp | undefined)[]> {
  const stamps = new Array<FileStamp | undefined>(paths.length).fill(undefined);
  let next = 0;
  let sliceEnd = clock() + SLICE_MS;
  while (next < paths.length) {
    const began = clock();
    const end = Math.min(paths.length, next + AT_ONCE);
    for (; next < end; next++) stamps[next] = statNow(`${root}/${paths[next]!}`);
    const now = clock();
    if (now - began > SLOW_FILE_MS * AT_ONCE) break;
    if (now < sliceEnd) continue;
    await nextTurn();
    sliceEnd = clock() + SLICE_MS;
  }
  const worker = async (): Promise<void> => {
    for (let i = next++; i < paths.length; i = next++) stamps[i] = await statFile(`${root}/${paths[i]!}`);
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, paths.length - next) }, worker));
  return stamps;
}

/** `undefined` when there is no such file. */
export async function statFile(file: string): Promise<FileStamp | undefined> {
  return stampOf(await stat(file).catch(() => undefined));
}

function statNow(file: string): FileStamp | undefined {
  try {
    return stampOf(statSync(file, { throwIfNoEntry: false }));
  } catch {
    // A folder on the way to it is none, or must not be entered: as for `stat`, the file is not there.
    return undefined;
  }
}

function stampOf(found: Stats | undefined): FileStamp | undefined {
  return found?.isFile() ? { size: found.size, mtime: found.mtimeMs } : undefined;
}
