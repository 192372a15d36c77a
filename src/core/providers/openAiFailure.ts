import { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai';
import type { ProviderFailure } from '../assistant/provider.ts';
import { oneLine } from '../assistant/plainText.ts';
import type { RequestRefusal } from './openAiAbilities.ts';

/** A failed attempt, and whether another may fare better. */
export interface FailedAttempt {
  readonly failure: ProviderFailure;
  /** It may pass by itself: worth another attempt after a while. */
  readonly isTransient: boolean;
  /** The model answered, but the server could not read it in the format that was asked for. */
  readonly isUnreadable?: true;
  /** The server did not like the request as such. */
  readonly refusal?: RequestRefusal;
  readonly status?: number;
}

const LONGEST_DETAIL = 160;
const TOO_LONG =
  /context.?(?:length|window|size)|maximum context|too many tokens|(?:prompt|input|request) (?:is )?too (?:long|large)|must have less than \d+ tokens|exceeds? the (?:available )?context/i;
/** llama.cpp where the requests under way together have used up its context: one alone would fit. */
const NO_ROOM_NOW = /context size has been exceeded/i;
/** llama.cpp of a text to embed that is longer than its batch, 512 tokens unless it is told: HTTP 500. */
const TOO_LARGE = /too large to process/i;
/** llama.cpp in the seconds or minutes after its start: HTTP 503. */
const LOADING = /\bloading model\b/i;
/** llama.cpp, `common_chat_peg_parse`: https://github.com/ggml-org/llama.cpp/issues/27279 */
const UNREADABLE = /model produced output that does not match the expected/i;
const NO_ALLOWANCE =
  /insufficient_quota|billing|exceeded your current quota|insufficient (?:credit|balance)/i;
/** Nothing listens there: waiting does not help. */
const NOBODY_THERE =
  /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|CERT_|SELF_SIGNED|UNABLE_TO_VERIFY|bad port/;

/**
 * What an error of the client means. The failure holds no key and no text of the note.
 *
 * @param sent everything that was sent, so that a server's words that repeat it are not shown
 * @param now milliseconds since 1970, for a `Retry-After` that names a moment
 */
export function failedAttempt(error: unknown, sent: readonly string[], now: number): FailedAttempt {
  if (error instanceof APIConnectionTimeoutError) return transient('timeout', 'No answer came in time.');
  if (error instanceof APIConnectionError) return connectionFailure(error);
  if (error instanceof APIError && typeof error.status === 'number')
    return httpFailure(error, error.status, sent, now);
  if (error instanceof APIError) return apiFailure(error, sent);
  if (error instanceof TypeError || error instanceof SyntaxError)
    return transient('cut', 'The connection broke.');
  return lasting('other', error instanceof Error ? `It broke with ${error.name}.` : 'It broke.');
}

function connectionFailure(error: APIConnectionError): FailedAttempt {
  const code = causes(error).find((cause) => NOBODY_THERE.test(cause)) !== undefined;
  return code
    ? lasting('unreachable', 'Nothing answers there.')
    : transient('unreachable', 'The connection broke.');
}

/** Codes and messages of an error and of what caused it. */
function causes(error: unknown, depth = 0): string[] {
  if (!(error instanceof Error) || depth > 5) return [];
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const inner = error instanceof AggregateError ? error.errors : [error.cause];
  return [code, error.message, ...inner.flatMap((cause) => causes(cause, depth + 1))];
}

/** An error that came in the middle of a stream. */
function apiFailure(error: APIError, sent: readonly string[]): FailedAttempt {
  const words = `${error.code ?? ''} ${error.type ?? ''} ${error.message}`;
  if (NO_ALLOWANCE.test(words)) return lasting('quota', 'The account has no allowance left.');
  const ofServer = ownWords(words);
  if (ofServer !== undefined) return ofServer;
  if (TOO_LONG.test(words)) return lasting('tooLong', 'The request does not fit the model.');
  if (/rate.?limit|overloaded|too many requests/i.test(words))
    return transient('rateLimited', 'Too many requests.');
  return transient('serverError', safeDetail(error.message, sent));
}

/** What only one server says, and only in its own words; with a status of 500 or in the middle of a stream. */
function ownWords(words: string): FailedAttempt | undefined {
  if (NO_ROOM_NOW.test(words)) return transient('rateLimited', 'No room for so many requests at once.');
  if (TOO_LARGE.test(words)) return lasting('tooLong', 'The text does not fit the model.');
  if (LOADING.test(words)) return transient('loading', 'The model is being loaded.');
  if (!UNREADABLE.test(words)) return undefined;
  return { ...lasting('badReply', 'The server could not read what the model said.'), isUnreadable: true };
}

function httpFailure(error: APIError, status: number, sent: readonly string[], now: number): FailedAttempt {
  const words = `${error.code ?? ''} ${error.type ?? ''} ${error.message}`;
  const withStatus = (attempt: FailedAttempt): FailedAttempt => ({ ...attempt, status });
  if (status === 401 || status === 403) return withStatus(lasting('unauthorized', `HTTP ${status}.`));
  if (status === 402 || (status === 429 && NO_ALLOWANCE.test(words))) {
    return withStatus(lasting('quota', 'The account has no allowance left.'));
  }
  if (status === 413 || (status < 500 && TOO_LONG.test(words))) {
    return withStatus(lasting('tooLong', 'The request does not fit the model.'));
  }
  if (status === 429) return withStatus(waiting('rateLimited', 'Too many requests.', error.headers, now));
  if (status === 408 || status === 409 || status === 425) {
    return withStatus(waiting('timeout', `HTTP ${status}.`, error.headers, now));
  }
  if (status >= 500 && status !== 501) {
    const ofServer = ownWords(words);
    if (ofServer !== undefined) return withStatus(ofServer);
    return withStatus(waiting('serverError', `HTTP ${status}${tail(error, sent)}`, error.headers, now));
  }
  if (status === 0 || (status >= 300 && status < 400)) {
    return withStatus(lasting('notFound', 'The address leads somewhere else.'));
  }
  const kind = status === 404 ? 'notFound' : 'other';
  const failure = lasting(kind, `HTTP ${status}${tail(error, sent)}`);
  const refusal = { param: error.param ?? '', message: error.message };
  return withStatus(status === 404 ? failure : { ...failure, refusal });
}

function tail(error: APIError, sent: readonly string[]): string {
  const detail = safeDetail(error.message.replace(/^\d{3} /, ''), sent);
  return detail === '' ? '' : `: ${detail}`;
}

/** The server's words, unless they repeat anything of what was sent. */
function safeDetail(message: string, sent: readonly string[]): string {
  const line = oneLine(message, LONGEST_DETAIL);
  const step = 4;
  const length = 12;
  for (let at = 0; at + length <= line.length; at += step) {
    const piece = line.slice(at, at + length);
    if (sent.some((text) => text.includes(piece))) return '';
  }
  return line;
}

function transient(kind: ProviderFailure['kind'], detail: string): FailedAttempt {
  return { failure: { kind, detail }, isTransient: true };
}

function lasting(kind: ProviderFailure['kind'], detail: string): FailedAttempt {
  return { failure: { kind, detail }, isTransient: false };
}

function waiting(
  kind: ProviderFailure['kind'],
  detail: string,
  headers: Headers | undefined,
  now: number,
): FailedAttempt {
  const retryAfterMs = retryAfter(headers, now);
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  return { failure: { kind, detail, ...wait }, isTransient: true };
}

/** RFC 9110 `Retry-After` (seconds or a date), and OpenAI's `retry-after-ms`. */
function retryAfter(headers: Headers | undefined, now: number): number | undefined {
  const ms = Number.parseFloat(headers?.get('retry-after-ms') ?? '');
  if (ms >= 0) return ms;
  const value = headers?.get('retry-after') ?? '';
  if (/^\s*\d+(?:\.\d+)?\s*$/.test(value)) return Number.parseFloat(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
