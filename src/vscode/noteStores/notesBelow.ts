import type { Vault } from '../../core/vault/vault.ts';

/** Paths of the notes in some folders of a vault and below. */
export function notesBelow(vault: Vault, folders: ReadonlySet<string>): string[] {
  if (folders.size === 0) return [];
  return [...vault.notes()].map(({ path }) => path).filter((path) => isBelow(path, folders));
}

/** Whether a path lies below one of some folders. */
export function isBelow(path: string, folders: ReadonlySet<string>): boolean {
  for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
    if (folders.has(path.slice(0, slash))) return true;
  }
  return false;
}
