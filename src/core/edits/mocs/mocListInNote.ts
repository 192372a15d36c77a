import type { Link, MarkdownScan } from '../../markdown/scan.ts';
import { fold } from '../../vault/noteName.ts';
import { fileNameOf, stemOf } from '../../vault/notePath.ts';
import type { Vault } from '../../vault/vault.ts';
import type { LiveNote } from '../noteChange.ts';
import { noteLists, type ListItem, type NoteList } from './noteLists.ts';
import type { OwnedEntry } from './ownedEntries.ts';

/** An item that names a MOC, whether or not its link leads there. */
export interface ListedMoc {
  readonly link: Link;
  /** Of the MOC. */
  readonly path: string;
}

/** A list of MOCs as a person keeps it. */
export interface MocList {
  readonly list: NoteList;
  readonly mocs: readonly ListedMoc[];
  /** Its links are called as the files are, where these and the titles differ. */
  readonly usesFileNames: boolean;
}

/**
 * The list that holds lines of the extension's own; else the one with the most MOCs among those in which most items
 * name one, two at least.
 */
export function findMocList(
  note: LiveNote,
  scan: MarkdownScan,
  owned: readonly OwnedEntry[],
  vault: Vault,
): MocList | undefined {
  const names = new MocNames(vault);
  let best: MocList | undefined;
  for (const list of noteLists(note.text, scan, scan.bodyStart, note.text.length)) {
    const { start, end } = { start: list.items[0].start, end: list.items.at(-1)!.end };
    const isOurs = owned.some(({ range }) => start <= range.start && range.end <= end);
    const mocs = list.items.flatMap((item) => mocsNamed(note, item, scan, names));
    const isList = isOurs || (mocs.length > 1 && mocs.length * 2 >= list.items.length);
    if (isList && (isOurs || mocs.length > (best?.mocs.length ?? 0)))
      best = { list, mocs, usesFileNames: usesFileNames(mocs, vault) };
    if (isOurs) return best;
  }
  return best;
}

function mocsNamed(note: LiveNote, item: ListItem, scan: MarkdownScan, names: MocNames): ListedMoc[] {
  const link = scan.links.find(({ range }) => range.start >= item.start && range.end <= item.firstLineEnd);
  const path = link && names.mocOf(note.path, link);
  return link === undefined || path === undefined ? [] : [{ link, path }];
}

function usesFileNames(mocs: readonly ListedMoc[], vault: Vault): boolean {
  let balance = 0;
  for (const { link, path } of mocs) {
    const title = vault.note(path)?.title ?? '';
    if (fold(title) === fold(stemOf(path))) continue;
    const shown = fold(link.text ?? fileNameOf(link.target));
    if (shown === fold(stemOf(path))) balance++;
    else if (shown === fold(title)) balance--;
  }
  return balance > 0;
}

/** Which MOC a link means: the one that it leads to, or the only one that it is called after. */
class MocNames {
  readonly #vault: Vault;
  readonly #paths: ReadonlySet<string>;
  readonly #byName = new Map<string, Set<string>>();

  constructor(vault: Vault) {
    this.#vault = vault;
    this.#paths = new Set(vault.mocs().mocs.map(({ path }) => path));
    for (const path of this.#paths) {
      for (const name of [stemOf(path), vault.note(path)?.title ?? '']) {
        const key = fold(name);
        this.#byName.set(key, (this.#byName.get(key) ?? new Set()).add(path));
      }
    }
  }

  mocOf(from: string, link: Link): string | undefined {
    const to = this.#vault.resolveLink(from, link);
    if (to.kind === 'note') return this.#paths.has(to.path) ? to.path : undefined;
    if (to.kind !== 'dangling') return undefined;
    const called = this.#byName.get(fold(link.text ?? '')) ?? this.#byName.get(fold(to.title)) ?? new Set();
    return called.size === 1 ? [...called][0] : undefined;
  }
}
