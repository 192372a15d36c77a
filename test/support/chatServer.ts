import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a {@link ChatServer} treats the notes it is asked about, by the title in the question. */
export interface ChatBehaviour {
  /** Milliseconds before a reply. */
  readonly latencyMs: number;
  /** Whether this request is refused for too many requests; asked for the first time of each note. */
  readonly refuses?: (title: string) => boolean;
  /** Whether the reply breaks off in its middle; asked for the first time of each note. */
  readonly cuts?: (title: string) => boolean;
  /** Whether every reply about this note is of no use. */
  readonly fails?: (title: string) => boolean;
  /** New tags for this note, with how sure it is of each, 0 to 1. */
  readonly newTags?: (title: string) => Readonly<Record<string, number>>;
  /** Answers what is no question to enrich a note; `false`: it is. */
  readonly also?: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
}

/**
 * An OpenAI-compatible server on loopback that answers thousands of questions to enrich a note, and counts. Plain on
 * purpose: the mock of the other tests looks through its whole script for each request.
 */
export class ChatServer {
  readonly #server: Server;
  readonly #behaviour: ChatBehaviour;
  /** By title: replies that were sent whole. */
  readonly answered = new Map<string, number>();
  /** By title: requests, refused ones included. */
  readonly asked = new Map<string, number>();
  #left = Infinity;
  readonly #held: (() => void)[] = [];

  constructor(behaviour: ChatBehaviour) {
    this.#behaviour = behaviour;
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`;
  }

  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Gives so many useful replies from now on, and leaves further questions waiting for the next call. */
  holdAfter(replies: number): void {
    this.#left = replies;
    for (const goOn of this.#held.splice(0)) goOn();
  }

  /** Returns whether a useful reply may be given: `false` when nobody waits for it any more. */
  async #takeTurn(response: ServerResponse): Promise<boolean> {
    while (this.#left <= 0 && !response.destroyed) {
      await new Promise<void>((resolve) => {
        this.#held.push(resolve);
        response.once('close', resolve);
      });
    }
    if (response.destroyed) return false;
    this.#left--;
    return true;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if ((await this.#behaviour.also?.(request, response)) === true) return;
    if (request.url?.endsWith('/models') === true) {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ object: 'list', data: [{ id: 'm', object: 'model' }] }));
      return;
    }
    if (request.url?.endsWith('/chat/completions') !== true) {
      response.writeHead(404).end();
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    const title = /title: \\"(.*?)\\"/.exec(body)?.[1] ?? '';
    const times = (this.asked.get(title) ?? 0) + 1;
    this.asked.set(title, times);
    const { latencyMs, refuses, cuts, fails, newTags } = this.#behaviour;
    await new Promise((resolve) => setTimeout(resolve, latencyMs));
    if (response.destroyed) return;
    if (times === 1 && refuses?.(title) === true) {
      const error = { message: 'Too many requests', type: 'rate_limit', code: 'rate_limit_exceeded' };
      response.writeHead(429, { 'content-type': 'application/json', 'retry-after': '1' });
      response.end(JSON.stringify({ error }));
      return;
    }
    const isUseless = fails?.(title) === true;
    const content = isUseless ? 'I would rather not.' : JSON.stringify(replyAbout(title, newTags?.(title)));
    if (times === 1 && cuts?.(title) === true) {
      const half = {
        index: 0,
        delta: { content: content.slice(0, content.length / 2) },
        finish_reason: null,
      };
      const broken = JSON.stringify({
        id: 'c',
        object: 'chat.completion.chunk',
        model: 'm',
        choices: [half],
      });
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(`data: ${broken}\n\n`, () => response.destroy());
      return;
    }
    if (!isUseless && !(await this.#takeTurn(response))) return;
    const delta = { index: 0, delta: { role: 'assistant', content }, finish_reason: 'stop' };
    const chunk = { id: 'c', object: 'chat.completion.chunk', created: 0, model: 'm', choices: [delta] };
    const usage = { prompt_tokens: 500, completion_tokens: 60, total_tokens: 560 };
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(`data: ${JSON.stringify(chunk)}\n\n`);
    response.write(`data: ${JSON.stringify({ ...chunk, choices: [], usage })}\n\n`);
    response.end('data: [DONE]\n\n');
    this.answered.set(title, (this.answered.get(title) ?? 0) + 1);
  }
}

/** A reply that says one sentence of the note, and nothing else but the new tags, if any. */
export function replyAbout(title: string, newTags: Readonly<Record<string, number>> = {}): object {
  return {
    ok: true,
    summarize: { sentences: [`${title} is here, with words enough for a sentence.`] },
    suggestTags: {
      tags: [],
      newTags: Object.entries(newTags).map(([tag, confidence]) => ({ tag, reason: '', confidence })),
    },
    suggestLinks: { mentions: [], related: [], quotes: [] },
    placeInMoc: { mocs: [] },
  };
}
