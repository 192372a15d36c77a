import { plainName } from './noteName.ts';
import { withTagsBelow } from './tagTree.ts';
import type { TagNode, Vault } from './vault.ts';

/** A filter that lets more notes through than this leaves branches closed: nobody reads so many rows. */
const MOST_OPENED = 200;

/** What a filter shows of a vault. Each branch is shown whole where its own name is meant. */
export interface TreeFilter {
  /** Whether a name holds every word that was typed, in any order, without regard to case and accents. */
  readonly matches: (name: string) => boolean;
  /** Notes with such a title or alias. */
  readonly notes: ReadonlySet<string>;
  /** Tags that are shown: those that match, and those above and below which something does; by their full names. */
  readonly tags: ReadonlySet<string>;
  /** MOCs that are shown: those that match, and those to which something belongs that does. */
  readonly mocs: ReadonlySet<string>;
  /** Whether branches are opened down to what was found. */
  readonly opens: boolean;
}

/**
 * Looks for what was typed in the names of notes and tags.
 *
 * @returns `undefined` where nothing was typed
 * @example filterTrees(vault, 'rye')?.notes // Set { 'docs/Rye bread.md' }
 */
export function filterTrees(vault: Vault, typed: string): TreeFilter | undefined {
  const words = plainName(typed).split(/\s+/).filter(Boolean);
  if (words.length === 0) return undefined;
  const matches = (name: string): boolean => {
    const plain = plainName(name);
    return words.every((word) => plain.includes(word));
  };
  const notes = new Set<string>();
  for (const { path, title, aliases } of vault.notes()) {
    if (matches(title) || aliases.some(matches)) notes.add(path);
  }
  return {
    matches,
    notes,
    tags: shownTags(vault, matches, notes),
    mocs: shownMocs(vault, notes),
    opens: notes.size <= MOST_OPENED,
  };
}

function shownTags(
  vault: Vault,
  matches: (name: string) => boolean,
  notes: ReadonlySet<string>,
): Set<string> {
  const shown = new Set<string>();
  const visit = (tag: TagNode): boolean => {
    if (matches(tag.name)) {
      for (const { name } of withTagsBelow(tag)) shown.add(name);
      return true;
    }
    const isShownBelow = tag.children.filter(visit).length > 0;
    const isShown = isShownBelow || tag.notes.some((path) => notes.has(path));
    if (isShown) shown.add(tag.name);
    return isShown;
  };
  vault.tags().forEach(visit);
  return shown;
}

/** Upwards from what was found. */
function shownMocs(vault: Vault, notes: ReadonlySet<string>): Set<string> {
  const shown = new Set<string>();
  const waiting = [...notes];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (vault.moc(path) !== undefined) shown.add(path);
    for (const moc of vault.mocsOf(path)) {
      if (shown.has(moc)) continue;
      shown.add(moc);
      waiting.push(moc);
    }
  }
  return shown;
}
