import { scanMarkdown, type MarkdownScan } from '../../markdown/scan.ts';
import { applyEdits, type TextEdit, type TextRange } from '../../markdown/textEdit.ts';
import { emptiedBlock } from './memberBlock.ts';
import type { Surroundings } from './mocSurroundings.ts';
import type { Owned, OwnedEntry } from './ownedEntries.ts';
import { wholeLine } from './wholeLine.ts';

/** A line of the extension's own that goes. */
export interface DroppedEntry {
  readonly range: TextRange;
  /** Of the note that it named, or the link's target where that leads nowhere. */
  readonly path: string;
}

/**
 * Sorts the lines that are just as they were added: those that stay, by note, and those that go, because the note no
 * longer belongs, has a line of the user's, or has one already.
 */
export function sortOwned(
  entries: readonly OwnedEntry[],
  belonging: ReadonlySet<string>,
  elsewhere: ReadonlySet<string>,
  around: Surroundings,
): { readonly kept: ReadonlySet<string>; readonly dropped: readonly DroppedEntry[] } {
  const kept = new Set<string>();
  const dropped: DroppedEntry[] = [];
  for (const { plain, link, range } of entries) {
    if (!plain) continue;
    const path = around.resolve(link);
    const stays = path !== undefined && belonging.has(path) && !elsewhere.has(path) && !kept.has(path);
    if (stays) kept.add(path);
    else dropped.push({ range, path: path ?? link.target });
  }
  return { kept, dropped };
}

/** Takes lines out, and the extension's own list with them where nothing is left of it and `mayEmpty` says so. */
export function removals(
  text: string,
  owned: Owned,
  dropped: readonly DroppedEntry[],
  mayEmpty: boolean,
): TextEdit[] {
  const emptied = mayEmpty ? emptiedBlock(text, owned, dropped) : [];
  const ranges = [...emptied, ...dropped.map(({ range }) => range)].sort((a, b) => a.start - b.start);
  const joined: { start: number; end: number }[] = [];
  for (const { start, end } of ranges) {
    const last = joined.at(-1);
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end);
    else joined.push({ start, end });
  }
  return joined.map((range) => ({ ...wholeLine(text, range), newText: '' }));
}

/** Whether to a reader the note has just so many links more, and as much code. */
export function readsAsMeant(
  text: string,
  scan: MarkdownScan,
  edits: readonly TextEdit[],
  more: number,
): boolean {
  if (edits.length === 0) return true;
  const after = scanMarkdown(applyEdits(text, edits));
  return (
    after.links.length === scan.links.length + more && after.codeRanges.length === scan.codeRanges.length
  );
}
