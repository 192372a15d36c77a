/*
 * The commands on the note that is open. Reached by a dynamic import: what they need, prompts and planners, is
 * loaded when the first of them runs.
 */
import { commandIds } from '../contributions.ts';
import { enrichNote } from './enrichNote.ts';
import { runNoteCommand, type NoteCommandServices } from './noteCommand.ts';
import { showPrompt } from './showPrompt.ts';
import { suggestLinks } from './suggestLinks.ts';
import { suggestTags } from './suggestTags.ts';
import { summarizeNote } from './summarizeNote.ts';

/** Runs the note command with this id. */
export async function runById(id: string, services: NoteCommandServices): Promise<void> {
  switch (id) {
    case commandIds.summarizeNote:
      return await runNoteCommand(summarizeNote, services);
    case commandIds.suggestTags:
      return await runNoteCommand(suggestTags, services);
    case commandIds.suggestLinks:
      return await runNoteCommand(suggestLinks, services);
    case commandIds.enrichNote:
      return await runNoteCommand(enrichNote, services);
    case commandIds.showPrompt:
      return await showPrompt(services);
    default:
      throw new Error(`No note command has the id ${id}`);
  }
}
