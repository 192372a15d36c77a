import type { TextRange } from '../markdown/textEdit.ts';
import { fitCandidates } from './inputBudget.ts';
import { sentRange } from './noteBody.ts';
import { repairRequest } from './prompts/repair.ts';
import type { Provider, ProviderAnswer, ProviderFailure, ProviderRequest, TokenUsage } from './provider.ts';
import { extractJson } from './extractJson.ts';
import type { ReplyCache } from './replyCache.ts';
import { splitText } from './split.ts';
import type { DroppedReply, Suggestion } from './suggestion.ts';
import type { NoteText, SummarizeInput, TaskInputs, TaskName } from './taskInput.ts';
import { estimateRequest } from './tokens.ts';

/** One question to a model: how it is asked, and how its reply is checked. */
export interface Task<Name extends TaskName, S extends Suggestion = Suggestion> {
  readonly name: Name;
  readonly promptVersion: number;
  request(input: TaskInputs[Name]): ProviderRequest<Name>;
  /** Turns a parsed reply into suggestions; what breaks a rule is dropped and told. `undefined`: wrong shape. */
  check(reply: unknown, input: TaskInputs[Name]): CheckedReply<S> | undefined;
  /** Why there is nothing to ask, e.g. an empty note or no candidates: then no request is made. */
  nothingToAsk(input: TaskInputs[Name]): DroppedReply | undefined;
  /** The same question about a part of its note. */
  withNote(input: TaskInputs[Name], note: NoteText): TaskInputs[Name];
  /** The same question with a share (0 to 1) of its candidates, the best of each kind. */
  withShare(input: TaskInputs[Name], share: number): TaskInputs[Name];
  /** Joins what was found in the parts of a note. */
  join(parts: readonly CheckedReply<S>[], input: TaskInputs[Name]): JoinedParts<S>;
}

export interface CheckedReply<S extends Suggestion = Suggestion> {
  readonly suggestions: readonly S[];
  readonly dropped: readonly DroppedReply[];
}

export interface JoinedParts<S extends Suggestion> extends CheckedReply<S> {
  /** One more question, whose suggestions come before the others: the summary of the parts' summaries. */
  readonly ask?: { readonly task: Task<'summarize', S>; readonly input: SummarizeInput } | undefined;
}

/** How a task ended. Cancellation is its own outcome, never "no result". */
export type TaskOutcome<S extends Suggestion = Suggestion> =
  | ({ readonly kind: 'done'; readonly usage: TokenUsage | undefined } & CheckedReply<S>)
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly failure: ProviderFailure; readonly usage?: TokenUsage | undefined };

export interface RunOptions {
  /** Replies that passed the checks are kept here and asked for before the provider is. */
  readonly cache?: ReplyCache | undefined;
  /** Ask the provider even where the cache has a reply. */
  readonly fresh?: boolean | undefined;
  /** Told what has arrived so far, where the provider streams. */
  readonly onText?: ((textSoFar: string) => void) | undefined;
}

/** What the questions of one run share. */
interface Run extends RunOptions {
  readonly provider: Provider;
  readonly signal: AbortSignal;
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
export async function runTask<Name extends TaskName, S extends Suggestion>(
  task: Task<Name, S>,
  input: TaskInputs[Name],
  provider: Provider,
  signal: AbortSignal,
  options: RunOptions = {},
): Promise<TaskOutcome<S>> {
  const fitted = fitCandidates(task, input, provider);
  return await answerTask(task, fitted, { ...options, provider, signal }, provider.inputBudget, 0);
}

async function answerTask<Name extends TaskName, S extends Suggestion>(
  task: Task<Name, S>,
  input: TaskInputs[Name],
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
  const outcome = await askAndCheck(task, request, input, run);
  const isTooLong = outcome.kind === 'failed' && outcome.failure.kind === 'tooLong';
  if (isTooLong && run.provider.isLanguageModel && divisions < MOST_DIVISIONS) {
    return await answerInParts(task, input, run, Math.floor(tokens / 2), divisions);
  }
  return outcome;
}

/** Map, then reduce. A part that fails ends it all: half a note must not look like all of it. */
async function answerInParts<Name extends TaskName, S extends Suggestion>(
  task: Task<Name, S>,
  input: TaskInputs[Name],
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
export function noteParts<Name extends TaskName, S extends Suggestion>(
  task: Task<Name, S>,
  input: TaskInputs[Name],
  budget: number,
): TextRange[] {
  const { note } = input;
  const range = sentRange(note);
  const empty = task.withNote(input, { ...note, part: { start: range.start, end: range.start } });
  const room = budget - estimateRequest(task.request(empty));
  return room < SMALLEST_PART ? [] : splitText(note.text, range, room);
}

async function askAndCheck<Name extends TaskName, S extends Suggestion>(
  task: Task<Name, S>,
  request: ProviderRequest<Name>,
  input: TaskInputs[Name],
  run: Run,
): Promise<TaskOutcome<S>> {
  const kept = run.fresh === true ? undefined : await run.cache?.get(run.provider.id, request);
  const known = kept === undefined ? undefined : checkReply(task, kept, input);
  if (run.signal.aborted) return { kind: 'cancelled' };
  if (known !== undefined) return { kind: 'done', ...known, usage: undefined };
  let asked: ProviderRequest<Name> = request;
  let usage: TokenUsage | undefined;
  for (let attempt = 1; ; attempt++) {
    const answer = await ask(asked, run);
    if (answer.kind === 'cancelled') return answer;
    usage = addUsage(usage, answer.usage);
    const checked = answer.kind === 'answer' ? checkReply(task, answer.text, input) : undefined;
    const canAsk = attempt === 1 && run.provider.isLanguageModel;
    if (answer.kind === 'answer' && checked !== undefined) {
      // Something was found, and nothing of it holds: worth asking once more.
      if (canAsk && checked.suggestions.length === 0 && checked.dropped.length > 0) {
        asked = repairRequest(request, answer.text, checked.dropped);
        continue;
      }
      await run.cache?.keep(run.provider.id, request, answer.text);
      return { kind: 'done', ...checked, usage };
    }
    const failure = answer.kind === 'failed' ? answer.failure : badReply(answer.text);
    if (!canAsk || !REPAIRABLE.has(failure.kind)) {
      return { kind: 'failed', failure, usage };
    }
    asked = repairRequest(request, answer.text ?? '', failure.kind);
  }
}

/** What asking again may mend. */
const REPAIRABLE: ReadonlySet<ProviderFailure['kind']> = new Set(['cut', 'refused', 'badReply']);

async function ask(request: ProviderRequest, { provider, signal, onText }: Run): Promise<ProviderAnswer> {
  try {
    const answer = await provider.answer(onText === undefined ? request : { ...request, onText }, signal);
    return signal.aborted ? { kind: 'cancelled' } : answer;
  } catch (error) {
    // A provider that rejects breaks its contract; the user still gets a sentence. The message may quote anything.
    const name = error instanceof Error ? error.name : typeof error;
    return signal.aborted ? { kind: 'cancelled' } : failed('other', `The provider broke (${name}).`);
  }
}

/** What a reply's text comes to when it is read and checked; `undefined` when it is not of the shape asked for. */
export function checkReply<Name extends TaskName, S extends Suggestion>(
  task: Task<Name, S>,
  text: string,
  input: TaskInputs[Name],
): CheckedReply<S> | undefined {
  for (const reply of extractJson(text)) {
    const checked = task.check(reply, input);
    if (checked !== undefined) return checked;
  }
  return undefined;
}

function badReply(text: string): ProviderFailure {
  return {
    kind: 'badReply',
    detail: text.trim() === '' ? 'The reply was empty.' : 'The reply was not in the shape asked for.',
  };
}

function failed(kind: ProviderFailure['kind'], detail: string): { kind: 'failed'; failure: ProviderFailure } {
  return { kind: 'failed', failure: { kind, detail } };
}

function withUsage<S extends Suggestion>(
  outcome: Exclude<TaskOutcome<S>, { kind: 'done' }>,
  before: TokenUsage | undefined,
): TaskOutcome<S> {
  return outcome.kind === 'failed' ? { ...outcome, usage: addUsage(before, outcome.usage) } : outcome;
}

/** The sum of what was counted; `undefined` only when nothing was. */
function addUsage(a: TokenUsage | undefined, b: TokenUsage | undefined): TokenUsage | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return {
    input: a.input + b.input,
    output: a.output + b.output,
    cachedInput: a.cachedInput + b.cachedInput,
  };
}
