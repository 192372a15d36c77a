import { extractJson } from './extractJson.ts';
import { repairRequest } from './prompts/repair.ts';
import type { Provider, ProviderAnswer, ProviderFailure, ProviderRequest, TokenUsage } from './provider.ts';
import type { ReplyCache } from './replyCache.ts';
import type { DroppedReply, Suggestion } from './suggestion.ts';

/** What of a reply passed, and what was dropped. */
export interface CheckedReply<S = Suggestion> {
  readonly suggestions: readonly S[];
  readonly dropped: readonly DroppedReply[];
}

/** How a task ended. Cancellation is its own outcome, never "no result". */
export type TaskOutcome<S = Suggestion> =
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
export interface Run extends RunOptions {
  readonly provider: Provider;
  readonly signal: AbortSignal;
}

/**
 * Asks the provider, or the cache, checks the reply, and asks once more where it is of no use. Never rejects.
 *
 * @param check turns a parsed reply into what was asked for; `undefined` when it has another shape
 */
export async function askAndCheck<S>(
  request: ProviderRequest,
  check: (reply: unknown) => CheckedReply<S> | undefined,
  run: Run,
): Promise<TaskOutcome<S>> {
  const kept = run.fresh === true ? undefined : await run.cache?.get(run.provider.id, request);
  const known = kept === undefined ? undefined : checkReply(kept, check);
  if (run.signal.aborted) return { kind: 'cancelled' };
  if (known !== undefined) return { kind: 'done', ...known, usage: undefined };
  let asked = request;
  let usage: TokenUsage | undefined;
  for (let attempt = 1; ; attempt++) {
    const answer = await ask(asked, run);
    if (answer.kind === 'cancelled') return answer;
    usage = addUsage(usage, answer.usage);
    const checked = answer.kind === 'answer' ? checkReply(answer.text, check) : undefined;
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
export function checkReply<S>(
  text: string,
  check: (reply: unknown) => CheckedReply<S> | undefined,
): CheckedReply<S> | undefined {
  for (const reply of extractJson(text)) {
    const checked = check(reply);
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

/** A failure as an outcome or an answer. */
export function failed(
  kind: ProviderFailure['kind'],
  detail: string,
): { kind: 'failed'; failure: ProviderFailure } {
  return { kind: 'failed', failure: { kind, detail } };
}

/** The sum of what was counted; `undefined` only when nothing was. */
export function addUsage(a: TokenUsage | undefined, b: TokenUsage | undefined): TokenUsage | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return {
    input: a.input + b.input,
    output: a.output + b.output,
    cachedInput: a.cachedInput + b.cachedInput,
  };
}
