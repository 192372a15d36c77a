import type { ProviderFailure } from '../assistant/provider.ts';
import { modelName } from './modelName.ts';
import { failedAttempt } from './openAiFailure.ts';
import { createClient, type Endpoint } from './openAiNetwork.ts';
import { OpenAiProvider, type OpenAiOptions } from './openAiProvider.ts';

export type ModelList =
  | {
      readonly kind: 'listed';
      /** Those that answer questions. */
      readonly models: readonly string[];
      /** Those that tell how alike texts are. */
      readonly embeddingModels: readonly string[];
    }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly failure: ProviderFailure };

const LIST_TIMEOUT_MS = 15_000;
const EMBEDDING = /embed|(?:^|[/-])(?:bge|e5|gte|minilm|all-minilm)\b/i;
/** Models that answer no questions. */
const NO_CHAT =
  /embed|whisper|tts|dall-e|moderation|transcribe|rerank|realtime|image|sora|audio|computer-use|^(?:babbage|davinci|gpt-3\.5-turbo-instruct)/i;

/** The models that an endpoint offers, by name. Never rejects. */
export async function listModels(endpoint: Endpoint, signal: AbortSignal): Promise<ModelList> {
  const { network } = endpoint;
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  signal.addEventListener('abort', abort);
  const stop = network.after(LIST_TIMEOUT_MS, abort);
  try {
    const page = await createClient(endpoint).models.list({ signal: controller.signal });
    // Anything may answer with something; a list that is empty must at least say that it is one.
    if (page.data.length === 0 && page.object !== 'list') {
      return {
        kind: 'failed',
        failure: { kind: 'badReply', detail: 'What answered is no language model server.' },
      };
    }
    const ids = page.data.map((model) => model.id).filter((name) => typeof name === 'string');
    const names = [...new Set(ids)].sort();
    return {
      kind: 'listed',
      models: names.filter((name) => !NO_CHAT.test(modelName(name))),
      embeddingModels: names.filter((name) => EMBEDDING.test(modelName(name))),
    };
  } catch (error) {
    if (signal.aborted) return { kind: 'cancelled' };
    if (controller.signal.aborted)
      return { kind: 'failed', failure: { kind: 'timeout', detail: 'No answer came in time.' } };
    return { kind: 'failed', failure: failedAttempt(error, [], network.now()).failure };
  } finally {
    stop();
    signal.removeEventListener('abort', abort);
  }
}

/**
 * Asks one small question that has nothing to do with any note, and so learns what the server can do.
 *
 * @returns `undefined` when the model answers, `cancelled` when the person did not wait for it
 */
export async function testConnection(
  options: OpenAiOptions,
  signal: AbortSignal,
): Promise<ProviderFailure | 'cancelled' | undefined> {
  const provider = new OpenAiProvider({ silenceMs: 60_000, maxRetries: 1, ...options });
  const answer = await provider.ask(
    {
      name: 'test',
      messages: [
        { role: 'system', content: 'Reply with one JSON object and nothing else.' },
        { role: 'user', content: 'Reply with {"ready": true}' },
      ],
      schema: {
        type: 'object',
        properties: { ready: { type: 'boolean' } },
        required: ['ready'],
        additionalProperties: false,
      },
      maxOutputTokens: 200,
    },
    signal,
  );
  if (answer.kind === 'failed') return answer.failure;
  return answer.kind === 'cancelled' ? 'cancelled' : undefined;
}
