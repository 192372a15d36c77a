import * as vscode from 'vscode';
import { inOneLine } from '../../core/markdown/lines.ts';
import { planSuggestions } from '../../core/edits/planSuggestions.ts';
import { findMentions } from '../../core/vault/candidates/findMentions.ts';
import { profileNote } from '../../core/vault/candidates/noteProfile.ts';
import type { FolderVault } from '../folderVault.ts';
import { obsidianLinkSettings } from '../obsidianSettings.ts';
import { positionsIn } from '../positions.ts';
import type { Vaults } from '../vaults.ts';
import { writingStyle } from '../writingStyle.ts';
import { activeNote } from './activeNote.ts';
import { liveNotes, writePlan } from './writePlan.ts';

/** How many mentions there are to pick from. */
const MOST_MENTIONS = 50;

/** A row that stands for words of a note, read by its shape. */
interface RowTarget {
  readonly owner: FolderVault;
  readonly path: string;
  /** The note at hand, in the Related view. */
  readonly of?: string;
  readonly at?: { readonly start: number; readonly end: number };
  readonly mention?: { readonly quote: string; readonly start: number; readonly sentence: string };
}

/** *Link Mention*: makes words of the note at hand a link to the note that they name, on a row or picked from a list. */
export async function linkMention(vaults: Vaults, row: unknown): Promise<void> {
  const target = isTarget(row) ? row : await pickMention(vaults);
  if (target?.mention === undefined || target.of === undefined) return;
  const { owner, of, path, mention } = target;
  const [live] = await liveNotes(owner, [of]);
  if (live === undefined) return;
  const style = writingStyle(owner, of, live.text, await obsidianLinkSettings(owner.folder.uri));
  const accepted = [{ kind: 'mention' as const, path, ...mention }];
  await writePlan(planSuggestions(vscode.l10n.t('Link mention'), live, accepted, style, owner.vault), owner);
}

/** Words of the open note that name others and are no links. */
async function pickMention(vaults: Vaults): Promise<RowTarget | undefined> {
  const note = await activeNote(vaults);
  if (note === undefined) return undefined;
  const { owner, path, text } = note;
  const mentions = findMentions(profileNote(await owner.candidates(), path, text.text), MOST_MENTIONS);
  if (mentions.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('No words of “{0}” name another note without a link.', note.title),
    );
    return undefined;
  }
  const items = mentions.map((mention) => ({
    label: mention.quote,
    description: mention.quote === mention.title ? '' : `→ ${mention.title}`,
    detail: inOneLine(mention.sentence),
    iconPath: new vscode.ThemeIcon('mention'),
    mention,
  }));
  const title = vscode.l10n.t('Link which words of “{0}”?', note.title);
  const picked = (await vscode.window.showQuickPick(items, { title, matchOnDescription: true }))?.mention;
  return picked === undefined ? undefined : { owner, path: picked.path, of: path, mention: picked };
}

/** Opens a note where the row's words stand. */
export async function openAt(row: unknown): Promise<void> {
  if (!isTarget(row)) return;
  const text = (await row.owner.read(row.path)) ?? '';
  const positionAt = positionsIn(text);
  const { start, end } = row.at ?? { start: 0, end: 0 };
  const selection = new vscode.Range(positionAt(start), positionAt(end));
  await vscode.window.showTextDocument(row.owner.uri(row.path), { preview: true, selection });
}

function isTarget(row: unknown): row is RowTarget {
  return typeof row === 'object' && row !== null && 'owner' in row && 'path' in row;
}
