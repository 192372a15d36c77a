import type { Link } from '../../markdown/scan.ts';
import type { Note, NoteLink } from '../../vault/note.ts';
import { Vault } from '../../vault/vault.ts';
import type { LinkStyle } from '../links/linkStyle.ts';
import { writeLink } from '../links/writeLink.ts';
import type { LiveNote } from '../noteChange.ts';
import type { NoteFacts } from './sections.ts';

/** A note that gets or has an entry, and how the listing note links to it. */
export interface EntryFacts extends NoteFacts {
  readonly title: string;
  readonly link: string;
}

/** Reads a note that lists others: its live text, and what the vault knows of the notes around it. */
export class Surroundings {
  readonly note: LiveNote;
  readonly #style: LinkStyle;
  readonly #vault: Vault;

  constructor(note: LiveNote, style: LinkStyle, vault: Vault) {
    this.note = note;
    this.#style = style;
    this.#vault = vault;
  }

  /** Links of the live text's body, with the places where they stand. */
  bodyLinks(): NoteLink[] {
    const read = new Vault().upsert(this.note.path, this.note.text);
    return read.links.filter(({ source }) => source === 'body');
  }

  /** The path of the note that a link of the listing note leads to. */
  resolve(link: Link): string | undefined {
    const to = this.#vault.resolveLink(this.note.path, link);
    return to.kind === 'note' ? to.path : undefined;
  }

  factsOf(path: string): NoteFacts | undefined {
    const note = this.#vault.note(path);
    return note === undefined ? undefined : noteFacts(note);
  }

  /** An entry for a note; `undefined` for a note that cannot be linked. */
  entry(path: string, text?: string): EntryFacts | undefined {
    const note = this.#vault.note(path);
    if (note === undefined) return undefined;
    const title = text ?? note.title;
    const link = writeLink({ from: this.note.path, to: path, text: title }, this.#style, this.#vault);
    return link === undefined ? undefined : { ...noteFacts(note), title, link };
  }
}

function noteFacts({ path, tags, isMoc }: Note): NoteFacts {
  return { path, isMoc, tags: tags.map(({ name }) => name) };
}
