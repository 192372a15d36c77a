import type { Event } from '../base/event.ts';
import type { Link } from '../markdown/scan.ts';
import type { Note, NoteLink } from './note.ts';

/** How the vault reads notes. A change of settings means a new vault. */
export interface VaultSettings {
  /** What makes a title or file name that of a MOC (case-insensitive, Unicode); see DEFAULT_MOC_PATTERN. */
  readonly mocPattern: string;
  /** Frontmatter keys (true when truthy), tags (with children) and globs that make a note private. */
  readonly privateKeys: readonly string[];
  readonly privateTags: readonly string[];
  readonly privateGlobs: readonly string[];
  /** Frontmatter keys that hold the dates, in the order in which they are looked for. */
  readonly createdKeys: readonly string[];
  readonly modifiedKeys: readonly string[];
}

/** Where a link leads. */
export type LinkResolution =
  | { readonly kind: 'note'; readonly path: string; /** Others that fit as well, nearest first. */ readonly ambiguousWith: readonly string[] }
  | { readonly kind: 'dangling'; /** Vault-relative path that the missing note would have. */ readonly path: string; readonly title: string }
  | { readonly kind: 'external' }
  /** A file that is no note (image, PDF), inside the vault or not. */
  | { readonly kind: 'attachment' };

export interface Backlink {
  readonly from: string;
  readonly link: NoteLink;
}

/** One tag with its children; `/` separates levels. */
export interface TagNode {
  /** Last level, in the spelling used most. */
  readonly label: string;
  /** Full name, in the spelling used most. */
  readonly name: string;
  readonly children: readonly TagNode[];
  /** Notes that carry just this tag, by path, sorted by title. */
  readonly notes: readonly string[];
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

export interface DanglingTarget {
  readonly title: string;
  /** Vault-relative path that the missing note would have. */
  readonly path: string;
  readonly mentionedBy: readonly Backlink[];
}

/** One burst of changes, told once. */
export interface VaultChange {
  readonly updated: readonly string[];
  readonly removed: readonly string[];
}

/**
 * The index over all notes of one workspace folder. Every question is answered from memory; a change costs
 * time in proportion to the note, not to the vault.
 */
export declare class Vault {
  constructor(settings?: Partial<VaultSettings>);
  readonly onDidChange: Event<VaultChange>;
  readonly size: number;
  /** Adds or replaces a note. */
  upsert(path: string, text: string): Note;
  remove(path: string): boolean;
  /** Runs `change` and tells all that it changed as one event. */
  batch<T>(change: () => T): T;
  note(path: string): Note | undefined;
  notes(): Iterable<Note>;
  resolveLink(fromPath: string, link: Pick<Link, 'kind' | 'target'> & Partial<Link>): LinkResolution;
  backlinks(path: string): readonly Backlink[];
  /** Notes that this one links to, each once, in order; dangling and external left out. */
  outgoing(path: string): readonly string[];
  tags(): readonly TagNode[];
  untagged(): readonly string[];
  mocs(): MocOverview;
  /** MOCs that the note belongs to, by title. */
  mocsOf(path: string): readonly string[];
  dangling(): readonly DanglingTarget[];
  /** Notes with no link in or out, by title. */
  orphans(): readonly string[];
}
