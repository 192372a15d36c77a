import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../../core/base/errors.ts';
import { decodeNote } from '../../core/vault/decodeNote.ts';
import type { SkippedFile } from '../../core/vault/noteStore.ts';
import { ignoreRules, isIgnoredAnywhere, type IgnoreRules } from './ignoreRules.ts';
import { isNotePath, reasonOf, type FolderStore } from './noteStore.ts';
import { whyUnread } from './readFile.ts';
import { statFile, statFiles } from './statFiles.ts';
import type { ReadThreads } from './readThreads.ts';

/**
 * Notes in a folder of this machine. Links to folders are followed once each, so that a loop ends.
 *
 * @param threads for reading many notes, where there are any
 */
export function fileNoteStore(
  root: string,
  excluded: readonly string[],
  threads: ReadThreads | undefined,
): FolderStore {
  const base = ignoreRules(excluded);
  let rules = base;
  return {
    async list() {
      const walk: Walk = { root, paths: [], skipped: [], seen: new Set([await realpath(root)]), rules: base };
      await walkFolder(walk, '', base);
      rules = walk.rules;
      return { paths: walk.paths, skipped: walk.skipped };
    },
    stat: (path) => statFile(join(root, path)),
    statMany: (paths, concurrency) => statFiles(root, paths, concurrency),
    read: (path) => readNoteFile(root, path),
    readMany: (paths, settings) => threads?.read({ root, settings }, paths),
    ignores: (path) => isIgnoredAnywhere(rules, path),
  };
}

interface Walk {
  readonly root: string;
  readonly paths: string[];
  readonly skipped: SkippedFile[];
  /** Real paths of the folders that were entered. */
  readonly seen: Set<string>;
  /** With the `.gitignore` files found so far. */
  rules: IgnoreRules;
}

async function walkFolder(walk: Walk, folder: string, above: IgnoreRules): Promise<void> {
  let entries;
  try {
    entries = await readdir(join(walk.root, folder), { withFileTypes: true });
  } catch (error) {
    walk.skipped.push({ path: folder, reason: reasonOf(error) });
    return;
  }
  let rules = above;
  if (entries.some((entry) => entry.name === '.gitignore' && entry.isFile())) {
    const gitignore = await readFile(join(walk.root, folder, '.gitignore'), 'utf8').catch(() => '');
    rules = above.within(folder, gitignore);
    walk.rules = walk.rules.within(folder, gitignore);
  }
  const folders: string[] = [];
  for (const entry of entries) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isFile()) {
      if (isNotePath(path) && !rules.ignores(path, false)) walk.paths.push(path);
    } else if (entry.isDirectory()) {
      if (!rules.ignores(path, true)) folders.push(path);
    } else if (entry.isSymbolicLink() && !rules.ignores(path, false)) {
      await followLink(walk, path, folders);
    }
  }
  await Promise.all(folders.map((path) => walkFolder(walk, path, rules)));
}

/** A link to a folder is entered unless that folder was entered before; a link that leads nowhere is told. */
async function followLink(walk: Walk, path: string, folders: string[]): Promise<void> {
  const absolute = join(walk.root, path);
  try {
    const target = await stat(absolute);
    if (target.isFile() && isNotePath(path)) walk.paths.push(path);
    if (!target.isDirectory()) return;
    const real = await realpath(absolute);
    if (walk.seen.has(real)) {
      walk.skipped.push({ path, reason: 'is a symbolic link to a folder that is read already' });
      return;
    }
    walk.seen.add(real);
    folders.push(path);
  } catch (error) {
    walk.skipped.push({
      path,
      reason: leadsNowhere(error) ? 'is a symbolic link that leads nowhere' : reasonOf(error),
    });
  }
}

function leadsNowhere(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'ENOENT' || code === 'ELOOP';
}

async function readNoteFile(root: string, path: string): Promise<string | SkippedFile | undefined> {
  const absolute = join(root, path);
  try {
    const bytes = await readFile(absolute);
    return decodeNote(path, bytes);
  } catch (error) {
    return whyUnread(error, path);
  }
}
