import type { Heading, Link, LinkKind } from '../markdown/scan.ts';
import { readLinkTarget, type NoteTarget } from './linkTarget.ts';
import type { Note, NoteTag } from './note.ts';

/**
 * How a note is kept: its numbers in one Int32Array, its strings end to end in one string (the pool). 10,000 notes are
 * then some 30,000 objects and not a million, nothing keeps a note's text alive, and an index is written to disk and
 * read back without looking at it.
 *
 * A record is a header, the keys of the note's names, its headings, tags and links, each of a fixed number of fields.
 * A string is a pair of offsets into the pool, a range a pair of offsets into the note; -1 stands for undefined.
 */
export const HEADER = {
  size: 0, // of the record, in fields
  length: 1,
  flags: 2,
  hash: 3,
  names: 4,
  headings: 5,
  tags: 6,
  links: 7,
  created: 8,
  modified: 10,
  summary: 12,
  excerpt: 14,
  poolStart: 16, // of a restored note: where its strings stand among the bytes that it shares with others
  poolEnd: 17,
} as const;
export const HEADER_FIELDS = 18;

/** The field with the key of one of the note's names, from the record's beginning. */
export function ownKeyAt(name: number): number {
  return HEADER_FIELDS + name;
}

export const HEADING = { level: 0, text: 1, range: 3 } as const;
export const HEADING_FIELDS = 5;

export const TAG = { source: 0, name: 1, range: 3 } as const;
export const TAG_FIELDS = 5;

export const LINK = {
  flags: 0,
  nameKey: 1,
  resolved: 2,
  target: 3,
  fragment: 5,
  text: 7,
  range: 9,
  targetRange: 11,
  textRange: 13,
  key: 15,
} as const;
export const LINK_FIELDS = 17;

export const NOTE_FLAG = {
  titleSource: 3,
  isMoc: 4,
  isPrivate: 8,
  invalidFrontmatter: 16,
  statesMoc: 32,
  statesPrivate: 64,
} as const;

/** What is told of a link in one number. */
export const LINK_FLAG = {
  kind: 7,
  embed: 8,
  frontmatter: 16,
  /** See {@link NoteLink.alone}. */
  alone: 32,
  inList: 64,
  /** Before its line stand only the title, other lines of links, tags and blanks. */
  atTop: 128,
  /** Its frontmatter key names a parent: `up`, `parent`, `moc`. */
  upKey: 256,
  /** Its target may be a note; what follows is told of those only. */
  asksNote: 512,
  form: 1024 | 2048,
  noteExtension: 4096,
  fileOtherwise: 8192,
} as const;
export const FORM_SHIFT = 10;

export const TITLE_SOURCES: readonly Note['titleSource'][] = ['frontmatter', 'heading', 'fileName'];
export const LINK_KINDS: readonly LinkKind[] = ['inline', 'reference', 'definition', 'wiki', 'autolink'];
export const TARGET_FORMS: readonly NoteTarget['form'][] = ['root', 'relative', 'path', 'plain'];

/** What a link leads to where that is no note of the vault. */
export const NOWHERE = { dangling: -1, elsewhere: -2 } as const;

/** The name's key of a link that asks for no note, and of one that the vault has not seen yet. */
export const NO_KEY = -1;

/** A link as it was found, and what its target and its place tell of it ({@link LINK_FLAG}). */
export interface ReadLink {
  readonly link: Link;
  flags: number;
  /** The frontmatter key. */
  readonly key: string | undefined;
}

/** Everything that is read from a note, before it is packed. */
export interface NoteReading {
  readonly title: string;
  readonly aliases: readonly string[];
  /** {@link NOTE_FLAG} and the index of the title's source. */
  readonly flags: number;
  readonly headings: readonly Heading[];
  readonly tags: readonly NoteTag[];
  readonly links: readonly ReadLink[];
  readonly created: string | undefined;
  readonly modified: string | undefined;
  readonly summary: string | undefined;
  readonly excerpt: string;
  readonly length: number;
  readonly hash: number;
}

/** What a link's kind and target tell of it, as {@link LINK_FLAG}. */
export function linkFlags({ kind, embed, target }: Link): number {
  const flags = LINK_KINDS.indexOf(kind) | (embed ? LINK_FLAG.embed : 0);
  // A definition leads nowhere by itself: the references that use it do.
  if (kind === 'definition') return flags;
  const asked = readLinkTarget(kind, target);
  if (asked.kind !== 'note') return flags;
  return (
    flags |
    LINK_FLAG.asksNote |
    (TARGET_FORMS.indexOf(asked.form) << FORM_SHIFT) |
    (asked.hasNoteExtension ? LINK_FLAG.noteExtension : 0) |
    (asked.isFileOtherwise ? LINK_FLAG.fileOtherwise : 0)
  );
}
