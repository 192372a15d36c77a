import * as vscode from 'vscode';
import type { TagSuggestion } from '../../core/assistant/suggestion.ts';
import { suggestTagsTask } from '../../core/assistant/tasks/suggestTags.ts';
import { commandIds } from '../contributions.ts';
import { tagInput } from './candidates.ts';
import type { NoteCommand } from './noteCommand.ts';
import { pickSuggestions } from './pickSuggestions.ts';
import { tagGroups } from './suggestionRows.ts';

/** *Suggest Tags*: tags that the vault uses already, and new ones marked as new; what the note has stays. */
export const suggestTags: NoteCommand<'suggestTags', TagSuggestion> = {
  id: commandIds.suggestTags,
  task: (prompts) => suggestTagsTask(prompts.suggestTags),
  label: vscode.l10n.t('Add tags'),
  progress: (title) => vscode.l10n.t('Finding tags for “{0}”', title),
  nothing: (title) => vscode.l10n.t('No tag to suggest for “{0}”.', title),
  input: tagInput,
  probe: { kind: 'tag', tag: 'probe', isNew: true, reason: '', confidence: 1 },
  choose: (found, note, { provider }) =>
    pickSuggestions(vscode.l10n.t('Tags for “{0}”', note.title), tagGroups(found), provider),
};
