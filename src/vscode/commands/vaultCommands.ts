/*
 * The commands on tags, MOCs and missing notes. Reached by a dynamic import: their planners are loaded when the
 * first of them runs.
 */
import { commandIds } from '../contributions.ts';
import type { Drop } from '../drop.ts';
import type { FolderVault } from '../folderVault.ts';
import type { ChangeReview } from '../reviewChange.ts';
import { findSimilarTags, type SimilarTagsServices } from './findSimilarTags.ts';
import { fileNotes, fileUnderMoc, removeFromMoc, updateMocCommand } from './mocCommands.ts';
import { linkMention, openAt } from './relatedCommands.ts';
import { createMissingNote, newMocFromTag, newNoteInMoc } from './newNoteCommands.ts';
import { addTag, addTagTo, deleteTag, dropTags, mergeTags, removeTag, renameTag } from './tagCommands.ts';

/** Runs the command with this id on a row of a tree, or from the palette. */
export async function runOnVault(
  id: string,
  services: SimilarTagsServices,
  row: unknown,
  selected: unknown,
): Promise<void> {
  switch (id) {
    case commandIds.renameTag:
      return await renameTag(services, row);
    case commandIds.mergeTags:
      return await mergeTags(services, row, selected);
    case commandIds.deleteTag:
      return await deleteTag(services, row);
    case commandIds.findSimilarTags:
      return await findSimilarTags(services, row);
    case commandIds.addTag:
      return await addTag(services.vaults, row, selected);
    case commandIds.removeTag:
      return await removeTag(services.vaults, row, selected);
    case commandIds.fileUnderMoc:
      return await fileUnderMoc(services.vaults, row, selected);
    case commandIds.removeFromMoc:
      return await removeFromMoc(services.vaults, row, selected);
    case commandIds.updateMoc:
      return await updateMocCommand(services, row);
    case commandIds.newMocFromTag:
      return await newMocFromTag(services, row);
    case commandIds.newNoteInMoc:
      return await newNoteInMoc(services.vaults, row);
    case commandIds.createMissingNote:
      return await createMissingNote(services.vaults, row);
    case commandIds.linkMention:
      return await linkMention(services.vaults, row);
    case commandIds.openAt:
      return await openAt(row);
    default:
      throw new Error(`No command on the vault has the id ${id}`);
  }
}

/** Does what a drop asks for. */
export async function runDrop(owner: FolderVault, drop: Drop, review: ChangeReview): Promise<void> {
  switch (drop.kind) {
    case 'tagsOntoTag':
      return await dropTags(owner, drop.tags, drop.tag, review);
    case 'notesOntoTag':
      return await addTagTo(owner, drop.paths, drop.tag);
    case 'notesOntoMoc':
      return await fileNotes(owner, drop.paths, drop.moc);
  }
}
