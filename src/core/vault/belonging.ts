import { IdLists } from './idLists.ts';

/** How a note belongs to a MOC; bits. */
export const UP = 1;
export const LISTED = 2;

/** Which notes belong to which MOCs, and how. Most belong to one or none, so a pair is one number. */
export class Belonging {
  readonly #pairs = new IdLists();

  /** Whether the note belongs to any MOC. */
  hasAny(note: number): boolean {
    return this.#pairs.count(note) > 0;
  }

  mocsOf(note: number): readonly number[] {
    return this.#pairs.get(note).map((pair) => pair >> 2);
  }

  /** 0 when the note does not belong to the MOC. */
  how(note: number, moc: number): number {
    const only = this.#pairs.only(note);
    if (only !== undefined) return only >> 2 === moc ? only & 3 : 0;
    if (!this.hasAny(note)) return 0;
    for (const pair of this.#pairs.get(note)) if (pair >> 2 === moc) return pair & 3;
    return 0;
  }

  set(note: number, moc: number, how: number): void {
    const was = this.how(note, moc);
    if (was === how) return;
    if (was !== 0) this.#pairs.delete(note, (moc << 2) | was);
    if (how !== 0) this.#pairs.add(note, (moc << 2) | how);
  }
}
