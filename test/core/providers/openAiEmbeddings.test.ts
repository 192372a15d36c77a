import assert from 'node:assert/strict';
import { embedTexts, type Embedded } from '../../../src/core/providers/openAiEmbeddings.ts';
import { listModels } from '../../../src/core/providers/openAiModels.ts';
import type { Network } from '../../../src/core/providers/openAiNetwork.ts';
import { EmbeddingServer } from '../../support/embeddingServer.ts';

describe('embeddings of an OpenAI-compatible endpoint', () => {
  const server = new EmbeddingServer(['rye', 'oven']);
  let baseUrl = '';
  const waits: number[] = [];
  /** Waits are over at once; what ends a request is not. */
  const network: Network = {
    fetch: (input, init) => fetch(input, init),
    now: () => Date.now(),
    random: () => 0,
    after: (ms, action) => {
      const isPause = ms < 10_000;
      if (isPause) waits.push(ms);
      const timer = setTimeout(action, isPause ? 0 : ms);
      return () => clearTimeout(timer);
    },
  };

  before(async () => {
    baseUrl = await server.start();
  });
  after(() => server.stop());
  beforeEach(() => {
    server.requests.length = server.script.length = waits.length = 0;
  });

  const embed = (texts: readonly string[], signal = new AbortController().signal): Promise<Embedded> =>
    embedTexts({ baseUrl, apiKey: 'key-1', model: 'text-embedding-test', network }, texts, signal);

  it('come one for each text, in the order of the texts, for what was sent and no more', async () => {
    const answer = await embed(['rye, rye', 'an oven']);
    assert.ok(answer.kind === 'embedded');
    assert.deepEqual(
      answer.vectors.map((vector) => [...vector].map(Math.floor)),
      [
        [2, 0],
        [0, 1],
      ],
    );
    assert.equal(answer.tokens, 14);
    const [{ headers, body }] = server.requests as [(typeof server.requests)[0]];
    assert.deepEqual(body, {
      model: 'text-embedding-test',
      input: ['rye, rye', 'an oven'],
      encoding_format: 'float',
    });
    assert.equal(headers.authorization, 'Bearer key-1');
  });

  it('are asked for again when the server has too much to do, as late as it says', async () => {
    server.script.push({ status: 429, headers: { 'retry-after': '2' } }, { status: 503 });
    const answer = await embed(['rye']);
    assert.equal(answer.kind, 'embedded');
    assert.equal(server.requests.length, 3);
    assert.deepEqual(waits, [2000, 2000]);
  });

  it('are given up after five refusals, with the reason', async () => {
    server.script.push(...Array.from({ length: 9 }, () => ({ status: 500 })));
    const answer = await embed(['rye']);
    assert.equal(answer.kind === 'failed' && answer.failure.kind, 'serverError');
    assert.equal(server.requests.length, 5);
  });

  it('are not asked for again where that cannot help', async () => {
    server.script.push({ status: 401 });
    const answer = await embed(['rye']);
    assert.equal(answer.kind === 'failed' && answer.failure.kind, 'unauthorized');
    assert.equal(server.requests.length, 1);
  });

  for (const [who, status, message] of [
    [
      'llama.cpp',
      500,
      'input (1501 tokens) is too large to process. increase the physical batch size (current batch size: 512)',
    ],
    [
      'Text Embeddings Inference',
      413,
      'Input validation error: `inputs` must have less than 512 tokens. Given: 1501',
    ],
    ['vLLM', 400, "This model's maximum context length is 512 tokens."],
  ] as const) {
    it(`are asked for the beginning of a text that is too long for ${who}, at once`, async () => {
      const refusal = { status, body: { error: { message, type: 'server_error', code: status } } };
      server.script.push(refusal, refusal);
      const answer = await embed(['rye', `oven ${'🍞'.repeat(998)}`]);
      assert.equal(answer.kind, 'embedded');
      const inputs = server.requests.map(({ body }) => body.input);
      assert.deepEqual(
        inputs.map(([short, long]) => [short, long!.length]),
        [
          ['rye', 2001],
          ['rye', 999],
          ['rye', 499],
        ],
      );
      assert.ok(inputs.every(([, long]) => !/[\ud800-\udbff]$/.test(long!)));
      assert.deepEqual(waits, []);
    });
  }

  it('are given up where not even a short text fits', async () => {
    server.script.push(...Array.from({ length: 9 }, () => ({ status: 413 })));
    const answer = await embed(['rye'.repeat(300)]);
    assert.equal(answer.kind === 'failed' && answer.failure.kind, 'tooLong');
    assert.deepEqual(
      server.requests.map(({ body }) => body.input[0]!.length),
      [900, 450, 225],
    );
  });

  it('are none where the reply is not what was asked for', async () => {
    const item = (embedding: unknown, index: unknown = 0): unknown => ({
      object: 'embedding',
      index,
      embedding,
    });
    const replies: unknown[] = [
      { data: [] },
      { data: [item([1, 2]), item([1, 2])] },
      { data: [item([1, 2], 0), item([1, 2, 3], 1)] },
      { data: [item([1, 2], 0), item([1, 2], 7)] },
      { data: [item([1, 'x'], 0), item([1, 2], 1)] },
      { data: [item([], 0), item([], 1)] },
      { data: 'no' },
      'no',
      null,
    ];
    for (const body of replies) {
      server.script.push({ status: 200, body });
      const answer = await embed(['rye', 'oven']);
      assert.equal(answer.kind === 'failed' && answer.failure.kind, 'badReply', JSON.stringify(body));
    }
  });

  it('are not asked for once cancelled, and no wait is waited out', async () => {
    const controller = new AbortController();
    controller.abort();
    assert.equal((await embed(['rye'], controller.signal)).kind, 'cancelled');
    assert.equal(server.requests.length, 0);
  });

  it('have models of their own among those of the endpoint', async () => {
    const listed = await listModels({ baseUrl, network }, new AbortController().signal);
    assert.ok(listed.kind === 'listed');
    assert.deepEqual([listed.models, listed.embeddingModels], [['chat-1'], ['text-embedding-test']]);
  });
});
