/** A stretch of text: UTF-16 code units, end exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Replace the text between `start` and `end` (UTF-16 code units, end exclusive) with `newText`. */
export interface TextEdit {
  start: number;
  end: number;
  newText: string;
}

/**
 * Applies edits that all speak of the same `text`, in any order. Edits at the same empty position keep the
 * order in which they are given.
 *
 * @throws RangeError when an edit lies outside the text or overlaps another: a plan that does so is a bug, and
 * applying half of it would harm the note.
 * @example applyEdits('tags: a', [{ start: 6, end: 7, newText: 'b' }]) // 'tags: b'
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits
    .map((edit, order) => ({ edit, order }))
    .sort((a, b) => a.edit.start - b.edit.start || a.edit.end - b.edit.end || a.order - b.order);
  const parts: string[] = [];
  let position = 0;
  for (const { edit } of ordered) {
    if (edit.start < position || edit.end < edit.start || edit.end > text.length) {
      throw new RangeError(
        `Edit ${edit.start}–${edit.end} overlaps another or leaves the text (${text.length})`,
      );
    }
    parts.push(text.slice(position, edit.start), edit.newText);
    position = edit.end;
  }
  parts.push(text.slice(position));
  return parts.join('');
}
