import type { LinkKind } from '../markdown/scan.ts';
import type { NoteTarget } from './linkTarget.ts';
import type { NameIndex } from './nameIndex.ts';
import { fold } from './noteName.ts';
import { folderDistance, folderOf, joinPath, withoutNoteExtension } from './notePath.ts';
import type { NoteTable } from './noteTable.ts';

const NONE: readonly number[] = [];

/**
 * Finds the notes that a link may mean, best first. The rules, each with an example, stand in docs/links.md: the path
 * from the note's folder, the path from the vault's root, then the file name (with as many folders as the link names),
 * then alias or title; case and Unicode form aside; among equals the nearest folder.
 */
export class LinkResolver {
  readonly #table: NoteTable;
  readonly #names: NameIndex;

  constructor(table: NoteTable, names: NameIndex) {
    this.#table = table;
    this.#names = names;
  }

  /** The note that the link leads to. */
  best(fromPath: string, target: NoteTarget, key: number): number | undefined {
    const { files } = this.#names;
    if (target.form === 'plain' && files.count(key) === 1) return files.get(key)[0];
    return this.find(fromPath, target, key)[0];
  }

  /** Every note that fits, best first; `key` is the key of the target's name. */
  find(fromPath: string, target: NoteTarget, key: number | undefined): readonly number[] {
    const files = key === undefined ? NONE : this.#names.files.get(key);
    const folder = folderOf(fromPath);
    switch (target.form) {
      case 'root':
        return this.#at(files, joinPath('', target.path));
      case 'relative':
        return this.#at(files, joinPath(folder, target.path));
      case 'path':
      case 'plain': {
        const named = this.#byFileName(files, folder, target);
        return named.length > 0 || target.hasNoteExtension ? named : this.#byOtherName(folder, target, key);
      }
    }
  }

  #byFileName(files: readonly number[], folder: string, target: NoteTarget): readonly number[] {
    if (files.length === 0 || (files.length === 1 && target.form === 'plain')) return files;
    const beside = this.#at(files, joinPath(folder, target.path));
    const fromRoot = this.#at(files, joinPath('', target.path));
    const exact = [...beside, ...fromRoot.filter((id) => !beside.includes(id))];
    if (target.form === 'path' && exact.length > 0) return exact;
    const suffix = `/${fold(target.path)}`;
    const rest = files.filter(
      (id) => !exact.includes(id) && (target.form === 'plain' || this.#stemPath(id).endsWith(suffix)),
    );
    return [...exact, ...this.#nearestFirst(rest, folder)];
  }

  #byOtherName(folder: string, target: NoteTarget, key: number | undefined): readonly number[] {
    const whole = target.form === 'plain' ? key : this.#names.knownKey(target.path);
    return whole === undefined ? NONE : this.#nearestFirst(this.#names.otherNames.get(whole), folder);
  }

  /** Those of the notes that stand at a path (without extension), in any case; the very spelling first. */
  #at(files: readonly number[], path: string | undefined): readonly number[] {
    if (path === undefined || files.length === 0) return NONE;
    const folded = fold(path);
    const found = files.filter((id) => this.#stemPath(id) === folded);
    if (found.length < 2) return found;
    const isSpelledSo = (id: number): boolean => withoutNoteExtension(this.#path(id)) === path;
    return this.#nearestFirst(found, '').toSorted((a, b) => Number(isSpelledSo(b)) - Number(isSpelledSo(a)));
  }

  #nearestFirst(ids: readonly number[], folder: string): readonly number[] {
    if (ids.length < 2) return ids;
    return ids
      .map((id) => ({ id, path: this.#path(id), distance: folderDistance(folder, folderOf(this.#path(id))) }))
      .sort((a, b) => a.distance - b.distance || a.path.length - b.path.length || (a.path < b.path ? -1 : 1))
      .map(({ id }) => id);
  }

  #path(id: number): string {
    return this.#table.existing(id).path;
  }

  #stemPath(id: number): string {
    return this.#table.stemPath(id);
  }
}

/**
 * The vault-relative path that a missing note would have; `undefined` outside the vault. Markdown means the path that
 * it names; a wikilink means a note beside this one, or the path from the root when it names folders.
 */
export function missingNotePath(fromPath: string, kind: LinkKind, target: NoteTarget): string | undefined {
  const fromRoot = target.form === 'root' || (target.form === 'path' && kind === 'wiki');
  const path = joinPath(fromRoot ? '' : folderOf(fromPath), target.path);
  return path === undefined ? undefined : `${path}.md`;
}
