import { detectEol } from '../../markdown/lines.ts';
import { scanMarkdown, type MarkdownScan } from '../../markdown/scan.ts';
import { findSection } from '../../markdown/sections.ts';
import type { TextEdit } from '../../markdown/textEdit.ts';
import type { Vault } from '../../vault/vault.ts';
import { escapeInline } from '../escapeMarkdown.ts';
import { refuse, type LiveNote, type NoteChange } from '../noteChange.ts';
import { addEntries, bulletOf } from './listEntries.ts';
import { addsLinks, linkedNotes } from './linkCheck.ts';
import type { LinkStyle } from './linkStyle.ts';
import { writeLink } from './writeLink.ts';

/** A note to be named in the links section. */
export interface RelatedNote {
  readonly path: string;
  readonly title: string;
}

/**
 * Adds a line for each related note to the links section, which is made at the end of the note where it is missing.
 * Notes that this one links to already are left out and told.
 *
 * @param section name of the links section, e.g. `Links`
 */
export function addRelated(
  note: LiveNote,
  related: readonly RelatedNote[],
  section: string,
  style: LinkStyle,
  vault: Pick<Vault, 'resolveLink'>,
): NoteChange {
  const scan = scanMarkdown(note.text);
  const linked = linkedNotes(note, scan.links, vault).add(note.path);
  const entries: string[] = [];
  const added: string[] = [];
  const reasons: string[] = [];
  for (const { path, title } of related) {
    const link = writeLink({ from: note.path, to: path, text: title }, style, vault);
    if (linked.has(path)) reasons.push(`“${title}” is linked already.`);
    else if (link === undefined) reasons.push(`No link that leads to “${title}” can be written.`);
    else {
      linked.add(path);
      added.push(path);
      entries.push(link);
    }
  }
  const refused = reasons.map((reason) => ({ path: note.path, reason }));
  if (entries.length === 0) return { edits: [], refused };
  const found = findSection(note.text, scan, [section]);
  const edits =
    found === undefined
      ? newSection(note.text, scan, section, entries)
      : addEntries(note.text, scan, found, entries);
  if (addsLinks(note, edits, added, vault)) return { edits, refused };
  return refuse(note.path, 'The links section cannot be written to safely: code or a comment is open there.');
}

/** At the end of the note, before empty lines that end it; the last line end stays as it is. */
function newSection(text: string, scan: MarkdownScan, name: string, entries: readonly string[]): TextEdit[] {
  const eol = detectEol(text);
  const bullet = bulletOf(text, scan);
  const body = text.slice(scan.bodyStart).replace(/^\uFEFF/, '');
  const end = text.length - body.length + body.trimEnd().length;
  const hasText = body.trim() !== '';
  const lead = hasText ? eol + eol : leadAfterFrontmatter(text, scan, body, eol);
  const lines = [
    `${'#'.repeat(levelOf(scan))} ${escapeInline(name)}`,
    '',
    ...entries.map((entry) => bullet + entry),
  ];
  const tail = hasText || /^[\r\n]/.test(body) ? '' : eol;
  return [{ start: end, end, newText: lead + lines.join(eol) + tail }];
}

/** An empty line between the frontmatter and what follows it. */
function leadAfterFrontmatter(text: string, scan: MarkdownScan, body: string, eol: string): string {
  if (scan.bodyStart === 0 || /^[\r\n]/.test(body)) return '';
  return /[\r\n]$/.test(text.slice(0, scan.bodyStart)) ? eol : eol + eol;
}

/** Of the sections of the note: below its title. */
function levelOf(scan: MarkdownScan): number {
  const levels = scan.headings.map((heading) => heading.level).filter((level) => level > 1);
  return levels.includes(2) || levels.length === 0 ? 2 : Math.min(...levels);
}
