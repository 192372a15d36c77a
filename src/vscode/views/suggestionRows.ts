import * as vscode from 'vscode';
import { commandIds } from '../contributions.ts';
import type { FolderVault } from '../folderVault.ts';
import type { ShownNote, ShownSuggestion } from '../runs/shownNotes.ts';

/** What a row of the Suggestions view stands for. */
export type SuggestionElement =
  | {
      readonly kind: 'runFolder';
      readonly id: string;
      readonly owner: FolderVault;
      /** Vault-relative; empty for the vault itself. */
      readonly folder: string;
    }
  /** The notes that failed, below one row. */
  | { readonly kind: 'runFailures'; readonly id: string }
  | { readonly kind: 'runNote'; readonly id: string; readonly owner: FolderVault; readonly path: string }
  | {
      readonly kind: 'suggestion';
      readonly id: string;
      readonly owner: FolderVault;
      readonly path: string;
      /** Its id within the note. */
      readonly suggestion: string;
    };

type Of<Kind extends SuggestionElement['kind']> = Extract<SuggestionElement, { kind: Kind }>;

const WARNING = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));

export function folderItem({ id, owner, folder }: Of<'runFolder'>, notes: number): vscode.TreeItem {
  const label = folder === '' ? owner.folder.name : folder;
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Expanded);
  item.id = id;
  item.iconPath = vscode.ThemeIcon.Folder;
  item.resourceUri = owner.uri(folder);
  item.description = countOf(notes);
  item.contextValue = 'runFolder';
  return item;
}

export function failuresItem({ id }: Of<'runFailures'>, notes: number): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Failed'), vscode.TreeItemCollapsibleState.Expanded);
  item.id = id;
  item.iconPath = WARNING;
  item.description = countOf(notes);
  item.contextValue = 'runFailures';
  return item;
}

export function runNoteItem(note: ShownNote, element: Of<'runNote'>): vscode.TreeItem {
  const { owner, path, id } = element;
  const { None, Collapsed } = vscode.TreeItemCollapsibleState;
  const title = owner.titleOf(path);
  const item = new vscode.TreeItem(title, note.suggestions.length === 0 ? None : Collapsed);
  item.id = id;
  item.resourceUri = owner.uri(path);
  item.description = note.description;
  if (note.hasFailed) {
    item.iconPath = WARNING;
    item.tooltip = `${path}\n\n${note.description}`;
    item.contextValue = 'runFailed';
    item.command = { command: 'vscode.open', title: vscode.l10n.t('Open'), arguments: [owner.uri(path)] };
    return item;
  }
  item.iconPath = vscode.ThemeIcon.File;
  item.tooltip = path;
  item.contextValue = 'runNote';
  item.checkboxState = box(note.isTicked);
  item.command = showCommand(element);
  return item;
}

export function suggestionItem(one: ShownSuggestion, element: Of<'suggestion'>): vscode.TreeItem {
  const item = new vscode.TreeItem(one.label);
  item.id = element.id;
  item.iconPath = new vscode.ThemeIcon(one.icon);
  item.description = one.description;
  item.tooltip = one.tooltip;
  item.contextValue = 'suggestion';
  item.checkboxState = box(one.isTicked);
  item.command = showCommand(element);
  return item;
}

function countOf(notes: number): string {
  return notes === 1 ? vscode.l10n.t('1 note') : vscode.l10n.t('{0} notes', notes);
}

function box(ticked: boolean): vscode.TreeItemCheckboxState {
  return ticked ? vscode.TreeItemCheckboxState.Checked : vscode.TreeItemCheckboxState.Unchecked;
}

function showCommand(element: SuggestionElement): vscode.Command {
  return { command: commandIds.openSuggestions, title: vscode.l10n.t('Show Changes'), arguments: [element] };
}
