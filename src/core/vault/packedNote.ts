import type { Heading, LinkKind } from '../markdown/scan.ts';
import type { TextRange } from '../markdown/textEdit.ts';
import type { Note, NoteLink, NoteTag } from './note.ts';
import { stemOf } from './notePath.ts';

/**
 * A note in little memory: its numbers in one Int32Array, its strings end to end in one string, so that 10,000 notes
 * are 20,000 objects and not a million, nothing keeps the note's text alive, and an index is written to disk and read
 * back without looking at it. Lists are made anew at each reading: take them once.
 *
 * A record is a header, the keys of the note's names, headings, tags and links, each of a fixed number of fields.
 * Strings are pairs of offsets into the pool; -1 stands for undefined.
 */
const HEADER = {
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
  poolStart: 16, // of a restored note: where its strings stand in the shared bytes
  poolEnd: 17,
} as const;
const HEADER_FIELDS = 18;

const HEADING_FIELDS = 5; // level, text ×2, range ×2
const TAG_FIELDS = 5; // source, name ×2, range ×2
const LINK_FIELDS = 17;
const LINK = {
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

const NOTE_FLAG = {
  titleSource: 3,
  isMoc: 4,
  isPrivate: 8,
  invalidFrontmatter: 16,
  statesMoc: 32,
  statesPrivate: 64,
} as const;
const TITLE_SOURCES = ['frontmatter', 'heading', 'fileName'] as const;

const LINK_KINDS: readonly LinkKind[] = ['inline', 'reference', 'definition', 'wiki', 'autolink'];
const LINK_FLAG = {
  kind: 7,
  embed: 8,
  frontmatter: 16,
  alone: 32,
  inList: 64,
  atTop: 128,
  upKey: 256,
} as const;

/** What a link leads to, where that is no note of the vault. */
export const NOWHERE = { dangling: -1, elsewhere: -2 } as const;

/** A link that is not looked up: external, an attachment's address, or into its own note. */
export const NO_KEY = -1;

/** A link as it is read, with what its place says about MOCs. */
export interface ReadLink extends NoteLink {
  /** Nothing but the title and other such lines stand before its line. */
  readonly atTop: boolean;
  /** Its key is one that names a parent (`up`, `parent`, `moc`). */
  readonly upKey: boolean;
}

/** Everything that is read from a note, before it is packed. */
export interface NoteReading {
  readonly path: string;
  readonly title: string;
  readonly titleSource: Note['titleSource'];
  readonly aliases: readonly string[];
  readonly headings: readonly Heading[];
  readonly tags: readonly NoteTag[];
  readonly links: readonly ReadLink[];
  readonly created: string | undefined;
  readonly modified: string | undefined;
  readonly summary: string | undefined;
  readonly excerpt: string;
  readonly isMoc: boolean;
  /** It is a MOC by what it says, whatever it is called. */
  readonly statesMoc: boolean;
  readonly isPrivate: boolean;
  /** It is private by what it says, wherever it stands. */
  readonly statesPrivate: boolean;
  readonly hasInvalidFrontmatter: boolean;
  readonly length: number;
  readonly hash: number;
}

/** Where the strings of restored notes are, until somebody asks. */
export interface StringPool {
  read(start: number, end: number): string;
}

export function packNote(note: NoteReading): PackedNote {
  const nameCount = 2 + note.aliases.length;
  const size =
    HEADER_FIELDS +
    nameCount +
    note.headings.length * HEADING_FIELDS +
    note.tags.length * TAG_FIELDS +
    note.links.length * LINK_FIELDS;
  const writer = new RecordWriter(new Int32Array(size));
  const titleEnd = writer.keep(note.title);
  const aliasEnds = note.aliases.map((alias) => writer.keep(alias));
  const flags =
    TITLE_SOURCES.indexOf(note.titleSource) |
    (note.isMoc ? NOTE_FLAG.isMoc : 0) |
    (note.statesMoc ? NOTE_FLAG.statesMoc : 0) |
    (note.isPrivate ? NOTE_FLAG.isPrivate : 0) |
    (note.statesPrivate ? NOTE_FLAG.statesPrivate : 0) |
    (note.hasInvalidFrontmatter ? NOTE_FLAG.invalidFrontmatter : 0);
  for (const field of [size, note.length, flags, note.hash, nameCount]) writer.number(field);
  for (const list of [note.headings, note.tags, note.links]) writer.number(list.length);
  for (const text of [note.created, note.modified, note.summary, note.excerpt]) writer.string(text);
  writer.skip(2 + nameCount);
  for (const heading of note.headings) {
    writer.number(heading.level);
    writer.string(heading.text);
    writer.range(heading.range);
  }
  for (const tag of note.tags) {
    writer.number(tag.source === 'frontmatter' ? 0 : 1);
    writer.string(tag.name);
    writer.range(tag.range);
  }
  for (const link of note.links) writeLink(writer, link);
  // Joining copies: the strings given were cut from the note's text and would keep all of it alive.
  const pool = writer.parts.join('');
  let start = titleEnd;
  const aliases = aliasEnds.map((end) => pool.slice(start, (start = end)));
  return new PackedNote(note.path, pool.slice(0, titleEnd), aliases, writer.numbers, 0, pool);
}

function writeLink(writer: RecordWriter, link: ReadLink): void {
  writer.number(
    LINK_KINDS.indexOf(link.kind) |
      (link.embed ? LINK_FLAG.embed : 0) |
      (link.source === 'frontmatter' ? LINK_FLAG.frontmatter : 0) |
      (link.alone ? LINK_FLAG.alone : 0) |
      (link.inList ? LINK_FLAG.inList : 0) |
      (link.atTop ? LINK_FLAG.atTop : 0) |
      (link.upKey ? LINK_FLAG.upKey : 0),
  );
  writer.number(NO_KEY);
  writer.number(NOWHERE.elsewhere);
  writer.string(link.target);
  writer.string(link.fragment);
  writer.string(link.text);
  writer.range(link.range);
  writer.range(link.targetRange);
  writer.range(link.textRange);
  writer.string(link.key);
}

class RecordWriter {
  readonly parts: string[] = [];
  readonly numbers: Int32Array;
  #at = 0;
  #poolEnd = 0;

  constructor(numbers: Int32Array) {
    this.numbers = numbers;
  }

  number(value: number): void {
    this.numbers[this.#at++] = value;
  }

  skip(fields: number): void {
    this.#at += fields;
  }

  /** Puts a string into the pool and gives where it ends. */
  keep(text: string): number {
    if (text !== '') this.parts.push(text);
    return (this.#poolEnd += text.length);
  }

  string(text: string | undefined): void {
    this.number(text === undefined ? -1 : this.#poolEnd);
    this.number(text === undefined ? -1 : this.keep(text));
  }

  range(range: TextRange | undefined): void {
    this.number(range === undefined ? -1 : range.start);
    this.number(range === undefined ? -1 : range.end);
  }
}

/** A note of the vault; see {@link Note}. */
export class PackedNote implements Note {
  readonly path: string;
  readonly title: string;
  readonly aliases: readonly string[];
  readonly #numbers: Int32Array;
  readonly #at: number;
  #pool: string | StringPool;

  constructor(
    path: string,
    title: string,
    aliases: readonly string[],
    numbers: Int32Array,
    at: number,
    pool: string | StringPool,
  ) {
    this.path = path;
    this.title = title;
    this.aliases = aliases;
    this.#numbers = numbers;
    this.#at = at;
    this.#pool = pool;
  }

  get titleSource(): Note['titleSource'] {
    return TITLE_SOURCES[this.#header('flags') & NOTE_FLAG.titleSource]!;
  }

  get isMoc(): boolean {
    return (this.#header('flags') & NOTE_FLAG.isMoc) !== 0;
  }

  get isPrivate(): boolean {
    return (this.#header('flags') & NOTE_FLAG.isPrivate) !== 0;
  }

  get hasInvalidFrontmatter(): boolean {
    return (this.#header('flags') & NOTE_FLAG.invalidFrontmatter) !== 0;
  }

  get length(): number {
    return this.#header('length');
  }

  /** Of the text; equal texts have equal hashes. */
  get hash(): number {
    return this.#header('hash');
  }

  get created(): string | undefined {
    return this.#string(this.#at + HEADER.created);
  }

  get modified(): string | undefined {
    return this.#string(this.#at + HEADER.modified);
  }

  get summary(): string | undefined {
    return this.#string(this.#at + HEADER.summary);
  }

  get excerpt(): string {
    return this.#string(this.#at + HEADER.excerpt) ?? '';
  }

  get headings(): readonly Heading[] {
    return this.#list(this.#headingsAt, this.#header('headings'), HEADING_FIELDS, (at) => ({
      level: this.#numbers[at] as Heading['level'],
      text: this.#string(at + 1) ?? '',
      range: this.#range(at + 3)!,
    }));
  }

  get tags(): readonly NoteTag[] {
    return this.#list(this.#tagsAt, this.#header('tags'), TAG_FIELDS, (at) => ({
      name: this.#string(at + 1) ?? '',
      source: this.#numbers[at] === 0 ? 'frontmatter' : 'inline',
      range: this.#range(at + 3),
    }));
  }

  get links(): readonly NoteLink[] {
    return this.#list(this.#linksAt, this.#header('links'), LINK_FIELDS, (at) => this.#readLink(at));
  }

  /** Names of the note's tags as written, each once. */
  get tagNames(): readonly string[] {
    const names: string[] = [];
    for (let i = 0, at = this.#tagsAt; i < this.#header('tags'); i++, at += TAG_FIELDS) {
      const name = this.#string(at + 1) ?? '';
      if (!names.includes(name)) names.push(name);
    }
    return names;
  }

  /** File name, title and aliases; {@link ownKey} speaks of them in this order. */
  get names(): readonly string[] {
    return [stemOf(this.path), this.title, ...this.aliases];
  }

  /** The key in the vault of one of the note's names. */
  ownKey(index: number): number {
    return this.#numbers[this.#at + HEADER_FIELDS + index]!;
  }

  setOwnKey(index: number, key: number): void {
    this.#numbers[this.#at + HEADER_FIELDS + index] = key;
  }

  get linkCount(): number {
    return this.#header('links');
  }

  link(index: number): NoteLink {
    return this.#readLink(this.#linkAt(index));
  }

  linkKind(index: number): LinkKind {
    return LINK_KINDS[this.#linkFlags(index) & LINK_FLAG.kind]!;
  }

  linkTarget(index: number): string {
    return this.#string(this.#linkAt(index) + LINK.target) ?? '';
  }

  linkStart(index: number): number {
    return this.#numbers[this.#linkAt(index) + LINK.range]!;
  }

  /** Whether the link's place is one where a note names its MOC: a line of its own outside lists, or a key for it. */
  namesParent(index: number): boolean {
    const flags = this.#linkFlags(index);
    if ((flags & LINK_FLAG.frontmatter) !== 0) return (flags & LINK_FLAG.upKey) !== 0;
    return (flags & LINK_FLAG.alone) !== 0 && (flags & LINK_FLAG.inList) === 0;
  }

  /** Whether the link's place is one where a MOC lists a note: a line of its own, a list item or a table row. */
  listsMember(index: number): boolean {
    const flags = this.#linkFlags(index);
    return (flags & LINK_FLAG.frontmatter) === 0 && (flags & (LINK_FLAG.alone | LINK_FLAG.inList)) !== 0;
  }

  /** The link stands at the top of the note or in its frontmatter. */
  isAtTop(index: number): boolean {
    return (this.#linkFlags(index) & (LINK_FLAG.atTop | LINK_FLAG.frontmatter)) !== 0;
  }

  /** The key of the link's name in the vault, or {@link NO_KEY}. */
  nameKey(index: number): number {
    return this.#numbers[this.#linkAt(index) + LINK.nameKey]!;
  }

  setNameKey(index: number, key: number): void {
    this.#numbers[this.#linkAt(index) + LINK.nameKey] = key;
  }

  /** The id of the note that the link leads to, or one of {@link NOWHERE}. */
  resolved(index: number): number {
    return this.#numbers[this.#linkAt(index) + LINK.resolved]!;
  }

  setResolved(index: number, id: number): void {
    this.#numbers[this.#linkAt(index) + LINK.resolved] = id;
  }

  /** The heading under which an offset stands. */
  headingBefore(offset: number): string | undefined {
    let found: string | undefined;
    for (let i = 0, at = this.#headingsAt; i < this.#header('headings'); i++, at += HEADING_FIELDS) {
      if (this.#numbers[at + 3]! > offset) break;
      found = this.#string(at + 1);
    }
    return found;
  }

  /** It is a MOC by what it says, whatever it is called. */
  get statesMoc(): boolean {
    return (this.#header('flags') & NOTE_FLAG.statesMoc) !== 0;
  }

  /** It is private by what it says, wherever it stands. */
  get statesPrivate(): boolean {
    return (this.#header('flags') & NOTE_FLAG.statesPrivate) !== 0;
  }

  /** The same text at another path. */
  movedTo(path: string, title: string, isMoc: boolean, isPrivate: boolean): PackedNote {
    const numbers = this.#numbers.slice(this.#at, this.#at + this.#header('size'));
    const stated = numbers[HEADER.flags]! & ~(NOTE_FLAG.isMoc | NOTE_FLAG.isPrivate);
    numbers[HEADER.flags] = stated | (isMoc ? NOTE_FLAG.isMoc : 0) | (isPrivate ? NOTE_FLAG.isPrivate : 0);
    return new PackedNote(path, title, this.aliases, numbers, 0, this.#pool);
  }

  get #headingsAt(): number {
    return this.#at + HEADER_FIELDS + this.#header('names');
  }

  get #tagsAt(): number {
    return this.#headingsAt + this.#header('headings') * HEADING_FIELDS;
  }

  get #linksAt(): number {
    return this.#tagsAt + this.#header('tags') * TAG_FIELDS;
  }

  #linkAt(index: number): number {
    return this.#linksAt + index * LINK_FIELDS;
  }

  #linkFlags(index: number): number {
    return this.#numbers[this.#linkAt(index)]!;
  }

  #header(field: keyof typeof HEADER): number {
    return this.#numbers[this.#at + HEADER[field]]!;
  }

  #readLink(at: number): NoteLink {
    const flags = this.#numbers[at]!;
    return {
      kind: LINK_KINDS[flags & LINK_FLAG.kind]!,
      embed: (flags & LINK_FLAG.embed) !== 0,
      target: this.#string(at + LINK.target) ?? '',
      fragment: this.#string(at + LINK.fragment),
      text: this.#string(at + LINK.text),
      range: this.#range(at + LINK.range)!,
      targetRange: this.#range(at + LINK.targetRange)!,
      textRange: this.#range(at + LINK.textRange),
      source: (flags & LINK_FLAG.frontmatter) !== 0 ? 'frontmatter' : 'body',
      alone: (flags & LINK_FLAG.alone) !== 0,
      inList: (flags & LINK_FLAG.inList) !== 0,
      key: this.#string(at + LINK.key),
    };
  }

  #list<T>(at: number, count: number, fields: number, read: (at: number) => T): readonly T[] {
    return Array.from({ length: count }, (_, i) => read(at + i * fields));
  }

  #string(at: number): string | undefined {
    const start = this.#numbers[at]!;
    return start < 0 ? undefined : this.#text.slice(start, this.#numbers[at + 1]);
  }

  #range(at: number): TextRange | undefined {
    const start = this.#numbers[at]!;
    return start < 0 ? undefined : { start, end: this.#numbers[at + 1]! };
  }

  get #text(): string {
    if (typeof this.#pool !== 'string') {
      this.#pool = this.#pool.read(this.#header('poolStart'), this.#header('poolEnd'));
    }
    return this.#pool;
  }
}
