import { fold } from './noteName.ts';
import type { TagNode } from './vaultAnswers.ts';

/** A tag and all tags below it, each before those below it. */
export function withTagsBelow(tag: TagNode): TagNode[] {
  return [tag, ...tag.children.flatMap(withTagsBelow)];
}

/** Notes that carry the tag or one below it, each once. */
export function notesWithTag(tag: TagNode): string[] {
  return [...new Set(withTagsBelow(tag).flatMap(({ notes }) => notes))];
}

/**
 * Tells whether a tag is one of these or stands below one of them, in any case.
 *
 * @param names with or without `#`
 * @example isWithinTags(['status'])('Status/done') // true
 */
export function isWithinTags(names: readonly string[]): (tag: string) => boolean {
  const folded = names.map((name) => fold(name.replace(/^#/, '')));
  return (tag) => {
    const own = fold(tag);
    return folded.some((name) => own === name || own.startsWith(`${name}/`));
  };
}
