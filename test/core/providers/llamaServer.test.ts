import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { failureMessage } from '../../../src/core/assistant/failureMessage.ts';
import { AdaptiveLimiter } from '../../../src/core/assistant/limiter.ts';
import type { ProviderAnswer, ProviderRequest } from '../../../src/core/assistant/provider.ts';
import { runTask } from '../../../src/core/assistant/task.ts';
import { summarizeTask } from '../../../src/core/assistant/tasks/summarize.ts';
import type { Abilities } from '../../../src/core/providers/openAiAbilities.ts';
import { listModels } from '../../../src/core/providers/openAiModels.ts';
import { OpenAiProvider, type OpenAiOptions } from '../../../src/core/providers/openAiProvider.ts';
import { ModelServer, quickNetwork } from '../../support/modelServer.ts';

/*
 * What llama-server says, byte for byte as version 0.7.0 (build 11669) with a model of 8,192 tokens said it.
 */
const MODEL = '/home/scotts/image-models/tiny.gguf';
const LOADING = '{"error":{"message":"Loading model","type":"unavailable_error","code":503}}';
const NO_ROOM = '{"error":{"code":500,"message":"Context size has been exceeded.","type":"server_error"}}';
const UNREADABLE =
  '{"error":{"code":500,"message":"The model produced output that does not match the expected peg-native format","type":"server_error"}}';
const TOO_LONG =
  '{"error":{"code":400,"message":"request (18010 tokens) exceeds the available context size (4096 tokens), try increasing it","type":"exceed_context_size_error","n_prompt_tokens":18010,"n_ctx":4096}}';
const GOOD = '{"sentences":["Rye is dense and keeps well."]}';

const never = new AbortController().signal;
const note = { path: 'rye.md', title: 'Rye', text: '# Rye\n\nRye is dense and keeps well.\n', tags: [] };
const input = { note, length: 'short' as const };
const request: ProviderRequest = summarizeTask().request(input);

/** How a request is answered: an error before the reply, one in the middle of it, or the reply. */
type Turn =
  | { readonly status: number; readonly error: string }
  | { readonly error: string }
  | { readonly text: string };

describe('llama.cpp’s server', () => {
  const server = new ModelServer();
  before(async () => await server.start());
  after(async () => await server.stop());

  /** Answers the next chat completions so; the last turn stands for all that come after it. */
  function answering(path: string, turns: readonly Turn[], bodies: Record<string, unknown>[] = []): string {
    let turn = 0;
    return server.misbehave(`/${path}/v1`, (incoming, response) => {
      void readBody(incoming).then((body) => {
        bodies.push(body);
        send(response, turns[Math.min(turn++, turns.length - 1)]!);
      });
    });
  }

  function provider(baseUrl: string, over: Partial<OpenAiOptions> = {}): OpenAiProvider {
    return new OpenAiProvider({ baseUrl, model: MODEL, network: quickNetwork(), ...over });
  }

  async function ask(baseUrl: string, over: Partial<OpenAiOptions> = {}): Promise<ProviderAnswer> {
    return await provider(baseUrl, over).answer(request, never);
  }

  describe('that loads its model', () => {
    it('is waited for, however often it says so', async () => {
      const turns = Array.from({ length: 9 }, () => ({ status: 503, error: LOADING }));
      const network = quickNetwork();
      const answer = await ask(answering('loading', [...turns, { text: GOOD }]), { network, maxRetries: 1 });
      assert.equal(answer.kind === 'answer' && answer.text, GOOD);
      assert.deepEqual([...new Set(network.waits)], [2000]);
    });

    it('is told of where it takes too long', async () => {
      const baseUrl = answering('loading-for-ever', [{ status: 503, error: LOADING }]);
      let now = 0;
      const answer = await ask(baseUrl, { network: { ...quickNetwork(), now: () => (now += 10_000) } });
      assert.ok(answer.kind === 'failed');
      assert.match(failureMessage(answer.failure, { provider: 'tiny' }), /^tiny is still loading its model/);
    });

    it('is known as a server all the same', async () => {
      const baseUrl = answering('loading-models', [{ status: 503, error: LOADING }]);
      const listed = await listModels({ baseUrl, network: quickNetwork() }, never);
      assert.equal(listed.kind === 'failed' && listed.failure.kind, 'loading');
    });
  });

  describe('whose context other requests use up', () => {
    for (const [when, full] of [
      ['before the reply', { status: 500, error: NO_ROOM }],
      ['in the middle of it', { error: NO_ROOM }],
    ] as const) {
      it(`${when} is asked again, and the note is not divided`, async () => {
        const bodies: Record<string, unknown>[] = [];
        const baseUrl = answering(
          `full-${full.error.length}-${'status' in full}`,
          [full, { text: GOOD }],
          bodies,
        );
        const outcome = await runTask(summarizeTask(), input, provider(baseUrl), never);
        assert.equal(outcome.kind, 'done');
        assert.equal(bodies.length, 2);
        assert.deepEqual(bodies[0], bodies[1]);
      });
    }

    it('gets fewer requests at once', async () => {
      const limiter = new CountingLimiter(2);
      const baseUrl = answering('crowded', [{ error: NO_ROOM }, { error: NO_ROOM }, { text: GOOD }]);
      const one = provider(baseUrl, { limiter });
      const answers = await Promise.all([one.answer(request, never), one.answer(request, never)]);
      assert.deepEqual(
        answers.map(({ kind }) => kind),
        ['answer', 'answer'],
      );
      assert.equal(limiter.refusals, 2);
    });
  });

  it('that a request is too long for is told apart from that', async () => {
    const answer = await ask(answering('too-long', [{ status: 400, error: TOO_LONG }]));
    assert.equal(answer.kind === 'failed' && answer.failure.kind, 'tooLong');
  });

  describe('that cannot read what the model said', () => {
    it('is asked once without a format, which is not remembered', async () => {
      const bodies: Record<string, unknown>[] = [];
      const kept: Abilities[] = [];
      const abilities = { get: () => undefined, set: (_: string, value: Abilities) => void kept.push(value) };
      const turns = [{ error: UNREADABLE }, { text: GOOD }, { text: GOOD }];
      const one = provider(answering('unreadable', turns, bodies), { abilities });
      assert.equal((await one.answer(request, never)).kind, 'answer');
      assert.deepEqual(kept, []);
      assert.equal((await one.answer(request, never)).kind, 'answer');
      assert.deepEqual(
        bodies.map((body) => (body['response_format'] as { type: string } | undefined)?.type),
        ['json_schema', undefined, 'json_schema'],
      );
      assert.match(JSON.stringify(bodies[1]!['messages']), /must match this JSON schema/);
    });

    it('is not asked the same for ever', async () => {
      const bodies: Record<string, unknown>[] = [];
      const baseUrl = answering('never-readable', [{ status: 500, error: UNREADABLE }], bodies);
      const answer = await ask(baseUrl);
      assert.equal(answer.kind === 'failed' && answer.failure.kind, 'badReply');
      assert.equal(bodies.length, 2);
    });
  });

  describe('whose models are called by their files', () => {
    it('lists them whatever their folders are called', async () => {
      const data = [MODEL, '/srv/tts/nomic-embed-text.gguf'].map((id) => ({ id, object: 'model' }));
      const baseUrl = server.misbehave('/files/v1', (_, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ object: 'list', data }));
      });
      const listed = await listModels({ baseUrl, network: quickNetwork() }, never);
      assert.ok(listed.kind === 'listed');
      assert.deepEqual([...listed.models], [MODEL]);
      assert.deepEqual([...listed.embeddingModels], ['/srv/tts/nomic-embed-text.gguf']);
    });

    it('shows no folder of this machine', () => {
      assert.equal(provider('http://127.0.0.1:8080/v1').label, 'tiny at 127.0.0.1:8080');
      assert.match(provider('http://127.0.0.1:8080/v1').id, /image-models/);
    });
  });
});

class CountingLimiter extends AdaptiveLimiter {
  refusals = 0;

  override slowDown(): void {
    this.refusals++;
    super.slowDown();
  }
}

async function readBody(incoming: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
}

function send(response: ServerResponse, turn: Turn): void {
  if ('status' in turn) {
    response.writeHead(turn.status, { 'content-type': 'application/json; charset=utf-8' }).end(turn.error);
    return;
  }
  const frame = { created: 1, id: 'chatcmpl-1', model: MODEL, object: 'chat.completion.chunk' };
  const write = (value: object): void => void response.write(`data: ${JSON.stringify(value)}\n\n`);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  write({
    ...frame,
    choices: [{ finish_reason: null, index: 0, delta: { role: 'assistant', content: null } }],
  });
  if ('error' in turn) {
    write({ ...frame, choices: [{ finish_reason: null, index: 0, delta: { content: '{"sentences":' } }] });
    response.end(`data: ${turn.error}\n\n`);
    return;
  }
  write({ ...frame, choices: [{ finish_reason: null, index: 0, delta: { content: turn.text } }] });
  write({ ...frame, choices: [{ finish_reason: 'stop', index: 0, delta: {} }] });
  write({ ...frame, choices: [], usage: { prompt_tokens: 9, completion_tokens: 4, total_tokens: 13 } });
  response.end('data: [DONE]\n\n');
}
