import { detectEol } from '../../markdown/lines.ts';
import type { MarkdownScan } from '../../markdown/scan.ts';
import type { TextEdit, TextRange } from '../../markdown/textEdit.ts';
import { bulletOf } from '../links/listEntries.ts';
import { byTitle, insertIntoList, insertLine, type NewEntry } from './listInsertion.ts';
import { noteLists } from './noteLists.ts';
import { BLOCK_CLOSE, BLOCK_OPEN, type Owned } from './ownedEntries.ts';

/**
 * Adds lines to the extension's own list, which is made where there is none: below the first Dataview query that
 * lists notes, since that is where their author expects them, else at the end under a heading.
 */
export function addToBlock(
  text: string,
  scan: MarkdownScan,
  owned: Owned,
  entries: readonly NewEntry[],
): TextEdit[] {
  if (entries.length === 0) return [];
  const lineEnd = detectEol(text);
  if (owned.block !== undefined) {
    const { inner } = owned.block;
    const list = noteLists(text, scan, inner.start, inner.end).at(-1);
    if (list !== undefined) return insertIntoList(text, list, entries, 1);
    const lines = ['', ...blockLines(text, scan, entries)].join(lineEnd);
    return [insertLine(text, inner.start, lines, lineEnd)];
  }
  const lines = blockLines(text, scan, entries);
  const query = queryEnd(text, scan);
  if (query !== undefined) {
    return [insertLine(text, query, ['', BLOCK_OPEN, '', ...lines, '', BLOCK_CLOSE].join(lineEnd), lineEnd)];
  }
  // Without a heading, a list at the end would seem to belong to the last section.
  const levels = scan.headings.map(({ level }) => level).filter((level) => level > 1);
  const heading = levels.length > 0 ? ['', `${'#'.repeat(Math.min(...levels))} Notes`] : [];
  const blank = text === '' ? [] : [''];
  const block = [...blank, BLOCK_OPEN, ...heading, '', ...lines, '', BLOCK_CLOSE];
  return [insertLine(text, text.length, block.join(lineEnd), lineEnd)];
}

/** The extension's own list, where the lines that go leave nothing of it but its marks and its heading. */
export function emptiedBlock(
  text: string,
  owned: Owned,
  gone: readonly { readonly range: TextRange }[],
): TextRange[] {
  if (owned.block === undefined) return [];
  const { range, inner } = owned.block;
  let rest = '';
  let at = inner.start;
  for (const line of gone) {
    if (line.range.start < inner.start || line.range.end > inner.end) continue;
    rest += text.slice(at, line.range.start);
    at = line.range.end;
  }
  rest += text.slice(at, inner.end);
  if (!/^\s*(?:#{1,6} Notes)?\s*$/.test(rest)) return [];
  const blankBefore = /(?<=\n)[ \t]*\r?\n$/.exec(text.slice(0, range.start))?.[0].length ?? 0;
  return [{ start: range.start - blankBefore, end: range.end }];
}

function blockLines(text: string, scan: MarkdownScan, entries: readonly NewEntry[]): string[] {
  const bullet = bulletOf(text, scan);
  return [...entries].sort(byTitle).map(({ content }) => bullet + content);
}

/** Whether the note holds a Dataview query of any type. */
export function holdsQuery(text: string, scan: MarkdownScan): boolean {
  return scan.codeRanges.some(
    ({ kind, start, end }) =>
      kind === 'fenced' && /^(?:`{3,}|~{3,})[ \t]*dataview(?:\s|$)/i.test(text.slice(start, end)),
  );
}

/** Where the line after the first Dataview query that lists notes begins. */
function queryEnd(text: string, scan: MarkdownScan): number | undefined {
  const query = scan.codeRanges.find(
    ({ kind, start, end }) =>
      kind === 'fenced' && /^(?:`{3,}|~{3,})[ \t]*dataview\s+(?:list|table)\b/i.test(text.slice(start, end)),
  );
  if (query === undefined) return undefined;
  const newline = text.indexOf('\n', query.end);
  return newline < 0 ? text.length : newline + 1;
}
