import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BatchFiles } from '../../core/assistant/batch/batchProvider.ts';

/** What was asked in batches, as files in a folder of the extension's own. */
export function batchFolder(folder: string): BatchFiles {
  const pathOf = (batch: string): string => join(folder, `${batch}.batch`);
  return {
    keep: async (batch, lines) => {
      await mkdir(folder, { recursive: true });
      const unfinished = `${pathOf(batch)}.part`;
      const file = await open(unfinished, 'w');
      try {
        // Not `write`, which takes a part for done where the disk has room for no more.
        for (const line of lines) await file.appendFile(`${line}\n`);
        await file.datasync();
      } catch (error) {
        await rm(unfinished, { force: true });
        throw error;
      } finally {
        await file.close();
      }
      await rename(unfinished, pathOf(batch));
    },
    read: async (batch) => {
      const text = await readFile(pathOf(batch), 'utf8').catch(() => '');
      return text === '' ? [] : text.trimEnd().split('\n');
    },
    forget: async (batch) => await rm(pathOf(batch), { force: true }),
  };
}
