import type { InlineTag } from '../../markdown/scan.ts';
import type { TextEdit, TextRange } from '../../markdown/textEdit.ts';
import type { EditPlan } from '../editPlan.ts';
import type { LiveNote } from '../noteChange.ts';
import { changeTags, planTagChange, type TagChange, type TagEdits } from './tagEdits.ts';
import { levelsBelow } from './tagName.ts';

/** Which tag goes, and what becomes of its word in the text. */
export interface TagDeletion {
  /** Without `#`; matched in any case, level by level. */
  readonly tag: string;
  /** Delete the tags below it as well. */
  readonly children: boolean;
  /**
   * `keepWord` takes the `#` alone, `removeWord` the word and one blank beside it. `auto` keeps the word where more
   * text follows on its line, since it may be part of a sentence, and removes it elsewhere: a tag at the end of a
   * line is a label.
   */
  readonly inline: 'auto' | 'keepWord' | 'removeWord';
}

/**
 * Deletes a tag from one note: its entries in the frontmatter (a list that loses its last tag stays as `[]`) and its
 * places in the text. A line that held nothing but deleted tags goes.
 *
 * @example
 * deleteTag('Bake #bread slowly. #todo', { tag: 'todo', children: true, inline: 'auto' })
 * // edits that make it 'Bake #bread slowly.'
 */
export function deleteTag(text: string, deletion: TagDeletion): TagEdits {
  return changeTags(text, deleting(deletion));
}

/** Deletes a tag from many notes; see {@link deleteTag}. */
export function planTagDeletion(notes: Iterable<LiveNote>, deletion: TagDeletion): EditPlan {
  return planTagChange(`Delete tag #${withoutHash(deletion.tag)}`, notes, deleting(deletion));
}

function deleting(deletion: TagDeletion): TagChange {
  const tag = withoutHash(deletion.tag);
  const rewrite = (name: string): string | undefined => {
    const below = levelsBelow(name, tag);
    return below === undefined || (below.length > 0 && !deletion.children) ? name : undefined;
  };
  return {
    rewrite,
    keepsInline: false,
    editInline: (text, tags) => linesOf(text, tags).flatMap((line) => editLine(text, line, deletion.inline)),
  };
}

function withoutHash(tag: string): string {
  return tag.trim().replace(/^#+/, '');
}

interface TaggedLine {
  /** Without its line end. */
  readonly range: TextRange;
  readonly tags: readonly InlineTag[];
}

function linesOf(text: string, tags: readonly InlineTag[]): TaggedLine[] {
  const lines = new Map<number, { range: TextRange; tags: InlineTag[] }>();
  for (const tag of tags) {
    const start = text.lastIndexOf('\n', tag.range.start - 1) + 1;
    const end = text.indexOf('\n', tag.range.end);
    const line = lines.get(start) ?? { range: { start, end: end < 0 ? text.length : end }, tags: [] };
    line.tags.push(tag);
    lines.set(start, line);
  }
  return [...lines.values()];
}

function editLine(text: string, line: TaggedLine, inline: TagDeletion['inline']): TextEdit[] {
  const { start, end } = line.range;
  const left = line.tags.reduceRight(
    (rest, { range }) => rest.slice(0, range.start - start) + rest.slice(range.end - start),
    text.slice(start, end),
  );
  if (left.trim() === '' && inline !== 'keepWord') return [removeLine(text, start, end)];
  const edits: TextEdit[] = [];
  let taken = start;
  for (const { range } of line.tags) {
    const edit = keepsWord(text.slice(range.end, end), inline)
      ? { start: range.start, end: range.start + 1, newText: '' }
      : removeWord(text, range, taken);
    taken = edit.end;
    edits.push(edit);
  }
  return edits;
}

/** The line with its line end; between two blank lines one of them goes as well. */
function removeLine(text: string, start: number, end: number): TextEdit {
  const next = Math.min(text.length, end + 1);
  const blankBefore = start > 1 && /(?:\n|^)[ \t]*\r?\n$/.test(text.slice(Math.max(0, start - 80), start));
  const blankAfter = /^[ \t]*\r?\n/.exec(text.slice(next, next + 80));
  return { start, end: blankBefore && blankAfter !== null ? next + blankAfter[0].length : next, newText: '' };
}

function keepsWord(after: string, inline: TagDeletion['inline']): boolean {
  if (inline !== 'auto') return inline === 'keepWord';
  return after.replace(/(?<=\s)#\S+/g, '').trim() !== '';
}

/** The tag with the blank before it, or the one after it where it begins the line or that blank is gone. */
function removeWord(text: string, { start, end }: TextRange, taken: number): TextEdit {
  const isBlank = (at: number): boolean => text[at] === ' ' || text[at] === '\t';
  const beginsLine = /^[ \t]*$/.test(text.slice(text.lastIndexOf('\n', start - 1) + 1, start));
  if (!beginsLine && start - 1 >= taken && isBlank(start - 1)) return { start: start - 1, end, newText: '' };
  return { start, end: isBlank(end) ? end + 1 : end, newText: '' };
}
