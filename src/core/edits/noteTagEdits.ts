import { scanMarkdown } from '../markdown/scan.ts';
import { fold } from '../vault/noteName.ts';
import { addTags } from './frontmatter/tagList.ts';
import { NO_CHANGE, refuse, type LiveNote, type NoteChange } from './noteChange.ts';

/** Adds tags to the note's frontmatter, in the style of its list; tags that it has, in its text too, are left out. */
export function addNoteTags(note: LiveNote, tags: readonly string[]): NoteChange {
  const present = new Set(scanMarkdown(note.text).inlineTags.map(({ name }) => fold(name)));
  const missing = tags.filter((tag) => !present.has(fold(tag)));
  if (missing.length === 0) return NO_CHANGE;
  const result = addTags(note.text, missing);
  return result.ok ? { edits: result.edits, refused: [] } : refuse(note.path, result.reason, result.line);
}
