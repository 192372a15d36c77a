import { parseFrontmatter } from '../../markdown/frontmatter.ts';
import { whyNoText } from '../../vault/noteStore.ts';
import type { Suggestion } from '../suggestion.ts';
import type { RunJournal } from './runJournal.ts';
import type { RunServices } from './runServices.ts';

/** What is to be done about a note of a run. */
export type NoteToAsk =
  /** Nothing: it has been answered, accepted, or is part of a batch. */
  | { readonly kind: 'nothing' }
  /** It cannot be asked about. */
  | { readonly kind: 'failed'; readonly hash: string; readonly reason: string }
  /** An earlier run was told already. */
  | { readonly kind: 'known'; readonly hash: string; readonly suggestions: readonly Suggestion[] }
  | { readonly kind: 'ask'; readonly hash: string; readonly text: string };

/** Looks at a note as it is now, so that nothing is asked twice and nothing private at all. */
export async function noteToAsk(
  journal: Pick<RunJournal, 'notes'>,
  { read, hash: digest, isPrivate, known }: RunServices,
  path: string,
): Promise<NoteToAsk> {
  const note = journal.notes.get(path);
  // What the person has taken over is done, though the text is another one now.
  if (note === undefined || note.status === 'sent' || note.accepted.length > 0) return { kind: 'nothing' };
  const text = await read(path);
  if (typeof text !== 'string') return { kind: 'failed', hash: '', reason: whyNoText(text) };
  const hash = digest(text);
  if (note.status === 'found' && note.hash === hash) return { kind: 'nothing' };
  if (isPrivate(path)) return { kind: 'failed', hash, reason: 'It is private.' };
  // Nothing can be written into such a note, so nothing is paid for.
  const { problem } = parseFrontmatter(text);
  if (problem !== undefined)
    return { kind: 'failed', hash, reason: `Line ${problem.line}: ${problem.reason}` };
  const suggestions = known(path, hash);
  return suggestions === undefined ? { kind: 'ask', hash, text } : { kind: 'known', hash, suggestions };
}
