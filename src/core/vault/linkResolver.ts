import type { LinkKind } from '../markdown/scan.ts';
import type { NoteTarget } from './linkTarget.ts';
import type { NameIndex } from './nameIndex.ts';
import { fold } from './noteName.ts';
import { folderDistance, folderOf, isJoinedPath, joinPath, withoutNoteExtension } from './notePath.ts';
import type { NoteTable } from './noteTable.ts';

const NONE: readonly number[] = [];
/** Up to so many notes of one name are looked through; beyond, the one at a path is looked up. */
const FEW = 4;

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

  /** The first of {@link find}, found without putting the others in order. */
  best(fromPath: string, target: NoteTarget, key: number): number | undefined {
    const only = this.#names.files.only(key);
    if (only !== undefined && (target.form === 'plain' || this.#isJustAt(only, fromPath, target)))
      return only;
    const files = this.#names.files.get(key);
    if (target.form !== 'plain' || files.length === 0) return this.find(fromPath, target, key)[0];
    const folder = folderOf(fromPath);
    const exact = this.#at(files, joinPath(folder, target.path))[0] ?? this.#at(files, target.path)[0];
    return exact ?? this.#nearest(files, folder);
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

  /** The notes of a file name that stands where a wikilink's words do, best first. */
  findSwapped(fromPath: string, target: NoteTarget): readonly number[] {
    const key = this.#names.knownKey(target.name);
    return key === undefined
      ? NONE
      : this.#byFileName(this.#names.files.get(key), folderOf(fromPath), target);
  }

  /** Whether the only note of that name stands where the link says, in the link's own spelling. */
  #isJustAt(id: number, fromPath: string, { form, path }: NoteTarget): boolean {
    return isJoinedPath(this.#path(id), form === 'root' ? '' : folderOf(fromPath), path, '.md');
  }

  #byFileName(files: readonly number[], folder: string, target: NoteTarget): readonly number[] {
    if (files.length === 0 || (files.length === 1 && target.form === 'plain')) return files;
    const beside = this.#at(files, joinPath(folder, target.path));
    const fromRoot = this.#at(files, joinPath('', target.path));
    const exact = [...beside, ...fromRoot.filter((id) => !beside.includes(id))];
    if (target.form === 'path' && exact.length > 0) return exact;
    const suffix = `/${fold(target.path)}`;
    const rest = files.filter(
      (id) => !exact.includes(id) && (target.form === 'plain' || this.#table.stemPath(id).endsWith(suffix)),
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
    const found =
      files.length > FEW
        ? this.#table.atStemPath(folded)
        : files.filter((id) => this.#table.stemPath(id) === folded);
    if (found.length < 2) return found;
    const isSpelledSo = (id: number): boolean => withoutNoteExtension(this.#path(id)) === path;
    return this.#nearestFirst(found, '').toSorted((a, b) => Number(isSpelledSo(b)) - Number(isSpelledSo(a)));
  }

  #nearest(ids: readonly number[], folder: string): number | undefined {
    let best: number | undefined;
    for (const id of ids) if (best === undefined || this.#isNearer(id, best, folder)) best = id;
    return best;
  }

  #nearestFirst(ids: readonly number[], folder: string): readonly number[] {
    return ids.length < 2 ? ids : ids.toSorted((a, b) => (this.#isNearer(a, b, folder) ? -1 : 1));
  }

  /** Fewer steps between the folders, then the shorter path, then the first in the alphabet. */
  #isNearer(id: number, other: number, folder: string): boolean {
    const path = this.#path(id);
    const otherPath = this.#path(other);
    const further = folderDistance(folder, folderOf(path)) - folderDistance(folder, folderOf(otherPath));
    if (further !== 0) return further < 0;
    return path.length === otherPath.length ? path < otherPath : path.length < otherPath.length;
  }

  #path(id: number): string {
    return this.#table.existing(id).path;
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
