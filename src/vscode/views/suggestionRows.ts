import * as vscode from 'vscode';
import type { RunSuggestion } from '../../core/assistant/batch/runJournal.ts';
import type { Suggestion } from '../../core/assistant/suggestion.ts';
import { commandIds } from '../contributions.ts';
import type { FolderVault } from '../folderVault.ts';
import type { ShownRun } from '../runs/noteRuns.ts';
import type { Ticks } from '../runs/ticks.ts';

/** What a row of the Suggestions view stands for. */
export type SuggestionElement =
  | {
      readonly kind: 'runFolder';
      readonly id: string;
      readonly owner: FolderVault;
      /** Vault-relative; empty for the vault itself. */
      readonly folder: string;
    }
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

/** The suggestions of a note that wait for a decision. */
export function openIn(run: ShownRun, path: string): RunSuggestion[] {
  return run.journal.notes.get(path)?.suggestions.filter(({ decision }) => decision === 'open') ?? [];
}

export function folderItem({ id, owner, folder }: Of<'runFolder'>, notes: number): vscode.TreeItem {
  const label = folder === '' ? owner.folder.name : folder;
  const item = new vscode.TreeItem(label, vscode.TreeItemCollapsibleState.Expanded);
  item.id = id;
  item.iconPath = vscode.ThemeIcon.Folder;
  item.resourceUri = owner.uri(folder);
  item.description = notes === 1 ? vscode.l10n.t('1 note') : vscode.l10n.t('{0} notes', notes);
  item.contextValue = 'runFolder';
  return item;
}

export function noteItemOf(run: ShownRun, ticks: Ticks, element: Of<'runNote'>): vscode.TreeItem {
  const { owner, path, id } = element;
  const note = run.journal.notes.get(path);
  const open = openIn(run, path);
  const item = new vscode.TreeItem(
    owner.vault.note(path)?.title ?? path,
    open.length === 0 ? vscode.TreeItemCollapsibleState.None : vscode.TreeItemCollapsibleState.Collapsed,
  );
  item.id = id;
  item.resourceUri = owner.uri(path);
  item.tooltip = path;
  item.command = showCommand(element);
  if (note?.status === 'failed' && open.length === 0) {
    item.iconPath = new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
    item.description = note.reason;
    item.tooltip = `${path}\n\n${note.reason}`;
    item.contextValue = 'runFailed';
    item.command = { command: 'vscode.open', title: vscode.l10n.t('Open'), arguments: [owner.uri(path)] };
    return item;
  }
  item.iconPath = vscode.ThemeIcon.File;
  item.description = kindsOf(open);
  item.contextValue = 'runNote';
  item.checkboxState = box(open.every((one) => ticks.isTicked(path, one)));
  return item;
}

export function suggestionItem(run: ShownRun, ticks: Ticks, element: Of<'suggestion'>): vscode.TreeItem {
  const one = openIn(run, element.path).find(({ id }) => id === element.suggestion);
  if (one === undefined) return new vscode.TreeItem('');
  const { suggestion } = one;
  const item = new vscode.TreeItem(labelOf(suggestion));
  item.id = element.id;
  item.iconPath = new vscode.ThemeIcon(ICONS[suggestion.kind]);
  item.description = descriptionOf(suggestion);
  item.tooltip = tooltipOf(suggestion);
  item.contextValue = 'suggestion';
  item.checkboxState = box(ticks.isTicked(element.path, one));
  item.command = showCommand(element);
  return item;
}

const ICONS = {
  summary: 'book',
  tag: 'tag',
  mention: 'link',
  related: 'file',
  moc: 'map',
} as const satisfies Record<Suggestion['kind'], string>;

function labelOf(suggestion: Suggestion): string {
  switch (suggestion.kind) {
    case 'summary':
      return vscode.l10n.t('Summary');
    case 'tag':
      return `#${suggestion.tag}`;
    case 'mention':
      return suggestion.quote === suggestion.title
        ? suggestion.title
        : `${suggestion.quote} → ${suggestion.title}`;
    case 'related':
    case 'moc':
      return suggestion.title;
  }
}

function descriptionOf(suggestion: Suggestion): string {
  if (suggestion.kind === 'summary') return suggestion.sentences.join(' ');
  const isNew = suggestion.kind === 'tag' && suggestion.isNew ? vscode.l10n.t('new') : '';
  return [isNew, percent(suggestion.confidence), suggestion.reason].filter(Boolean).join(' · ');
}

/** Plain text on purpose: what a model says is never markup here. */
function tooltipOf(suggestion: Suggestion): string {
  switch (suggestion.kind) {
    case 'summary':
      return suggestion.sentences.join('\n');
    case 'mention':
      return [suggestion.sentence.trim(), suggestion.reason, suggestion.path].filter(Boolean).join('\n\n');
    case 'tag':
      return [`#${suggestion.tag}`, suggestion.reason].filter(Boolean).join('\n\n');
    case 'related':
    case 'moc':
      return [suggestion.title, suggestion.reason, suggestion.path].filter(Boolean).join('\n\n');
  }
}

function kindsOf(open: readonly RunSuggestion[]): string {
  const count = (...kinds: readonly Suggestion['kind'][]): number =>
    open.filter(({ suggestion }) => kinds.includes(suggestion.kind)).length;
  const tags = count('tag');
  const links = count('mention', 'related');
  return [
    count('summary') > 0 ? vscode.l10n.t('summary') : '',
    tags === 1 ? vscode.l10n.t('1 tag') : tags > 1 ? vscode.l10n.t('{0} tags', tags) : '',
    links === 1 ? vscode.l10n.t('1 link') : links > 1 ? vscode.l10n.t('{0} links', links) : '',
    count('moc') > 0 ? vscode.l10n.t('MOC') : '',
  ]
    .filter(Boolean)
    .join(', ');
}

function percent(confidence: number): string {
  return `${Math.round(confidence * 100)} %`;
}

function box(ticked: boolean): vscode.TreeItemCheckboxState {
  return ticked ? vscode.TreeItemCheckboxState.Checked : vscode.TreeItemCheckboxState.Unchecked;
}

function showCommand(element: SuggestionElement): vscode.Command {
  return { command: commandIds.openSuggestions, title: vscode.l10n.t('Show Changes'), arguments: [element] };
}
