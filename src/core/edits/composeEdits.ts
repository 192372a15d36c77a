import type { TextEdit } from '../markdown/textEdit.ts';

/** A stretch of the original text that stays, or text that is new. */
type Piece = { readonly start: number; readonly end: number } | { readonly text: string };

/**
 * Edits that do at once what two sets of edits do one after the other: `first` speaks of the original text, `second` of
 * the text that the first leaves. What is not touched by either is not touched by the result.
 *
 * @param length of the original text, in UTF-16 code units
 */
export function composeEdits(
  length: number,
  first: readonly TextEdit[],
  second: readonly TextEdit[],
): TextEdit[] {
  const pieces = editPieces(editPieces([{ start: 0, end: length }], first), second);
  const edits: TextEdit[] = [];
  let position = 0;
  let newText = '';
  for (const piece of [...pieces, { start: length, end: length }]) {
    if ('text' in piece) {
      newText += piece.text;
      continue;
    }
    if (piece.start > position || newText !== '') edits.push({ start: position, end: piece.start, newText });
    position = piece.end;
    newText = '';
  }
  return edits;
}

/** Applies edits, in any order, to a text that consists of pieces. */
function editPieces(pieces: readonly Piece[], edits: readonly TextEdit[]): Piece[] {
  const ordered = edits
    .map((edit, order) => ({ ...edit, order }))
    .sort((a, b) => a.start - b.start || a.end - b.end || a.order - b.order);
  const reader = new PieceReader(pieces);
  const result: Piece[] = [];
  for (const { start, end, newText } of ordered) {
    reader.copyTo(start, result);
    if (newText !== '') result.push({ text: newText });
    reader.copyTo(end, []);
  }
  reader.copyTo(Infinity, result);
  return result;
}

/** Walks the text that the pieces make up, once. */
class PieceReader {
  readonly #pieces: readonly Piece[];
  #index = 0;
  /** How much of the current piece was read. */
  #inside = 0;
  #position = 0;

  constructor(pieces: readonly Piece[]) {
    this.#pieces = pieces;
  }

  copyTo(position: number, into: Piece[]): void {
    while (this.#position < position && this.#index < this.#pieces.length) {
      const piece = this.#pieces[this.#index]!;
      const size = 'text' in piece ? piece.text.length : piece.end - piece.start;
      const taken = Math.min(size - this.#inside, position - this.#position);
      if (taken > 0) into.push(cut(piece, this.#inside, this.#inside + taken));
      this.#inside += taken;
      this.#position += taken;
      if (this.#inside === size) {
        this.#index++;
        this.#inside = 0;
      }
    }
  }
}

function cut(piece: Piece, from: number, to: number): Piece {
  return 'text' in piece
    ? { text: piece.text.slice(from, to) }
    : { start: piece.start + from, end: piece.start + to };
}
