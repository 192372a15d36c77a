import * as vscode from 'vscode';
import type { MentionSuggestion, RelatedSuggestion } from '../../core/assistant/suggestion.ts';
import { suggestLinksTask } from '../../core/assistant/tasks/suggestLinks.ts';
import { commandIds } from '../contributions.ts';
import { linkInput } from './candidates.ts';
import type { NoteCommand } from './noteCommand.ts';
import { pickSuggestions } from './pickSuggestions.ts';
import { mentionGroup, relatedGroup } from './suggestionRows.ts';

/** *Suggest Links*: words of the note that name another note, and related notes for the links section. */
export const suggestLinks: NoteCommand<'suggestLinks', MentionSuggestion | RelatedSuggestion> = {
  id: commandIds.suggestLinks,
  task: (prompts) => suggestLinksTask(prompts.suggestLinks),
  label: vscode.l10n.t('Add links'),
  progress: (title) => vscode.l10n.t('Finding links for “{0}”', title),
  nothing: (title) => vscode.l10n.t('No link to suggest for “{0}”.', title),
  input: linkInput,
  choose: (found, note, { provider }) =>
    pickSuggestions(
      vscode.l10n.t('Links for “{0}”', note.title),
      [mentionGroup(found), relatedGroup(found, note.owner.folder.uri)],
      provider,
    ),
};
