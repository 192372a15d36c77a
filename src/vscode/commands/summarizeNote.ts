import * as vscode from 'vscode';
import type { SummarySuggestion } from '../../core/assistant/suggestion.ts';
import { summarizeTask } from '../../core/assistant/tasks/summarize.ts';
import { commandIds } from '../contributions.ts';
import { summaryInput } from './candidates.ts';
import type { NoteCommand } from './noteCommand.ts';
import { answeredBy } from './pickSuggestions.ts';
import { reviewPlan } from './reviewPlan.ts';

/** *Summarize Note*: three to five sentences, shown before and after, written where the note has its summary. */
export const summarizeNote: NoteCommand<'summarize', SummarySuggestion> = {
  id: commandIds.summarizeNote,
  task: (prompts) => summarizeTask(prompts.summarize),
  label: vscode.l10n.t('Summarize note'),
  progress: (title) => vscode.l10n.t('Summarizing “{0}”', title),
  nothing: (title) => vscode.l10n.t('Found no sentences for a summary of “{0}”.', title),
  input: summaryInput,
  choose: async (found, note, { provider, review, plan }) => {
    const title = vscode.l10n.t('Summary of “{0}” {1}', note.title, answeredBy(provider));
    const decision = await reviewPlan(review, note, plan(found), { title });
    return decision === 'apply' ? found : decision === 'retry' ? 'retry' : undefined;
  },
};
