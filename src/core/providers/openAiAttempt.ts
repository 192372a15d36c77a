import type OpenAI from 'openai';
import type { ChatCompletionChunk } from 'openai/resources/chat/completions';
import type { ProviderFailure } from '../assistant/provider.ts';
import type { Abilities } from './openAiAbilities.ts';
import { chatBody, type Question } from './openAiBody.ts';
import { failedAttempt, type FailedAttempt } from './openAiFailure.ts';
import type { Network } from './openAiNetwork.ts';
import { addChunk, emptyReply, readCompletion, type RawReply } from './openAiReply.ts';

/** One HTTP request. */
export interface AttemptOptions {
  readonly client: OpenAI;
  readonly model: string;
  readonly network: Network;
  /** Silence after which the server counts as gone. Milliseconds. */
  readonly silenceMs: number;
  /** When all must have ended; by `network.now`. */
  readonly deadline: number;
  readonly signal: AbortSignal;
  readonly onText?: ((textSoFar: string) => void) | undefined;
}

export type AttemptOutcome =
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'answer'; readonly reply: RawReply }
  | ({ readonly kind: 'failed'; readonly reply: RawReply } & FailedAttempt);

/** Sends one request and reads its reply to the end. An abort ends the HTTP request at once. Never rejects. */
export async function attempt(
  question: Question,
  abilities: Abilities,
  options: AttemptOptions,
): Promise<AttemptOutcome> {
  const { network } = options;
  const reply = emptyReply();
  const watch = new Watch(options);
  try {
    const read = ask(question, abilities, options, reply, watch);
    // A fetch that does not heed its signal must not keep the user waiting; what it says later is of no use.
    read.catch(() => undefined);
    const whole = await Promise.race([read, watch.stopped]);
    return whole === undefined || watch.signal.aborted ? watch.outcome(reply) : judge(whole);
  } catch (error) {
    if (watch.signal.aborted) return watch.outcome(reply);
    const sent = question.messages.map((message) => message.content);
    const found = failedAttempt(error, sent, network.now());
    const isBroken = found.failure.kind === 'unreachable' && reply.hasBegun;
    const failure: ProviderFailure = isBroken
      ? { kind: 'cut', detail: 'The connection broke.' }
      : found.failure;
    return { kind: 'failed', reply, ...found, failure };
  } finally {
    watch.end();
  }
}

async function ask(
  question: Question,
  abilities: Abilities,
  options: AttemptOptions,
  reply: RawReply,
  watch: Watch,
): Promise<RawReply> {
  const body = chatBody(options.model, question, abilities);
  const answer: unknown = await options.client.chat.completions.create(body, {
    signal: watch.signal,
    maxRetries: 0,
    // Only so that the client's own limit of ten minutes does not end what may take longer.
    timeout: Math.max(1, options.deadline - options.network.now()),
  });
  watch.heard();
  reply.hasBegun = true;
  if (!isStream(answer)) return readCompletion(answer);
  for await (const chunk of answer) {
    watch.heard();
    addChunk(reply, chunk);
    if (reply.text !== '') options.onText?.(reply.text);
  }
  return reply;
}

function isStream(answer: unknown): answer is AsyncIterable<Partial<ChatCompletionChunk>> {
  return typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;
}

/** Whether a reply that came without an error is one. */
export function judge(reply: RawReply): AttemptOutcome {
  const failed = (kind: ProviderFailure['kind'], detail: string, isTransient = false): AttemptOutcome => ({
    kind: 'failed',
    reply,
    failure: { kind, detail },
    isTransient,
  });
  if (!reply.isCompletion) return failed('badReply', 'What answered is no language model server.');
  if (reply.refusal !== '') return failed('refused', 'The model declined.');
  if (reply.finish === 'content_filter') return failed('refused', 'A filter stopped the reply.');
  if (reply.finish === 'length') return failed('cut', 'The reply reached the length limit.');
  if (reply.finish === undefined) return failed('cut', 'The reply broke off.', true);
  return { kind: 'answer', reply };
}

/** Ends a request that is cancelled, silent for too long, or past the deadline. */
class Watch {
  /** Settles with nothing when the request is to end early. */
  readonly stopped: Promise<undefined>;
  readonly #controller = new AbortController();
  readonly #options: AttemptOptions;
  readonly #stopDeadline: () => void;
  readonly #onAbort: () => void;
  #reason: 'silence' | 'deadline' | undefined;
  #stopSilence: () => void = () => undefined;

  constructor(options: AttemptOptions) {
    this.#options = options;
    const { network, deadline, signal } = options;
    this.#onAbort = () => this.#controller.abort();
    this.stopped = new Promise((resolve) => {
      this.#controller.signal.addEventListener('abort', () => resolve(undefined), { once: true });
    });
    signal.addEventListener('abort', this.#onAbort);
    if (signal.aborted) this.#onAbort();
    this.#stopDeadline = network.after(Math.max(0, deadline - network.now()), () => this.#stop('deadline'));
    this.heard();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** The server said something: the silence begins anew. */
  heard(): void {
    this.#stopSilence();
    const { network, silenceMs } = this.#options;
    this.#stopSilence = network.after(silenceMs, () => this.#stop('silence'));
  }

  outcome(reply: RawReply): AttemptOutcome {
    if (this.#options.signal.aborted) return { kind: 'cancelled' };
    const detail = this.#reason === 'deadline' ? 'The time for the answer is up.' : 'The server fell silent.';
    return {
      kind: 'failed',
      reply,
      failure: { kind: 'timeout', detail },
      isTransient: this.#reason === 'silence',
    };
  }

  end(): void {
    this.#stopSilence();
    this.#stopDeadline();
    this.#options.signal.removeEventListener('abort', this.#onAbort);
  }

  #stop(reason: 'silence' | 'deadline'): void {
    this.#reason ??= reason;
    this.#controller.abort();
  }
}
