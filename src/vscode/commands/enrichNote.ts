import * as vscode from 'vscode';
import type { Suggestion } from '../../core/assistant/suggestion.ts';
import { enrichTask } from '../../core/assistant/tasks/enrich.ts';
import { commandIds } from '../contributions.ts';
import type { OpenNote } from './activeNote.ts';
import { enrichInput } from './candidates.ts';
import type { Chosen, NoteCommand, ReviewContext } from './noteCommand.ts';
import { answeredBy, pickSuggestions, type SuggestionGroup } from './pickSuggestions.ts';
import { reviewPlan } from './reviewPlan.ts';
import { mentionGroup, mocGroup, relatedGroup, summaryGroup, tagGroups } from './suggestionRows.ts';

/** *Enrich Note*: summary, tags, links and MOC in one request, one review and one undo step. */
export const enrichNote: NoteCommand<'enrich', Suggestion> = {
  id: commandIds.enrichNote,
  task: (prompts) => enrichTask(prompts),
  label: vscode.l10n.t('Enrich note'),
  progress: (title) => vscode.l10n.t('Enriching “{0}”', title),
  nothing: (title) => vscode.l10n.t('Nothing to suggest for “{0}”.', title),
  input: enrichInput,
  choose: reviewParts,
};

/** Shows all that is likely as one change; *Choose Parts…* lists everything, to tick, and shows the change anew. */
async function reviewParts(
  found: readonly Suggestion[],
  note: OpenNote,
  { provider, review, plan }: ReviewContext<Suggestion>,
): Promise<Chosen<Suggestion>> {
  const title = vscode.l10n.t('Enriched “{0}”', note.title);
  const reviewTitle = `${title} ${answeredBy(provider)}`;
  let chosen: readonly Suggestion[] = groupsOf(found, found, note)
    .flatMap(({ rows }) => rows)
    .flatMap(({ picked, suggestion }) => (picked ? suggestion : []));
  let mustChoose = chosen.length === 0;
  for (;;) {
    const decision = mustChoose
      ? 'choose'
      : await reviewPlan(review, note, plan(chosen), { title: reviewTitle, canChoose: true });
    if (decision === 'apply') return chosen;
    if (decision !== 'choose') return decision === 'retry' ? 'retry' : undefined;
    const parts = await pickSuggestions(title, groupsOf(found, chosen, note), provider);
    if (parts === 'retry') return parts;
    if (parts === undefined && mustChoose) return undefined;
    chosen = parts ?? chosen;
    mustChoose = false;
    if (chosen.length === 0) return undefined;
  }
}

/** The first time as each kind of suggestion has it, then as it was chosen. */
function groupsOf(
  found: readonly Suggestion[],
  chosen: readonly Suggestion[],
  note: OpenNote,
): SuggestionGroup<Suggestion>[] {
  const groups = [
    summaryGroup(found),
    ...tagGroups(found),
    mentionGroup(found),
    relatedGroup(found, note.owner.folder.uri),
    mocGroup(found),
  ];
  if (chosen === found) return groups;
  return groups.map(({ name, rows }) => ({
    name,
    rows: rows.map((row) => ({ ...row, picked: chosen.includes(row.suggestion) })),
  }));
}
