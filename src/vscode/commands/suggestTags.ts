import * as vscode from 'vscode';
import type { TagSuggestion } from '../../core/assistant/suggestion.ts';
import { suggestTagsTask } from '../../core/assistant/tasks/suggestTags.ts';
import { planTagAddition } from '../../core/edits/tags/addTags.ts';
import { commandIds } from '../contributions.ts';
import { tagInput } from './candidates.ts';
import type { NoteCommand } from './noteCommand.ts';
import { pickSuggestions, type SuggestionGroup } from './pickSuggestions.ts';

/** *Suggest Tags*: tags that the vault uses already, and new ones marked as new; what the note has stays. */
export const suggestTags: NoteCommand<'suggestTags', TagSuggestion> = {
  id: commandIds.suggestTags,
  task: suggestTagsTask(),
  progress: (title) => vscode.l10n.t('Finding tags for “{0}”', title),
  nothing: (title) => vscode.l10n.t('No tag to suggest for “{0}”.', title),
  input: tagInput,
  choose: (found, note, { provider }) =>
    pickSuggestions(vscode.l10n.t('Tags for “{0}”', note.title), tagGroups(found), provider),
  plan: (chosen, note, liveText) => {
    const tags = chosen.map(({ tag }) => tag);
    const planned = planTagAddition([{ path: note.path, text: liveText }], tags);
    return planned.ok
      ? { ...planned.plan, label: vscode.l10n.t('Add tags') }
      : { label: '', notes: [], newNotes: [], refused: [{ path: note.path, reason: planned.reason }] };
  },
};

/** Tags of the vault are ticked, new ones are not. */
export function tagGroups(tags: readonly TagSuggestion[]): SuggestionGroup<TagSuggestion>[] {
  const rows = (isNew: boolean) =>
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
    { name: vscode.l10n.t('In your vault'), rows: rows(false) },
    { name: vscode.l10n.t('New'), rows: rows(true) },
  ];
}
