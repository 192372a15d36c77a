import { setFrontmatterValue, parseFrontmatter } from '../../markdown/frontmatter.ts';
import { detectEol, lineRange } from '../../markdown/lines.ts';
import { linksAlone } from '../../markdown/linksAlone.ts';
import { scanMarkdown, type Link, type MarkdownScan } from '../../markdown/scan.ts';
import type { TextEdit } from '../../markdown/textEdit.ts';
import { isMocPlaceholder } from '../../vault/mocPlaceholder.ts';
import type { Vault } from '../../vault/vault.ts';
import { addsLinks } from '../links/linkCheck.ts';
import type { LinkStyle } from '../links/linkStyle.ts';
import { writeLink } from '../links/writeLink.ts';
import { refuse, type LiveNote, type NoteChange } from '../noteChange.ts';
import type { UpLinkStyle } from './upLinkStyle.ts';

/** A MOC under which a note is to be filed. */
export interface TargetMoc {
  readonly path: string;
  readonly title: string;
}

/**
 * Writes up-links into a note, where and how the vault has them. A placeholder such as `### [[YOUR MOC]]` is replaced
 * and its heading marks stay; a note that names a MOC already gets the next one on the line below. A MOC that the note
 * names already is left out.
 */
export function addUpLinks(
  note: LiveNote,
  mocs: readonly TargetMoc[],
  style: UpLinkStyle,
  linkStyle: LinkStyle,
  vault: Pick<Vault, 'resolveLink' | 'note'>,
): NoteChange {
  const scan = scanMarkdown(note.text);
  const alone = linksAlone(note.text, scan.links);
  const own = scan.links.filter((link, index) => alone[index] === true && !link.embed);
  const named = new Set(own.map((link) => targetOf(note, link, vault)));
  const missing = mocs.filter(
    ({ path }, index) => path !== note.path && !named.has(path) && isFirst(mocs, index),
  );
  if (missing.length === 0) return { edits: [], refused: [] };
  const placeholder = own.find(
    (link) => isMocPlaceholder(link.target) && targetOf(note, link, vault) === undefined,
  );
  const upLinks = own.filter(
    (link) => isMoc(targetOf(note, link, vault), vault) && !isListItem(note.text, link),
  );
  const present = lastOfFirstRun(note.text, upLinks);
  if (style.form === 'frontmatter' && placeholder === undefined && present === undefined) {
    return inFrontmatter(note, missing, style.key, vault);
  }
  const links = missing.map((moc) => upLink(note, moc, { ...linkStyle, kind: style.kind }, vault));
  const unwritable = missing.find((_, index) => links[index] === undefined);
  if (unwritable !== undefined)
    return refuse(note.path, `No link that leads to “${unwritable.title}” can be written.`);
  const edits = textEdits(note.text, scan, links as string[], { style, placeholder, present });
  const added = missing.map(({ path }) => path);
  const removed = placeholder === undefined ? [] : [placeholder];
  if (addsLinks(note, edits, added, vault, removed)) return { edits, refused: [] };
  return refuse(
    note.path,
    'The up-link cannot be written safely: code or a comment is open where it belongs.',
  );
}

function isFirst(mocs: readonly TargetMoc[], index: number): boolean {
  return mocs.findIndex(({ path }) => path === mocs[index]!.path) === index;
}

function targetOf(note: LiveNote, link: Link, vault: Pick<Vault, 'resolveLink'>): string | undefined {
  const resolution = vault.resolveLink(note.path, link);
  return resolution.kind === 'note' ? resolution.path : undefined;
}

function isMoc(path: string | undefined, vault: Pick<Vault, 'note'>): boolean {
  return path !== undefined && vault.note(path)?.isMoc === true;
}

/** The last of the up-links that stand on one line after the other. */
function lastOfFirstRun(text: string, links: readonly Link[]): Link | undefined {
  const end = links.findIndex((link, index) => {
    const next = links[index + 1];
    return next === undefined || /\S|(?:\r\n|\n|\r)[ \t]*[\r\n]/.test(between(text, link, next));
  });
  return links[end];
}

/** What separates two links, the marks of headings apart. */
function between(text: string, link: Link, next: Link): string {
  return text.slice(link.range.end, next.range.start).replace(/[#>]/g, '');
}

function isListItem(text: string, link: Link): boolean {
  const { start } = lineRange(text, link.range.start);
  return /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]/.test(text.slice(start, link.range.start));
}

function upLink(
  note: LiveNote,
  moc: TargetMoc,
  style: LinkStyle,
  vault: Pick<Vault, 'resolveLink'>,
): string | undefined {
  return writeLink({ from: note.path, to: moc.path, text: moc.title }, style, vault);
}

interface Around {
  readonly style: UpLinkStyle;
  readonly placeholder: Link | undefined;
  /** An up-link that the note has. */
  readonly present: Link | undefined;
}

function textEdits(text: string, scan: MarkdownScan, links: readonly string[], around: Around): TextEdit[] {
  const { style, placeholder, present } = around;
  const eol = detectEol(text);
  if (placeholder !== undefined) {
    const { start, end } = placeholder.range;
    return [{ start, end, newText: links[0]! }, ...linesBelow(text, placeholder, links.slice(1), eol)];
  }
  if (present !== undefined) return linesBelow(text, present, links, eol);
  const mark = style.form === 'heading' ? `${'#'.repeat(style.level)} ` : '';
  const lines = links.map((link) => mark + link).join(eol);
  const title = style.place === 'end' ? undefined : scan.headings.find((heading) => heading.level === 1);
  if (style.place === 'end') return [atEnd(text, scan, lines, eol)];
  return [
    style.place === 'afterTitle' && title !== undefined
      ? below(text, title.range.end, lines, eol)
      : atTop(text, scan, lines, eol),
  ];
}

/** On lines like the one on which a link stands: with the same marks before it. */
function linesBelow(text: string, link: Link, links: readonly string[], eol: string): TextEdit[] {
  if (links.length === 0) return [];
  const line = lineRange(text, link.range.start);
  const marks = /^[ \t]*(?:>[ \t]?|#{1,6}[ \t]*)*/.exec(text.slice(line.start, link.range.start))![0];
  return [{ start: line.end, end: line.end, newText: links.map((each) => eol + marks + each).join('') }];
}

/** First in the body, an empty line before what follows. */
function atTop(text: string, scan: MarkdownScan, lines: string, eol: string): TextEdit {
  const hasBlock = scan.bodyStart > 0;
  const start = hasBlock ? scan.bodyStart : text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const firstBlank = /^[ \t]*(?:\r\n|\n|\r)/.exec(text.slice(start))?.[0] ?? '';
  const at = start + firstBlank.length;
  const isOpen = hasBlock && !/[\r\n]$/.test(text.slice(0, start));
  const before = (isOpen ? eol : '') + (hasBlock && firstBlank === '' ? eol : '');
  const rest = text.slice(at);
  const after = rest === '' || /^[ \t]*[\r\n]/.test(rest) ? eol : eol + eol;
  return { start: at, end: at, newText: before + lines + after };
}

function below(text: string, at: number, lines: string, eol: string): TextEdit {
  const isTight = /^(?:\r\n|\n|\r)[ \t]*[^\s]/.test(text.slice(at, at + 100));
  return { start: at, end: at, newText: eol + eol + lines + (isTight ? eol : '') };
}

function atEnd(text: string, scan: MarkdownScan, lines: string, eol: string): TextEdit {
  const body = text.slice(scan.bodyStart);
  if (body.trim() === '') return atTop(text, scan, lines, eol);
  const at = scan.bodyStart + body.trimEnd().length;
  return { start: at, end: at, newText: eol + eol + lines };
}

/** As wikilinks, the only links that Obsidian knows in frontmatter; a list where there are more than one. */
function inFrontmatter(
  note: LiveNote,
  mocs: readonly TargetMoc[],
  key: string,
  vault: Pick<Vault, 'resolveLink'>,
): NoteChange {
  const style: LinkStyle = { kind: 'wiki', target: 'name', extension: false, blanks: 'percent' };
  const links = mocs.map((moc) => upLink(note, moc, style, vault));
  const unwritable = mocs.find((_, index) => links[index]?.startsWith('[[') !== true);
  if (unwritable !== undefined) {
    return refuse(
      note.path,
      `No link that leads to “${unwritable.title}” can be written in the frontmatter.`,
    );
  }
  const present = valuesOf(parseFrontmatter(note.text).data[key]);
  if (present === undefined)
    return refuse(note.path, `The frontmatter key “${key}” holds something else than links.`);
  const values = [...present, ...(links as string[]).filter((link) => !present.includes(link))];
  const edit = setFrontmatterValue(note.text, key, values.length === 1 ? values[0]! : values);
  return edit.ok ? { edits: edit.edits, refused: [] } : refuse(note.path, edit.reason, edit.line);
}

function valuesOf(value: unknown): string[] | undefined {
  if (value === undefined || value === null || value === '') return [];
  if (typeof value === 'string') return [value];
  return Array.isArray(value) && value.every((each) => typeof each === 'string') ? value : undefined;
}
