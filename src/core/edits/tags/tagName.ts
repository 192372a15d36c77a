import { scanMarkdown } from '../../markdown/scan.ts';
import { fold } from '../../vault/noteName.ts';

/** A tag's name that can be written, or why it cannot. */
export type TagNameReading =
  | {
      readonly ok: true;
      /** Without `#` and outer blanks. */
      readonly name: string;
      /** Whether it can stand in the text as `#name`; a tag with blanks can stand in the frontmatter alone. */
      readonly inline: boolean;
    }
  | { readonly ok: false; readonly reason: string };

/**
 * Reads a tag's name as a person types it.
 *
 * @example readTagName(' #data-science ') // { ok: true, name: 'data-science', inline: true }
 * @example readTagName('2024') // { ok: false, reason: 'A tag needs more than digits: “2024”.' }
 */
export function readTagName(input: string): TagNameReading {
  const name = input.trim().replace(/^#+/, '').trim();
  const refused = (reason: string): TagNameReading => ({ ok: false, reason });
  if (name === '') return refused('A tag needs a name.');
  if (name.split('/').some((level) => level.trim() === '')) {
    return refused(`A level of the tag “${name}” has no name.`);
  }
  if (/^[\p{Nd}/]+$/u.test(name)) return refused(`A tag needs more than digits: “${name}”.`);
  if (/[,#\p{Cc}\p{Cs}\u2028\u2029]/u.test(name)) {
    return refused(`A tag cannot hold commas, “#” or control characters: “${name}”.`);
  }
  const [found] = scanMarkdown(`#${name}`).inlineTags;
  return { ok: true, name, inline: found?.name === name };
}

/** One tag to another. */
export interface TagRename {
  /** Without `#`; matched in any case, level by level. */
  readonly from: string;
  /** Without `#`. A tag that exists already takes the other in. */
  readonly to: string;
  /** Rename `from/x` to `to/x` as well. */
  readonly children: boolean;
}

/**
 * The tag's new name; `undefined` where the rename does not concern it.
 *
 * @example renamedTag('Data/Raw', { from: 'data', to: 'facts', children: true }) // 'facts/Raw'
 * @example renamedTag('data-science', { from: 'data', to: 'facts', children: true }) // undefined
 */
export function renamedTag(tag: string, rename: TagRename): string | undefined {
  const below = levelsBelow(tag, rename.from);
  if (below === undefined || (below.length > 0 && !rename.children)) return undefined;
  return [rename.to, ...below].join('/');
}

/** The levels of `tag` below `parent`, none for the tag itself; `undefined` where it is neither. */
export function levelsBelow(tag: string, parent: string): string[] | undefined {
  const levels = tag.split('/');
  const above = parent.split('/');
  if (levels.length < above.length || above.some((level, i) => fold(level) !== fold(levels[i]!)))
    return undefined;
  return levels.slice(above.length);
}
