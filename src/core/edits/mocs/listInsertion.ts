import { detectEol } from '../../markdown/lines.ts';
import type { TextEdit } from '../../markdown/textEdit.ts';
import { sortKeyOf } from '../../vault/noteName.ts';
import type { ListItem, NoteList } from './noteLists.ts';

/** A line to be added to a list. */
export interface NewEntry {
  /** What it is sorted by. */
  readonly title: string;
  /** What stands after the bullet. */
  readonly content: string;
}

/**
 * Adds lines to a list in the list's own style: bullet, indentation and blanks are those of its neighbours, numbers
 * count on. A list of three or more in alphabetical order stays in that order; any other grows at its end, before
 * empty bullets that wait there.
 *
 * @param fewest with fewer items, nothing is said about an order
 */
export function insertIntoList(
  text: string,
  list: NoteList,
  entries: readonly NewEntry[],
  fewest = 3,
): TextEdit[] {
  const lineEnd = detectEol(text);
  const sorted = [...entries].sort(byTitle);
  const titles = list.items.map((item) => sortKeyOf(titleOf(text, item)));
  const isSorted =
    titles.length >= fewest &&
    !list.items.some(isNumbered) &&
    titles.every((title, i) => i === 0 || titles[i - 1]! <= title);
  const edits: TextEdit[] = [];
  for (const entry of sorted) {
    const before = isSorted
      ? list.items.findIndex((_, i) => titles[i]! > sortKeyOf(entry.title))
      : firstEmpty(text, list);
    const next = before < 0 ? undefined : list.items[before];
    const previous = before < 0 ? list.items.at(-1) : list.items[before - 1];
    const line = bullet(previous ?? list.items[0], edits.length + 1) + entry.content;
    edits.push(insertLine(text, next?.start ?? list.items.at(-1)!.end, line, lineEnd));
  }
  return edits;
}

/** Inserts a line at the start of a line or at the end of the text. */
export function insertLine(text: string, at: number, line: string, lineEnd: string): TextEdit {
  const isOpen = at > 0 && text[at - 1] !== '\n';
  return { start: at, end: at, newText: isOpen ? lineEnd + line : line + lineEnd };
}

export function byTitle(a: NewEntry, b: NewEntry): number {
  const [left, right] = [sortKeyOf(a.title), sortKeyOf(b.title)];
  return left < right ? -1 : left > right ? 1 : a.content < b.content ? -1 : 1;
}

function isNumbered({ marker }: ListItem): boolean {
  return /\d/.test(marker);
}

/** The bullet of the item that comes `steps` after this one. */
function bullet(item: ListItem, steps: number): string {
  const { indent, marker, gap } = item;
  const next = isNumbered(item) ? `${Number.parseInt(marker, 10) + steps}${marker.at(-1)}` : marker;
  return indent + next + (gap === '' ? ' ' : gap);
}

/** Empty bullets at the end of a list. */
function firstEmpty(text: string, list: NoteList): number {
  const last = list.items.findLastIndex((item) => titleOf(text, item) !== '');
  return last < 0 || last === list.items.length - 1 ? -1 : last + 1;
}

/** What an item's first line begins with: the text of a link, else all of it. */
function titleOf(text: string, item: ListItem): string {
  const written = text.slice(
    item.start + item.indent.length + item.marker.length + item.gap.length,
    item.firstLineEnd,
  );
  const link = /^\[\[(?:[^|\]]*\|)?([^\]]*)\]\]|^\[([^\]]*)\]/.exec(written);
  return (link?.[1] ?? link?.[2] ?? written).trim();
}
