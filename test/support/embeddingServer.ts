import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An answer other than the right one. */
export interface OtherAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request as the server saw it. */
export interface EmbeddingRequest {
  readonly headers: IncomingMessage['headers'];
  readonly body: { readonly model: string; readonly input: readonly string[] };
}

/**
 * An OpenAI-compatible server on loopback with an embedding model whose idea of meaning is which of a few words a text
 * holds. It writes down what it was asked.
 */
export class EmbeddingServer {
  readonly requests: EmbeddingRequest[] = [];
  /** The answers to the next requests; after them, the right one. */
  readonly script: OtherAnswer[] = [];
  /** Requests for embeddings that the other side ended before they were answered. */
  ended = 0;
  /** While it is set, no such request is answered. */
  isSilent = false;
  readonly #server: Server;
  readonly #words: readonly string[];

  /** @param words each is one number of a vector */
  constructor(words: readonly string[]) {
    this.#words = words;
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  /** @returns the base URL */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  vectorOf(text: string): number[] {
    return this.#words.map((word) => text.toLowerCase().split(word).length - 1 + 0.01);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url?.endsWith('/models') === true) {
      const data = ['chat-1', 'text-embedding-test'].map((id) => ({ id, object: 'model' }));
      this.#send(response, { status: 200, body: { object: 'list', data } });
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = JSON.parse(Buffer.concat(chunks).toString()) as EmbeddingRequest['body'];
    this.requests.push({ headers: request.headers, body });
    if (this.isSilent) {
      response.once('close', () => this.ended++);
      return;
    }
    this.#send(response, this.script.shift() ?? { status: 200, body: this.#embeddings(body.input) });
  }

  #embeddings(input: readonly string[]): unknown {
    const data = input.map((text, index) => ({ object: 'embedding', index, embedding: this.vectorOf(text) }));
    // The protocol does not promise the order of the texts.
    return { object: 'list', data: data.reverse(), usage: { prompt_tokens: 7 * input.length } };
  }

  #send(response: ServerResponse, { status, body, headers }: OtherAnswer): void {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body ?? { error: { message: 'no' } }));
  }
}
