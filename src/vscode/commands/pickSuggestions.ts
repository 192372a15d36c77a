import * as vscode from 'vscode';
import type { Provider } from '../../core/assistant/provider.ts';
import type { Chosen } from './noteCommand.ts';

/** A suggestion as a row to tick. */
export interface SuggestionRow<S> {
  readonly suggestion: S;
  readonly label: string;
  readonly description: string;
  readonly detail?: string;
  readonly icon?: vscode.ThemeIcon;
  /** Ticked from the start. */
  readonly picked: boolean;
}

/** Rows below a separator; an empty name stands for no separator. */
export interface SuggestionGroup<S> {
  readonly name: string;
  readonly rows: readonly SuggestionRow<S>[];
}

interface Row<S> extends vscode.QuickPickItem {
  readonly suggestion?: S;
}

/**
 * Lets the person tick suggestions. Escape is a no; the button in the title asks the provider again. The title
 * says who answered, and that the built-in engine is no language model.
 */
export async function pickSuggestions<S>(
  title: string,
  groups: readonly SuggestionGroup<S>[],
  provider: Provider,
): Promise<Chosen<S>> {
  const pick = vscode.window.createQuickPick<Row<S>>();
  const again: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon('refresh'),
    tooltip: vscode.l10n.t('Ask again'),
  };
  pick.title = vscode.l10n.t('{0} — {1}', title, answeredBy(provider));
  pick.placeholder = vscode.l10n.t('Tick what to add, then press Enter. One undo takes it back.');
  pick.canSelectMany = true;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.ignoreFocusOut = true;
  pick.buttons = provider.isLanguageModel ? [again] : [];
  pick.items = groups.flatMap(rowsOf);
  pick.selectedItems = groups
    .flatMap((group) => group.rows)
    .flatMap((row) => (row.picked ? pick.items.filter((item) => item.suggestion === row.suggestion) : []));
  try {
    return await new Promise<Chosen<S>>((resolve) => {
      pick.onDidAccept(() => resolve(pick.selectedItems.flatMap(({ suggestion }) => suggestion ?? [])));
      pick.onDidTriggerButton(() => resolve('retry'));
      pick.onDidHide(() => resolve(undefined));
      pick.show();
    });
  } finally {
    pick.dispose();
  }
}

/** Who answered, in words that promise nothing: the built-in engine is no language model. */
export function answeredBy(provider: Provider): string {
  return provider.isLanguageModel
    ? vscode.l10n.t('by {0}', provider.label)
    : vscode.l10n.t('by the built-in engine, not a language model');
}

function rowsOf<S>(group: SuggestionGroup<S>): Row<S>[] {
  if (group.rows.length === 0) return [];
  const rows = group.rows.map((row) => ({
    label: row.label,
    description: row.description,
    detail: row.detail,
    iconPath: row.icon,
    suggestion: row.suggestion,
  }));
  return group.name === ''
    ? rows
    : [{ label: group.name, kind: vscode.QuickPickItemKind.Separator }, ...rows];
}
