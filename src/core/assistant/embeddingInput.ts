import { beginningOf } from '../base/beginningOf.ts';
import { findFrontmatterFence } from '../markdown/frontmatterFence.ts';
import type { Note } from '../vault/note.ts';

/**
 * What of a note is sent to be embedded: its title and the beginning of its body, in UTF-16 code units. Embedding
 * models take some 8,000 tokens, and some no more than 512 of which they tell nothing: the beginning says what a note
 * is about.
 */
const MAX_INPUT = 6000;

/** `undefined` for a note without a word, and for one that is private. */
export function embeddingInput(note: Pick<Note, 'title' | 'isPrivate'>, text: string): string | undefined {
  if (note.isPrivate) return undefined;
  const body = text.slice(findFrontmatterFence(text)?.end ?? 0).trim();
  if (!/[\p{L}\p{N}]/u.test(body)) return undefined;
  return beginningOf(`${note.title}\n\n${body}`, MAX_INPUT);
}
