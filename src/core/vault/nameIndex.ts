import { IdLists } from './idLists.ts';
import { fold } from './noteName.ts';

/**
 * Who is called what, and who asks for whom. Every name (of a file, a title, an alias, and the last step of a link's
 * target) has a key, so that a note that comes, goes or changes its name leads straight to the links that may mean it.
 */
export class NameIndex {
  readonly #keys = new Map<string, number>();
  /** Notes by file name. */
  readonly files = new IdLists();
  /** Notes by title or alias, where that differs from the file name. */
  readonly otherNames = new IdLists();
  /** Notes by the names that their links ask for. */
  readonly askers = new IdLists();

  /** The key of a name in any spelling, made when it is new. */
  keyOf(name: string): number {
    const folded = fold(name);
    let key = this.#keys.get(folded);
    if (key === undefined) {
      key = this.#keys.size;
      this.#keys.set(folded, key);
    }
    return key;
  }

  /** The key of a name that somebody bears or asks for. */
  knownKey(name: string): number | undefined {
    return this.#keys.get(fold(name));
  }
}
