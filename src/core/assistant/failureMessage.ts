import type { ProviderFailure } from './provider.ts';

/** What a failure is about, for people. */
export interface FailureContext {
  /** The provider's label, e.g. `gpt-5-mini at api.openai.com`. */
  readonly provider: string;
  /** The note's title, where a note was asked about. */
  readonly note?: string;
}

/**
 * The one clear sentence for the user: what happened, to which note, and what helps. In English; translated at the
 * edge.
 *
 * @example
 * failureMessage({ kind: 'rateLimited', detail: '', retryAfterMs: 20_000 }, { provider: 'llama3.2', note: 'Tides' })
 * // “Tides”: llama3.2 takes no more requests just now; try again in 20 seconds.
 */
export function failureMessage(failure: ProviderFailure, context: FailureContext): string {
  const about = context.note === undefined ? '' : `“${context.note}”: `;
  const sentence = sentenceFor(failure, context.provider);
  // A model's name stays as it is.
  const isNamed = about !== '' || sentence.startsWith(context.provider);
  return about + (isNamed ? sentence : sentence[0]!.toUpperCase() + sentence.slice(1));
}

function sentenceFor(failure: ProviderFailure, provider: string): string {
  switch (failure.kind) {
    case 'unauthorized':
      return `${provider} did not accept the key; choose the language model again to enter it anew.`;
    case 'unreachable':
      return `${provider} cannot be reached; check that it is running and that its address is right.`;
    case 'timeout':
      return `${provider} did not answer in time; try again, or choose a faster model.`;
    case 'loading':
      return `${provider} is still loading its model; try again in a moment.`;
    case 'rateLimited':
      return `${provider} takes no more requests just now; try again ${afterWait(failure.retryAfterMs)}.`;
    case 'quota':
      return `the account at ${provider} has no allowance left; nothing was changed.`;
    case 'notFound':
      return `${provider} does not know this model or address; choose the language model again.`;
    case 'tooLong':
      return `the note does not fit ${provider}, not even in parts; choose a model that takes more text.`;
    case 'cut':
      return `the reply of ${provider} broke off twice; nothing was changed.`;
    case 'refused':
      return `${provider} declined to answer; nothing was changed.`;
    case 'badReply':
      return `${provider} did not answer in the form asked for, not even when asked again; nothing was changed.`;
    case 'noConsent':
      return `nothing was sent to ${provider}, because you have not allowed it.`;
    case 'private':
      return `nothing was sent to ${provider}, because something in it is private.`;
    case 'serverError':
      return `${provider} reported an error of its own${detail(failure)}; try again later.`;
    case 'other':
      return `${provider} could not answer${detail(failure)}; nothing was changed.`;
  }
}

function detail({ detail }: ProviderFailure): string {
  return detail === '' ? '' : ` (${detail.replace(/\.$/, '')})`;
}

function afterWait(ms: number | undefined): string {
  if (ms === undefined) return 'in a minute';
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  if (seconds === 1) return 'in a second';
  return seconds < 120 ? `in ${seconds} seconds` : `in ${Math.ceil(seconds / 60)} minutes`;
}
