import { lineRange } from '../../markdown/lines.ts';
import { linksAlone } from '../../markdown/linksAlone.ts';
import type { MarkdownScan } from '../../markdown/scan.ts';
import { findSection } from '../../markdown/sections.ts';
import type { TextRange } from '../../markdown/textEdit.ts';

/** Headings under which people keep a summary, in the languages of the vaults that were looked at and a few more. */
const SECTION_NAMES: readonly string[] = [
  'Summary',
  'TL;DR',
  'TLDR',
  'TL; DR',
  'Zusammenfassung',
  'Résumé',
  'Resumen',
  'Resumo',
  'Riassunto',
  'Samenvatting',
  'Sammanfattning',
  'Podsumowanie',
  'Резюме',
  'Краткое содержание',
  '要約',
  'まとめ',
  '摘要',
  '总结',
  '요약',
];

/** A place in the note that is there for a summary. */
export interface SummaryPlace {
  readonly kind: 'section' | 'callout';
  /** The first block of text in it, or `undefined` when it is empty. */
  readonly text: TextRange | undefined;
  /** Where a summary goes when it is empty: the end of a line. */
  readonly insertAt: number;
  /** In the form in which the extension writes it. */
  readonly isOwn: boolean;
}

/**
 * The place that the note has for its summary: a callout in the form of the extension's, a Summary or TL;DR section,
 * or another summary callout, in this order.
 */
export function findSummaryPlace(text: string, scan: MarkdownScan): SummaryPlace | undefined {
  const callouts = [...summaryCallouts(text, scan)];
  return callouts.find(({ isOwn }) => isOwn) ?? sectionPlace(text, scan) ?? callouts[0];
}

const CALLOUT_LINE = /^ {0,3}> ?\[!(summary|abstract|tldr)\][+-]?[ \t]*(.*)$/i;

function* summaryCallouts(text: string, scan: MarkdownScan): Generator<SummaryPlace> {
  for (const match of text.slice(scan.bodyStart).matchAll(/^\uFEFF? {0,3}> ?\[!/gm)) {
    const at = scan.bodyStart + match.index;
    // A byte order mark belongs to no line.
    const line = { start: match[0].startsWith('\uFEFF') ? at + 1 : at, end: lineRange(text, at).end };
    const [, type = '', title = ''] = CALLOUT_LINE.exec(text.slice(line.start, line.end)) ?? [];
    if (type === '' || isHidden(scan, line.start) || continuesQuote(text, line.start)) continue;
    const next = nextLine(text, line.end);
    const body = next === undefined ? undefined : quotedText(text, next);
    const isOwn = type.toLowerCase() === 'summary' && title === '';
    yield { kind: 'callout', text: body, insertAt: line.end, isOwn };
  }
}

/** The line before is part of the same quote, so that this is no callout. */
function continuesQuote(text: string, lineStart: number): boolean {
  if (lineStart === 0 || text[lineStart - 1] === '\uFEFF') return false;
  const before = lineRange(text, lineStart - (text[lineStart - 2] === '\r' ? 2 : 1));
  return /^\uFEFF? {0,3}>/.test(text.slice(before.start, before.end));
}

/** The words of one quoted line, its mark left out. The extension writes one line; what follows is the user's. */
function quotedText(text: string, lineStart: number): TextRange | undefined {
  const { end } = lineRange(text, lineStart);
  const mark = /^ {0,3}> ?/.exec(text.slice(lineStart, end))?.[0];
  if (mark === undefined || text.slice(lineStart + mark.length, end).trim() === '') return undefined;
  return { start: lineStart + mark.length, end };
}

function sectionPlace(text: string, scan: MarkdownScan): SummaryPlace | undefined {
  const section = findSection(text, scan, SECTION_NAMES);
  if (section === undefined) return undefined;
  const next = scan.headings.find((heading) => heading.range.start > section.heading.range.start);
  const limit = Math.min(
    section.end,
    next === undefined ? text.length : lineRange(text, next.range.start).start,
  );
  let insertAt = section.heading.range.end;
  for (let start = nextLine(text, insertAt); start !== undefined && start < limit;) {
    const { end } = lineRange(text, start);
    const comment = commentAt(text, scan, start, end);
    // What would come after a comment that is never closed would be part of it.
    if (comment !== undefined && !/(?:-->|%%)$/.test(text.slice(comment.start + 2, comment.end))) break;
    if (comment !== undefined) insertAt = lineRange(text, comment.end).end;
    else if (text.slice(start, end).trim() !== '')
      return { kind: 'section', text: block(text, start, limit), insertAt, isOwn: false };
    start = nextLine(text, comment === undefined ? end : insertAt);
  }
  return { kind: 'section', text: undefined, insertAt, isOwn: false };
}

/** Lines up to the next empty one. */
function block(text: string, start: number, limit: number): TextRange {
  let { end } = lineRange(text, start);
  for (let next = nextLine(text, end); next !== undefined && next < limit; next = nextLine(text, end)) {
    const line = lineRange(text, next);
    if (text.slice(line.start, line.end).trim() === '') break;
    end = line.end;
  }
  return { start, end };
}

/** A comment that begins the line and has nothing after it: a template's hint. */
function commentAt(text: string, scan: MarkdownScan, start: number, end: number): TextRange | undefined {
  const comment = scan.opaqueRanges.find(
    (range) => range.start >= start && range.start < end && range.end > start,
  );
  if (comment === undefined || text.slice(start, comment.start).trim() !== '') return undefined;
  if (!/^(?:<!--|%%)/.test(text.slice(comment.start, comment.start + 4))) return undefined;
  return text.slice(comment.end, lineRange(text, comment.end).end).trim() === '' ? comment : undefined;
}

function isHidden(scan: MarkdownScan, at: number): boolean {
  return [...scan.codeRanges, ...scan.opaqueRanges].some((range) => range.start <= at && at < range.end);
}

function nextLine(text: string, lineEnd: number): number | undefined {
  if (lineEnd >= text.length) return undefined;
  return text.startsWith('\r\n', lineEnd) ? lineEnd + 2 : lineEnd + 1;
}

/**
 * Where the top of a note ends: after its H1, or after its up-link lines where these come later. `undefined` for a
 * note that begins with its text.
 */
export function endOfTop(text: string, scan: MarkdownScan): number | undefined {
  const alone = linksAlone(text, scan.links);
  const aloneLines = new Set(
    scan.links.flatMap((link, index) => (alone[index] ? [lineRange(text, link.range.start).start] : [])),
  );
  const title = scan.headings.find((heading) => heading.level === 1);
  let end = title?.range.end;
  let start: number | undefined = end === undefined ? scan.bodyStart : nextLine(text, end);
  while (start !== undefined && start < text.length) {
    const line = lineRange(text, start);
    const words = text.slice(line.start, line.end).replace('\uFEFF', '').trim();
    const isUpLink = aloneLines.has(line.start) && !/^(?:[-*+]|\d{1,9}[.)])\s/.test(words);
    if (words !== '' && !isUpLink) break;
    if (isUpLink) end = line.end;
    start = nextLine(text, line.end);
  }
  return end;
}
