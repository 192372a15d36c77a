import type { Provider, ProviderFailure, ProviderRequest, TokenUsage } from './provider.ts';
import type { DroppedReply, Suggestion } from './suggestion.ts';
import type { TaskInputs, TaskName } from './taskInput.ts';

/** One question to a model: how it is asked, and how its reply is checked. */
export interface Task<Name extends TaskName, S extends Suggestion = Suggestion> {
  readonly name: Name;
  readonly promptVersion: number;
  request(input: TaskInputs[Name]): ProviderRequest<Name>;
  /** Turns a parsed reply into suggestions; what breaks a rule is dropped and told. `undefined`: wrong shape. */
  check(reply: unknown, input: TaskInputs[Name]): CheckedReply<S> | undefined;
}

export interface CheckedReply<S extends Suggestion = Suggestion> {
  readonly suggestions: readonly S[];
  readonly dropped: readonly DroppedReply[];
}

/** How a task ended. Cancellation is its own outcome, never "no result". */
export type TaskOutcome<S extends Suggestion = Suggestion> =
  | ({ readonly kind: 'done'; readonly usage: TokenUsage | undefined } & CheckedReply<S>)
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly failure: ProviderFailure };

/** Asks the provider, checks the reply and asks once more where it is of no use. Never rejects. */
export declare function runTask<Name extends TaskName, S extends Suggestion>(
  task: Task<Name, S>,
  input: TaskInputs[Name],
  provider: Provider,
  signal: AbortSignal,
): Promise<TaskOutcome<S>>;
