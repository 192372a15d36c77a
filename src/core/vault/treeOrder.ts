import { sortKeyOf } from './noteName.ts';
import type { Recency } from './recency.ts';
import type { MocMember, TagNode, Vault } from './vault.ts';

/** By what the rows of a tree are ordered. `own` is how the vault has them: MOCs as they list their notes. */
export type TreeOrder = 'own' | 'name' | 'count' | 'recency';

/** Tags by how many notes carry them or one below them, or by the note that was changed last; the most come first. */
export function orderTags(tags: readonly TagNode[], order: TreeOrder, recency: Recency): readonly TagNode[] {
  if (order === 'count') return descending(tags, ({ total }) => total);
  return order === 'recency' ? descending(tags, (tag) => recency.ofTag(tag)) : tags;
}

/**
 * Notes that come by title. By count, the MOCs with the most notes come first, then the notes that most others link
 * to; by recency, what was changed last.
 */
export function orderNotes(
  paths: readonly string[],
  order: TreeOrder,
  vault: Vault,
  recency: Recency,
): readonly string[] {
  if (order === 'recency') return descending(paths, (path) => recency.ofNote(path));
  return order === 'count' ? descending(paths, (path) => weightOf(path, vault)) : paths;
}

/** As {@link orderNotes}, for the members of a MOC, which come as it lists them. */
export function orderMembers(
  members: readonly MocMember[],
  order: TreeOrder,
  vault: Vault,
  recency: Recency,
): readonly MocMember[] {
  if (order === 'own') return members;
  const byTitle = ascending(members, ({ path }) => sortKeyOf(vault.note(path)?.title ?? path));
  if (order === 'recency') return descending(byTitle, ({ path }) => recency.ofNote(path));
  return order === 'count' ? descending(byTitle, ({ path }) => weightOf(path, vault)) : byTitle;
}

/** MOCs outweigh notes, whatever links to these. */
function weightOf(path: string, vault: Vault): number {
  const moc = vault.moc(path);
  return moc === undefined ? vault.incomingCount(path) - 1e9 : moc.members.length;
}

/** Each key is asked for once; what has the same key stays in its order. */
function descending<T, K extends string | number>(items: readonly T[], keyOf: (item: T) => K): readonly T[] {
  return keyed(items, keyOf, (a, b) => (a > b ? -1 : a < b ? 1 : 0));
}

function ascending<T, K extends string | number>(items: readonly T[], keyOf: (item: T) => K): readonly T[] {
  return keyed(items, keyOf, (a, b) => (a < b ? -1 : a > b ? 1 : 0));
}

function keyed<T, K>(
  items: readonly T[],
  keyOf: (item: T) => K,
  compare: (a: K, b: K) => number,
): readonly T[] {
  return items
    .map((item) => ({ item, key: keyOf(item) }))
    .sort((a, b) => compare(a.key, b.key))
    .map(({ item }) => item);
}
