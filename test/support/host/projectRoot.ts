import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's folder, found from this file whether it runs as source or compiled under `out/`. */
export const projectRoot = findRoot(dirname(fileURLToPath(import.meta.url)));

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'package-lock.json')) && existsSync(join(folder, 'src'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('Run this from a checkout of Notewright.');
  return findRoot(parent);
}
