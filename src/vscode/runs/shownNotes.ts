import * as vscode from 'vscode';
import type { RunJournal, RunNote, RunSuggestion } from '../../core/assistant/batch/runJournal.ts';
import type { Suggestion } from '../../core/assistant/suggestion.ts';
import { openSuggestions, type Ticks } from './ticks.ts';

/** A note of a run with something to decide, or that failed; in the words of the Suggestions view. */
export interface ShownNote {
  readonly path: string;
  /** What is suggested, in short, or why it failed. */
  readonly description: string;
  readonly hasFailed: boolean;
  /** Some of its suggestions are. */
  readonly isTicked: boolean;
  readonly suggestions: readonly ShownSuggestion[];
}

/** A suggestion that waits for a decision. */
export interface ShownSuggestion {
  /** Unique in its note. */
  readonly id: string;
  readonly label: string;
  readonly description: string;
  /** Plain text: what a model says is never markup. */
  readonly tooltip: string;
  /** Name of a product icon. */
  readonly icon: string;
  readonly isTicked: boolean;
}

/** What a run has to show, by path in the order of the run. */
export function shownNotes(journal: RunJournal, ticks: Ticks): Map<string, ShownNote> {
  const shown = new Map<string, ShownNote>();
  for (const note of journal.notes.values()) {
    const open = openSuggestions(journal, note.path);
    if (open.length > 0 || note.status === 'failed') shown.set(note.path, shownNote(note, open, ticks));
  }
  return shown;
}

function shownNote(note: RunNote, open: readonly RunSuggestion[], ticks: Ticks): ShownNote {
  const { path } = note;
  const hasFailed = note.status === 'failed' && open.length === 0;
  const suggestions = open.map((one): ShownSuggestion => ({
    id: one.id,
    label: labelOf(one.suggestion),
    description: descriptionOf(one.suggestion),
    tooltip: tooltipOf(one.suggestion),
    icon: ICONS[one.suggestion.kind],
    isTicked: ticks.isTicked(path, one),
  }));
  return {
    path,
    description: hasFailed ? note.reason : kindsOf(open),
    hasFailed,
    isTicked: suggestions.some(({ isTicked }) => isTicked),
    suggestions,
  };
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
