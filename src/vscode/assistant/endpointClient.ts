/*
 * Everything that loads the `openai` package: reached by dynamic imports only, so that it is read from disk when an
 * endpoint is first used.
 */
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
  return listed.kind === 'listed';
}

export async function listModels(endpoint: Credentials, signal: AbortSignal): Promise<ModelList> {
  return await list({ ...endpoint, network }, signal);
}

/** @returns `undefined` when the model answers */
export async function testConnection(
  endpoint: Credentials & {
    readonly model: string;
    readonly abilities: AbilityStore;
    readonly onRequest: (sent: SentRequest) => void;
  },
  signal: AbortSignal,
): Promise<ProviderFailure | undefined> {
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
