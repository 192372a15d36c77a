import { parseFrontmatter } from '../../markdown/frontmatter.ts';
import { scanMarkdown } from '../../markdown/scan.ts';
import { applyEdits, type TextEdit } from '../../markdown/textEdit.ts';
import type { NoteLink } from '../../vault/note.ts';
import { fold } from '../../vault/noteName.ts';
import { folderOf, isNotePath, stemOf } from '../../vault/notePath.ts';
import { Vault, type DanglingTarget } from '../../vault/vault.ts';
import type { EditPlan, NoteEdits, Refusal } from '../editPlan.ts';
import type { LinkStyle } from '../links/linkStyle.ts';
import { writeLink } from '../links/writeLink.ts';
import type { LiveNote } from '../noteChange.ts';
import type { TargetMoc } from '../upLinks/upLinkEdits.ts';
import { writeNewNote, type NewNoteStyle } from './newNoteInMoc.ts';
import { newNotePath, takenPaths } from './newNotePath.ts';
import { safeFileName } from './safeFileName.ts';
import { VaultWithNote, type KnownNotes } from './vaultWithNote.ts';

/** A plan, or why there is none. */
export type MissingNotePlan =
  | { readonly ok: true; readonly plan: EditPlan; readonly path: string }
  | { readonly ok: false; readonly reason: string };

/**
 * Creates the note that links ask for in vain. Where its name cannot be a file's on every system, the file gets a
 * safe name and the links are changed to lead there, a reader seeing the same words; otherwise no other note changes.
 * The path is inside the vault and never in a hidden folder, whatever the link says.
 *
 * @param mentioning the notes that ask for it, as they stand now
 * @param moc under which it is to be filed, e.g. the one that lists it
 */
export function planMissingNote(
  target: DanglingTarget,
  mentioning: Iterable<LiveNote>,
  moc: TargetMoc | undefined,
  style: NewNoteStyle,
  vault: KnownNotes & Pick<Vault, 'notes'>,
): MissingNotePlan {
  const isTaken = takenPaths(vault);
  const folder = safeFolder(folderOf(target.path), vault);
  const safePath = [...(folder === '' ? [] : [folder]), `${safeFileName(stemOf(target.path))}.md`].join('/');
  const path = safePath === target.path ? safePath : newNotePath(folder, stemOf(target.path), isTaken);
  if (isTaken(path)) return { ok: false, reason: `A note stands at “${path}” already.` };
  const written = writeNewNote(path, target.title, moc, style, vault);
  if (!written.ok) return written;
  const after = new VaultWithNote(vault, path, written.note.text);
  const changed: NoteEdits[] = [];
  const refused: Refusal[] = [];
  for (const note of path === target.path ? [] : mentioning) {
    const relinked = relink(note, target, path, vault, after);
    if (typeof relinked === 'string') refused.push({ path: note.path, reason: relinked });
    else if (relinked.length > 0) changed.push({ path: note.path, before: note.text, edits: relinked });
  }
  const label = `Create “${target.title}”`;
  return { ok: true, path, plan: { label, notes: changed, newNotes: [written.note], refused } };
}

/** The MOC that lists a missing note, where just one does: the new note belongs there. */
export function mocOfMissing({ mentionedBy }: DanglingTarget, vault: KnownNotes): TargetMoc | undefined {
  const lists = mentionedBy.filter(({ link }) => link.source === 'body' && (link.alone || link.inList));
  const mocs = [...new Set(lists.map(({ from }) => from))].flatMap((from) => {
    const note = vault.note(from);
    return note?.isMoc === true ? [note] : [];
  });
  const [only] = mocs;
  return only !== undefined && mocs.length === 1 ? { path: only.path, title: only.title } : undefined;
}

/** Folders that the vault has stay as they are; others get safe names. */
function safeFolder(folder: string, vault: Pick<Vault, 'notes'>): string {
  if (folder === '') return '';
  const known = new Set<string>();
  for (const { path } of vault.notes()) {
    for (let above = folderOf(path); above !== ''; above = folderOf(above)) known.add(above);
  }
  const steps: string[] = [];
  for (const step of folder.split('/')) {
    const isKnown = known.has([...steps, step].join('/'));
    steps.push(isKnown ? step : safeFileName(step));
  }
  return steps.join('/');
}

/** Edits that make a note's links to the missing note lead to its new path; a sentence where they cannot. */
function relink(
  note: LiveNote,
  target: DanglingTarget,
  path: string,
  before: KnownNotes,
  after: KnownNotes,
): TextEdit[] | string {
  const asks = new Set(
    target.mentionedBy.filter(({ from }) => from === note.path).map(({ link }) => link.target),
  );
  const edits: TextEdit[] = [];
  for (const link of new Vault().upsert(note.path, note.text).links) {
    const to = before.resolveLink(note.path, link);
    if (to.kind !== 'dangling' || link.kind === 'reference') continue;
    if (fold(to.path) !== fold(target.path) && !asks.has(link.target)) continue;
    if (after.resolveLink(note.path, link).kind === 'note') continue;
    const written = writeLink({ from: note.path, to: path, text: 'x' }, styleOf(link), after);
    const newText = written === undefined ? undefined : retargeted(note.text, link, written);
    if (newText === undefined) return `Its link to “${target.title}” cannot be changed safely.`;
    edits.push({ ...link.targetRange, newText });
  }
  const isSafe = parseFrontmatter(applyEdits(note.text, edits)).kind === parseFrontmatter(note.text).kind;
  return isSafe ? edits : `Its link to “${target.title}” cannot be changed safely.`;
}

/** The way in which a link is written, for the link in its place. */
function styleOf({ kind, target }: NoteLink): LinkStyle {
  const extension = isNotePath(target);
  if (kind === 'wiki') return { kind: 'wiki', target: 'name', extension, blanks: 'percent' };
  return { kind: 'markdown', target: 'relative', extension, blanks: 'percent' };
}

/** The new target with the old fragment; a wikilink without words of its own keeps showing the old name. */
function retargeted(text: string, link: NoteLink, written: string): string | undefined {
  const [made] = scanMarkdown(written).links;
  if (made === undefined || (made.kind === 'wiki') !== (link.kind === 'wiki')) return undefined;
  const target = written.slice(made.targetRange.start, made.targetRange.end);
  const old = text.slice(link.targetRange.start, link.targetRange.end);
  const fragment = link.fragment === undefined ? '' : old.slice(old.indexOf('#'));
  const shown =
    link.kind === 'wiki' && link.text === undefined && !/[|\]]/.test(old) ? `|${link.target}` : '';
  return target + fragment + shown;
}
