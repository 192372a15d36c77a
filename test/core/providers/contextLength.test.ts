import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { askContextLength } from '../../../src/core/providers/contextLength.ts';
import { quickNetwork } from '../../support/modelServer.ts';

const never = new AbortController().signal;

interface Seen {
  readonly url: string;
  readonly authorization: string | undefined;
  readonly body: string;
}

/** A server that knows some addresses and answers others as its like do. */
async function serve(
  answers: Readonly<Record<string, unknown>>,
  seen: Seen[] = [],
  otherwise: { readonly status: number; readonly body: string } = { status: 404, body: 'not found' },
): Promise<{ readonly baseUrl: string; readonly server: Server }> {
  const bodyOf = async (request: IncomingMessage): Promise<string> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString();
  };
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const url = `${request.method} ${request.url}`;
      seen.push({ url, authorization: request.headers.authorization, body });
      const known = Object.hasOwn(answers, url);
      response.writeHead(known ? 200 : otherwise.status, { 'content-type': 'application/json' });
      response.end(known ? JSON.stringify(answers[url]) : otherwise.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, server };
}

async function ask(
  answers: Readonly<Record<string, unknown>>,
  model = 'm',
  otherwise?: { readonly status: number; readonly body: string },
): Promise<number | undefined> {
  const { baseUrl, server } = await serve(answers, [], otherwise);
  try {
    return await askContextLength({ baseUrl, model, network: quickNetwork() }, never);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const list = (entry: object): object => ({ object: 'list', data: [{ id: 'other' }, { id: 'm', ...entry }] });
const shown = (over: object = {}): object => ({
  model_info: { 'general.architecture': 'llama', 'llama.context_length': 131072 },
  ...over,
});

describe('how many tokens a model takes', () => {
  const cases: readonly (readonly [string, Readonly<Record<string, unknown>>, number | undefined])[] = [
    [
      'Ollama, loaded: what it was given',
      {
        'GET /api/ps': { models: [{ model: 'm:latest', context_length: 16384 }] },
        'POST /api/show': shown(),
      },
      16384,
    ],
    [
      'Ollama, not loaded: what its model file asks for',
      {
        'GET /api/ps': { models: [] },
        'POST /api/show': shown({ parameters: 'stop "x"\nnum_ctx    8192\n' }),
      },
      8192,
    ],
    [
      'Ollama, another one loaded: the usual length, not what the model could take',
      { 'GET /api/ps': { models: [{ model: 'x', context_length: 9 }] }, 'POST /api/show': shown() },
      4096,
    ],
    [
      'Ollama, a model that takes less than usual',
      {
        'POST /api/show': { model_info: { 'general.architecture': 'gpt2', 'gpt2.context_length': 1024 } },
      },
      1024,
    ],
    [
      'Ollama, a model at its own servers',
      { 'POST /api/show': shown({ remote_host: 'https://ollama.com:443' }) },
      131072,
    ],
    [
      'LM Studio, loaded',
      {
        'GET /api/v0/models/m': { state: 'loaded', max_context_length: 32768, loaded_context_length: 12000 },
      },
      12000,
    ],
    [
      'LM Studio, not loaded',
      { 'GET /api/v0/models/m': { state: 'not-loaded', max_context_length: 32768 } },
      4096,
    ],
    ['llama.cpp', { 'GET /props': { default_generation_settings: { n_ctx: 65536 }, total_slots: 4 } }, 65536],
    ['vLLM', { 'GET /v1/models': list({ max_model_len: 40960 }) }, 40960],
    ['OpenRouter', { 'GET /v1/models': list({ context_length: 200000 }) }, 200000],
    ['Groq', { 'GET /v1/models': list({ context_window: 131072 }) }, 131072],
    ['a list that does not tell', { 'GET /v1/models': list({}) }, undefined],
    [
      'a list without the model',
      { 'GET /v1/models': { data: [{ id: 'x', max_model_len: 4096 }] } },
      undefined,
    ],
    [
      'nonsense',
      {
        'GET /api/ps': { models: { length: 1 } },
        'POST /api/show': { model_info: 'none' },
        'GET /props': { default_generation_settings: { n_ctx: '65536' } },
        'GET /v1/models': list({ max_model_len: -1, context_length: 1e300, context_window: null }),
      },
      undefined,
    ],
    ['nothing at all', {}, undefined],
  ];
  for (const [name, answers, expected] of cases) {
    it(`is told by ${name}`, async () => {
      assert.equal(await ask(answers), expected);
    });
  }

  it('is not told by a server that answers everything with 200', async () => {
    assert.equal(await ask({}, 'm', { status: 200, body: '{"error":"Unexpected endpoint"}' }), undefined);
    assert.equal(await ask({}, 'm', { status: 200, body: '<html>' }), undefined);
  });

  it('is asked with the name of the model and the key, and nothing else', async () => {
    const seen: Seen[] = [];
    const { baseUrl, server } = await serve({}, seen);
    const endpoint = { baseUrl, model: 'org/m:8b', apiKey: 'sk-test', network: quickNetwork() };
    await askContextLength(endpoint, never);
    server.closeAllConnections();
    server.close();
    assert.deepEqual(seen.map(({ url }) => url).sort(), [
      'GET /api/ps',
      'GET /api/v0/models/org%2Fm%3A8b',
      'GET /props',
      'GET /v1/models',
      'POST /api/show',
    ]);
    assert.ok(seen.every(({ authorization }) => authorization === 'Bearer sk-test'));
    assert.deepEqual(
      seen.filter(({ body }) => body !== '').map(({ body }) => JSON.parse(body) as unknown),
      [{ model: 'org/m:8b' }],
    );
  });

  it('is not told where nobody answers, or where the address is none', async () => {
    const network = quickNetwork();
    assert.equal(
      await askContextLength({ baseUrl: 'http://127.0.0.1:9/v1', model: 'm', network }, never),
      undefined,
    );
    assert.equal(await askContextLength({ baseUrl: 'nonsense', model: 'm', network }, never), undefined);
  });
});
