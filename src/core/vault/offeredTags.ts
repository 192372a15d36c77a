import { fold } from './noteName.ts';
import { withTagsBelow } from './tagTree.ts';
import type { TagNode } from './vaultAnswers.ts';

/**
 * The vault's tags for one that is being typed, the most used first, equals by name. What is typed so far is a tag of
 * the note already: where no other note has it, it is left out, and so are the levels that only it has.
 *
 * @param typed the whole name at the cursor, without `#`
 * @param path of the note in which it is typed
 */
export function offeredTags(roots: readonly TagNode[], typed: string, path: string): TagNode[] {
  const folded = `${fold(typed)}/`;
  const isBeingTyped = ({ name, total, notes, children }: TagNode): boolean =>
    total === 1 && folded.startsWith(`${fold(name)}/`) && (notes[0] ?? onlyNote(children)) === path;
  return roots
    .flatMap(withTagsBelow)
    .filter((tag) => !isBeingTyped(tag))
    .map((tag) => ({ tag, name: fold(tag.name) }))
    .sort((a, b) => b.tag.total - a.tag.total || (a.name < b.name ? -1 : 1))
    .map(({ tag }) => tag);
}

function onlyNote(tags: readonly TagNode[]): string | undefined {
  for (const { notes, children } of tags) {
    const path = notes[0] ?? onlyNote(children);
    if (path !== undefined) return path;
  }
  return undefined;
}
