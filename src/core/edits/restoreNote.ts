import type { TextEdit } from '../markdown/textEdit.ts';
import { hasContentChanged } from './dates/contentChange.ts';

/** A note's text before and after a change that is to be taken back. */
export interface PastChange {
  readonly before: string;
  readonly after: string;
}

/** How a note gets its earlier text back, or why it does not. */
export type Restoring =
  | { readonly kind: 'edits'; readonly edits: readonly TextEdit[] }
  /** Somebody has written in it since. */
  | { readonly kind: 'edited' }
  | { readonly kind: 'nothing' };

/**
 * Takes back what was changed in a note, as one edit, unless its content was changed since. Dates that a save moved
 * after the change do not count as that.
 *
 * @param changes oldest first, each made on what the one before left
 * @param dateKeys as the note spells them
 */
export function restoreNote(
  live: string,
  changes: readonly PastChange[],
  dateKeys: readonly string[],
): Restoring {
  const first = changes[0];
  const last = changes.at(-1);
  if (first === undefined || last === undefined || live === first.before) return { kind: 'nothing' };
  // Between two changes a person may have written something: it would be lost with the second one's text.
  const isOneChain = changes
    .slice(1)
    .every(({ before }, index) => !hasContentChanged(changes[index]!.after, before, dateKeys));
  if (!isOneChain || hasContentChanged(last.after, live, dateKeys)) return { kind: 'edited' };
  return { kind: 'edits', edits: [differenceOf(live, first.before)] };
}

/** One edit that turns a text into another, without what both begin and end with. */
function differenceOf(from: string, to: string): TextEdit {
  const shorter = Math.min(from.length, to.length);
  let start = 0;
  while (start < shorter && from[start] === to[start]) start++;
  let same = 0;
  while (same < shorter - start && from[from.length - 1 - same] === to[to.length - 1 - same]) same++;
  // No half of a surrogate pair and no half of a CRLF is left outside.
  if (start > 0 && isInside(from, start)) start--;
  if (same > 0 && isInside(from, from.length - same)) same--;
  return { start, end: from.length - same, newText: to.slice(start, to.length - same) };
}

function isInside(text: string, at: number): boolean {
  const pair = text.slice(at - 1, at + 1);
  return pair === '\r\n' || /^[\ud800-\udbff][\udc00-\udfff]$/.test(pair);
}
