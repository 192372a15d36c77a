import { parseFrontmatter } from '../../markdown/frontmatter.ts';
import { isTagKey } from '../../markdown/frontmatterTags.ts';
import { scanMarkdown } from '../../markdown/scan.ts';
import { applyEdits } from '../../markdown/textEdit.ts';
import { stemOf } from '../../vault/notePath.ts';
import type { EditPlan, NoteEdits, Refusal } from '../editPlan.ts';
import { addTags } from '../frontmatter/tagList.ts';
import { writeLink } from '../links/writeLink.ts';
import { writeNewNote, type NewNoteStyle } from '../newNote/newNoteInMoc.ts';
import { VaultWithNote, type KnownNotes } from '../newNote/vaultWithNote.ts';
import type { LiveNote } from '../noteChange.ts';
import { addUpLinks } from '../upLinks/upLinkEdits.ts';
import { addToBlock } from './memberBlock.ts';

/** A MOC to be made from a tag. */
export interface NewMoc {
  /** Without `#`. */
  readonly tag: string;
  /** Of the MOC; see {@link mocTitleFor}. */
  readonly title: string;
  /** Where the MOC will stand; see `newNotePath`. */
  readonly path: string;
}

/** A plan, or why there is none. */
export type NewMocPlan =
  { readonly ok: true; readonly plan: EditPlan } | { readonly ok: false; readonly reason: string };

/**
 * What a MOC for a tag may be called.
 *
 * @example mocTitleFor('tools/command-line') // 'Command line MOC'
 */
export function mocTitleFor(tag: string): string {
  const words = tag
    .slice(tag.lastIndexOf('/') + 1)
    .split(/[\s_-]+/)
    .filter((word) => word !== '');
  const [first = '', ...rest] = words;
  const [initial = ''] = first;
  return [initial.toUpperCase() + first.slice(initial.length), ...rest, 'MOC'].join(' ');
}

/**
 * Makes a MOC from a tag, from the user's template for MOCs where they have one: it lists the notes that carry the
 * tag, and each of these names it, in the vault's style. A note that cannot be edited safely is listed as refused.
 *
 * @param notes those that carry the tag, as they stand now
 */
export function planMocFromTag(
  moc: NewMoc,
  notes: readonly LiveNote[],
  style: NewNoteStyle,
  vault: KnownNotes,
): NewMocPlan {
  const written = writeNewNote(moc.path, moc.title, undefined, style, vault);
  if (!written.ok) return written;
  const after = new VaultWithNote(vault, moc.path, written.note.text);
  const filed: { readonly title: string; readonly content: string }[] = [];
  const changed: NoteEdits[] = [];
  const refused: Refusal[] = [];
  for (const note of notes) {
    const problem = parseFrontmatter(note.text).problem;
    const change =
      problem === undefined
        ? addUpLinks(note, [moc], style.upLinks, style.links, after)
        : { edits: [], refused: [{ path: note.path, ...problem }] };
    refused.push(...change.refused);
    if (change.edits.length === 0) continue;
    changed.push({ path: note.path, before: note.text, edits: change.edits });
    const title = vault.note(note.path)?.title ?? stemOf(note.path);
    const content = writeLink({ from: moc.path, to: note.path, text: title }, style.links, after);
    if (content !== undefined) filed.push({ title, content });
  }
  const text = withMembers(withTag(written.note.text, moc.tag), filed);
  const plan = {
    label: `New MOC from #${moc.tag}`,
    notes: changed,
    newNotes: [{ path: moc.path, text }],
    refused,
  };
  return { ok: true, plan };
}

/** Where the template has a list of tags, the MOC carries the tag that it is made from. */
function withTag(text: string, tag: string): string {
  if (!Object.keys(parseFrontmatter(text).data).some(isTagKey)) return text;
  const added = addTags(text, [tag]);
  return added.ok ? applyEdits(text, added.edits) : text;
}

function withMembers(
  text: string,
  entries: readonly { readonly title: string; readonly content: string }[],
): string {
  const scan = scanMarkdown(text);
  return applyEdits(text, addToBlock(text, scan, { block: undefined, entries: [] }, entries));
}
