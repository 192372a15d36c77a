import {
  countLinkStyles,
  learnLinkStyle,
  type LinkStyle,
  type ObsidianLinkSettings,
} from '../core/edits/links/linkStyle.ts';
import type { WritingStyle } from '../core/edits/planSuggestions.ts';
import { learnUpLinkStyle } from '../core/edits/upLinks/upLinkStyle.ts';
import { readNote } from '../core/vault/noteReader.ts';
import { noteRules } from '../core/vault/noteRules.ts';
import type { FolderVault } from './folderVault.ts';
import { setting } from './settings.ts';

/** Notes that stand for the vault when its style is learned. */
const SAMPLE = 400;

/**
 * How links, up-links and summaries are written into a note: as the note does it, then the vault, then Obsidian's
 * settings. What a person has reviewed may replace a summary that stands there.
 */
export function writingStyle(
  owner: FolderVault,
  path: string,
  liveText: string,
  obsidian: ObsidianLinkSettings | undefined,
): WritingStyle {
  const scope = owner.folder.uri;
  const links = linkStyle(owner, path, liveText, obsidian);
  return {
    links,
    upLinks: learnUpLinkStyle(path, firstOf(owner.vault.notes(), SAMPLE), owner.vault, links.kind),
    linksSection: setting('links.section', scope),
    summary: {
      placement: setting('summary.placement', scope),
      sectionName: 'Summary',
      replaceExisting: true,
    },
  };
}

/** How a new link in this note is written. */
export function linkStyle(
  owner: FolderVault,
  path: string,
  liveText: string,
  obsidian: ObsidianLinkSettings | undefined,
): LinkStyle {
  const { vault } = owner;
  return learnLinkStyle({
    preferred: setting('links.style', owner.folder.uri),
    note: countLinkStyles([readNote(path, liveText, noteRules())], vault),
    vault: countLinkStyles(firstOf(vault.notes(), SAMPLE), vault),
    obsidian,
  });
}

function* firstOf<T>(items: Iterable<T>, count: number): Iterable<T> {
  let left = count;
  for (const item of items) {
    if (left-- === 0) return;
    yield item;
  }
}
