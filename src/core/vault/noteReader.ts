import { parseFrontmatter, type Frontmatter } from '../markdown/frontmatter.ts';
import { frontmatterTags, isTagKey } from '../markdown/frontmatterTags.ts';
import { scanMarkdown, type MarkdownScan } from '../markdown/scan.ts';
import { excerptOf } from './excerpt.ts';
import { frontmatterLinks } from './frontmatterLinks.ts';
import { addPlaceFlags } from './linkPlaces.ts';
import type { Note, NoteTag } from './note.ts';
import { fold } from './noteName.ts';
import { isTemplate } from './isTemplate.ts';
import { stemOf } from './notePath.ts';
import { MAX_MATCHED_NAME, type NoteRules } from './noteRules.ts';
import { LINK_FLAG, NOTE_FLAG, linkFlags, TITLE_SOURCES, type ReadLink } from './noteRecord.ts';
import { PackedNote } from './packedNote.ts';
import { RecordBuffer, writeRecord } from './writeRecord.ts';

const SUMMARY_KEYS = ['summary', 'description', 'abstract', 'excerpt'];
const UP_KEYS: ReadonlySet<string> = new Set(['up', 'parent', 'parents', 'moc', 'mocs']);

/**
 * Reads a note: pure, linear in its text, never throws.
 *
 * @param hash of the text, for telling later whether another is the same
 */
export function readNote(path: string, text: string, rules: NoteRules, hash = 0): PackedNote {
  const buffer = new RecordBuffer();
  const { title, aliases, pool } = readRecord(path, text, rules, hash, buffer);
  return new PackedNote(path, title, aliases, buffer.numbers, 0, pool);
}

/** The strings of a note whose numbers were added to a buffer. */
export interface NoteStrings {
  readonly title: string;
  readonly aliases: readonly string[];
  readonly pool: string;
}

/** As {@link readNote}: adds the note's record to `buffer`. */
export function readRecord(
  path: string,
  text: string,
  rules: NoteRules,
  hash: number,
  buffer: RecordBuffer,
): NoteStrings {
  const frontmatter = parseFrontmatter(text);
  const scan = scanMarkdown(text);
  const data = foldedKeys(frontmatter.data);
  const { title, source } = titleOf(path, data, scan);
  const tags = tagsOf(text, frontmatter, scan);
  const statesMoc = isStatedMoc(data, tags);
  const statesPrivate = isStatedPrivate(text, frontmatter, data, tags, rules);
  const isMoc = isMocAt(path, title, statesMoc, rules);
  const aliases = aliasesOf(data);
  const flags =
    TITLE_SOURCES.indexOf(source) |
    (isMoc ? NOTE_FLAG.isMoc : 0) |
    (statesMoc ? NOTE_FLAG.statesMoc : 0) |
    (statesPrivate || rules.isPrivatePath(path) ? NOTE_FLAG.isPrivate : 0) |
    (statesPrivate ? NOTE_FLAG.statesPrivate : 0) |
    (frontmatter.kind === 'invalid' ? NOTE_FLAG.invalidFrontmatter : 0);
  const reading = {
    title,
    aliases,
    flags,
    headings: scan.headings,
    tags,
    links: linksOf(text, frontmatter, scan),
    created: firstText(data, rules.createdKeys),
    modified: firstText(data, rules.modifiedKeys),
    summary: firstText(data, SUMMARY_KEYS),
    excerpt: excerptOf(text, scan),
    length: text.length,
    hash,
  };
  return ownStrings(title, aliases, writeRecord(reading, buffer));
}

/** Takes title and aliases from the pool, lest they keep the note's text alive. */
function ownStrings(title: string, aliases: readonly string[], pool: string): NoteStrings {
  let end = title.length;
  const own = aliases.map((alias) => pool.slice(end, (end += alias.length)));
  return { title: pool.slice(0, title.length), aliases: own.length === 0 ? NO_ALIASES : own, pool };
}

const NO_ALIASES: readonly string[] = [];

/** A note at another path: what follows from its path and from what it states is told anew. */
export function readMovedNote(note: PackedNote, path: string, rules: NoteRules): PackedNote {
  const title = note.titleSource === 'fileName' ? stemOf(path) : note.title;
  const isMoc = isMocAt(path, title, note.statesMoc, rules);
  return note.movedTo(path, title, isMoc, note.statesPrivate || rules.isPrivatePath(path));
}

type FoldedData = ReadonlyMap<string, unknown>;

function foldedKeys(data: Readonly<Record<string, unknown>>): FoldedData {
  const folded = new Map<string, unknown>();
  for (const key in data) {
    const name = fold(key);
    if (!folded.has(name)) folded.set(name, data[key]);
  }
  return folded;
}

interface Title {
  readonly title: string;
  readonly source: Note['titleSource'];
}

function titleOf(path: string, data: FoldedData, scan: MarkdownScan): Title {
  const stated = asText(data.get('title'));
  // A template's own placeholder is no title.
  if (stated !== undefined && !stated.includes('{{')) return { title: stated, source: 'frontmatter' };
  const heading = scan.headings.find(({ level, text }) => level === 1 && text !== '');
  if (heading !== undefined && !heading.text.includes('{{'))
    return { title: heading.text, source: 'heading' };
  return { title: stemOf(path), source: 'fileName' };
}

function aliasesOf(data: FoldedData): string[] {
  const aliases: string[] = [];
  for (const key of ['aliases', 'alias']) {
    const value = data.get(key);
    const items = Array.isArray(value) ? value : (asText(value)?.split(',') ?? []);
    for (const item of items) {
      const alias = asText(item);
      if (alias !== undefined && !aliases.includes(alias)) aliases.push(alias);
    }
  }
  return aliases;
}

function tagsOf(text: string, frontmatter: Frontmatter, scan: MarkdownScan): NoteTag[] {
  const tags: NoteTag[] = [];
  for (const { name, range } of frontmatterTags(text, frontmatter))
    tags.push({ name, range, source: 'frontmatter' });
  for (const { name, range } of scan.inlineTags) {
    tags.push({ name, range: { start: range.start + 1, end: range.end }, source: 'inline' });
  }
  return tags;
}

function linksOf(text: string, frontmatter: Frontmatter, scan: MarkdownScan): ReadLink[] {
  const links: ReadLink[] = [];
  if (frontmatter.range !== undefined && frontmatter.kind === 'yaml') {
    for (const link of frontmatterLinks(text, frontmatter.range)) {
      const place = LINK_FLAG.frontmatter | (UP_KEYS.has(fold(link.key)) ? LINK_FLAG.upKey : 0);
      links.push({ link, key: link.key, flags: linkFlags(link) | place });
    }
  }
  const first = links.length;
  for (const link of scan.links) links.push({ link, key: undefined, flags: linkFlags(link) });
  addPlaceFlags(text, scan.bodyStart, links, first);
  return links;
}

function isStatedMoc(data: FoldedData, tags: readonly NoteTag[]): boolean {
  const type = data.get('type');
  return (
    (typeof type === 'string' && fold(type.trim()) === 'moc') ||
    tags.some(({ name }) => name.length === 3 && fold(name) === 'moc')
  );
}

/** A template for MOCs is none itself, however it is called. */
function isMocAt(path: string, title: string, statesMoc: boolean, { moc }: NoteRules): boolean {
  if (isTemplate(path)) return false;
  const stem = stemOf(path);
  return statesMoc || matchesName(title, moc) || (stem !== title && matchesName(stem, moc));
}

function matchesName(name: string, moc: RegExp): boolean {
  return name.length <= MAX_MATCHED_NAME && moc.test(name);
}

function isStatedPrivate(
  text: string,
  { kind, range }: Frontmatter,
  data: FoldedData,
  tags: readonly NoteTag[],
  rules: NoteRules,
): boolean {
  if (tags.some(({ name }) => isTagOrBelow(fold(name), rules.privateTags))) return true;
  for (const key of rules.privateKeys) {
    if (isTruthy(data.get(key))) return true;
  }
  // Unreadable frontmatter that names the key or tag: better private than sent.
  if (kind !== 'invalid' || range === undefined) return false;
  const lines = text.slice(range.start, range.end + MAX_UNREAD).split('\n');
  let isTagLine = false;
  return lines.some((line) => {
    const key = fold(line.slice(0, Math.max(0, line.indexOf(':'))).replace(/["'\s]/g, ''));
    if (rules.privateKeys.has(key)) return true;
    // What follows a tag key is about tags until another key begins a line.
    if (isTagKey(key)) isTagLine = true;
    else if (key !== '' && !/^\s/.test(line)) isTagLine = false;
    return isTagLine && unreadTags(line).some((name) => isTagOrBelow(fold(name), rules.privateTags));
  });
}

/** What may be the names of tags in a line of YAML that is broken: its words, and what stands between commas. */
function unreadTags(line: string): string[] {
  const value = line.replace(/^[^:]*:|["'#{}[\]]/g, ' ').replace(/^\s*-\s/, '');
  return [...value.split(/[\s,]+/), ...value.split(',').map((part) => part.trim())];
}

/** How far an unclosed block is looked through for a privacy key. */
const MAX_UNREAD = 4000;

function isTagOrBelow(tag: string, parents: readonly string[]): boolean {
  return parents.some((parent) => tag === parent || (tag.startsWith(parent) && tag[parent.length] === '/'));
}

function isTruthy(value: unknown): boolean {
  if (typeof value === 'string') return !/^(?:|false|no|off|0|null)$/i.test(value.trim());
  return Boolean(value) && !(Array.isArray(value) && value.length === 0);
}

function firstText(data: FoldedData, keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const text = asText(data.get(key));
    if (text !== undefined) return text;
  }
  return undefined;
}

function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value.trim();
  return typeof value === 'number' || typeof value === 'bigint' ? String(value) : undefined;
}
