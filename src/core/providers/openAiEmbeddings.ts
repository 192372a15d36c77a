import { beginningOf } from '../base/beginningOf.ts';
import type { ProviderFailure } from '../assistant/provider.ts';
import { failedAttempt } from './openAiFailure.ts';
import { createClient, pause, type Endpoint } from './openAiNetwork.ts';

/** An embedding model at an endpoint. */
export interface EmbeddingEndpoint extends Endpoint {
  readonly model: string;
}

export type Embedded =
  | {
      readonly kind: 'embedded';
      /** One for each text, in their order. */
      readonly vectors: readonly Float32Array[];
      /** Tokens that the server counted; 0 where it did not say. */
      readonly tokens: number;
    }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly failure: ProviderFailure };

const MAX_RETRIES = 4;
const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60_000;
const TIMEOUT_MS = 60_000;

/** A text that is refused as too long at this length is not cut any further. UTF-16 code units. */
const SHORTEST = 250;

/**
 * Asks an embedding model what texts mean: `POST /embeddings`, tried again where that may help. What is too long for
 * the model is cut in half until it fits: many take 512 tokens, llama.cpp no more than that unless it is told
 * (`--ubatch-size`), and the beginning says most. Never rejects.
 */
export async function embedTexts(
  endpoint: EmbeddingEndpoint,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<Embedded> {
  const { network } = endpoint;
  let sent = texts;
  let retries = 0;
  for (;;) {
    const outcome = await embedOnce(endpoint, sent, signal);
    if (outcome.kind !== 'failed') return outcome;
    const { failure, isTransient } = outcome;
    const longest = Math.max(...sent.map((text) => text.length));
    if (failure.kind === 'tooLong' && longest > SHORTEST) {
      sent = sent.map((text) => beginningOf(text, longest >> 1));
      continue;
    }
    if (!isTransient || retries === MAX_RETRIES) return { kind: 'failed', failure };
    const wait = failure.retryAfterMs ?? FIRST_WAIT_MS * 2 ** retries * (1 + network.random());
    retries++;
    if (!(await pause(Math.min(wait, LONGEST_WAIT_MS), network, signal))) return { kind: 'cancelled' };
  }
}

type Attempt =
  | Exclude<Embedded, { kind: 'failed' }>
  | { readonly kind: 'failed'; readonly failure: ProviderFailure; readonly isTransient: boolean };

async function embedOnce(
  endpoint: EmbeddingEndpoint,
  texts: readonly string[],
  signal: AbortSignal,
): Promise<Attempt> {
  const { network, model } = endpoint;
  if (signal.aborted) return { kind: 'cancelled' };
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  signal.addEventListener('abort', abort);
  const stop = network.after(TIMEOUT_MS, abort);
  try {
    const answer: unknown = await createClient(endpoint).embeddings.create(
      { model, input: [...texts], encoding_format: 'float' },
      { signal: controller.signal, maxRetries: 0, timeout: TIMEOUT_MS },
    );
    const vectors = readVectors(answer, texts.length);
    if (vectors === undefined) {
      const detail = 'The reply holds no embeddings.';
      return { kind: 'failed', failure: { kind: 'badReply', detail }, isTransient: false };
    }
    return { kind: 'embedded', vectors, tokens: tokensOf(answer) };
  } catch (error) {
    if (signal.aborted) return { kind: 'cancelled' };
    if (controller.signal.aborted) {
      const failure = { kind: 'timeout', detail: 'No answer came in time.' } as const;
      return { kind: 'failed', failure, isTransient: true };
    }
    const { failure, isTransient } = failedAttempt(error, texts, network.now());
    return { kind: 'failed', failure, isTransient };
  } finally {
    stop();
    signal.removeEventListener('abort', abort);
  }
}

/** By their index; a reply that lacks one, or has one that is no list of finite numbers of one length, is none. */
function readVectors(answer: unknown, count: number): Float32Array[] | undefined {
  const data = (answer as { data?: unknown } | null)?.data;
  if (!Array.isArray(data) || data.length !== count) return undefined;
  const vectors = new Array<Float32Array | undefined>(count).fill(undefined);
  for (const [at, item] of (data as unknown[]).entries()) {
    const { embedding, index = at } = (item ?? {}) as { embedding?: unknown; index?: unknown };
    if (!Array.isArray(embedding) || typeof index !== 'number' || !(index in vectors)) return undefined;
    if (embedding.length === 0 || !embedding.every((value) => Number.isFinite(value))) return undefined;
    vectors[index] = Float32Array.from(embedding as number[]);
  }
  const length = vectors[0]?.length;
  const isWhole = vectors.every((vector) => vector !== undefined && vector.length === length);
  return isWhole ? (vectors as Float32Array[]) : undefined;
}

function tokensOf(answer: unknown): number {
  const tokens = (answer as { usage?: { prompt_tokens?: unknown } }).usage?.prompt_tokens;
  return typeof tokens === 'number' && tokens >= 0 ? tokens : 0;
}
