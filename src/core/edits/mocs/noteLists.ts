import type { MarkdownScan } from '../../markdown/scan.ts';
import type { TextRange } from '../../markdown/textEdit.ts';

/** An item of a list, with what is nested in it. */
export interface ListItem extends TextRange {
  /** Blanks before the marker. */
  readonly indent: string;
  /** `-`, `*`, `+`, `1.` or `1)`. */
  readonly marker: string;
  /** Blanks after the marker. */
  readonly gap: string;
  /** End of the item's first line, its line end not included. */
  readonly firstLineEnd: number;
}

/** A list as it stands in the text: items of one depth, in order, at least one. */
export interface NoteList {
  readonly items: readonly [ListItem, ...ListItem[]];
}

const ITEM = /^([ \t]*)([-*+]|\d{1,9}[.)])([ \t]+|$)/;
const RULE = /^[ \t]*([-*_])(?:[ \t]*\1){2,}[ \t]*$/;

/**
 * The lists between two places of a note, code and comments apart. An item reaches to the end of its last line, the
 * line end included, so that text inserted there stands between it and what follows.
 */
export function noteLists(text: string, scan: MarkdownScan, from: number, to: number): NoteList[] {
  const reader = new ListReader();
  const hidden = [...scan.codeRanges.filter(({ kind }) => kind !== 'inline'), ...scan.opaqueRanges];
  for (let start = from; start < to;) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 || newline >= to ? to : newline + 1;
    const line = text.slice(start, end).replace(/\r?\n$/, '');
    const isHidden = hidden.some(
      (range) => range.start < start + line.length && range.end > start && range.start <= start,
    );
    reader.read(line, start, end, isHidden);
    start = end;
  }
  return reader.lists;
}

/** Reads a text line by line. */
class ListReader {
  readonly lists: NoteList[] = [];
  #items: ListItem[] = [];
  #afterBlank = false;

  read(line: string, start: number, end: number, isHidden: boolean): void {
    const blank = line.trim() === '';
    const found = isHidden || RULE.test(line) ? null : ITEM.exec(line);
    const last = this.#items.at(-1);
    if (found !== null && (last === undefined || width(found[1]!) < width(last.indent) + 2)) {
      this.#add({
        start,
        end,
        indent: found[1]!,
        marker: found[2]!,
        gap: found[3]!,
        firstLineEnd: start + line.length,
      });
    } else if (last !== undefined && !blank) {
      const isInside =
        /^(?: {2}|\t)/.test(line) ||
        (!this.#afterBlank && !isHidden && !/^(?:#{1,6}\s|```|~~~|<)/.test(line));
      if (isInside) this.#items[this.#items.length - 1] = { ...last, end };
      else this.#items = [];
    }
    this.#afterBlank = blank;
  }

  #add(item: ListItem): void {
    const isFirst = this.#items.length === 0 || width(item.indent) < width(this.#items[0]!.indent);
    if (isFirst) {
      this.#items = [item];
      this.lists.push({ items: this.#items as [ListItem, ...ListItem[]] });
    } else {
      this.#items.push(item);
    }
  }
}

function width(indent: string): number {
  return indent.replaceAll('\t', '    ').length;
}
