import type { CheckedReply } from '../askAndCheck.ts';
import { numbered, promptMessages, withOwn, type PromptLine } from '../prompts/prompt.ts';
import { PLACE_IN_MOC_PROMPT } from '../prompts/placeInMoc.ts';
import { readLists, readPicks } from '../readReply.ts';
import { replySchema } from '../replies.ts';
import type { DroppedReply, MocSuggestion } from '../suggestion.ts';
import type { Task } from '../task.ts';
import type { PlaceInMocInput } from '../taskInput.ts';
import { bestByPath } from './bestByPath.ts';
import { shareOf } from './shareOf.ts';
import { emptyNote, noteLines } from './summarize.ts';

/** A note in three fields at once is in none. */
const MOST_MOCS = 2;

/**
 * The MOC or the two to which the note belongs.
 *
 * @param instructions takes the place of the prompt's own
 */
export function placeInMocTask(instructions?: string): Task<'placeInMoc', MocSuggestion> {
  const prompt = withOwn(PLACE_IN_MOC_PROMPT, instructions);
  return {
    name: 'placeInMoc',
    promptVersion: prompt.version,
    request: (input) => ({
      task: 'placeInMoc',
      promptVersion: prompt.version,
      input,
      messages: promptMessages(prompt, [...mocLines(input), ...noteLines(input.note)]),
      schema: replySchema('placeInMoc'),
      maxOutputTokens: 400,
    }),
    check: checkMocs,
    nothingToAsk: (input) =>
      input.candidates.length === 0
        ? { what: 'MOCs', why: 'the vault has none to which the note could be added' }
        : emptyNote(input.note),
    withNote: (input, note) => ({ ...input, note }),
    withShare: mocsWithShare,
    join: joinMocs,
  };
}

export function mocsWithShare(input: PlaceInMocInput, share: number): PlaceInMocInput {
  return { ...input, candidates: shareOf(input.candidates, share) };
}

export function mocLines(input: PlaceInMocInput): PromptLine[] {
  const data = numbered(input.candidates, ({ title, members }) => ({ title, notes: members }));
  return [{ label: 'candidate MOCs', data }];
}

export function checkMocs(reply: unknown, input: PlaceInMocInput): CheckedReply<MocSuggestion> | undefined {
  const lists = readLists(reply, ['mocs']);
  if (lists === undefined) return undefined;
  const dropped: DroppedReply[] = [];
  const picks = readPicks(lists.mocs, input.candidates, 'MOC', dropped).filter(
    ({ chosen }) => chosen.path !== input.note.path,
  );
  const suggestions = picks.map(({ chosen, reason, confidence }): MocSuggestion => {
    const { path, title, why } = chosen;
    return { kind: 'moc', path, title, reason: reason || why, confidence };
  });
  return { suggestions: bestByPath(suggestions, MOST_MOCS), dropped };
}

export function joinMocs(parts: readonly CheckedReply<MocSuggestion>[]): CheckedReply<MocSuggestion> {
  return {
    suggestions: bestByPath(
      parts.flatMap((part) => part.suggestions),
      MOST_MOCS,
    ),
    dropped: parts.flatMap((part) => part.dropped),
  };
}
