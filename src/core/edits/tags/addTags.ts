import { scanMarkdown } from '../../markdown/scan.ts';
import { fold } from '../../vault/noteName.ts';
import type { EditPlan, NoteEdits, Refusal } from '../editPlan.ts';
import { addTags } from '../frontmatter/tagList.ts';
import type { LiveNote } from '../noteChange.ts';
import { readTagName } from './tagName.ts';
import type { TagPlan } from './renameTag.ts';

/**
 * Adds tags to the frontmatter of notes, in the style of each list. A note that carries a tag already, in its
 * frontmatter or its text, does not get it again.
 *
 * @example planTagAddition([{ path: 'Rye.md', text: '---\ntags: [bread]\n---\n' }], ['rye'])
 */
export function planTagAddition(notes: Iterable<LiveNote>, tags: readonly string[]): TagPlan {
  const names: string[] = [];
  for (const tag of tags) {
    const read = readTagName(tag);
    if (!read.ok) return read;
    names.push(read.name);
  }
  return { ok: true, plan: planAddition(notes, names) };
}

function planAddition(notes: Iterable<LiveNote>, names: readonly string[]): EditPlan {
  const changed: NoteEdits[] = [];
  const refused: Refusal[] = [];
  for (const { path, text } of notes) {
    const inText = new Set(scanMarkdown(text).inlineTags.map(({ name }) => fold(name)));
    const missing = names.filter((name) => !inText.has(fold(name)));
    const result = addTags(text, missing);
    if (!result.ok) refused.push({ path, ...withoutOk(result) });
    else if (result.edits.length > 0) changed.push({ path, before: text, edits: result.edits });
  }
  const label = names.length === 1 ? `Add tag #${names[0]}` : 'Add tags';
  return { label, notes: changed, newNotes: [], refused };
}

function withoutOk({ reason, line }: { reason: string; line?: number }): { reason: string; line?: number } {
  return line === undefined ? { reason } : { reason, line };
}
