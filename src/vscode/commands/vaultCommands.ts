/*
 * The commands on tags, MOCs and missing notes. Reached by a dynamic import: their planners are loaded when the
 * first of them runs.
 */
import { commandIds } from '../contributions.ts';
import type { Drop } from '../drop.ts';
import type { FolderVault } from '../folderVault.ts';
import type { Vaults } from '../vaults.ts';
import { fileNotes, fileUnderMoc, removeFromMoc, updateMocCommand } from './mocCommands.ts';
import { linkMention, openAt } from './relatedCommands.ts';
import { createMissingNote, newMocFromTag, newNoteInMoc } from './newNoteCommands.ts';
import {
  addTag,
  addTagTo,
  deleteTag,
  dropTags,
  findSimilarTags,
  mergeTags,
  removeTag,
  renameTag,
} from './tagCommands.ts';

/** Runs the command with this id on a row of a tree, or from the palette. */
export async function runOnVault(id: string, vaults: Vaults, row: unknown, selected: unknown): Promise<void> {
  switch (id) {
    case commandIds.renameTag:
      return await renameTag(vaults, row);
    case commandIds.mergeTags:
      return await mergeTags(vaults, row, selected);
    case commandIds.deleteTag:
      return await deleteTag(vaults, row);
    case commandIds.findSimilarTags:
      return await findSimilarTags(vaults, row);
    case commandIds.addTag:
      return await addTag(vaults, row, selected);
    case commandIds.removeTag:
      return await removeTag(vaults, row, selected);
    case commandIds.fileUnderMoc:
      return await fileUnderMoc(vaults, row, selected);
    case commandIds.removeFromMoc:
      return await removeFromMoc(vaults, row, selected);
    case commandIds.updateMoc:
      return await updateMocCommand(vaults, row);
    case commandIds.newMocFromTag:
      return await newMocFromTag(vaults, row);
    case commandIds.newNoteInMoc:
      return await newNoteInMoc(vaults, row);
    case commandIds.createMissingNote:
      return await createMissingNote(vaults, row);
    case commandIds.linkMention:
      return await linkMention(row);
    case commandIds.openAt:
      return await openAt(row);
    default:
      throw new Error(`No command on the vault has the id ${id}`);
  }
}

/** Does what a drop asks for. */
export async function runDrop(owner: FolderVault, drop: Drop): Promise<void> {
  switch (drop.kind) {
    case 'tagsOntoTag':
      return await dropTags(owner, drop.tags, drop.tag);
    case 'notesOntoTag':
      return await addTagTo(owner, drop.paths, drop.tag);
    case 'notesOntoMoc':
      return await fileNotes(owner, drop.paths, drop.moc);
  }
}
