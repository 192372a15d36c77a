import * as vscode from 'vscode';
import { planSuggestions } from '../../core/edits/planSuggestions.ts';
import type { FolderVault } from '../folderVault.ts';
import { obsidianLinkSettings } from '../obsidianSettings.ts';
import { positionsIn } from '../positions.ts';
import { writingStyle } from '../writingStyle.ts';
import { liveNotes, writePlan } from './writePlan.ts';

/** A row that stands for words of a note, read by its shape. */
interface RowTarget {
  readonly owner: FolderVault;
  readonly path: string;
  /** The note at hand, in the Related view. */
  readonly of?: string;
  readonly at?: { readonly start: number; readonly end: number };
  readonly mention?: { readonly quote: string; readonly start: number; readonly sentence: string };
}

/** *Link Mention*: makes the words of the note at hand a link to the note that they name. */
export async function linkMention(row: unknown): Promise<void> {
  if (!isTarget(row) || row.mention === undefined || row.of === undefined) return;
  const { owner, of, path, mention } = row;
  const [live] = await liveNotes(owner, [of]);
  if (live === undefined) return;
  const style = writingStyle(owner, of, live.text, await obsidianLinkSettings(owner.folder.uri));
  const accepted = [{ kind: 'mention' as const, path, ...mention }];
  await writePlan(planSuggestions(vscode.l10n.t('Link mention'), live, accepted, style, owner.vault), owner);
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
