import type { TextRange } from '../markdown/textEdit.ts';
import {
  addUsage,
  askAndCheck,
  failed,
  type CheckedReply,
  type Run,
  type RunOptions,
  type TaskOutcome,
} from './askAndCheck.ts';
import { fitCandidates } from './inputBudget.ts';
import { sentRange } from './noteBody.ts';
import type { Provider, ProviderRequest, TokenUsage } from './provider.ts';
import { splitText } from './split.ts';
import type { DroppedReply, Suggestion } from './suggestion.ts';
import type { NoteText, SummarizeInput, NoteTaskInputs, NoteTaskName } from './taskInput.ts';
import { estimateRequest } from './tokens.ts';

/** One question to a model: how it is asked, and how its reply is checked. */
export interface Task<Name extends NoteTaskName, S extends Suggestion = Suggestion> {
  readonly name: Name;
  readonly promptVersion: number;
  request(input: NoteTaskInputs[Name]): ProviderRequest<Name>;
  /** Turns a parsed reply into suggestions; what breaks a rule is dropped and told. `undefined`: wrong shape. */
  check(reply: unknown, input: NoteTaskInputs[Name]): CheckedReply<S> | undefined;
  /** Why there is nothing to ask, e.g. an empty note or no candidates: then no request is made. */
  nothingToAsk(input: NoteTaskInputs[Name]): DroppedReply | undefined;
  /** The same question about a part of its note. */
  withNote(input: NoteTaskInputs[Name], note: NoteText): NoteTaskInputs[Name];
  /** The same question with a share (0 to 1) of its candidates, the best of each kind. */
  withShare(input: NoteTaskInputs[Name], share: number): NoteTaskInputs[Name];
  /** Joins what was found in the parts of a note. */
  join(parts: readonly CheckedReply<S>[], input: NoteTaskInputs[Name]): JoinedParts<S>;
}

export interface JoinedParts<S extends Suggestion> extends CheckedReply<S> {
  /** One more question, whose suggestions come before the others: the summary of the parts' summaries. */
  readonly ask?: { readonly task: Task<'summarize', S>; readonly input: SummarizeInput } | undefined;
}

/** How often a part that is still too long is divided again. */
const MOST_DIVISIONS = 3;
/** A note of more parts than this is refused: it would cost more than anybody expects. */
const MOST_PARTS = 64;
/** With less room than this beside the candidates, a part of a note says nothing. Tokens. */
const SMALLEST_PART = 200;

/**
 * Asks the provider, checks the reply and asks once more where it is of no use. A note that does not fit the model is
 * asked about in parts, split at headings, and what they give is joined; nothing is cut off. Never rejects.
 */
export async function runTask<Name extends NoteTaskName, S extends Suggestion>(
  task: Task<Name, S>,
  input: NoteTaskInputs[Name],
  provider: Provider,
  signal: AbortSignal,
  options: RunOptions = {},
): Promise<TaskOutcome<S>> {
  const fitted = fitCandidates(task, input, provider);
  return await answerTask(task, fitted, { ...options, provider, signal }, provider.inputBudget, 0);
}

async function answerTask<Name extends NoteTaskName, S extends Suggestion>(
  task: Task<Name, S>,
  input: NoteTaskInputs[Name],
  run: Run,
  budget: number | undefined,
  divisions: number,
): Promise<TaskOutcome<S>> {
  if (run.signal.aborted) return { kind: 'cancelled' };
  const nothing = task.nothingToAsk(input);
  // That a part of the note is empty says nothing about the note.
  if (nothing !== undefined)
    return { kind: 'done', suggestions: [], dropped: divisions === 0 ? [nothing] : [], usage: undefined };
  const request = task.request(input);
  const tokens = estimateRequest(request);
  if (run.provider.isLanguageModel && budget !== undefined && tokens > budget) {
    return await answerInParts(task, input, run, budget, divisions);
  }
  const outcome = await askAndCheck(request, (reply) => task.check(reply, input), run);
  const isTooLong = outcome.kind === 'failed' && outcome.failure.kind === 'tooLong';
  if (isTooLong && run.provider.isLanguageModel && divisions < MOST_DIVISIONS) {
    return await answerInParts(task, input, run, Math.floor(tokens / 2), divisions);
  }
  return outcome;
}

/** Map, then reduce. A part that fails ends it all: half a note must not look like all of it. */
async function answerInParts<Name extends NoteTaskName, S extends Suggestion>(
  task: Task<Name, S>,
  input: NoteTaskInputs[Name],
  run: Run,
  budget: number,
  divisions: number,
): Promise<TaskOutcome<S>> {
  const { note } = input;
  const parts = divisions >= MOST_DIVISIONS ? [] : noteParts(task, input, budget);
  if (parts.length < 2 || parts.length > MOST_PARTS)
    return failed('tooLong', 'The note does not fit the model, not even in parts.');
  const found: CheckedReply<S>[] = [];
  let usage: TokenUsage | undefined;
  for (const part of parts) {
    const outcome = await answerTask(
      task,
      task.withNote(input, { ...note, part }),
      run,
      budget,
      divisions + 1,
    );
    if (outcome.kind !== 'done') return withUsage(outcome, usage);
    usage = addUsage(usage, outcome.usage);
    found.push(outcome);
  }
  const joined = task.join(found, input);
  if (joined.ask === undefined) return { kind: 'done', ...joined, usage };
  const reduced = await answerTask(joined.ask.task, joined.ask.input, run, budget, divisions + 1);
  if (reduced.kind !== 'done') return withUsage(reduced, usage);
  return {
    kind: 'done',
    suggestions: [...reduced.suggestions, ...joined.suggestions],
    dropped: [...joined.dropped, ...reduced.dropped],
    usage: addUsage(usage, reduced.usage),
  };
}

/** The parts in which a task asks about its note when a request may have so many tokens; none when they are too small. */
export function noteParts<Name extends NoteTaskName, S extends Suggestion>(
  task: Task<Name, S>,
  input: NoteTaskInputs[Name],
  budget: number,
): TextRange[] {
  const { note } = input;
  const range = sentRange(note);
  const empty = task.withNote(input, { ...note, part: { start: range.start, end: range.start } });
  const room = budget - estimateRequest(task.request(empty));
  return room < SMALLEST_PART ? [] : splitText(note.text, range, room);
}

function withUsage<S extends Suggestion>(
  outcome: Exclude<TaskOutcome<S>, { kind: 'done' }>,
  before: TokenUsage | undefined,
): TaskOutcome<S> {
  return outcome.kind === 'failed' ? { ...outcome, usage: addUsage(before, outcome.usage) } : outcome;
}
