/*
 * What the Related view shows for a note. Reached by a dynamic import: ranking is loaded when the view is first seen.
 */
import { lineRange } from '../../core/markdown/lines.ts';
import { scanMarkdown } from '../../core/markdown/scan.ts';
import { findMentions } from '../../core/vault/candidates/findMentions.ts';
import { findRelated } from '../../core/vault/candidates/findRelated.ts';
import { profileNote } from '../../core/vault/candidates/noteProfile.ts';
import type { VaultContext } from '../../core/vault/candidates/vaultContext.ts';
import type { MentionIndex } from '../../core/vault/mentions.ts';
import type { Note } from '../../core/vault/note.ts';
import type { Vault } from '../../core/vault/vault.ts';

/** A note beside the one at hand, and why it is shown. */
export interface RelatedRow {
  readonly path: string;
  readonly title: string;
  /** A sentence or a reason, on one line. */
  readonly why: string;
  /** Where in that note it stands, for those that stand somewhere; UTF-16, end exclusive. */
  readonly at?: { readonly start: number; readonly end: number };
  /** Words of the note at hand that could become a link. */
  readonly mention?: { readonly quote: string; readonly start: number; readonly sentence: string };
}

/** How many notes each group may name. */
const MENTIONS = 30;
const RELATED = 12;
/** How many notes are read to find those that name the one at hand. */
const READ_ELSEWHERE = 60;
/** A longer line is shown from its beginning only; UTF-16 code units. */
const LONGEST_LINE = 400;

/** Notes that this one links to, in the order of its text. */
export function outgoingRows(vault: Vault, path: string): RelatedRow[] {
  return vault.outgoing(path).flatMap((other) => rowFor(vault, other, ''));
}

/** Notes that link to this one, each with the line that does so. */
export async function backlinkRows(
  vault: Vault,
  path: string,
  read: (path: string) => Promise<string | undefined>,
): Promise<RelatedRow[]> {
  const rows: RelatedRow[] = [];
  for (const { from, link } of vault.backlinks(path)) {
    const text = await read(from);
    const { start, end } = link.range;
    const why = text === undefined ? '' : lineAt(text, start);
    rows.push(...rowFor(vault, from, why).map((row) => ({ ...row, at: { start, end } })));
  }
  return rows;
}

/** Words of this note that name others and are no links, and the notes most related to it. */
export function suggestedRows(
  context: VaultContext,
  path: string,
  text: string,
): { readonly mentions: RelatedRow[]; readonly related: RelatedRow[] } {
  const profile = profileNote(context, path, text);
  const mentions = findMentions(profile, MENTIONS).map(
    ({ quote, start, sentence, path: other, title }): RelatedRow => ({
      path: other,
      title: quote === title ? title : `${quote} → ${title}`,
      why: oneLine(sentence),
      mention: { quote, start, sentence },
    }),
  );
  const related = findRelated(profile, RELATED).map(({ path: other, title, why }) => ({
    path: other,
    title,
    why,
  }));
  return { mentions, related };
}

/** Notes that name this one without a link, each with the line that does so. */
export async function elsewhereRows(
  { vault, search, mentions }: VaultContext,
  note: Note,
  read: (path: string) => Promise<string | undefined>,
): Promise<RelatedRow[]> {
  const names = [note.title, ...note.aliases].join(' ');
  const likely = search.rank(search.queryOf(names)).best(READ_ELSEWHERE, note.path);
  const rows: RelatedRow[] = [];
  for (const { path } of likely) {
    if (path === note.path || vault.outgoing(path).includes(note.path)) continue;
    const text = await read(path);
    const found = text === undefined ? undefined : firstMention(mentions, text, path, note.path);
    if (text === undefined || found === undefined) continue;
    const at = { start: found.start, end: found.end };
    rows.push(...rowFor(vault, path, lineAt(text, found.start)).map((row) => ({ ...row, at })));
  }
  return rows;
}

function firstMention(mentions: MentionIndex, text: string, path: string, of: string) {
  return mentions
    .find(text, scanMarkdown(text), path)
    .find(({ named }) => named.some((one) => one.path === of));
}

function rowFor(vault: Vault, path: string, why: string): RelatedRow[] {
  const note = vault.note(path);
  return note === undefined ? [] : [{ path, title: note.title, why }];
}

function lineAt(text: string, offset: number): string {
  const { start, end } = lineRange(text, offset);
  const line = text.slice(start, Math.min(end, start + LONGEST_LINE));
  return oneLine(
    line
      .replace(/^\s*(?:[-*+>]|#{1,6}|\d+[.)])\s+/, '')
      .replace(/\[\[(?:[^[\]|]*\|)?([^[\]|]*)\]\]/g, '$1')
      .replace(/!?\[([^[\]]*)\]\([^()]*\)/g, '$1'),
  );
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
