import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  LLMock,
  type ChatCompletionRequest,
  type FixtureOpts,
  type FixtureResponse,
} from '@copilotkit/aimock';
import type { Network } from '../../src/core/providers/openAiNetwork.ts';

/** How the server answers one request. */
export type ScriptedReply =
  | ({
      readonly text: string;
      readonly finish?: 'stop' | 'length' | 'content_filter';
      readonly usage?: Usage;
    } & How)
  | ({
      readonly status: number;
      readonly message?: string;
      readonly code?: string;
      readonly param?: string;
      readonly retryAfter?: number;
    } & How);

type Usage = { readonly prompt_tokens: number; readonly completion_tokens: number };

interface How {
  /** Ends the connection after so many pieces of a stream. */
  readonly cutAfter?: number;
  /** Milliseconds before the first byte and between pieces. */
  readonly latency?: number;
}

/** A request as the server saw it. */
export interface SeenRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** An OpenAI-compatible server on loopback that answers as scripted and writes down what it was asked. */
export class ModelServer {
  readonly #mock = new LLMock({
    port: 0,
    host: '127.0.0.1',
    logLevel: 'silent',
    journalMaxEntries: 0,
    chunkSize: 20,
  });
  #served = 0;
  #scripted = 0;

  async start(): Promise<void> {
    await this.#mock.start();
  }

  async stop(): Promise<void> {
    await this.#mock.stop();
  }

  get baseUrl(): string {
    return `${this.#mock.url}/v1`;
  }

  /** Forgets the script and what was seen. */
  reset(): void {
    this.#mock.clearFixtures();
    this.#mock.clearRequests();
    this.#served = 0;
    this.#scripted = 0;
  }

  /** Answers the next requests so, in this order. A request beyond the script gets a 404. */
  script(...replies: readonly ScriptedReply[]): void {
    for (const reply of replies) {
      const turn = this.#scripted++;
      this.#mock.addFixture({
        match: { predicate: () => this.#served === turn },
        response: () => {
          this.#served++;
          return responseOf(reply);
        },
        ...howOf(reply),
      });
    }
  }

  /** Answers each note by its title, the first time perhaps otherwise than the second. */
  flakyAnswers(answer: (title: string, attempt: number) => ScriptedReply, latency = 0): void {
    const attempts = new Map<string, number>();
    const title = (request: ChatCompletionRequest): string =>
      /^title: "(.*)"$/m.exec(String(request.messages[1]?.content))?.[1] ?? '';
    const planned = new Map<string, ScriptedReply>();
    // A fixture says how a reply is sent before it says which: one for replies that are cut, one for the others.
    const next = (request: ChatCompletionRequest): ScriptedReply => {
      const name = title(request);
      const attempt = attempts.get(name) ?? 1;
      const reply = planned.get(`${name} ${attempt}`) ?? answer(name, attempt);
      planned.set(`${name} ${attempt}`, reply);
      return reply;
    };
    for (const cutAfter of [2, undefined]) {
      this.#mock.addFixture({
        match: { predicate: (request) => next(request).cutAfter === cutAfter },
        response: (request) => {
          const reply = next(request);
          attempts.set(title(request), (attempts.get(title(request)) ?? 1) + 1);
          return responseOf(reply);
        },
        ...howOf({ cutAfter, latency }),
      });
    }
  }

  /** Answers every request by what it asks. */
  answerAll(answer: (request: ChatCompletionRequest) => ScriptedReply, options: FixtureOpts = {}): void {
    this.#mock.addFixture({
      match: { predicate: () => true },
      response: (request) => responseOf(answer(request)),
      ...options,
    });
  }

  /** A server within the server that does what no model server should. */
  misbehave(path: string, handle: (request: IncomingMessage, response: ServerResponse) => void): string {
    this.#mock.mount(path, {
      handleRequest: (request, response) => {
        handle(request, response);
        return Promise.resolve(true);
      },
    });
    return `${this.#mock.url}${path}`;
  }

  get requests(): SeenRequest[] {
    return this.#mock
      .getRequests()
      .map(({ path, headers, body }) => ({ path, headers, body: (body ?? {}) as Record<string, unknown> }));
  }

  /** Everything that came over the wire, as one text: what must not be sent must not be in here. */
  get journal(): string {
    return JSON.stringify(this.requests);
  }
}

function responseOf(reply: ScriptedReply): FixtureResponse {
  if ('text' in reply) {
    const { text, finish = 'stop', usage } = reply;
    return { content: text, finishReason: finish, ...(usage === undefined ? {} : { usage: { ...usage } }) };
  }
  const { status, message = 'scripted', code, param, retryAfter } = reply;
  return {
    error: {
      message,
      type: 'scripted',
      ...(code === undefined ? {} : { code }),
      ...(param === undefined ? {} : { param }),
    },
    status,
    ...(retryAfter === undefined ? {} : { retryAfter }),
  };
}

function howOf({ cutAfter, latency }: How): FixtureOpts {
  return {
    ...(cutAfter === undefined ? {} : { truncateAfterChunks: cutAfter }),
    ...(latency === undefined ? {} : { latency }),
  };
}

/** The real network with waits of the provider's own cut to nothing, and written down. */
export function quickNetwork(): Network & { readonly waits: number[] } {
  const waits: number[] = [];
  return {
    waits,
    fetch: globalThis.fetch,
    now: () => Date.now(),
    random: () => 1,
    after: (ms, action) => {
      // Waits before a repetition are short beside the limits of a request.
      const isLimit = ms >= 15_000;
      if (!isLimit) waits.push(ms);
      const timer = setTimeout(action, isLimit ? ms : 0);
      return () => clearTimeout(timer);
    },
  };
}
