import { fold } from '../../vault/noteName.ts';
import { folderOf, joinPath } from '../../vault/notePath.ts';
import type { Vault } from '../../vault/vault.ts';
import { safeFileName } from './safeFileName.ts';

/** The path of a new note called `title` in a folder; a number follows the name where a note of it is there. */
export function newNotePath(folder: string, title: string, isTaken: (path: string) => boolean): string {
  const name = safeFileName(title);
  const path = (stem: string): string => joinPath(folder, `${stem}.md`) ?? `${stem}.md`;
  let free = path(name);
  for (let number = 2; isTaken(free); number++) free = path(`${name} ${number}`);
  return free;
}

/** Whether a note stands at a path, in any case: some file systems know no difference. */
export function takenPaths(vault: Pick<Vault, 'notes'>): (path: string) => boolean {
  const taken = new Set<string>();
  for (const { path } of vault.notes()) taken.add(fold(path));
  return (path) => taken.has(fold(path));
}

/** Where most of the notes are; of several folders the first in the alphabet, of none the vault's root. */
export function usualFolder(paths: Iterable<string>): string {
  const counts = new Map<string, number>();
  for (const path of paths) counts.set(folderOf(path), (counts.get(folderOf(path)) ?? 0) + 1);
  const [most] = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return most?.[0] ?? '';
}
