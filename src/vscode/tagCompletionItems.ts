/*
 * What is offered where a tag is being typed. Reached by a dynamic import: it is loaded with the first tag.
 */
import * as vscode from 'vscode';
import { spellTag } from '../core/markdown/tagPlace.ts';
import { typedTagAt } from '../core/markdown/typedTag.ts';
import { offeredTags } from '../core/vault/offeredTags.ts';
import type { FolderVault } from './folderVault.ts';

/** The vault's tags for the one at the cursor; nothing where none is being typed. */
export async function tagItemsAt(
  owner: FolderVault,
  document: vscode.TextDocument,
  position: vscode.Position,
  token: vscode.CancellationToken,
): Promise<vscode.CompletionItem[]> {
  const text = document.getText();
  const offset = document.offsetAt(position);
  const tag = typedTagAt(text, offset);
  if (tag === undefined) return [];
  await owner.ready();
  if (token.isCancellationRequested) return [];
  const inserting = new vscode.Range(document.positionAt(tag.start), position);
  const replacing = new vscode.Range(inserting.start, document.positionAt(tag.end));
  const range = replacing.isEqual(inserting) ? inserting : { inserting, replacing };
  const whole = text.slice(tag.start, tag.end);
  const offered = offeredTags(owner.vault.tags(), whole, owner.path(document.uri));
  return offered.flatMap(({ name, total }, place) => {
    const written = spellTag(name, tag.place);
    if (written === undefined) return [];
    const item = new vscode.CompletionItem(name, vscode.CompletionItemKind.Value);
    item.detail = total === 1 ? vscode.l10n.t('1 note') : vscode.l10n.t('{0} notes', total);
    item.insertText = written;
    item.range = range;
    // VS Code compares as text.
    item.sortText = String(place).padStart(6, '0');
    return [item];
  });
}
