/*
 * Everything that loads the `openai` package: reached by dynamic imports only, so that it is read from disk when an
 * endpoint is first used.
 */
import type { BatchProvider } from '../../core/assistant/batch/batchProvider.ts';
import { guardedBatches } from '../../core/assistant/guardedBatches.ts';
import type { Guard } from '../../core/assistant/guardedProvider.ts';
import { AdaptiveLimiter } from '../../core/assistant/limiter.ts';
import type { ProviderFailure } from '../../core/assistant/provider.ts';
import type { AbilityStore } from '../../core/providers/openAiAbilities.ts';
import {
  listModels as list,
  testConnection as test,
  type ModelList,
} from '../../core/providers/openAiModels.ts';
import type { Network } from '../../core/providers/openAiNetwork.ts';
export { askContextLength, USUAL_CONTEXT } from '../../core/providers/contextLength.ts';
export { embedTexts } from '../../core/providers/openAiEmbeddings.ts';
import { hopefulAbilities } from '../../core/providers/openAiAbilities.ts';
import { hasBatches, OpenAiBatches } from '../../core/providers/openAiBatches.ts';
import { OpenAiProvider, type SentRequest } from '../../core/providers/openAiProvider.ts';

/** An endpoint, and the key that was given for it. */
export interface Credentials {
  readonly baseUrl: string;
  readonly apiKey: string | undefined;
}

/** A local server that does not answer within this is not running; ms. */
const PROBE_MS = 700;

export const network: Network = {
  fetch: (input, init) => fetch(input, init),
  now: () => Date.now(),
  random: () => Math.random(),
  after: (ms, action) => {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  },
};

/** Whether a server answers at this address; told apart from any other server by its list of models. */
export async function isAnswering(baseUrl: string, signal: AbortSignal): Promise<boolean> {
  const listed = await list(
    { baseUrl, apiKey: undefined, network },
    AbortSignal.any([signal, AbortSignal.timeout(PROBE_MS)]),
  );
  return listed.kind === 'listed' || (listed.kind === 'failed' && listed.failure.kind === 'loading');
}

export async function listModels(endpoint: Credentials, signal: AbortSignal): Promise<ModelList> {
  return await list({ ...endpoint, network }, signal);
}

/** @returns `undefined` when the model answers, `cancelled` when the person did not wait for it */
export async function testConnection(
  endpoint: Credentials & {
    readonly model: string;
    readonly abilities: AbilityStore;
    readonly onRequest: (sent: SentRequest) => void;
  },
  signal: AbortSignal,
): Promise<ProviderFailure | 'cancelled' | undefined> {
  return await test({ ...endpoint, network }, signal);
}

export function openAiProvider(
  endpoint: Credentials & {
    readonly model: string;
    readonly abilities: AbilityStore;
    readonly onRequest: (sent: SentRequest) => void;
    /** Tokens for question and reply together, where that is known. */
    readonly contextLength?: number | undefined;
    /** How many requests may be under way at the most; as many as are asked for unless told. */
    readonly atOnce?: number;
  },
): OpenAiProvider {
  const { atOnce } = endpoint;
  const limiter = atOnce === undefined ? undefined : new AdaptiveLimiter(atOnce);
  return new OpenAiProvider({ ...endpoint, network, limiter });
}

/** How long a server may think about whether it keeps batches; ms. */
const BATCHES_MS = 10_000;

/** Batches at an endpoint; `undefined` where there are none. A model not asked before is asked something small first. */
export async function batchProvider(
  endpoint: Credentials & { readonly model: string; readonly abilities: AbilityStore },
  guard: Guard,
): Promise<BatchProvider | undefined> {
  const signal = AbortSignal.timeout(BATCHES_MS);
  if (!(await hasBatches({ ...endpoint, network }, signal))) return undefined;
  const { id } = new OpenAiProvider({ ...endpoint, network });
  // What the model does not accept shows now, not in each of thousands of requests.
  if (endpoint.abilities.get(id) === undefined) await test({ ...endpoint, network }, signal);
  const abilities = endpoint.abilities.get(id) ?? hopefulAbilities(endpoint.baseUrl);
  return guardedBatches(new OpenAiBatches({ ...endpoint, network, abilities }), guard);
}
