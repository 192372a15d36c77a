import OpenAI from 'openai';
import type { Batch } from 'openai/resources/batches';
import type { BatchAnswer, BatchProvider, BatchReply, BatchState } from '../assistant/batch/batchProvider.ts';
import { oneLine } from '../assistant/plainText.ts';
import type { ProviderFailure, ProviderRequest } from '../assistant/provider.ts';
import type { Abilities } from './openAiAbilities.ts';
import { judge } from './openAiAttempt.ts';
import { chatBody } from './openAiBody.ts';
import { failedAttempt } from './openAiFailure.ts';
import { createClient, type Endpoint } from './openAiNetwork.ts';
import { readCompletion } from './openAiReply.ts';

/** An endpoint with batches, a model there, and what it is known to accept: a batch cannot learn on its way. */
export interface BatchEndpoint extends Endpoint {
  readonly model: string;
  readonly abilities: Abilities;
}

/** Our name of a batch among what the endpoint keeps with it. */
const MARK = 'notewright';
const PATH = '/v1/chat/completions';
/** Questions about a batch may be asked twice without harm; one that begins a batch may not. */
const MAX_RETRIES = 2;
const TIMEOUT_MS = 60_000;
const UPLOAD_TIMEOUT_MS = 600_000;
const LONGEST_DETAIL = 160;

/**
 * Whether a server keeps batches: OpenAI's does, few others. Asks for their list, which sends nothing of a note.
 * What cannot be reached has none.
 */
export async function hasBatches(endpoint: Endpoint, signal: AbortSignal): Promise<boolean> {
  try {
    // As it comes: the client's own page of a list would take anything for an empty one.
    const page: unknown = await createClient(endpoint).get('/batches', {
      query: { limit: 1 },
      signal,
      timeout: TIMEOUT_MS,
      maxRetries: 0,
    });
    const { object, data } = page as { readonly object?: unknown; readonly data?: unknown };
    return object === 'list' && Array.isArray(data);
  } catch {
    return false;
  }
}

/** OpenAI's Batch API: https://platform.openai.com/docs/api-reference/batch */
export class OpenAiBatches implements BatchProvider {
  readonly #endpoint: BatchEndpoint;
  readonly #client: OpenAI;

  /** @throws when the address is none */
  constructor(endpoint: BatchEndpoint) {
    this.#endpoint = endpoint;
    this.#client = createClient(endpoint);
  }

  line(customId: string, { task, messages, schema, maxOutputTokens }: ProviderRequest): BatchAnswer<string> {
    const { model, abilities } = this.#endpoint;
    const question = { name: task, messages, schema, maxOutputTokens };
    const body = chatBody(model, question, { ...abilities, streaming: false });
    return { kind: 'done', value: JSON.stringify({ custom_id: customId, method: 'POST', url: PATH, body }) };
  }

  async submit(lines: readonly string[], mark: string, signal: AbortSignal): Promise<BatchAnswer<string>> {
    return await this.#ask(lines, async () => {
      const file = new File(
        lines.map((line) => `${line}\n`),
        'notewright.jsonl',
      );
      const { id } = await this.#client.files.create(
        { file, purpose: 'batch' },
        { signal, timeout: UPLOAD_TIMEOUT_MS, maxRetries: 0 },
      );
      const batch = await this.#client.batches.create(
        { input_file_id: id, endpoint: PATH, completion_window: '24h', metadata: { [MARK]: mark } },
        { signal, timeout: TIMEOUT_MS, maxRetries: 0 },
      );
      return batch.id;
    });
  }

  async find(mark: string): Promise<BatchAnswer<string | undefined>> {
    return await this.#ask([], async () => {
      for await (const batch of this.#client.batches.list({ limit: 100 }, this.#again())) {
        if (batch.metadata?.[MARK] === mark) return batch.id;
      }
      return undefined;
    });
  }

  async look(id: string): Promise<BatchAnswer<BatchState>> {
    return await this.#ask([], async () => stateOf(await this.#client.batches.retrieve(id, this.#again())));
  }

  async replies(file: string, take: (reply: BatchReply) => Promise<void>): Promise<BatchAnswer<undefined>> {
    const content = await this.#ask([], () => this.#client.files.content(file, this.#again()));
    if (content.kind === 'failed') return content;
    const lines = linesOf(content.value);
    for (;;) {
      // What `take` throws is the taker's own, not the server's.
      const next = await this.#ask([], () => lines.next());
      if (next.kind === 'failed') return next;
      if (next.value.done === true) return { kind: 'done', value: undefined };
      const reply = this.#readReply(next.value.value);
      if (reply !== undefined) await take(reply);
    }
  }

  async cancel(id: string): Promise<BatchAnswer<undefined>> {
    return await this.#ask([], async () => {
      const { status } = await this.#client.batches.cancel(id, this.#again());
      return void status;
    });
  }

  #again(): { readonly timeout: number; readonly maxRetries: number } {
    return { timeout: TIMEOUT_MS, maxRetries: MAX_RETRIES };
  }

  async #ask<T>(sent: readonly string[], question: () => Promise<T>): Promise<BatchAnswer<T>> {
    try {
      return { kind: 'done', value: await question() };
    } catch (error) {
      return { kind: 'failed', failure: failedAttempt(error, sent, this.#endpoint.network.now()).failure };
    }
  }

  /** `undefined` for a line that is none of a reply. */
  #readReply(line: string): BatchReply | undefined {
    const value = parse(line) as Partial<OutputLine> | null | undefined;
    if (typeof value?.custom_id !== 'string') return undefined;
    const { custom_id: customId, response, error } = value;
    const status = response?.status_code;
    if (typeof status !== 'number' || status !== 200) {
      const failure = this.#failureOf(status, response?.body?.error?.message ?? error?.message);
      return { customId, answer: { kind: 'failed', failure } };
    }
    const outcome = judge(readCompletion(response?.body));
    if (outcome.kind === 'answer') {
      const { text, usage } = outcome.reply;
      return { customId, answer: { kind: 'answer', text, usage } };
    }
    const failure: ProviderFailure =
      outcome.kind === 'failed' ? outcome.failure : { kind: 'other', detail: 'It was cancelled.' };
    const usage = outcome.kind === 'failed' ? outcome.reply.usage : undefined;
    return { customId, answer: { kind: 'failed', failure, usage } };
  }

  /** As the same error would be told had it answered a request of its own. */
  #failureOf(status: number | undefined, message: unknown): ProviderFailure {
    const words = typeof message === 'string' ? oneLine(message, LONGEST_DETAIL) : '';
    if (status === undefined) return { kind: 'other', detail: words };
    const error = new OpenAI.APIError(status, { message: words }, words, new Headers());
    return failedAttempt(error, [], this.#endpoint.network.now()).failure;
  }
}

/** A line of an output or error file. */
interface OutputLine {
  readonly custom_id: string;
  readonly response?: {
    readonly status_code?: number;
    readonly body?: { readonly error?: { readonly message?: unknown } };
  } | null;
  readonly error?: { readonly message?: unknown } | null;
}

function stateOf(batch: Batch): BatchState {
  const { status, request_counts: counts, output_file_id: output, error_file_id: errors } = batch;
  if (status === 'completed' || status === 'expired' || status === 'cancelled' || status === 'failed') {
    const detail = status === 'failed' ? (batch.errors?.data?.[0]?.message ?? '') : '';
    const files = [output, errors].filter((id) => typeof id === 'string');
    return { kind: 'ended', how: status, detail: oneLine(detail, LONGEST_DETAIL), files };
  }
  const answered = (counts?.completed ?? 0) + (counts?.failed ?? 0);
  return { kind: 'going', answered, total: counts?.total ?? 0 };
}

/** Line by line, since such a file can be large. */
async function* linesOf(response: Response): AsyncGenerator<string, void> {
  if (response.body === null) return;
  let rest = '';
  for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  yield rest;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
