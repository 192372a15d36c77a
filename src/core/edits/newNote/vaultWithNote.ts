import type { Link } from '../../markdown/scan.ts';
import { readLinkTarget } from '../../vault/linkTarget.ts';
import type { Note } from '../../vault/note.ts';
import { fold } from '../../vault/noteName.ts';
import { stemOf, withoutNoteExtension } from '../../vault/notePath.ts';
import { Vault, type LinkResolution } from '../../vault/vault.ts';

/** What planners ask of a vault. */
export type KnownNotes = Pick<Vault, 'resolveLink' | 'note'>;

/** A vault as it will be when a planned note has been created; the vault itself stays as it is. */
export class VaultWithNote implements KnownNotes {
  readonly #vault: KnownNotes;
  readonly #note: Note;

  constructor(vault: KnownNotes, path: string, text: string) {
    this.#vault = vault;
    this.#note = new Vault().upsert(path, text);
  }

  note(path: string): Note | undefined {
    return path === this.#note.path ? this.#note : this.#vault.note(path);
  }

  /** Links that lead nowhere lead to the new note where its path or, without folders, its name is meant. */
  resolveLink(fromPath: string, link: Pick<Link, 'kind' | 'target'> & Partial<Link>): LinkResolution {
    const found = this.#vault.resolveLink(fromPath, link);
    if (found.kind !== 'dangling') return found;
    const { path } = this.#note;
    const target = readLinkTarget(link.kind, link.target);
    const isPlain = target.kind === 'note' && target.form === 'plain';
    const isMeant = isPlain
      ? fold(target.name) === fold(stemOf(path))
      : fold(withoutNoteExtension(found.path)) === fold(withoutNoteExtension(path));
    return isMeant ? { kind: 'note', path, ambiguousWith: [] } : found;
  }
}
