import type { InlineTag } from '../../markdown/scan.ts';
import type { TextEdit } from '../../markdown/textEdit.ts';
import type { EditPlan } from '../editPlan.ts';
import type { LiveNote } from '../noteChange.ts';
import { changeTags, planTagChange, type InlineRefusal, type TagChange, type TagEdits } from './tagEdits.ts';
import { readTagName, renamedTag, type TagRename } from './tagName.ts';

/** A plan, or why the rename makes no sense for any note. */
export type TagPlan =
  { readonly ok: true; readonly plan: EditPlan } | { readonly ok: false; readonly reason: string };

/**
 * Renames a tag in one note, in the frontmatter and in the text, whatever its style: only the tag's own characters
 * change. Where the frontmatter holds the new tag already, the old entry goes, with its line or comma.
 *
 * @example
 * renameTag('tags: #data and #data/raw', { from: 'data', to: 'facts', children: true })
 * // edits that make it 'tags: #facts and #facts/raw'
 */
export function renameTag(text: string, rename: TagRename): TagEdits {
  const to = readTagName(rename.to);
  if (!to.ok) return { ok: false, reason: to.reason, line: undefined };
  return changeTags(text, renaming([{ ...rename, from: withoutHash(rename.from), to: to.name }], to.inline));
}

/**
 * Renames a tag in many notes. Renaming to a tag that exists is a merge; renaming `a/x` to `b/x` is a move.
 *
 * @param notes those that carry the tag or one below it, and those whose frontmatter cannot be read; others cost
 * time and stay as they are
 */
export function planTagRename(notes: Iterable<LiveNote>, rename: TagRename): TagPlan {
  const to = readTagName(rename.to);
  if (!to.ok) return { ok: false, reason: to.reason };
  const from = withoutHash(rename.from);
  if (from === to.name) return { ok: false, reason: 'The tag has that name already.' };
  const change = renaming([{ ...rename, from, to: to.name }], to.inline);
  return { ok: true, plan: planTagChange(`Rename tag #${from} to #${to.name}`, notes, change) };
}

/**
 * Merges tags into one of them or into another, children included: one plan, one undo step.
 *
 * @param tags those to be merged; the target may be among them
 */
export function planTagMerge(notes: Iterable<LiveNote>, tags: readonly string[], target: string): TagPlan {
  const to = readTagName(target);
  if (!to.ok) return { ok: false, reason: to.reason };
  // The target is named too: it must not go below itself where its own parent is merged into it.
  const from = [...tags.map(withoutHash), to.name];
  const renames = from.map((tag): TagRename => ({ from: tag, to: to.name, children: true }));
  const change = renaming(renames, to.inline);
  return { ok: true, plan: planTagChange(`Merge tags into #${to.name}`, notes, change) };
}

/**
 * The name that a tag gets under another parent; its children come along when it is renamed to it.
 *
 * @param parent `undefined`: to the top
 * @returns `undefined` where the tag is there already or would go below itself
 * @example movedTag('method/slow', 'baking') // 'baking/slow'
 */
export function movedTag(tag: string, parent: string | undefined): string | undefined {
  const label = tag.slice(tag.lastIndexOf('/') + 1);
  const moved = parent === undefined ? label : `${parent}/${label}`;
  const isBelowItself =
    parent !== undefined && renamedTag(parent, { from: tag, to: tag, children: true }) !== undefined;
  return isBelowItself || moved === tag ? undefined : moved;
}

function withoutHash(tag: string): string {
  return tag.trim().replace(/^#+/, '');
}

/** Several tags to one; of a tag and one below it, the one below decides. */
function renaming(renames: readonly TagRename[], inline: boolean): TagChange {
  const deepestFirst = [...renames].sort((a, b) => b.from.split('/').length - a.from.split('/').length);
  const rewrite = (name: string): string => {
    for (const rename of deepestFirst) {
      const renamed = renamedTag(name, rename);
      if (renamed !== undefined) return renamed;
    }
    return name;
  };
  const editInline = (_text: string, tags: readonly InlineTag[]): TextEdit[] | InlineRefusal => {
    if (!inline) {
      const reason = `The tag “${renames[0]!.to}” can stand in the frontmatter, not in the text.`;
      return { reason, at: tags[0]!.range.start };
    }
    return tags.map(({ name, range }) => ({
      start: range.start + 1,
      end: range.end,
      newText: rewrite(name),
    }));
  };
  return { rewrite, editInline, keepsInline: true };
}
