import type { Heading, LinkKind } from '../markdown/scan.ts';
import type { TextRange } from '../markdown/textEdit.ts';
import { noteTargetOf, readSwappedTarget, type NoteTarget } from './linkTarget.ts';
import type { Note, NoteLink, NoteTag } from './note.ts';
import { stemOf } from './notePath.ts';
import {
  FORM_SHIFT,
  HEADER,
  HEADER_FIELDS,
  HEADING,
  HEADING_FIELDS,
  LINK,
  LINK_FIELDS,
  LINK_FLAG,
  LINK_KINDS,
  NOTE_FLAG,
  ownKeyAt,
  TAG,
  TAG_FIELDS,
  TARGET_FORMS,
  TITLE_SOURCES,
} from './noteRecord.ts';

const ALIAS_FLAGS = LINK_FLAG.asksNote | LINK_FLAG.form | LINK_FLAG.noteExtension;
const ALIAS_WITH_SLASH = LINK_FLAG.asksNote | (TARGET_FORMS.indexOf('path') << FORM_SHIFT);

const ASK_FLAGS = LINK_FLAG.asksNote | LINK_FLAG.form;
const ASKS_PLAINLY = LINK_FLAG.asksNote | (TARGET_FORMS.indexOf('plain') << FORM_SHIFT);

/** Where the strings of restored notes are until somebody asks. */
export interface StringPool {
  read(start: number, end: number): string;
}

/** A note of the vault, read from its record (see noteRecord.ts). Lists are made anew at each reading: take them once. */
export class PackedNote implements Note {
  readonly path: string;
  readonly title: string;
  readonly aliases: readonly string[];
  readonly #numbers: Int32Array;
  readonly #at: number;
  readonly #linksAt: number;
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
    this.#linksAt = this.#tagsAt + numbers[at + HEADER.tags]! * TAG_FIELDS;
    this.#pool = pool;
  }

  get titleSource(): Note['titleSource'] {
    return TITLE_SOURCES[this.#header('flags') & NOTE_FLAG.titleSource]!;
  }

  get isMoc(): boolean {
    return (this.#numbers[this.#at + HEADER.flags]! & NOTE_FLAG.isMoc) !== 0;
  }

  /** It is a MOC by what it says, whatever it is called. */
  get statesMoc(): boolean {
    return (this.#header('flags') & NOTE_FLAG.statesMoc) !== 0;
  }

  get isPrivate(): boolean {
    return (this.#header('flags') & NOTE_FLAG.isPrivate) !== 0;
  }

  /** It is private by what it says, wherever it stands. */
  get statesPrivate(): boolean {
    return (this.#header('flags') & NOTE_FLAG.statesPrivate) !== 0;
  }

  get hasInvalidFrontmatter(): boolean {
    return (this.#header('flags') & NOTE_FLAG.invalidFrontmatter) !== 0;
  }

  get length(): number {
    return this.#header('length');
  }

  /** Of the text: equal texts have equal hashes. */
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
      level: this.#numbers[at + HEADING.level] as Heading['level'],
      text: this.#string(at + HEADING.text) ?? '',
      range: this.#range(at + HEADING.range)!,
    }));
  }

  get tags(): readonly NoteTag[] {
    return this.#list(this.#tagsAt, this.#header('tags'), TAG_FIELDS, (at) => ({
      name: this.#string(at + TAG.name) ?? '',
      source: this.#numbers[at + TAG.source] === 0 ? 'frontmatter' : 'inline',
      range: this.#range(at + TAG.range),
    }));
  }

  /** Names of the note's tags as written, each once. */
  get tagNames(): readonly string[] {
    const names: string[] = [];
    for (let i = 0, at = this.#tagsAt; i < this.#header('tags'); i++, at += TAG_FIELDS) {
      const name = this.#string(at + TAG.name) ?? '';
      if (!names.includes(name)) names.push(name);
    }
    return names;
  }

  get links(): readonly NoteLink[] {
    return this.#list(this.#linksAt, this.#header('links'), LINK_FIELDS, (at) => this.#readLink(at));
  }

  get linkCount(): number {
    return this.#numbers[this.#at + HEADER.links]!;
  }

  link(index: number): NoteLink {
    return this.#readLink(this.#linkAt(index));
  }

  linkKind(index: number): LinkKind {
    return LINK_KINDS[this.#linkFlags(index) & LINK_FLAG.kind]!;
  }

  linkStart(index: number): number {
    return this.#numbers[this.#linkAt(index) + LINK.range]!;
  }

  /** The link's target where that may be a note. */
  noteTarget(index: number): NoteTarget | undefined {
    const flags = this.#linkFlags(index);
    if ((flags & LINK_FLAG.asksNote) === 0) return undefined;
    return noteTargetOf(
      (this.#string(this.#linkAt(index) + LINK.target) ?? '').trim(),
      TARGET_FORMS[(flags & LINK_FLAG.form) >> FORM_SHIFT]!,
      (flags & LINK_FLAG.noteExtension) !== 0,
      (flags & LINK_FLAG.fileOtherwise) !== 0,
    );
  }

  /** The name of {@link noteTarget}. */
  targetName(index: number): string | undefined {
    const flags = this.#linkFlags(index);
    if ((flags & LINK_FLAG.asksNote) === 0) return undefined;
    const target = (this.#string(this.#linkAt(index) + LINK.target) ?? '').trim();
    const end = (flags & LINK_FLAG.noteExtension) === 0 ? target.length : target.lastIndexOf('.');
    return target.slice(target.lastIndexOf('/', end - 1) + 1, end);
  }

  /** It is a wikilink with words of its own. */
  hasWords(index: number): boolean {
    return this.linkKind(index) === 'wiki' && this.#numbers[this.#linkAt(index) + LINK.text]! >= 0;
  }

  /** The words of a wikilink where they may be its target: see {@link readSwappedTarget}. */
  swappedTarget(index: number): NoteTarget | undefined {
    const kind = this.linkKind(index);
    if (kind !== 'wiki' || (this.#linkFlags(index) & LINK_FLAG.asksNote) === 0) return undefined;
    return readSwappedTarget(kind, this.#string(this.#linkAt(index) + LINK.text));
  }

  /** The target is a name without folders. */
  asksPlainly(index: number): boolean {
    return (this.#linkFlags(index) & ASK_FLAGS) === ASKS_PLAINLY;
  }

  /** The target has a slash and may yet be no path: `[[AC/DC]]`. */
  mayBeAliasWithSlash(index: number): boolean {
    return (this.#linkFlags(index) & ALIAS_FLAGS) === ALIAS_WITH_SLASH;
  }

  /** Whether the link's place is one where a note names its MOC: a line of its own outside lists, or a key for it. */
  namesParent(index: number): boolean {
    const flags = this.#linkFlags(index);
    if ((flags & LINK_FLAG.upKey) !== 0) return true;
    return (flags & (LINK_FLAG.alone | LINK_FLAG.inList)) === LINK_FLAG.alone;
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

  /** The key in the vault of the name that the link asks for, or NO_KEY. */
  nameKey(index: number): number {
    return this.#numbers[this.#linkAt(index) + LINK.nameKey]!;
  }

  setNameKey(index: number, key: number): void {
    this.#numbers[this.#linkAt(index) + LINK.nameKey] = key;
  }

  /** The id of the note that the link leads to, or one of NOWHERE. */
  resolved(index: number): number {
    return this.#numbers[this.#linkAt(index) + LINK.resolved]!;
  }

  setResolved(index: number, id: number): void {
    this.#numbers[this.#linkAt(index) + LINK.resolved] = id;
  }

  /** How many names the note has: its file's, its title, its aliases. */
  get nameCount(): number {
    return 2 + this.aliases.length;
  }

  name(index: number): string {
    return index === 0 ? stemOf(this.path) : index === 1 ? this.title : (this.aliases[index - 2] ?? '');
  }

  /** The key in the vault of one of the note's names. */
  ownKey(index: number): number {
    return this.#numbers[this.#at + ownKeyAt(index)]!;
  }

  setOwnKey(index: number, key: number): void {
    this.#numbers[this.#at + ownKeyAt(index)] = key;
  }

  /** For saving: a copy of the record, and its strings. */
  toRecord(): { readonly numbers: Int32Array; readonly pool: string } {
    return { numbers: this.#numbers.slice(this.#at, this.#at + this.#header('size')), pool: this.#text };
  }

  /** The same text at another path. */
  movedTo(path: string, title: string, isMoc: boolean, isPrivate: boolean): PackedNote {
    const numbers = this.#numbers.slice(this.#at, this.#at + this.#header('size'));
    const stated = numbers[HEADER.flags]! & ~(NOTE_FLAG.isMoc | NOTE_FLAG.isPrivate);
    numbers[HEADER.flags] = stated | (isMoc ? NOTE_FLAG.isMoc : 0) | (isPrivate ? NOTE_FLAG.isPrivate : 0);
    return new PackedNote(path, title, this.aliases, numbers, 0, this.#pool);
  }

  get #headingsAt(): number {
    return this.#at + HEADER_FIELDS + this.#numbers[this.#at + HEADER.names]!;
  }

  get #tagsAt(): number {
    return this.#headingsAt + this.#numbers[this.#at + HEADER.headings]! * HEADING_FIELDS;
  }

  #linkAt(index: number): number {
    return this.#linksAt + index * LINK_FIELDS;
  }

  #linkFlags(index: number): number {
    return this.#numbers[this.#linkAt(index) + LINK.flags]!;
  }

  #header(field: keyof typeof HEADER): number {
    return this.#numbers[this.#at + HEADER[field]]!;
  }

  #readLink(at: number): NoteLink {
    const flags = this.#numbers[at + LINK.flags]!;
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
