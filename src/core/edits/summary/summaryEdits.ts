import { parseFrontmatter, setFrontmatterValue } from '../../markdown/frontmatter.ts';
import { detectEol, lineNumberAt, lineRange } from '../../markdown/lines.ts';
import { scanMarkdown, type MarkdownScan } from '../../markdown/scan.ts';
import { applyEdits, type TextEdit } from '../../markdown/textEdit.ts';
import { escapeInline, escapeLine } from '../escapeMarkdown.ts';
import { NO_CHANGE, refuse, type LiveNote, type NoteChange } from '../noteChange.ts';
import { endOfTop, findSummaryPlace, type SummaryPlace } from './summaryPlace.ts';

export interface SummaryOptions {
  /** Where a summary goes in a note that has no place for one. */
  readonly placement: 'callout' | 'section' | 'frontmatter';
  /** Heading of a new section. */
  readonly sectionName: string;
  /** Whether text that may be the user's gives way: only after a review. */
  readonly replaceExisting: boolean;
}

const KEY = 'summary';
const TAKEN = 'The note has a summary already.';

/**
 * Writes a summary as one paragraph on one line: into the note's Summary or TL;DR section, else where the setting says.
 * What the extension wrote before, a `[!summary]` callout without a title, is replaced, and of it only the one line.
 * Other text in a summary's place is replaced only when told so, and of it only the first block. The same summary
 * once more changes nothing.
 *
 * @param sentences plain text
 */
export function writeSummary(
  note: LiveNote,
  sentences: readonly string[],
  options: SummaryOptions,
): NoteChange {
  if (sentences.length === 0) return NO_CHANGE;
  const { path, text } = note;
  const scan = scanMarkdown(text);
  const place = findSummaryPlace(text, scan);
  if (place === undefined && options.placement === 'frontmatter')
    return inFrontmatter(note, sentences, options);
  const summary = paragraph(sentences);
  if (place?.text !== undefined) return replaceText(note, scan, place, summary, options);
  const edit =
    place !== undefined
      ? fill(text, place, summary)
      : options.placement === 'section'
        ? newSection(text, scan, options.sectionName, summary)
        : newCallout(text, scan, summary);
  return checked(note, scan, edit) ?? refuse(path, 'The summary cannot be written safely where it belongs.');
}

/** The sentences as one line of markdown; a blank between them where the script has blanks. */
function paragraph(sentences: readonly string[]): string {
  return sentences.reduce((text, sentence, index) => {
    if (index === 0) return escapeLine(ended(sentence));
    return text + (/[。！？｡]$/.test(text) ? '' : ' ') + escapeInline(ended(sentence));
  }, '');
}

/** A point of a list may end without a full stop; in a paragraph it would run into the next one. */
function ended(sentence: string): string {
  const bare = sentence.trim().replace(/[,;:，；：、]$/, '');
  if (/[.!?…。！？｡؟।][\p{Pe}\p{Pf}"'*_`]*$/u.test(bare)) return bare;
  return bare + (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]$/u.test(bare) ? '。' : '.');
}

function replaceText(
  note: LiveNote,
  scan: MarkdownScan,
  place: SummaryPlace,
  summary: string,
  { replaceExisting }: SummaryOptions,
): NoteChange {
  const { path, text } = note;
  const { start, end } = place.text!;
  if (text.slice(start, end) === summary) return NO_CHANGE;
  const line = lineNumberAt(text, start);
  if (!replaceExisting && !place.isOwn) return refuse(path, TAKEN, line);
  const isProse = scan.textBlocks.some(
    (block) => block.kind === 'paragraph' && block.start < end && start < block.end,
  );
  if (!isProse || holdsMore(scan, start, end))
    return refuse(path, 'The place of the summary holds more than text.', line);
  return { edits: [{ start, end, newText: summary }], refused: [] };
}

/** Blocks of code, tables, HTML and comments are no summary and are never written over. */
function holdsMore(scan: MarkdownScan, start: number, end: number): boolean {
  const blocks = [
    ...scan.codeRanges.filter(({ kind }) => kind !== 'inline'),
    ...scan.opaqueRanges,
    ...scan.textBlocks.filter(({ kind }) => kind === 'tableRow'),
  ];
  return blocks.some((range) => range.start < end && start < range.end);
}

function fill(text: string, { kind, insertAt }: SummaryPlace, summary: string): TextEdit {
  const eol = detectEol(text);
  if (kind === 'callout') {
    const next = lineRange(
      text,
      text.startsWith('\r\n', insertAt) ? insertAt + 2 : Math.min(text.length, insertAt + 1),
    );
    // An empty quoted line below the callout's title is where its text goes.
    const empty = /^( {0,3}>)[ \t]*$/.exec(text.slice(next.start, next.end));
    if (empty !== null && next.start > insertAt)
      return { start: next.start, end: next.end, newText: `${empty[1]!} ${summary}` };
    return { start: insertAt, end: insertAt, newText: `${eol}> ${summary}` };
  }
  return { start: insertAt, end: insertAt, newText: eol + eol + summary + blankIfTight(text, insertAt, eol) };
}

function newCallout(text: string, scan: MarkdownScan, summary: string): TextEdit {
  const eol = detectEol(text);
  const lines = `> [!summary]${eol}> ${summary}`;
  const at = endOfTop(text, scan);
  if (at !== undefined)
    return { start: at, end: at, newText: eol + eol + lines + blankIfTight(text, at, eol) };
  return atTop(text, scan, lines, eol);
}

/** Below the note's opening words, so that these do not become part of the section. */
function newSection(text: string, scan: MarkdownScan, name: string, summary: string): TextEdit {
  const eol = detectEol(text);
  const top = endOfTop(text, scan) ?? scan.bodyStart;
  const next = scan.headings.find((heading) => heading.range.start >= top);
  const lines = `## ${escapeInline(name)}${eol}${eol}${summary}`;
  if (next !== undefined) {
    const at = lineRange(text, next.range.start).start;
    const isTight = at > scan.bodyStart && !/(?:^|[\r\n])[ \t]*(?:\r\n|\n|\r)$/.test(text.slice(0, at));
    return { start: at, end: at, newText: (isTight ? eol : '') + lines + eol + eol };
  }
  const body = text.slice(scan.bodyStart).replace(/^\uFEFF/, '');
  if (body.trim() === '') return atTop(text, scan, lines, eol);
  const end = text.length - body.length + body.trimEnd().length;
  return { start: end, end, newText: eol + eol + lines };
}

function atTop(text: string, scan: MarkdownScan, lines: string, eol: string): TextEdit {
  const start = scan.bodyStart > 0 ? scan.bodyStart : text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const blank = scan.bodyStart === 0 ? '' : (/^[ \t]*(?:\r\n|\n|\r)/.exec(text.slice(start))?.[0] ?? '');
  const at = start + blank.length;
  const isOpen = scan.bodyStart > 0 && !/[\r\n]$/.test(text.slice(0, start));
  const before = (isOpen ? eol : '') + (scan.bodyStart > 0 && blank === '' ? eol : '');
  const rest = text.slice(at);
  return {
    start: at,
    end: at,
    newText: before + lines + eol + (rest === '' || /^[ \t]*[\r\n]/.test(rest) ? '' : eol),
  };
}

/** An empty line before what follows right on the next line. */
function blankIfTight(text: string, at: number, eol: string): string {
  return /^(?:\r\n|\n|\r)[ \t]*[^\s]/.test(text.slice(at, at + 200)) ? eol : '';
}

/** The edit, when the note afterwards has the code, comments, tags and links that it had; addresses may repeat. */
function checked(note: LiveNote, before: MarkdownScan, edit: TextEdit): NoteChange | undefined {
  const after = scanMarkdown(applyEdits(note.text, [edit]));
  const known = new Set(before.links.map((link) => link.target));
  const added = after.links.length - before.links.length;
  const fresh = after.links.filter((link) => link.kind === 'autolink' && known.has(link.target)).length;
  const isSafe =
    after.codeRanges.length === before.codeRanges.length &&
    after.opaqueRanges.length === before.opaqueRanges.length &&
    after.inlineTags.length === before.inlineTags.length &&
    (added === 0 || (added > 0 && fresh >= added));
  return isSafe ? { edits: [edit], refused: [] } : undefined;
}

function inFrontmatter(note: LiveNote, sentences: readonly string[], options: SummaryOptions): NoteChange {
  const { path, text } = note;
  const summary = sentences.reduce((joined, each) => joined + (/[。！？｡]$/.test(joined) ? '' : ' ') + each);
  const present = parseFrontmatter(text).data[KEY];
  if (present === summary) return NO_CHANGE;
  const isEmpty = present === undefined || present === null || present === '';
  if (!isEmpty && !options.replaceExisting) return refuse(path, TAKEN);
  const edit = setFrontmatterValue(text, KEY, summary);
  return edit.ok ? { edits: edit.edits, refused: [] } : refuse(path, edit.reason, edit.line);
}
