import { parseFrontmatter } from '../../markdown/frontmatter.ts';
import { hasContentChanged } from './contentChange.ts';
import { findDateKeys } from './dateKeys.ts';
import type { DateSettings } from './dateSettings.ts';
import type { NoteHistory } from './gitHistory.ts';

/** When a note's content last changed, or what has to be known first. */
export type LastContentChange =
  | { readonly kind: 'at'; readonly at: number }
  /** The note as it is now says something else than its last commit. */
  | { readonly kind: 'uncommitted' }
  /** Before the history begins. */
  | { readonly kind: 'unknown' }
  /** The contents with these ids must be read before there is an answer. */
  | { readonly kind: 'needs'; readonly blobs: readonly string[] };

/**
 * Finds the last commit that changed what a note says, and not only its date lines, blanks or name. Ask again with
 * more contents as long as it needs some.
 *
 * @param textOf the content with an id; undefined for one that is not read yet, null for one that cannot be read
 */
export function lastContentChange(
  text: string,
  history: NoteHistory,
  settings: DateSettings,
  textOf: (blob: string) => string | null | undefined,
): LastContentChange {
  const keys = dateKeyNames(text, settings);
  const newest = history.versions[0]?.after;
  if (newest !== undefined) {
    const committed = textOf(newest);
    if (committed === undefined) return { kind: 'needs', blobs: [newest] };
    if (committed === null || hasContentChanged(committed, text, keys)) return { kind: 'uncommitted' };
  }
  for (const { at, before, after } of history.versions) {
    if (before === undefined || after === undefined) return { kind: 'at', at };
    const blobs = [before, after].filter((blob) => textOf(blob) === undefined);
    if (blobs.length > 0) return { kind: 'needs', blobs };
    const [old, now] = [textOf(before), textOf(after)];
    if (typeof old !== 'string' || typeof now !== 'string') return { kind: 'at', at };
    if (hasContentChanged(old, now, keys)) return { kind: 'at', at };
  }
  return history.created === undefined ? { kind: 'unknown' } : { kind: 'at', at: history.created };
}

/** The keys whose lines do not count: those of the note, and those that it may have had before. */
function dateKeyNames(text: string, settings: DateSettings): string[] {
  const { created, modified } = findDateKeys(parseFrontmatter(text).data, settings);
  const names = [created, modified, settings.createdKey, settings.modifiedKey, ...settings.aliases];
  return [...new Set(names.filter((name) => name !== undefined))];
}
