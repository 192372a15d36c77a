import * as vscode from 'vscode';
import type { MentionSuggestion, RelatedSuggestion } from '../../core/assistant/suggestion.ts';
import { suggestLinksTask } from '../../core/assistant/tasks/suggestLinks.ts';
import type { NoteChange } from '../../core/edits/noteChange.ts';
import { linkMentions } from '../../core/edits/links/mentionEdits.ts';
import { addRelated } from '../../core/edits/links/relatedEdits.ts';
import { commandIds } from '../contributions.ts';
import { linkStyleFor } from '../linkStyles.ts';
import { setting } from '../settings.ts';
import type { OpenNote } from './activeNote.ts';
import { linkInput } from './candidates.ts';
import type { NoteCommand } from './noteCommand.ts';
import { notePlan } from './notePlan.ts';
import { pickSuggestions, type SuggestionGroup } from './pickSuggestions.ts';

type LinkSuggestion = MentionSuggestion | RelatedSuggestion;

/** *Suggest Links*: words of the note that name another note, and related notes for the links section. */
export const suggestLinks: NoteCommand<'suggestLinks', LinkSuggestion> = {
  id: commandIds.suggestLinks,
  task: suggestLinksTask(),
  progress: (title) => vscode.l10n.t('Finding links for “{0}”', title),
  nothing: (title) => vscode.l10n.t('No link to suggest for “{0}”.', title),
  input: linkInput,
  choose: (found, note, { provider }) =>
    pickSuggestions(vscode.l10n.t('Links for “{0}”', note.title), linkGroups(found, note), provider),
  plan: (chosen, note, liveText) => {
    const changes = linkChanges(chosen, note, liveText);
    return notePlan(vscode.l10n.t('Add links'), note.path, liveText, changes);
  },
};

/** Mentions become links where they stand; related notes become lines of the links section. */
export function linkChanges(
  chosen: readonly LinkSuggestion[],
  note: OpenNote,
  liveText: string,
): NoteChange[] {
  const live = { path: note.path, text: liveText };
  const { owner } = note;
  const style = linkStyleFor(owner, note.path, liveText, note.obsidianLinks);
  const mentions = chosen.filter((found) => found.kind === 'mention');
  const related = chosen.filter((found) => found.kind === 'related');
  const section = setting('links.section', owner.folder.uri);
  return [
    mentions.length === 0 ? undefined : linkMentions(live, mentions, style, owner.vault),
    related.length === 0
      ? undefined
      : addRelated(
          live,
          related.map(({ path, title }) => ({ path, title })),
          section,
          style,
          owner.vault,
        ),
  ].filter((change) => change !== undefined);
}

export function linkGroups(
  found: readonly LinkSuggestion[],
  note: OpenNote,
): SuggestionGroup<LinkSuggestion>[] {
  return [
    {
      name: vscode.l10n.t('Words of this note'),
      rows: found
        .filter((suggestion) => suggestion.kind === 'mention')
        .map((suggestion) => ({
          suggestion,
          label:
            suggestion.quote === suggestion.title
              ? suggestion.title
              : `${suggestion.quote} → ${suggestion.title}`,
          description: suggestion.reason,
          detail: suggestion.sentence.replace(/\s+/g, ' ').trim(),
          icon: new vscode.ThemeIcon('link'),
          picked: true,
        })),
    },
    {
      name: vscode.l10n.t(
        'Related notes, for the section “{0}”',
        setting('links.section', note.owner.folder.uri),
      ),
      rows: found
        .filter((suggestion) => suggestion.kind === 'related')
        .map((suggestion) => ({
          suggestion,
          label: suggestion.title,
          description: suggestion.reason,
          icon: new vscode.ThemeIcon('file'),
          picked: suggestion.confidence >= 0.5,
        })),
    },
  ];
}
