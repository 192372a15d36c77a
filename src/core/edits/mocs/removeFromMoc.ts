import { parseFrontmatter, removeFrontmatterKey, setFrontmatterValue } from '../../markdown/frontmatter.ts';
import { lineNumberAt } from '../../markdown/lines.ts';
import { scanMarkdown, type Link } from '../../markdown/scan.ts';
import { applyEdits, type TextEdit, type TextRange } from '../../markdown/textEdit.ts';
import type { NoteLink } from '../../vault/note.ts';
import { Vault } from '../../vault/vault.ts';
import type { EditPlan } from '../editPlan.ts';
import { refuse, type LiveNote, type NoteChange } from '../noteChange.ts';
import { removals, type DroppedEntry } from './ownedEdits.ts';
import { ENTRY_MARK, findOwned } from './ownedEntries.ts';
import { fullLine, wholeLine } from './wholeLine.ts';

type Resolver = Pick<Vault, 'resolveLink'>;

/** Frontmatter keys that name a note's MOC. */
const UP_KEY = /^(?:up|parents?|mocs?)$/i;

/**
 * Takes notes out of a MOC: their up-links to it, and its entries for them. An entry with words besides the link, or
 * with entries below it, is a person's work: it stays and is told.
 */
export function planRemovalFromMoc(notes: readonly LiveNote[], moc: LiveNote, vault: Resolver): EditPlan {
  const changes = notes
    .filter(({ path }) => path !== moc.path)
    .map((note) => ({ note, change: removeUpLink(note, moc.path, vault) }));
  const paths = new Set(notes.map(({ path }) => path));
  const all = [...changes, { note: moc, change: removeEntries(moc, paths, vault) }];
  return {
    label: 'Remove from MOC',
    notes: all
      .filter(({ change }) => change.edits.length > 0)
      .map(({ note, change }) => ({ path: note.path, before: note.text, edits: change.edits })),
    newNotes: [],
    refused: all.flatMap(({ change }) => change.refused),
  };
}

/** Takes a note's up-links to a MOC out: the line, the link among others on its line, or the frontmatter value. */
function removeUpLink(note: LiveNote, moc: string, vault: Resolver): NoteChange {
  const { text, path } = note;
  const frontmatter = parseFrontmatter(text);
  const { problem } = frontmatter;
  if (problem !== undefined) return refuse(path, problem.reason, problem.line);
  const links = linksOf(note);
  const named = links.filter((link) => leadsTo(link, path, moc, vault));
  const edits: TextEdit[] = [];
  for (const link of named) {
    if (link.source !== 'body' || !link.alone || link.inList) continue;
    edits.push(removeFromLine(text, link, links));
  }
  const keys = new Set(
    named.flatMap(({ source, key }) => (source === 'frontmatter' && key !== undefined ? [key] : [])),
  );
  for (const key of keys) {
    if (!UP_KEY.test(key)) continue;
    const left = valuesLeft(frontmatter.data[key], note.path, moc, vault);
    const edit = left.length === 0 ? removeFrontmatterKey(text, key) : setFrontmatterValue(text, key, left);
    if (!edit.ok) return refuse(path, edit.reason, edit.line);
    edits.push(...edit.edits);
  }
  return { edits, refused: [] };
}

/** Takes the entries for notes out of a MOC, where they hold a link and nothing else. */
function removeEntries(moc: LiveNote, notes: ReadonlySet<string>, vault: Resolver): NoteChange {
  const { text, path } = moc;
  const { problem } = parseFrontmatter(text);
  if (problem !== undefined) return refuse(path, problem.reason, problem.line);
  const links = linksOf(moc);
  const dropped: DroppedEntry[] = [];
  const refused: NoteChange['refused'][number][] = [];
  for (const link of links) {
    const to = vault.resolveLink(path, link);
    if (to.kind !== 'note' || !notes.has(to.path) || link.source !== 'body' || !(link.alone || link.inList))
      continue;
    const line = fullLine(text, link.range.start);
    if (isPlainEntry(text, line, link, links)) dropped.push({ range: wholeLine(text, line), path: to.path });
    else {
      const reason = `The entry for “${to.path}” holds more than its link, so it stays.`;
      refused.push({ path, reason, line: lineNumberAt(text, link.range.start) });
    }
  }
  const before = scanMarkdown(text);
  // Where that leaves nothing of the extension's own list, its marks go as well.
  const edits = removals(text, findOwned(text, before), dropped, true);
  const after = scanMarkdown(applyEdits(text, edits));
  if (after.links.length === before.links.length - dropped.length) return { edits, refused };
  return refuse(path, 'The entries cannot be taken out without changing how other lines read.');
}

function linksOf({ path, text }: LiveNote): readonly NoteLink[] {
  return new Vault().upsert(path, text).links;
}

function leadsTo(link: Link, from: string, to: string, vault: Resolver): boolean {
  const found = vault.resolveLink(from, link);
  return found.kind === 'note' && found.path === to;
}

/** A bullet or nothing, the link, perhaps our mark; and nothing nested below. */
function isPlainEntry(text: string, line: TextRange, link: NoteLink, links: readonly NoteLink[]): boolean {
  if (links.filter(({ range }) => line.start <= range.start && range.start < line.end).length > 1)
    return false;
  const before = text.slice(line.start, link.range.start);
  const after = text.slice(link.range.end, line.end).replace(ENTRY_MARK, '');
  if (!/^[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?$/.test(before) || after.trim() !== '') return false;
  const indent = /^[ \t]*/.exec(before)![0].length;
  const next = /^(?:[ \t]*\r?\n)*([ \t]*)\S/.exec(text.slice(line.end));
  return next === null || next[1]!.length <= indent;
}

/** The link's line; or, where it holds other links, the link with the separator beside it. */
function removeFromLine(text: string, link: NoteLink, links: readonly NoteLink[]): TextEdit {
  const line = fullLine(text, link.range.start);
  const onLine = links.filter(
    ({ source, range }) => source === 'body' && line.start <= range.start && range.end <= line.end,
  );
  const next = onLine.find(({ range }) => range.start >= link.range.end);
  if (next !== undefined) return { start: link.range.start, end: next.range.start, newText: '' };
  const previous = onLine.findLast(({ range }) => range.end <= link.range.start);
  if (previous !== undefined) return { start: previous.range.end, end: link.range.end, newText: '' };
  return removeLine(text, line);
}

/** A line with its line end, and with it one of the blank lines that would be left at a place where one is enough. */
function removeLine(text: string, line: TextRange): TextEdit {
  const before = /(?<=\n|^)[ \t]*\r?\n$/.exec(text.slice(0, line.start))?.[0].length ?? 0;
  if (line.end === text.length)
    return { ...wholeLine(text, { start: line.start - before, end: line.end }), newText: '' };
  const after = /^[ \t]*\r?\n/.exec(text.slice(line.end))?.[0].length ?? 0;
  return { start: line.start, end: line.end + (before > 0 || line.start === 0 ? after : 0), newText: '' };
}

function valuesLeft(value: unknown, from: string, moc: string, vault: Resolver): string[] {
  const values = Array.isArray(value) ? value : [value];
  return values
    .filter((each) => typeof each === 'string')
    .filter((each) => !scanMarkdown(each).links.some((link) => leadsTo(link, from, moc, vault)));
}
