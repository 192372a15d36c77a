import * as vscode from 'vscode';
import { folderOf } from '../../core/vault/notePath.ts';
import type { Note } from '../../core/vault/note.ts';
import type { FolderVault } from '../folderVault.ts';

/** A row for a note: its title and where it lies. Selecting it opens the note, and its tooltip tells the rest. */
export function noteItem(
  owner: FolderVault,
  path: string,
  id: string,
  collapsible = vscode.TreeItemCollapsibleState.None,
): vscode.TreeItem {
  const note = owner.vault.note(path);
  const uri = owner.uri(path);
  const item = new vscode.TreeItem(note?.title ?? path, collapsible);
  item.id = id;
  item.resourceUri = uri;
  item.iconPath = note?.isMoc ? new vscode.ThemeIcon('map') : vscode.ThemeIcon.File;
  item.description = folderOf(path);
  item.contextValue = note?.isMoc ? 'moc' : 'note';
  item.command = {
    command: 'vscode.open',
    title: vscode.l10n.t('Open'),
    arguments: [uri, { preview: true }],
  };
  if (note !== undefined) item.tooltip = noteTooltip(note);
  return item;
}

/** What a note is about, its tags and dates. Plain text on purpose: a note's words are never markup here. */
function noteTooltip(note: Note): string {
  const tags = [...new Set(note.tags.map((tag) => `#${tag.name}`))].join(' ');
  const dates = [
    note.created === undefined ? '' : vscode.l10n.t('Created {0}', note.created),
    note.modified === undefined ? '' : vscode.l10n.t('Modified {0}', note.modified),
  ];
  const about = note.summary ?? note.excerpt;
  return [note.title, about, tags, dates.filter(Boolean).join(' · '), note.path].filter(Boolean).join('\n\n');
}
