import * as vscode from 'vscode';
import { inOneLine } from '../../core/markdown/lines.ts';
import { LIKELY, type Suggestion, type TagSuggestion } from '../../core/assistant/suggestion.ts';
import { setting } from '../settings.ts';
import type { SuggestionGroup, SuggestionRow } from './pickSuggestions.ts';

/** Tags of the vault are ticked, new ones are not. */
export function tagGroups<S extends Suggestion>(found: readonly S[]): SuggestionGroup<S>[] {
  const tags = found.filter((one): one is S & TagSuggestion => one.kind === 'tag');
  const rows = (isNew: boolean): SuggestionRow<S>[] =>
    tags
      .filter((tag) => tag.isNew === isNew)
      .map((suggestion) => ({
        suggestion,
        label: `#${suggestion.tag}`,
        description: suggestion.reason,
        icon: new vscode.ThemeIcon('tag'),
        picked: !isNew,
      }));
  return [
    { name: vscode.l10n.t('Tags of your vault'), rows: rows(false) },
    { name: vscode.l10n.t('New tags'), rows: rows(true) },
  ];
}

export function mentionGroup<S extends Suggestion>(found: readonly S[]): SuggestionGroup<S> {
  const rows = found.flatMap((suggestion): SuggestionRow<S>[] => {
    if (suggestion.kind !== 'mention') return [];
    const { quote, title, reason, sentence } = suggestion;
    return [
      {
        suggestion,
        label: quote === title ? title : `${quote} → ${title}`,
        description: reason,
        detail: inOneLine(sentence),
        icon: new vscode.ThemeIcon('link'),
        picked: true,
      },
    ];
  });
  return { name: vscode.l10n.t('Words of this note'), rows };
}

export function relatedGroup<S extends Suggestion>(
  found: readonly S[],
  scope: vscode.Uri,
): SuggestionGroup<S> {
  return {
    name: vscode.l10n.t('Related notes, for the section “{0}”', setting('links.section', scope)),
    rows: titledRows(found, 'related', 'file'),
  };
}

export function mocGroup<S extends Suggestion>(found: readonly S[]): SuggestionGroup<S> {
  return { name: vscode.l10n.t('MOCs'), rows: titledRows(found, 'moc', 'map') };
}

export function summaryGroup<S extends Suggestion>(found: readonly S[]): SuggestionGroup<S> {
  const rows = found.flatMap((suggestion): SuggestionRow<S>[] =>
    suggestion.kind === 'summary'
      ? [
          {
            suggestion,
            label: vscode.l10n.t('Summary'),
            description: '',
            detail: suggestion.sentences.join(' '),
            icon: new vscode.ThemeIcon('book'),
            picked: true,
          },
        ]
      : [],
  );
  return { name: vscode.l10n.t('Summary'), rows };
}

function titledRows<S extends Suggestion>(
  found: readonly S[],
  kind: 'related' | 'moc',
  icon: string,
): SuggestionRow<S>[] {
  return found.flatMap((suggestion): SuggestionRow<S>[] =>
    suggestion.kind === kind
      ? [
          {
            suggestion,
            label: suggestion.title,
            description: suggestion.reason,
            icon: new vscode.ThemeIcon(icon),
            picked: suggestion.confidence >= LIKELY,
          },
        ]
      : [],
  );
}
