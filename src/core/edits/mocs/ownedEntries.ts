import type { Link, MarkdownScan } from '../../markdown/scan.ts';
import type { TextRange } from '../../markdown/textEdit.ts';

/** Ends a line that the extension added to a list of the user's. */
export const ENTRY_MARK = '<!-- notewright -->';
/** Stand around a list that the extension added. */
export const BLOCK_OPEN = '<!-- notewright:members -->';
export const BLOCK_CLOSE = '<!-- /notewright:members -->';

/** A line of the extension's in a note. */
export interface OwnedEntry {
  /** The whole line, its line end included. */
  readonly range: TextRange;
  readonly link: Link;
  /** Just as it was added: a bullet, one link and nothing else. Any other line holds something of the user's. */
  readonly plain: boolean;
  /** In a list of the extension's own, not in one of the user's. */
  readonly inBlock: boolean;
}

/** What the extension owns in a note. */
export interface Owned {
  /** The first list of its own: between its marks, and with the lines of the marks. */
  readonly block: { readonly range: TextRange; readonly inner: TextRange } | undefined;
  /** In the order of the text. */
  readonly entries: readonly OwnedEntry[];
}

const BULLET = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+$/;

/**
 * Finds again what the extension has added to a note: the lines that end in its mark, and those between the marks of
 * a list of its own. Marks in code are text, and a mark without its partner marks nothing.
 */
export function findOwned(text: string, scan: MarkdownScan): Owned {
  const blocks = findBlocks(text, scan);
  const entries: OwnedEntry[] = [];
  for (const line of linkLines(text, scan)) {
    const inBlock = blocks.some(
      ({ inner }) => inner.start <= line.range.start && line.range.end <= inner.end,
    );
    const written = text.slice(line.range.start, line.range.end).replace(/[ \t]*\r?\n?$/, '');
    const isMarked = written.endsWith(ENTRY_MARK) && isComment(scan, line.range.start + written.length - 1);
    if (!inBlock && !isMarked) continue;
    const bare = isMarked ? written.slice(0, -ENTRY_MARK.length).trimEnd() : written;
    const { start, end } = line.link.range;
    const plain =
      line.count === 1 &&
      BULLET.test(text.slice(line.range.start, start)) &&
      line.range.start + bare.length === end;
    entries.push({ range: line.range, link: line.link, plain, inBlock });
  }
  return { block: blocks[0], entries };
}

function findBlocks(text: string, scan: MarkdownScan): { range: TextRange; inner: TextRange }[] {
  const blocks: { range: TextRange; inner: TextRange }[] = [];
  let from = scan.bodyStart;
  for (;;) {
    const open = ownLine(text, scan, BLOCK_OPEN, from);
    const close = open && ownLine(text, scan, BLOCK_CLOSE, open.end);
    if (close === undefined) return blocks;
    const again = ownLine(text, scan, BLOCK_OPEN, open!.end);
    from = close.end;
    if (again !== undefined && again.start < close.start) from = again.start;
    else
      blocks.push({
        range: { start: open!.start, end: close.end },
        inner: { start: open!.end, end: close.start },
      });
  }
}

/** The line that holds a mark and nothing else, with its line end. */
function ownLine(text: string, scan: MarkdownScan, mark: string, from: number): TextRange | undefined {
  for (let at = text.indexOf(mark, from); at >= 0; at = text.indexOf(mark, at + 1)) {
    const start = text.lastIndexOf('\n', at - 1) + 1;
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline + 1;
    if (text.slice(start, end).trim() === mark && isComment(scan, at)) return { start, end };
  }
  return undefined;
}

function isComment(scan: MarkdownScan, at: number): boolean {
  return scan.opaqueRanges.some((range) => range.start <= at && at < range.end);
}

/** Lines of the body with links, each with its first link and how many it has. */
function linkLines(text: string, scan: MarkdownScan): { range: TextRange; link: Link; count: number }[] {
  const lines: { range: TextRange; link: Link; count: number }[] = [];
  for (const link of scan.links) {
    const last = lines.at(-1);
    if (last !== undefined && link.range.start < last.range.end) {
      last.count++;
      continue;
    }
    const start = text.lastIndexOf('\n', link.range.start - 1) + 1;
    const newline = text.indexOf('\n', link.range.end);
    lines.push({ range: { start, end: newline < 0 ? text.length : newline + 1 }, link, count: 1 });
  }
  return lines;
}
