import type OpenAI from 'openai';
import { createClient, type Endpoint } from './openAiNetwork.ts';

/** A model at an endpoint. */
export interface AskedModel extends Endpoint {
  readonly model: string;
}

/** What a local server gives a model when nobody asked for more; the smallest default of Ollama and LM Studio. */
export const USUAL_CONTEXT = 4096;

/** A server that does not answer within this tells nothing; ms. */
const TIMEOUT_MS = 2000;

/**
 * Asks a server how many tokens a model takes, question and reply together, in the ways of Ollama, LM Studio,
 * llama.cpp, vLLM and the gateways that tell it in their list of models. No note is sent. Gives `undefined` where the
 * server does not tell. Never rejects.
 *
 * What the server gives the model counts, not what the model could take: Ollama leaves out the beginning of what is
 * longer, without a word.
 */
export async function askContextLength(
  endpoint: AskedModel,
  signal: AbortSignal,
): Promise<number | undefined> {
  const client = openClient(endpoint);
  if (client === undefined) return undefined;
  const { model } = endpoint;
  const options = { signal, maxRetries: 0, timeout: TIMEOUT_MS };
  const root = endpoint.baseUrl.replace(/\/(?:v1\/?)?$/, '');
  const get = (path: string): Promise<unknown> => orNothing(client.get(path, options));
  const [running, shown, studio, props, list] = await Promise.all([
    get(`${root}/api/ps`),
    orNothing(client.post(`${root}/api/show`, { ...options, body: { model } })),
    get(`${root}/api/v0/models/${encodeURIComponent(model)}`),
    get(`${root}/props`),
    get('/models'),
  ]);
  return (
    ofRunningOllama(running, model) ??
    ofOllama(shown) ??
    ofLmStudio(studio) ??
    lengthAt(props, 'default_generation_settings', 'n_ctx') ??
    ofList(list, model)
  );
}

function openClient(endpoint: Endpoint): OpenAI | undefined {
  try {
    return createClient(endpoint);
  } catch {
    return undefined; // The address is none: the request itself tells so.
  }
}

/** A server that does not know a question answers with an error or with anything else. */
async function orNothing(answer: Promise<unknown>): Promise<unknown> {
  try {
    return await answer;
  } catch {
    return undefined;
  }
}

/** Ollama's `GET /api/ps`: what a model that is loaded was given. */
function ofRunningOllama(answer: unknown, model: string): number | undefined {
  const models = valueAt(answer, 'models');
  if (!Array.isArray(models)) return undefined;
  const names = [model, `${model}:latest`];
  const running: unknown = models.find((each) => names.includes(String(valueAt(each, 'model'))));
  return lengthAt(running, 'context_length');
}

/** Ollama's `POST /api/show`: what a model will be given once it is loaded, as far as that can be told. */
function ofOllama(answer: unknown): number | undefined {
  const info = valueAt(answer, 'model_info');
  if (typeof info !== 'object' || info === null) return undefined;
  const own = lengthAt(info, `${String(valueAt(info, 'general.architecture'))}.context_length`);
  // Models that run at Ollama's own servers are given all that they can take.
  if (typeof valueAt(answer, 'remote_host') === 'string') return own;
  const parameters = valueAt(answer, 'parameters');
  const wanted = typeof parameters === 'string' ? /^num_ctx\s+(\d+)/m.exec(parameters) : null;
  return Math.min(wanted === null ? USUAL_CONTEXT : Number(wanted[1]), own ?? Infinity);
}

/** LM Studio's `GET /api/v0/models/{model}`. */
function ofLmStudio(answer: unknown): number | undefined {
  const most = lengthAt(answer, 'max_context_length');
  if (most === undefined) return undefined;
  return lengthAt(answer, 'loaded_context_length') ?? Math.min(most, USUAL_CONTEXT);
}

/** What an entry in a list of models may call it: vLLM, OpenRouter and Together, Groq, Mistral. */
const LIST_KEYS = ['max_model_len', 'context_length', 'context_window', 'max_context_length'];

function ofList(answer: unknown, model: string): number | undefined {
  const data = valueAt(answer, 'data');
  if (!Array.isArray(data)) return undefined;
  const entry: unknown = data.find((each) => valueAt(each, 'id') === model);
  return LIST_KEYS.map((key) => lengthAt(entry, key)).find((length) => length !== undefined);
}

/** A whole number of tokens at the end of a path of keys; anything else is none. */
function lengthAt(value: unknown, ...path: readonly string[]): number | undefined {
  const found = path.reduce(valueAt, value);
  return typeof found === 'number' && Number.isSafeInteger(found) && found >= 256 ? found : undefined;
}

function valueAt(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Record<string, unknown>)[key];
}
