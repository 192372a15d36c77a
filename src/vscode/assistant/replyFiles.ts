import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createReplyCache, type ReplyCache } from '../../core/assistant/replyCache.ts';

/** A reply that nobody has asked for in this time is forgotten; ms. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * Replies of language models as files in a folder of the extension's own, named by a hash: they hold what the model
 * said, never the note. What cannot be read or written is as if it was never kept.
 */
export function replyFiles(folder: string): ReplyCache {
  let prepared: Promise<void> | undefined;
  const storage = {
    get: async (key: string) => {
      const file = join(folder, key);
      try {
        const text = await readFile(file, 'utf8');
        const now = new Date();
        await utimes(file, now, now);
        return text;
      } catch {
        return undefined;
      }
    },
    set: async (key: string, value: string) => {
      try {
        prepared ??= prepare(folder);
        await prepared;
        const unfinished = join(folder, `${key}.part`);
        await writeFile(unfinished, value);
        await rename(unfinished, join(folder, key));
      } catch {
        return; // A full or read-only disk: the next question is asked again.
      }
    },
  };
  return createReplyCache(storage, (text) => createHash('sha256').update(text).digest('hex'));
}

async function prepare(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const oldest = Date.now() - KEPT_MS;
  for (const name of await readdir(folder)) {
    const file = join(folder, name);
    if ((await stat(file)).mtimeMs < oldest) await rm(file, { force: true });
  }
}
