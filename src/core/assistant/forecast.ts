import type { Provider } from './provider.ts';
import { noteParts, type Task } from './task.ts';
import type { Suggestion } from './suggestion.ts';
import type { TaskInputs, TaskName } from './taskInput.ts';
import { estimateRequest } from './tokens.ts';

/** What a task will take, before anything is sent. */
export interface Forecast {
  /** Without repetitions and repairs; 0 when there is nothing to ask. */
  readonly requests: number;
  readonly inputTokens: number;
  /** The most that can come back. */
  readonly maxOutputTokens: number;
}

/** Estimates a task from the very messages that it would send, in parts where the note does not fit. */
export function forecast<Name extends TaskName, S extends Suggestion>(
  task: Task<Name, S>,
  input: TaskInputs[Name],
  provider: Pick<Provider, 'inputBudget'>,
): Forecast {
  if (task.nothingToAsk(input) !== undefined) return { requests: 0, inputTokens: 0, maxOutputTokens: 0 };
  const request = task.request(input);
  const whole = estimateRequest(request);
  if (provider.inputBudget === undefined || whole <= provider.inputBudget) {
    return { requests: 1, inputTokens: whole, maxOutputTokens: request.maxOutputTokens };
  }
  const parts = noteParts(task, input, provider.inputBudget);
  const tokens = parts.map((part) =>
    estimateRequest(task.request(task.withNote(input, { ...input.note, part }))),
  );
  return {
    requests: parts.length,
    inputTokens: tokens.reduce((sum, each) => sum + each, 0),
    maxOutputTokens: parts.length * request.maxOutputTokens,
  };
}
