import { parseFrontmatter } from '../../markdown/frontmatter.ts';
import { scanMarkdown, type Link } from '../../markdown/scan.ts';
import type { TextEdit } from '../../markdown/textEdit.ts';
import { fold } from '../../vault/noteName.ts';
import { folderOf, joinPath, stemOf, withoutNoteExtension } from '../../vault/notePath.ts';
import type { Vault } from '../../vault/vault.ts';
import type { LinkStyle } from '../links/linkStyle.ts';
import { isTemplate } from '../../vault/isTemplate.ts';
import type { LiveNote } from '../noteChange.ts';
import { insertIntoList } from './listInsertion.ts';
import { findMocList, type ListedMoc, type MocList } from './mocListInNote.ts';
import { Surroundings } from './mocSurroundings.ts';
import { readsAsMeant, removals, sortOwned } from './ownedEdits.ts';
import { ENTRY_MARK, findOwned, type Owned } from './ownedEntries.ts';

/** A new target for a link of the user's that leads nowhere by its path. To be asked for: the line is not ours. */
interface LinkRepair {
  readonly edit: TextEdit;
  /** The MOC that the link means. */
  readonly path: string;
  /** One sentence. */
  readonly reason: string;
}

export type MocIndexUpdate =
  | {
      readonly ok: true;
      /** Lines of the extension's own that come and go. */
      readonly edits: readonly TextEdit[];
      readonly repairs: readonly LinkRepair[];
      /** Paths of MOCs. */
      readonly added: readonly string[];
      readonly removed: readonly string[];
    }
  | { readonly ok: false; readonly reason: string; readonly line?: number };

/**
 * Keeps the list of MOCs in a note (a README, a home note) current. MOCs that the note does not list are added to the
 * list, in its order and style, each line marked as the extension's own; marked lines whose MOC is gone go. Where the
 * list names top MOCs only, so do the additions. What a person wrote stays; where one of their links leads nowhere
 * by its path and its text names a MOC, the right path is proposed apart.
 */
export function updateMocIndex(note: LiveNote, style: LinkStyle, vault: Vault): MocIndexUpdate {
  const { text } = note;
  const frontmatter = parseFrontmatter(text);
  if (frontmatter.kind === 'invalid') return { ok: false, ...frontmatter.problem! };
  const scan = scanMarkdown(text);
  const owned = markedOnly(findOwned(text, scan));
  const list = findMocList(note, scan, owned.entries, vault);
  if (list === undefined) return { ok: false, reason: 'The note has no list of MOCs.' };
  const target = targetForm(list, note.path, style);
  const around = new Surroundings(note, { ...style, target }, vault);
  const users = usersMocs(owned, list, around);
  const wanted = wantedMocs(vault, note.path, users);
  const { kept, dropped } = sortOwned(owned.entries, wanted, users, around);
  const missing = [...wanted].filter((path) => !kept.has(path) && !users.has(path));
  const entries = missing.flatMap(
    (path) => around.entry(path, list.usesFileNames ? stemOf(path) : undefined) ?? [],
  );
  const edits = [
    ...insertIntoList(
      text,
      list.list,
      entries.map(({ title, link }) => ({ title, content: `${link} ${ENTRY_MARK}` })),
    ),
    ...removals(text, owned, dropped, false),
  ];
  if (!readsAsMeant(text, scan, edits, entries.length - dropped.length)) {
    return { ok: false, reason: 'The entries would not read as a list where they would stand.' };
  }
  return {
    ok: true,
    edits,
    repairs: repairsOf(list, around, target === 'name'),
    added: entries.map(({ path }) => path),
    removed: dropped.map(({ path }) => path),
  };
}

/** A list of members that the note may hold besides is another command's. */
function markedOnly({ entries }: Owned): Owned {
  return { block: undefined, entries: entries.filter(({ inBlock }) => !inBlock) };
}

/** MOCs that lines of the user's name, in the list or elsewhere in a list or on a line of their own. */
function usersMocs(owned: Owned, list: MocList, around: Surroundings): Set<string> {
  const own = new Set(owned.entries.filter(({ plain }) => plain).map(({ link }) => link.range.start));
  const users = new Set<string>();
  for (const link of around.bodyLinks()) {
    if (own.has(link.range.start) || !(link.alone || link.inList)) continue;
    const path = around.resolve(link);
    if (path !== undefined) users.add(path);
  }
  for (const { path, link } of list.mocs) if (!own.has(link.range.start)) users.add(path);
  return users;
}

/** All MOCs, or only those at the top where the user names no other. */
function wantedMocs(vault: Vault, from: string, users: ReadonlySet<string>): Set<string> {
  const { mocs, roots } = vault.mocs();
  const all = mocs.map(({ path }) => path);
  const namesLower = all.some((path) => users.has(path) && !roots.includes(path));
  return new Set((namesLower ? all : roots).filter((path) => path !== from && !isTemplate(path)));
}

/** Paths are relative, which every reader can follow, unless most links of the list go by name alone. */
function targetForm({ mocs }: MocList, from: string, { kind, target }: LinkStyle): LinkStyle['target'] {
  if (kind === 'wiki' || target === 'root') return target;
  const byPath = mocs.filter(({ path, link }) => leadsByPath(link, from, path)).length;
  return byPath * 2 >= mocs.length ? 'relative' : target;
}

/** Whether the target is the way to the note, so that readers which know no names can follow it. */
function leadsByPath(link: Link, from: string, to: string): boolean {
  const isRoot = link.target.startsWith('/');
  const path = joinPath(
    isRoot ? '' : folderOf(from),
    withoutNoteExtension(isRoot ? link.target.slice(1) : link.target),
  );
  return path !== undefined && fold(path) === fold(withoutNoteExtension(to));
}

function repairsOf(list: MocList, around: Surroundings, namesAreMeant: boolean): LinkRepair[] {
  const from = around.note.path;
  const isBroken = ({ link, path }: ListedMoc): boolean =>
    link.kind === 'inline' &&
    !leadsByPath(link, from, path) &&
    (!namesAreMeant || around.resolve(link) === undefined);
  const broken = list.mocs.filter(isBroken);
  return broken.flatMap(({ link, path }) => {
    const written = around.entry(path, 'x')?.link;
    const [right] = written === undefined ? [] : scanMarkdown(written).links;
    if (right?.kind !== 'inline' || link.fragment !== undefined) return [];
    const newText = written!.slice(right.targetRange.start, right.targetRange.end);
    const reason = `“${link.target}” leads nowhere from here; the MOC is “${path}”.`;
    return [{ edit: { ...link.targetRange, newText }, path, reason }];
  });
}
