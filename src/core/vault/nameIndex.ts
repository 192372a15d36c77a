import { IdLists } from './idLists.ts';
import { fold } from './noteName.ts';

/**
 * Who is called what, and who asks for whom. Every name (of a file, a title, an alias, and the last step of a link's
 * target) has a key, so that a note that comes, goes or changes its name leads straight to the links that may mean it.
 */
export class NameIndex {
  readonly #keys = new Map<string, number>();
  readonly #files = new IdLists();
  readonly #otherNames = new IdLists();
  readonly #askers = new IdLists();
  #fill: (() => void) | undefined;

  /** Notes by file name. */
  get files(): IdLists {
    this.fillNow();
    return this.#files;
  }

  /** Notes by title or alias, where that differs from the file name. */
  get otherNames(): IdLists {
    this.fillNow();
    return this.#otherNames;
  }

  /** Notes by the names that their links ask for. */
  get askers(): IdLists {
    this.fillNow();
    return this.#askers;
  }

  /** The key of a name in any spelling, made when it is new. */
  keyOf(name: string): number {
    this.fillNow();
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
    this.fillNow();
    return this.#keys.get(fold(name));
  }

  /** Every name, folded, at the index that is its key. */
  names(): readonly string[] {
    this.fillNow();
    return [...this.#keys.keys()];
  }

  /**
   * Leaves filling to the first question: a restored vault answers most others without names.
   *
   * @param saved what {@link names} gave
   */
  fillLater(saved: () => readonly string[], fill: () => void): void {
    this.#fill = () => {
      for (const [key, name] of saved().entries()) this.#keys.set(name, key);
      fill();
    };
  }

  /** Fills what was left for later: the notes are about to change. */
  fillNow(): void {
    const fill = this.#fill;
    if (fill === undefined) return;
    this.#fill = undefined;
    fill();
  }
}
