import { applyEdits } from '../../markdown/textEdit.ts';
import { stemOf } from '../../vault/notePath.ts';
import type { NewNote } from '../editPlan.ts';
import type { LinkStyle } from '../links/linkStyle.ts';
import { addUpLinks, type TargetMoc } from '../upLinks/upLinkEdits.ts';
import type { UpLinkStyle } from '../upLinks/upLinkStyle.ts';
import { applyTemplate, type TemplateValues } from './noteTemplate.ts';
import type { KnownNotes } from './vaultWithNote.ts';

/** How new notes are written in a vault. */
export interface NewNoteStyle {
  /** The text of the user's template; undefined where they have none. */
  readonly template: string | undefined;
  readonly formatDate: TemplateValues['formatDate'];
  readonly links: LinkStyle;
  readonly upLinks: UpLinkStyle;
}

/** A new note, or why it cannot be written. */
export type NewNoteResult =
  { readonly ok: true; readonly note: NewNote } | { readonly ok: false; readonly reason: string };

/**
 * Writes a new note from the user's template, filed under a MOC where one is given: in the place of `[[YOUR MOC]]`,
 * or where and how the vault's notes name theirs. Without a MOC the reminder stays; without a template the note
 * begins with its title.
 *
 * @param path where the note will stand; see `newNotePath`
 */
export function writeNewNote(
  path: string,
  title: string,
  moc: TargetMoc | undefined,
  style: NewNoteStyle,
  vault: KnownNotes,
): NewNoteResult {
  const mocName = moc === undefined ? undefined : stemOf(moc.path);
  const { template = '# {{title}}\n', formatDate } = style;
  const values = { title, formatDate };
  const unfiled = applyTemplate(template, { ...values, mocName: undefined });
  const filed = applyTemplate(template, { ...values, mocName });
  // The frontmatter of the template has named the MOC: a line in the text would say it twice.
  if (moc === undefined || filed !== unfiled) return { ok: true, note: { path, text: filed } };
  const { edits, refused } = addUpLinks({ path, text: unfiled }, [moc], style.upLinks, style.links, vault);
  const [problem] = refused;
  if (problem !== undefined) return { ok: false, reason: problem.reason };
  return { ok: true, note: { path, text: applyEdits(unfiled, edits) } };
}
