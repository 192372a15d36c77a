import { fitCandidates } from './inputBudget.ts';
import type { Provider, ProviderRequest } from './provider.ts';
import { noteParts, type Task } from './task.ts';
import type { Suggestion } from './suggestion.ts';
import type { NoteTaskInputs, NoteTaskName } from './taskInput.ts';
import { estimateRequest } from './tokens.ts';

/** What a task will take, before anything is sent. */
export interface Forecast {
  /** Without repetitions and repairs; 0 when there is nothing to ask. */
  readonly requests: number;
  readonly inputTokens: number;
  /** The most that can come back. */
  readonly maxOutputTokens: number;
}

/** What decides how a question is put. */
type Asked = Pick<Provider, 'isLanguageModel' | 'inputBudget'>;

/**
 * The very requests that a task begins with: one, one for each part where the note does not fit, none where there is
 * nothing to ask or not even parts fit. Left out: what depends on replies, such as the summary of the parts' summaries.
 */
export function firstRequests<Name extends NoteTaskName, S extends Suggestion>(
  task: Task<Name, S>,
  input: NoteTaskInputs[Name],
  provider: Asked,
): ProviderRequest<Name>[] {
  if (task.nothingToAsk(input) !== undefined) return [];
  const fitted = fitCandidates(task, input, provider);
  const whole = task.request(fitted);
  const { inputBudget } = provider;
  if (inputBudget === undefined || estimateRequest(whole) <= inputBudget) return [whole];
  return noteParts(task, fitted, inputBudget).map((part) =>
    task.request(task.withNote(fitted, { ...input.note, part })),
  );
}

/** Estimates a task from the requests that it begins with. */
export function forecast<Name extends NoteTaskName, S extends Suggestion>(
  task: Task<Name, S>,
  input: NoteTaskInputs[Name],
  provider: Asked,
): Forecast {
  return sumOf(firstRequests(task, input, provider));
}

/** What requests take together. */
export function sumOf(requests: readonly ProviderRequest[]): Forecast {
  return {
    requests: requests.length,
    inputTokens: requests.reduce((sum, request) => sum + estimateRequest(request), 0),
    maxOutputTokens: requests.reduce((sum, { maxOutputTokens }) => sum + maxOutputTokens, 0),
  };
}
