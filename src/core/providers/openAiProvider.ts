import type OpenAI from 'openai';
import type { AdaptiveLimiter } from '../assistant/limiter.ts';
import type {
  Provider,
  ProviderAnswer,
  ProviderFailure,
  ProviderRequest,
  TokenUsage,
} from '../assistant/provider.ts';
import { estimateRequest } from '../assistant/tokens.ts';
import { hopefulAbilities, learnFrom, type Abilities, type AbilityStore } from './openAiAbilities.ts';
import { attempt, type AttemptOutcome } from './openAiAttempt.ts';
import type { Question } from './openAiBody.ts';
import { modelName } from './modelName.ts';
import { inputBudgetOf } from './openAiBudget.ts';
import { emptyReply } from './openAiReply.ts';
import { createClient, pause, type Endpoint, type Network } from './openAiNetwork.ts';

/** One HTTP request, for the log: no text of the note, no key. */
export interface SentRequest {
  readonly provider: string;
  /** The task, or `test`. */
  readonly about: string;
  /** 1 for the first, 2 for its first repetition. */
  readonly attempt: number;
  /** `ok`, `cancelled` or the kind of the failure. */
  readonly outcome: 'ok' | 'cancelled' | ProviderFailure['kind'];
  readonly status: number | undefined;
  readonly ms: number;
  readonly usage: TokenUsage | undefined;
}

export interface OpenAiOptions extends Endpoint {
  readonly model: string;
  /** Remembers what the server can do; without it that is learned anew by each provider. */
  readonly abilities?: AbilityStore | undefined;
  /** Tokens that question and reply may have together, where the server tells; else what the model's name tells. */
  readonly contextLength?: number | undefined;
  /** Silence after which the server counts as gone; 90 seconds unless told. Milliseconds. */
  readonly silenceMs?: number | undefined;
  /** For one answer, repetitions included; 5 minutes unless told. Milliseconds. */
  readonly deadlineMs?: number | undefined;
  /** How often a failure that may pass is tried again; 4 unless told. */
  readonly maxRetries?: number | undefined;
  /**
   * Each HTTP request takes its turn here. One that waits before it is repeated takes no place, so more answers than
   * the limiter has places can be under way.
   */
  readonly limiter?: AdaptiveLimiter | undefined;
  /** Told of every HTTP request when it has ended. */
  readonly onRequest?: ((sent: SentRequest) => void) | undefined;
}

const SILENCE_MS = 90_000;
const DEADLINE_MS = 300_000;
const MAX_RETRIES = 4;
/** The first wait where the server names none; doubled each time, up to the longest. */
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 20_000;
/** Between two looks whether a model is loaded. */
const LOADING_WAIT_MS = 2000;

/** OpenAI, or any server that speaks its chat completions: Ollama, LM Studio, llama.cpp, vLLM. */
export class OpenAiProvider implements Provider {
  readonly id: string;
  readonly label: string;
  readonly isLanguageModel = true;
  readonly inputBudget: number | undefined;
  readonly #options: OpenAiOptions;
  #client: OpenAI | undefined;
  #learned: Abilities | undefined;

  constructor(options: OpenAiOptions) {
    this.#options = options;
    const { baseUrl, model } = options;
    this.id = `openai:${baseUrl}:${model}`;
    this.label = `${modelName(model)} at ${URL.canParse(baseUrl) ? new URL(baseUrl).host : baseUrl}`;
    this.inputBudget = inputBudgetOf(model, options.contextLength);
  }

  async answer(request: ProviderRequest, signal: AbortSignal): Promise<ProviderAnswer> {
    const { task, messages, schema, onText } = request;
    const maxOutputTokens = this.#outputRoom(request);
    return await this.ask({ name: task, messages, schema, maxOutputTokens }, signal, onText);
  }

  /** Some servers refuse a question that leaves less room than its reply may take. */
  #outputRoom(request: ProviderRequest): number {
    const { contextLength } = this.#options;
    if (contextLength === undefined) return request.maxOutputTokens;
    const left = Math.max(contextLength - estimateRequest(request), contextLength - this.inputBudget!);
    return Math.min(request.maxOutputTokens, left);
  }

  /** As `answer`, for a question that is no task. */
  async ask(
    question: Question,
    signal: AbortSignal,
    onText?: (textSoFar: string) => void,
  ): Promise<ProviderAnswer> {
    if (signal.aborted) return { kind: 'cancelled' };
    const { network } = this.#options;
    const deadline = network.now() + (this.#options.deadlineMs ?? DEADLINE_MS);
    let abilities = this.#abilities();
    let isForOnce = false;
    for (let tries = 1, retries = 0; ; tries++) {
      const send = (): Promise<AttemptOutcome> =>
        this.#send(question, abilities, { deadline, signal, onText, tries });
      const outcome = await this.#inTurn(send, signal);
      if (outcome.kind === 'cancelled') return outcome;
      if (outcome.kind === 'answer') {
        if (!isForOnce) this.#remember(abilities);
        return { kind: 'answer', text: outcome.reply.text, usage: outcome.reply.usage };
      }
      const lesson = lessonOf(outcome, abilities);
      if (lesson !== undefined) {
        abilities = lesson;
        // The next reply may well be readable: that is no fault of the format for ever.
        isForOnce ||= outcome.isUnreadable === true;
        continue;
      }
      const { failure, reply } = outcome;
      // A model that is being loaded is worth waiting for, until the deadline.
      const isLoading = failure.kind === 'loading';
      const wait = isLoading ? LOADING_WAIT_MS : waitBefore(++retries, failure.retryAfterMs, network);
      const isHopeless = !outcome.isTransient || retries > (this.#options.maxRetries ?? MAX_RETRIES);
      if (isHopeless || network.now() + wait >= deadline) {
        return { kind: 'failed', failure, text: reply.text + reply.refusal, usage: reply.usage };
      }
      if (!(await pause(wait, network, signal))) return { kind: 'cancelled' };
    }
  }

  async #inTurn(send: () => Promise<AttemptOutcome>, signal: AbortSignal): Promise<AttemptOutcome> {
    const { limiter } = this.#options;
    if (limiter === undefined) return await send();
    const outcome = await limiter.run(signal, send);
    if (outcome === undefined) return { kind: 'cancelled' };
    if (outcome.kind === 'answer') limiter.succeeded();
    else if (outcome.kind === 'failed' && outcome.failure.kind === 'rateLimited') limiter.slowDown();
    return outcome;
  }

  async #send(
    question: Question,
    abilities: Abilities,
    { tries, ...limits }: Limits & { readonly tries: number },
  ): Promise<AttemptOutcome> {
    const { network, model, silenceMs = SILENCE_MS, onRequest } = this.#options;
    const client = this.#openClient();
    if (client === undefined) return unusableAddress();
    const began = network.now();
    const outcome = await attempt(question, abilities, { client, model, network, silenceMs, ...limits });
    onRequest?.({
      provider: this.label,
      about: question.name,
      attempt: tries,
      outcome:
        outcome.kind === 'failed' ? outcome.failure.kind : outcome.kind === 'answer' ? 'ok' : 'cancelled',
      status: outcome.kind === 'failed' ? outcome.status : undefined,
      ms: network.now() - began,
      usage: outcome.kind === 'cancelled' ? undefined : outcome.reply.usage,
    });
    return outcome;
  }

  #openClient(): OpenAI | undefined {
    try {
      this.#client ??= createClient(this.#options);
    } catch {
      // The address is none: told to the user as a failure of its own.
      return undefined;
    }
    return this.#client;
  }

  #abilities(): Abilities {
    return this.#learned ?? this.#options.abilities?.get(this.id) ?? hopefulAbilities(this.#options.baseUrl);
  }

  /** Only what an answer has proven right is remembered. */
  #remember(abilities: Abilities): void {
    if (this.#learned === abilities) return;
    this.#learned = abilities;
    this.#options.abilities?.set(this.id, abilities);
  }
}

interface Limits {
  readonly deadline: number;
  readonly signal: AbortSignal;
  readonly onText: ((textSoFar: string) => void) | undefined;
}

type FailedOutcome = Extract<AttemptOutcome, { kind: 'failed' }>;

/** What to leave out of the next attempt, when the failure says so. */
function lessonOf(outcome: FailedOutcome, abilities: Abilities): Abilities | undefined {
  const { failure, reply, refusal, isUnreadable } = outcome;
  if (refusal !== undefined) return learnFrom(refusal, abilities);
  // Asked in the same way the model would say the same again. Without a format the server hands on whatever it says.
  if (isUnreadable === true)
    return abilities.replyFormat === 'prompt' ? undefined : { ...abilities, replyFormat: 'prompt' };
  // Some servers answer a request for a stream with one whole answer.
  if (failure.kind === 'badReply' && !reply.isCompletion && abilities.streaming)
    return { ...abilities, streaming: false };
  // A model that thinks before it writes can use up the limit with its thoughts.
  const isThoughtOnly = failure.kind === 'cut' && reply.finish === 'length' && reply.text.trim() === '';
  return isThoughtOnly && abilities.outputLimit !== 'none'
    ? { ...abilities, outputLimit: 'none' }
    : undefined;
}

/** As the server says, else longer each time, a little by chance so that many do not come back at once. */
function waitBefore(retry: number, retryAfterMs: number | undefined, network: Network): number {
  if (retryAfterMs !== undefined) return retryAfterMs;
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (retry - 1)) * (0.75 + network.random() / 4);
}

function unusableAddress(): AttemptOutcome {
  const failure: ProviderFailure = { kind: 'notFound', detail: 'The address is none.' };
  return { kind: 'failed', reply: emptyReply(), failure, isTransient: false };
}
