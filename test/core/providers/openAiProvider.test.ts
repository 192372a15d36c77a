import assert from 'node:assert/strict';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ProviderAnswer, ProviderRequest } from '../../../src/core/assistant/provider.ts';
import { runTask } from '../../../src/core/assistant/task.ts';
import { summarizeTask } from '../../../src/core/assistant/tasks/summarize.ts';
import type { Abilities } from '../../../src/core/providers/openAiAbilities.ts';
import { listModels, testConnection } from '../../../src/core/providers/openAiModels.ts';
import { createClient, type Network } from '../../../src/core/providers/openAiNetwork.ts';
import {
  OpenAiProvider,
  type OpenAiOptions,
  type SentRequest,
} from '../../../src/core/providers/openAiProvider.ts';
import { ModelServer, quickNetwork, type ScriptedReply } from '../../support/modelServer.ts';

const KEY = 'sk-test-0123456789';
const GOOD = '{"sentences":["Rye is dense and keeps well."]}';
const NOTE = '# Rye\n\nRye is dense and keeps well. Nobody else may read this.\n';
const never = new AbortController().signal;

const input = { note: { path: 'rye.md', title: 'Rye', text: NOTE, tags: [] }, length: 'short' as const };
const request: ProviderRequest = summarizeTask().request(input);

describe('the OpenAI-compatible provider', () => {
  const server = new ModelServer();
  before(async () => await server.start());
  after(async () => await server.stop());
  beforeEach(() => server.reset());

  function provider(over: Partial<OpenAiOptions> = {}): OpenAiProvider {
    return new OpenAiProvider({
      baseUrl: server.baseUrl,
      model: 'test-model',
      apiKey: KEY,
      network: quickNetwork(),
      ...over,
    });
  }

  async function ask(over: Partial<OpenAiOptions> = {}, signal = never): Promise<ProviderAnswer> {
    return await provider(over).answer(request, signal);
  }

  function failureOf(answer: ProviderAnswer): string {
    return answer.kind === 'failed' ? answer.failure.kind : answer.kind;
  }

  describe('on the wire', () => {
    it('sends the messages, the strict schema, temperature 0 and a seed, and reads a stream with its usage', async () => {
      server.script({ text: GOOD, usage: { prompt_tokens: 120, completion_tokens: 9 } });
      const answer = await ask();
      assert.deepEqual(answer, {
        kind: 'answer',
        text: GOOD,
        usage: { input: 120, output: 9, cachedInput: 0 },
      });
      const [sent, ...more] = server.requests;
      assert.equal(more.length, 0);
      assert.equal(sent!.path, '/v1/chat/completions');
      const { messages, response_format, model, temperature, stream, stream_options, seed, max_tokens } =
        sent!.body;
      assert.deepEqual(messages, request.messages);
      assert.deepEqual(response_format, {
        type: 'json_schema',
        json_schema: { name: 'summarize', strict: true, schema: request.schema },
      });
      assert.deepEqual(
        { model, temperature, stream, stream_options, max_tokens },
        {
          model: 'test-model',
          temperature: 0,
          stream: true,
          stream_options: { include_usage: true },
          max_tokens: request.maxOutputTokens,
        },
      );
      assert.equal(typeof seed, 'number');
    });

    it('takes nothing from the environment and sends no header of the client’s own', async () => {
      const seen: IncomingMessage['headers'][] = [];
      const baseUrl = server.misbehave('/headers/v1', (incoming, response) => {
        seen.push(incoming.headers);
        response.writeHead(401).end('{}');
      });
      const planted = {
        OPENAI_API_KEY: 'sk-environment',
        OPENAI_BASE_URL: 'http://127.0.0.1:1/v1',
        OPENAI_ORG_ID: 'org-environment',
        OPENAI_PROJECT_ID: 'project-environment',
        OPENAI_CUSTOM_HEADERS: 'X-Environment: leaked',
        OPENAI_LOG: 'debug',
      };
      const before = Object.fromEntries(Object.keys(planted).map((name) => [name, process.env[name]]));
      Object.assign(process.env, planted);
      try {
        await ask({ baseUrl });
        await ask({ baseUrl, apiKey: undefined });
      } finally {
        for (const [name, value] of Object.entries(before)) {
          if (value === undefined) delete process.env[name];
          else process.env[name] = value;
        }
      }
      assert.equal(seen[0]!.authorization, `Bearer ${KEY}`);
      assert.equal(seen[1]!.authorization, undefined);
      for (const headers of seen) {
        assert.doesNotMatch(JSON.stringify(headers), /environment|leaked/i);
        assert.deepEqual(
          Object.keys(headers).filter((name) => /^(?:x-(?!request-id$)|openai-)/.test(name)),
          [],
        );
      }
    });

    it('follows no redirect: neither note nor key go elsewhere', async () => {
      let elsewhere = 0;
      const target = server.misbehave('/elsewhere', (_, response) => {
        elsewhere++;
        response.end('{}');
      });
      const baseUrl = server.misbehave('/redirect/v1', (_, response) => {
        response.writeHead(307, { location: target }).end();
      });
      assert.equal(failureOf(await ask({ baseUrl })), 'notFound');
      assert.equal(elsewhere, 0);
    });

    it('sends to its own origin only', async () => {
      let calls = 0;
      const fetch: Network['fetch'] = () => Promise.reject(new Error(`call ${++calls}`));
      const client = createClient({
        baseUrl: server.baseUrl,
        apiKey: KEY,
        network: { ...quickNetwork(), fetch },
      });
      await assert.rejects(async () => await client.get('http://127.0.0.2:9/v1/models'));
      assert.equal(calls, 0);
    });

    it('leaves room for the reply within the context that it is told of', async () => {
      server.script({ text: GOOD }, { text: GOOD });
      const small = provider({ contextLength: 600 });
      assert.equal(small.inputBudget, 420);
      await small.answer(request, never);
      await provider({ contextLength: 100_000 }).answer(request, never);
      const [first, second] = server.requests.map(({ body }) => body['max_tokens']);
      assert.ok(Number(first) >= 180 && Number(first) < request.maxOutputTokens, String(first));
      assert.equal(second, request.maxOutputTokens);
      assert.equal(provider({ model: 'gpt-5.4-mini' }).inputBudget, 190_000);
      assert.equal(provider({ model: 'gpt-4.1' }).inputBudget, 1_000_000);
      assert.equal(provider({ model: 'llama3.2' }).inputBudget, undefined);
    });

    it('tells what has arrived so far', async () => {
      server.script({ text: GOOD });
      const seen: string[] = [];
      await provider().answer({ ...request, onText: (text) => seen.push(text) }, never);
      assert.ok(seen.length > 1);
      assert.equal(seen.at(-1), GOOD);
      assert.ok(seen.every((text) => GOOD.startsWith(text)));
    });

    it('logs each request without note, key or reply', async () => {
      server.script(
        { status: 500, message: NOTE },
        { text: GOOD, usage: { prompt_tokens: 3, completion_tokens: 4 } },
      );
      const log: SentRequest[] = [];
      await ask({ onRequest: (sent) => log.push(sent) });
      assert.deepEqual(
        log.map(({ about, attempt, outcome, status }) => ({ about, attempt, outcome, status })),
        [
          { about: 'summarize', attempt: 1, outcome: 'serverError', status: 500 },
          { about: 'summarize', attempt: 2, outcome: 'ok', status: undefined },
        ],
      );
      assert.deepEqual(log[1]!.usage, { input: 3, output: 4, cachedInput: 0 });
      assert.doesNotMatch(JSON.stringify(log), /Rye|sk-test/);
    });
  });

  describe('failures', () => {
    const lasting: readonly (readonly [string, ScriptedReply, string])[] = [
      ['a wrong key', { status: 401, message: `Incorrect API key provided: ${KEY}` }, 'unauthorized'],
      ['a forbidden model', { status: 403 }, 'unauthorized'],
      ['an unknown model', { status: 404, code: 'model_not_found' }, 'notFound'],
      ['no money', { status: 402 }, 'quota'],
      ['a used-up quota', { status: 429, code: 'insufficient_quota' }, 'quota'],
      ['a note that is too long', { status: 400, code: 'context_length_exceeded' }, 'tooLong'],
      ['a body that is too large', { status: 413 }, 'tooLong'],
    ];
    for (const [name, reply, kind] of lasting) {
      it(`tells ${name} at once, without another request`, async () => {
        server.script(reply, { text: GOOD });
        assert.equal(failureOf(await ask()), kind);
        assert.equal(server.requests.length, 1);
      });
    }

    const passing: readonly (readonly [string, ScriptedReply])[] = [
      ['a server error', { status: 500 }],
      ['an overloaded server', { status: 503 }],
      ['a conflict', { status: 409 }],
      ['a cut stream', { text: GOOD.repeat(3), cutAfter: 2 }],
    ];
    for (const [name, reply] of passing) {
      it(`tries again after ${name}`, async () => {
        server.script(reply, reply, { text: GOOD });
        const network = quickNetwork();
        assert.equal((await ask({ network })).kind, 'answer');
        assert.equal(server.requests.length, 3);
        assert.deepEqual(network.waits.slice(0, 2), [500, 1000]);
      });
    }

    it('waits as long as the server says', async () => {
      server.script({ status: 429, retryAfter: 7 }, { text: GOOD });
      const network = quickNetwork();
      assert.equal((await ask({ network })).kind, 'answer');
      assert.deepEqual(network.waits, [7000]);
    });

    it('gives up when the server says to wait longer than there is time, and tells how long', async () => {
      server.script({ status: 429, retryAfter: 3600 });
      const answer = await ask();
      assert.ok(answer.kind === 'failed');
      assert.deepEqual([answer.failure.kind, answer.failure.retryAfterMs], ['rateLimited', 3_600_000]);
      assert.equal(server.requests.length, 1);
    });

    it('gives up after as many tries as it may', async () => {
      server.script(...Array.from({ length: 9 }, () => ({ status: 503 })));
      assert.equal(failureOf(await ask({ maxRetries: 2 })), 'serverError');
      assert.equal(server.requests.length, 3);
    });

    it('takes a reply at the length limit for cut, and does not repeat the same question', async () => {
      server.script({ text: '{"sentences":["Rye', finish: 'length' });
      const answer = await ask();
      assert.ok(answer.kind === 'failed');
      assert.deepEqual([answer.failure.kind, answer.text], ['cut', '{"sentences":["Rye']);
      assert.equal(server.requests.length, 1);
    });

    it('takes the limit away when thoughts alone used it up', async () => {
      server.script({ text: '', finish: 'length' }, { text: GOOD });
      assert.equal((await ask()).kind, 'answer');
      assert.deepEqual(
        server.requests.map(({ body }) => 'max_tokens' in body),
        [true, false],
      );
    });

    it('tells a filtered reply', async () => {
      server.script({ text: 'I', finish: 'content_filter' });
      assert.equal(failureOf(await ask()), 'refused');
    });

    it('finds nobody at a closed port, and does not insist', async () => {
      const gone = new ModelServer();
      await gone.start();
      const { baseUrl } = gone;
      await gone.stop();
      let calls = 0;
      const network = quickNetwork();
      const counting = { ...network, fetch: ((...args) => (calls++, fetch(...args))) as Network['fetch'] };
      assert.equal(failureOf(await ask({ baseUrl, network: counting })), 'unreachable');
      assert.equal(calls, 1);
    });

    it('tells an address that is none', async () => {
      for (const baseUrl of [
        '',
        'nonsense',
        'file:///etc/passwd',
        'ftp://localhost/v1',
        'http://me:secret@localhost/v1',
      ]) {
        assert.equal(failureOf(await ask({ baseUrl })), 'notFound', baseUrl);
      }
    });

    it('repeats neither the key nor the note that a server echoes', async () => {
      for (const status of [400, 401, 404, 422, 500]) {
        server.reset();
        const echo = { status, message: `Bad key ${KEY} for: Nobody else may read this.` };
        server.script(echo, echo, echo, echo, echo);
        const answer = await ask({ maxRetries: 0 });
        assert.equal(answer.kind, 'failed');
        assert.doesNotMatch(JSON.stringify(answer), /sk-test|Nobody else/, String(status));
      }
    });
  });

  describe('what a server can do', () => {
    function store(): {
      kept: Map<string, Abilities>;
      get(key: string): Abilities | undefined;
      set(key: string, value: Abilities): void;
    } {
      const kept = new Map<string, Abilities>();
      return { kept, get: (key) => kept.get(key), set: (key, value) => void kept.set(key, value) };
    }

    const formats = (): unknown[] =>
      server.requests.map(({ body }) => (body['response_format'] as { type?: string } | undefined)?.type);

    it('is learned once: JSON schema, JSON mode, then the prompt alone', async () => {
      const refusal = { status: 400, message: 'response_format is not supported' };
      server.script(refusal, refusal, { text: GOOD }, { text: GOOD });
      const abilities = store();
      assert.equal((await ask({ abilities })).kind, 'answer');
      assert.equal((await ask({ abilities })).kind, 'answer');
      assert.deepEqual(formats(), ['json_schema', 'json_object', undefined, undefined]);
      const system = (server.requests[2]!.body['messages'] as { content: string }[])[0]!.content;
      assert.ok(system.includes(JSON.stringify(request.schema)));
    });

    it('is guessed from a refusal that names nothing', async () => {
      server.script({ status: 400, message: 'Bad request' }, { text: GOOD });
      assert.equal((await ask()).kind, 'answer');
      assert.deepEqual(formats(), ['json_schema', 'json_object']);
    });

    it('is not remembered when nothing helped', async () => {
      server.script(...Array.from({ length: 6 }, () => ({ status: 400, message: 'Bad request' })));
      const abilities = store();
      assert.equal(failureOf(await ask({ abilities })), 'other');
      assert.equal(abilities.kept.size, 0);
    });

    const refusals = [
      ['temperature', "Unsupported value: 'temperature' does not support 0 with this model.", 'temperature'],
      ['seed', 'Unrecognized request argument supplied: seed', 'seed'],
      ['stream_options', 'stream_options is not supported', 'stream_options'],
      ['max_tokens', 'max_tokens is not permitted', 'max_tokens'],
    ] as const;
    for (const [param, message, gone] of refusals) {
      it(`goes without ${param} where that is refused`, async () => {
        server.script({ status: 400, message, param }, { text: GOOD });
        assert.equal((await ask()).kind, 'answer');
        assert.deepEqual(
          server.requests.map(({ body }) => gone in body),
          [true, false],
        );
        assert.deepEqual(formats(), ['json_schema', 'json_schema']);
      });
    }

    it('takes the newer name of the limit where the server recommends it', async () => {
      const message = "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.";
      server.script({ status: 400, message, param: 'max_tokens' }, { text: GOOD });
      assert.equal((await ask()).kind, 'answer');
      assert.equal(server.requests[1]!.body['max_completion_tokens'], request.maxOutputTokens);
    });
  });

  describe('servers that misbehave', () => {
    let count = 0;
    function misbehave(handle: (response: ServerResponse, call: number) => void): string {
      let call = 0;
      return server.misbehave(`/odd${++count}/v1`, (incoming, response) => {
        incoming.resume().on('end', () => handle(response, ++call));
      });
    }
    const events = (...chunks: readonly unknown[]): string =>
      chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join('');
    const delta = (content: object, finish_reason: string | null = null) => ({
      choices: [{ index: 0, delta: content, finish_reason }],
    });
    const stream = { 'content-type': 'text/event-stream' };

    it('answers in one piece where a stream was asked for', async () => {
      const whole = {
        choices: [{ index: 0, message: { role: 'assistant', content: GOOD }, finish_reason: 'stop' }],
      };
      const baseUrl = misbehave((response) =>
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(whole)),
      );
      assert.deepEqual(await ask({ baseUrl }), { kind: 'answer', text: GOOD, usage: undefined });
    });

    it('is no model server at all', async () => {
      const baseUrl = misbehave((response) =>
        response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Log in</html>'),
      );
      assert.equal(failureOf(await ask({ baseUrl })), 'badReply');
    });

    it('refuses in so many words', async () => {
      const baseUrl = misbehave((response) =>
        response
          .writeHead(200, stream)
          .end(events(delta({ refusal: 'I cannot' }), delta({}, 'stop')) + 'data: [DONE]\n\n'),
      );
      assert.equal(failureOf(await ask({ baseUrl })), 'refused');
    });

    it('ends a stream without saying so', async () => {
      const baseUrl = misbehave((response, call) => {
        response
          .writeHead(200, stream)
          .end(call < 2 ? events(delta({ content: '{"sent' })) : events(delta({ content: GOOD }, 'stop')));
      });
      assert.equal((await ask({ baseUrl })).kind, 'answer');
    });

    it('sends a broken event, then an error in a stream', async () => {
      const baseUrl = misbehave((response, call) => {
        response.writeHead(200, stream);
        if (call === 1) response.end('data: {"choices": [\n\n');
        else if (call === 2) response.end(events({ error: { message: 'overloaded', type: 'server_error' } }));
        else response.end(events(delta({ content: GOOD }, 'stop')));
      });
      assert.equal((await ask({ baseUrl })).kind, 'answer');
    });

    it('breaks the connection in the middle', async () => {
      const baseUrl = misbehave((response, call) => {
        response.writeHead(200, stream);
        if (call > 1) response.end(events(delta({ content: GOOD }, 'stop')));
        else response.write(events(delta({ content: '{"sent' })), () => response.destroy());
      });
      assert.equal((await ask({ baseUrl })).kind, 'answer');
    });

    it('never stops talking', async () => {
      const baseUrl = misbehave((response) => {
        response.writeHead(200, stream);
        const more = (): void => {
          while (!response.destroyed && response.write(events(delta({ content: 'x'.repeat(20_000) }))))
            continue;
        };
        response.on('drain', more);
        more();
      });
      const answer = await ask({ baseUrl, maxRetries: 0 });
      assert.equal(answer.kind, 'failed');
    });

    it('says nothing: the silence ends it', async () => {
      const baseUrl = misbehave(() => undefined);
      const network: Network = { ...quickNetwork(), after: realTimer };
      assert.equal(failureOf(await ask({ baseUrl, network, silenceMs: 30, maxRetries: 0 })), 'timeout');
    });

    it('dribbles on for ever: the deadline ends it', async () => {
      const timers: NodeJS.Timeout[] = [];
      const baseUrl = misbehave((response) => {
        response.writeHead(200, stream);
        timers.push(setInterval(() => response.write(events(delta({ content: 'x' }))), 5));
      });
      const network: Network = { ...quickNetwork(), after: realTimer };
      const answer = await ask({ baseUrl, network, silenceMs: 10_000, deadlineMs: 60 });
      timers.forEach(clearInterval);
      assert.equal(failureOf(answer), 'timeout');
    });
  });

  describe('cancelling', () => {
    it('sends nothing when it comes first', async () => {
      assert.deepEqual(await ask({}, AbortSignal.abort()), { kind: 'cancelled' });
      assert.equal(server.requests.length, 0);
    });

    it('ends the HTTP request in the middle of a stream', async () => {
      const abort = new AbortController();
      const closed = new Promise<void>((resolve) => {
        const baseUrl = server.misbehave('/endless/v1', (incoming, response) => {
          incoming.resume();
          response.writeHead(200, { 'content-type': 'text/event-stream' });
          response.write(
            `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content: 'x' }, finish_reason: null }] })}\n\n`,
          );
          response.on('close', resolve);
        });
        void provider({ baseUrl })
          .answer({ ...request, onText: () => abort.abort() }, abort.signal)
          .then((answer) => assert.deepEqual(answer, { kind: 'cancelled' }));
      });
      await closed;
    });

    it('ends a wait', async () => {
      server.script({ status: 429, retryAfter: 20 });
      const abort = new AbortController();
      const network: Network = {
        ...quickNetwork(),
        after: (ms) => {
          if (ms === 20_000) queueMicrotask(() => abort.abort());
          return () => undefined;
        },
      };
      assert.deepEqual(await ask({ network }, abort.signal), { kind: 'cancelled' });
      assert.equal(server.requests.length, 1);
    });

    it('does not wait for a fetch that does not listen', async () => {
      const abort = new AbortController();
      const network: Network = {
        ...quickNetwork(),
        fetch: () => {
          queueMicrotask(() => abort.abort());
          return new Promise(() => undefined);
        },
      };
      // The client keeps a timer of its own until the deadline: a near one lets the process end.
      assert.deepEqual(await ask({ network, deadlineMs: 500 }, abort.signal), { kind: 'cancelled' });
    });
  });

  describe('with a task', () => {
    const useless: readonly (readonly [string, ScriptedReply])[] = [
      ['prose', { text: 'Rye is dense.' }],
      ['a fence without end', { text: '```json\n{"sentences": ["Rye' }],
      ['nothing', { text: '' }],
      ['the wrong shape', { text: '{"summary":"Rye is dense."}' }],
      ['half a reply', { text: '{"sentences":["Rye is', finish: 'length' }],
    ];
    for (const [name, reply] of useless) {
      it(`repairs ${name} once`, async () => {
        server.script(reply, { text: GOOD });
        const outcome = await runTask(summarizeTask(), input, provider(), never);
        assert.equal(outcome.kind, 'done');
        assert.deepEqual(
          (server.requests[1]!.body['messages'] as { role: string }[]).map(({ role }) => role),
          ['system', 'user', 'assistant', 'user'],
        );
      });

      it(`fails after ${name} twice`, async () => {
        server.script(reply, reply, { text: GOOD });
        assert.equal((await runTask(summarizeTask(), input, provider(), never)).kind, 'failed');
        assert.equal(server.requests.length, 2);
      });
    }
  });

  describe('the list of models', () => {
    it('leaves out what does not chat', async () => {
      const ids = ['zeta', 'text-embedding-3-small', 'alpha', 'whisper-1', 'alpha', 'dall-e-3'];
      const baseUrl = server.misbehave('/models/v1', (_, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ object: 'list', data: ids.map((id) => ({ id, object: 'model' })) }));
      });
      assert.deepEqual(await listModels({ baseUrl, network: quickNetwork() }, never), {
        kind: 'listed',
        models: ['alpha', 'zeta'],
        embeddingModels: ['text-embedding-3-small'],
      });
    });

    it('fails as requests do', async () => {
      const closed = await listModels({ baseUrl: 'http://127.0.0.1:9/v1', network: quickNetwork() }, never);
      assert.equal(closed.kind === 'failed' && closed.failure.kind, 'unreachable');
      const baseUrl = server.misbehave('/nomodels/v1', (_, response) => response.writeHead(401).end('{}'));
      const refused = await listModels({ baseUrl, network: quickNetwork() }, never);
      assert.equal(refused.kind === 'failed' && refused.failure.kind, 'unauthorized');
      const odd = server.misbehave('/oddmodels/v1', (_, response) => response.writeHead(200).end('hello'));
      assert.equal((await listModels({ baseUrl: odd, network: quickNetwork() }, never)).kind, 'failed');
      assert.deepEqual(await listModels({ baseUrl, network: quickNetwork() }, AbortSignal.abort()), {
        kind: 'cancelled',
      });
    });
  });

  describe('the test of a connection', () => {
    it('asks one small question and learns from it', async () => {
      server.script({ status: 400, message: 'json_schema is not supported' }, { text: '{"ready":true}' });
      const kept: Abilities[] = [];
      const abilities = { get: () => undefined, set: (_: string, value: Abilities) => void kept.push(value) };
      const options = {
        baseUrl: server.baseUrl,
        apiKey: KEY,
        model: 'm',
        network: quickNetwork(),
        abilities,
      };
      assert.equal(await testConnection(options, never), undefined);
      assert.equal(kept[0]!.replyFormat, 'json_object');
      assert.ok(server.journal.length < 4000);
    });

    it('tells what is wrong', async () => {
      server.script({ status: 401 });
      const options = { baseUrl: server.baseUrl, apiKey: KEY, model: 'm', network: quickNetwork() };
      const failure = await testConnection(options, never);
      assert.ok(typeof failure === 'object' && failure.kind === 'unauthorized');
    });

    it('tells a wait that was cancelled from a failure', async () => {
      const options = { baseUrl: server.baseUrl, apiKey: KEY, model: 'm', network: quickNetwork() };
      assert.equal(await testConnection(options, AbortSignal.abort()), 'cancelled');
    });
  });
});

function realTimer(ms: number, action: () => void): () => void {
  const timer = setTimeout(action, ms);
  return () => clearTimeout(timer);
}
