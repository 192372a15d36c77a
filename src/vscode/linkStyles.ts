import {
  countLinkStyles,
  learnLinkStyle,
  type LinkStyle,
  type ObsidianLinkSettings,
} from '../core/edits/links/linkStyle.ts';
import { readNote } from '../core/vault/noteReader.ts';
import { noteRules } from '../core/vault/noteRules.ts';
import type { Note } from '../core/vault/note.ts';
import type { FolderVault } from './folderVault.ts';
import { setting } from './settings.ts';

/** Notes that stand for the vault when its style of links is learned. */
const SAMPLE = 400;

/** How a new link in this note is written: as the note does it, then the vault, then Obsidian's settings. */
export function linkStyleFor(
  owner: FolderVault,
  path: string,
  liveText: string,
  obsidian: ObsidianLinkSettings | undefined,
): LinkStyle {
  const { vault } = owner;
  return learnLinkStyle({
    preferred: setting('links.style', owner.folder.uri),
    note: countLinkStyles([readNote(path, liveText, noteRules())], vault),
    vault: countLinkStyles(sampleOf(vault.notes()), vault),
    obsidian,
  });
}

/** Some notes from all over the vault. */
function* sampleOf(notes: Iterable<Note>): Iterable<Note> {
  let left = SAMPLE;
  for (const note of notes) {
    if (left-- === 0) return;
    yield note;
  }
}
