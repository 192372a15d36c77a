import type { IncomingMessage, ServerResponse } from 'node:http';
import { replyAbout } from './chatServer.ts';

/** A request of a batch file. */
export interface BatchLine {
  readonly custom_id: string;
  readonly method: string;
  readonly url: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** How a batch ends: which of its requests are answered, which are told as errors; the others are left out. */
export interface BatchEnding {
  readonly status: 'completed' | 'expired' | 'cancelled' | 'failed';
  readonly answers?: (title: string) => object | undefined;
  readonly errors?: (title: string) => { readonly status: number; readonly message: string } | undefined;
  /** Of a batch that failed as a whole. */
  readonly message?: string;
}

/** A request as it came. */
export interface BatchCall {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

interface KeptBatch {
  readonly id: string;
  readonly input: string;
  readonly metadata: Readonly<Record<string, string>>;
  status: string;
  output?: string;
  errors?: string;
  message?: string;
}

const JSON_TYPE = { 'content-type': 'application/json' };

/** OpenAI's files and batches in memory, as far as batches of chat completions need them. Nothing ends by itself. */
export class BatchEndpoints {
  readonly calls: BatchCall[] = [];
  readonly files = new Map<string, string>();
  readonly batches = new Map<string, KeptBatch>();
  /** Answers so instead, once each, in their order: a status, or a connection that breaks after the work is done. */
  readonly faults: { readonly path: RegExp; readonly status: number | 'broken'; readonly body?: object }[] =
    [];
  #count = 0;

  /** `false`: nothing of batches. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const path = (request.url ?? '').replace(/^\/v1/, '');
    if (!/^\/(files|batches)\b/.test(path)) return false;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const { method = '', headers } = request;
    this.calls.push({ method, path, headers, body: body.toString() });
    const fault = this.faults[0]?.path.test(`${method} ${path}`) === true ? this.faults.shift() : undefined;
    if (fault !== undefined && fault.status !== 'broken') {
      response.writeHead(fault.status, JSON_TYPE).end(JSON.stringify(fault.body ?? { error: {} }));
      return true;
    }
    const answer = await this.#answer(`${method} ${path}`, headers['content-type'] ?? '', body);
    if (fault !== undefined) response.destroy();
    else if (answer === undefined)
      response.writeHead(404, JSON_TYPE).end('{"error":{"message":"No such thing"}}');
    else if (typeof answer === 'string') response.writeHead(200).end(answer);
    else response.writeHead(200, JSON_TYPE).end(JSON.stringify(answer));
    return true;
  }

  /** The requests of a batch. */
  lines(id: string): BatchLine[] {
    const text = this.files.get(this.batches.get(id)!.input)!;
    return text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as BatchLine);
  }

  end(id: string, { status, answers, errors, message }: BatchEnding): void {
    const batch = this.batches.get(id)!;
    batch.status = status;
    if (message !== undefined) batch.message = message;
    const lines = this.lines(id);
    const output = lines.flatMap((line) => {
      const content = (answers ?? replyAbout)(titleIn(line));
      return content === undefined ? [] : [outputLine(line, 200, completion(JSON.stringify(content)))];
    });
    const failed = lines.flatMap((line) => {
      const error = errors?.(titleIn(line));
      return error === undefined
        ? []
        : [outputLine(line, error.status, { error: { message: error.message } })];
    });
    // Not in the order in which they came.
    if (output.length > 0) batch.output = this.#keep(output.reverse().join('\n') + '\n');
    if (failed.length > 0) batch.errors = this.#keep(failed.join('\n') + '\n');
  }

  async #answer(call: string, type: string, body: Buffer): Promise<object | string | undefined> {
    const id = /\/(?:files|batches)\/([^/?]+)/.exec(call)?.[1] ?? '';
    if (call === 'POST /files') {
      const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
      const file = form.get('file') as File;
      return { id: this.#keep(await file.text()), object: 'file', purpose: form.get('purpose') };
    }
    if (call.startsWith('GET /files/')) return this.files.get(id);
    if (call === 'POST /batches') {
      const { input_file_id: input, metadata } = JSON.parse(body.toString()) as {
        readonly input_file_id: string;
        readonly metadata: Record<string, string>;
      };
      const batch: KeptBatch = { id: `batch_${++this.#count}`, input, metadata, status: 'validating' };
      this.batches.set(batch.id, batch);
      return this.#shown(batch);
    }
    if (call.startsWith('GET /batches?')) {
      return {
        object: 'list',
        data: [...this.batches.values()].map((each) => this.#shown(each)),
        has_more: false,
      };
    }
    const batch = this.batches.get(id);
    if (batch !== undefined && call.endsWith('/cancel')) batch.status = 'cancelling';
    return batch && this.#shown(batch);
  }

  #shown({ id, input, metadata, status, output, errors, message }: KeptBatch): object {
    const total = this.files.get(input)?.trimEnd().split('\n').length ?? 0;
    return {
      id,
      object: 'batch',
      status,
      metadata,
      input_file_id: input,
      output_file_id: output ?? null,
      error_file_id: errors ?? null,
      request_counts: { total, completed: 0, failed: 0 },
      errors: message === undefined ? null : { object: 'list', data: [{ code: 'x', message }] },
    };
  }

  #keep(text: string): string {
    const id = `file-${++this.#count}`;
    this.files.set(id, text);
    return id;
  }
}

export function titleIn(line: BatchLine): string {
  return /title: \\"(.*?)\\"/.exec(JSON.stringify(line.body))?.[1] ?? '';
}

function outputLine({ custom_id }: BatchLine, status_code: number, body: object): string {
  return JSON.stringify({
    id: 'r',
    custom_id,
    response: { status_code, request_id: 'q', body },
    error: null,
  });
}

function completion(content: string): object {
  return {
    id: 'c',
    object: 'chat.completion',
    created: 0,
    model: 'm',
    choices: [{ index: 0, message: { role: 'assistant', content, refusal: null }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 500, completion_tokens: 60, total_tokens: 560 },
  };
}
