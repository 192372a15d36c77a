import { withTagsBelow } from './tagTree.ts';
import type { Vault } from './vault.ts';

/**
 * The tags of a vault with how many notes carry each, most used first, and a note that does. Private notes tell
 * nothing: what only they carry is left out, and they are not counted.
 *
 * @param isIgnored tags that take no part
 */
export function openTags(
  vault: Vault,
  isIgnored: (tag: string) => boolean,
): { readonly name: string; readonly count: number; readonly path: string }[] {
  const tags = vault.tags().flatMap(withTagsBelow);
  return tags
    .flatMap(({ name, notes }) => {
      const open = notes.filter((path) => vault.note(path)?.isPrivate === false);
      const [path] = open;
      return path === undefined || isIgnored(name) ? [] : [{ name, count: open.length, path }];
    })
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}
