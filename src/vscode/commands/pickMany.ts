import * as vscode from 'vscode';
import type { RunJournal, RunSuggestion } from '../../core/assistant/batch/runJournal.ts';
import type { Picked } from '../runs/decisions.ts';
import { openSuggestions } from '../runs/ticks.ts';

interface Rule extends vscode.QuickPickItem {
  readonly accepts: (one: RunSuggestion) => boolean;
}

/** *Accept by Kind or Confidence…*: many at once, by what they are; `undefined`: the person left. */
export async function pickToAccept(journal: RunJournal): Promise<Picked[] | undefined> {
  const rules: Rule[] = [
    ...kinds(),
    ...[90, 75, 50].map((percent) => ({
      label: vscode.l10n.t('All with a confidence of {0} % or more', percent),
      description: vscode.l10n.t('Summaries have none'),
      accepts: (one: RunSuggestion) => (confidenceOf(one) ?? 0) >= percent / 100,
    })),
    { label: vscode.l10n.t('All'), accepts: () => true },
  ];
  return await pick(journal, rules, {
    title: vscode.l10n.t('Accept Suggestions'),
    placeHolder: vscode.l10n.t('Which suggestions to write into their notes'),
  });
}

/** *Dismiss by Kind or Confidence…*, as above. */
export async function pickToDismiss(journal: RunJournal): Promise<Picked[] | undefined> {
  const rules: Rule[] = [
    {
      label: vscode.l10n.t('All new tags'),
      accepts: ({ suggestion }) => suggestion.kind === 'tag' && suggestion.isNew,
    },
    ...kinds(),
    ...[50, 75].map((percent) => ({
      label: vscode.l10n.t('All with a confidence below {0} %', percent),
      description: vscode.l10n.t('Summaries have none'),
      accepts: (one: RunSuggestion) => (confidenceOf(one) ?? 1) < percent / 100,
    })),
    { label: vscode.l10n.t('All'), accepts: () => true },
  ];
  return await pick(journal, rules, {
    title: vscode.l10n.t('Dismiss Suggestions'),
    placeHolder: vscode.l10n.t('Which suggestions not to see again for the same text'),
  });
}

function kinds(): Rule[] {
  const isKind =
    (...wanted: readonly string[]) =>
    ({ suggestion }: RunSuggestion): boolean =>
      wanted.includes(suggestion.kind);
  return [
    { label: vscode.l10n.t('All summaries'), accepts: isKind('summary') },
    {
      label: vscode.l10n.t('All tags of your vault, no new ones'),
      accepts: ({ suggestion }) => suggestion.kind === 'tag' && !suggestion.isNew,
    },
    { label: vscode.l10n.t('All links'), accepts: isKind('mention', 'related') },
    { label: vscode.l10n.t('All MOCs'), accepts: isKind('moc') },
  ];
}

/** 0 to 1; summaries have none. */
function confidenceOf({ suggestion }: RunSuggestion): number | undefined {
  return suggestion.kind === 'summary' ? undefined : suggestion.confidence;
}

/** Offers those rules that fit something. */
async function pick(
  journal: RunJournal,
  rules: readonly Rule[],
  options: { readonly title: string; readonly placeHolder: string },
): Promise<Picked[] | undefined> {
  const items = rules
    .map((rule) => ({ ...rule, fitting: fittingOf(journal, rule) }))
    .filter(({ fitting }) => fitting.length > 0)
    .map((item) => ({ ...item, detail: countOf(item.fitting) }));
  return (await vscode.window.showQuickPick(items, options))?.fitting;
}

function fittingOf(journal: RunJournal, { accepts }: Rule): Picked[] {
  return [...journal.notes.keys()].flatMap((path) => {
    const ids = openSuggestions(journal, path)
      .filter(accepts)
      .map(({ id }) => id);
    return ids.length === 0 ? [] : [{ path, ids }];
  });
}

function countOf(fitting: readonly Picked[]): string {
  const suggestions = fitting.reduce((sum, { ids }) => sum + ids.length, 0);
  return fitting.length === 1
    ? vscode.l10n.t('{0} in 1 note', suggestions)
    : vscode.l10n.t('{0} in {1} notes', suggestions, fitting.length);
}
