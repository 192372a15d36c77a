import type { NoteLink } from './note.ts';

/** Where a link leads. */
export type LinkResolution =
  | {
      readonly kind: 'note';
      readonly path: string;
      /** Others that fit as well, nearest first. */ readonly ambiguousWith: readonly string[];
    }
  | {
      readonly kind: 'dangling';
      /** Vault-relative path that the missing note would have. */ readonly path: string;
      readonly title: string;
    }
  | { readonly kind: 'external' }
  /** A file that is no note (image, PDF), inside the vault or not. */
  | { readonly kind: 'attachment' };

export interface Backlink {
  readonly from: string;
  readonly link: NoteLink;
}

/** One tag with its children; `/` separates levels. It always shows how things stand now; its lists never change. */
export interface TagNode {
  /** Last level, in the spelling used most. */
  readonly label: string;
  /** Full name, in the spelling used most. */
  readonly name: string;
  readonly children: readonly TagNode[];
  /** Notes that carry just this tag, by path, sorted by title. */
  readonly notes: readonly string[];
  /** How many notes carry just this tag; cheaper than `notes.length`. */
  readonly ownCount: number;
  /** Notes that carry this tag or one below it, each once. */
  readonly total: number;
}

export interface MocMember {
  readonly path: string;
  /** The MOC names the note. */
  readonly listed: boolean;
  /** The note has an up-link to the MOC. */
  readonly upLink: boolean;
  /** Heading of the MOC under which the note is listed first. */
  readonly section: string | undefined;
}

/** It always shows how things stand now; its list never changes. */
export interface MocNode {
  readonly path: string;
  /** In the order in which the MOC lists them, then the others by title. Sub-MOCs are members too. */
  readonly members: readonly MocMember[];
}

export interface MocOverview {
  /** Every MOC, by title. */
  readonly mocs: readonly MocNode[];
  /** MOCs that belong to no other MOC, and one of each cycle, by title. */
  readonly roots: readonly string[];
  /** Notes that belong to no MOC and are none, by title. */
  readonly unfiled: readonly string[];
}

/** A missing note that links name. It always shows how things stand now. */
export interface DanglingTarget {
  readonly title: string;
  /** Vault-relative path that the missing note would have. */
  readonly path: string;
  readonly mentionedBy: readonly Backlink[];
}

/** How many notes are in the groups of the views. Much cheaper than their lists. */
export interface VaultCounts {
  readonly untagged: number;
  readonly unfiled: number;
  readonly orphans: number;
  readonly dangling: number;
}

/** One burst of changes, told once. */
export interface VaultChange {
  /** New and changed notes. */
  readonly updated: readonly string[];
  readonly removed: readonly string[];
  /** Notes that moved; their old and new paths are not in the other lists unless their text changed as well. */
  readonly renamed: readonly Renaming[];
}

export interface Renaming {
  readonly from: string;
  readonly to: string;
}
