import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cancelBatches, collectBatches } from '../../../src/core/assistant/batch/collectBatches.ts';
import type { RunPlan } from '../../../src/core/assistant/batch/runEvent.ts';
import type { RunJournal } from '../../../src/core/assistant/batch/runJournal.ts';
import { runNotes } from '../../../src/core/assistant/batch/runNotes.ts';
import type { RunServices } from '../../../src/core/assistant/batch/runServices.ts';
import { submitBatches, type BatchServices } from '../../../src/core/assistant/batch/submitBatches.ts';
import { guardedBatches } from '../../../src/core/assistant/guardedBatches.ts';
import { hopefulAbilities } from '../../../src/core/providers/openAiAbilities.ts';
import { hasBatches, OpenAiBatches } from '../../../src/core/providers/openAiBatches.ts';
import { OpenAiProvider } from '../../../src/core/providers/openAiProvider.ts';
import { batchFolder } from '../../../src/vscode/runs/batchFolder.ts';
import { RunFiles } from '../../../src/vscode/runs/runFiles.ts';
import { BatchEndpoints, titleIn } from '../../support/batchEndpoints.ts';
import { ChatServer, replyAbout } from '../../support/chatServer.ts';
import { quickNetwork } from '../../support/modelServer.ts';
import { runNoteInput } from '../../support/runs/runNoteInput.ts';

const never = new AbortController().signal;
const always = (): Promise<void> => Promise.resolve();
const NAMES = ['Barley', 'Oats', 'Rye', 'Spelt', 'Wheat'];

describe('a run as a batch', () => {
  let folder: string;
  let server: ChatServer;
  let endpoints: BatchEndpoints;
  let baseUrl: string;
  let texts: Map<string, string>;
  let secret: Set<string>;
  let isAllowed: boolean;
  let journal: RunJournal;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'notewright-batch-'));
    endpoints = new BatchEndpoints();
    server = new ChatServer({
      latencyMs: 0,
      also: (request, response) => endpoints.handle(request, response),
    });
    baseUrl = await server.start();
    texts = new Map(NAMES.map((name) => [`${name}.md`, textOf(name)]));
    secret = new Set();
    isAllowed = true;
    journal = await new RunFiles(folder).create(planOf(), always);
  });
  afterEach(async () => {
    await journal.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });

  function planOf(over: Partial<RunPlan> = {}): RunPlan {
    const paths = NAMES.map((name) => `${name}.md`);
    return {
      id: 'one',
      startedAt: 1,
      label: 'Grains',
      parts: ['summary'],
      providerId: 'p',
      providerLabel: 'P',
      promptVersion: 1,
      paths,
      ...over,
    };
  }

  function services(over: Partial<RunServices> = {}): RunServices {
    return {
      provider: new OpenAiProvider({ baseUrl, model: 'm', apiKey: 'sk-test', network: quickNetwork() }),
      atOnce: 2,
      read: (path) => Promise.resolve(texts.get(path)),
      isPrivate: (path) => secret.has(path),
      hash: (text) => createHash('sha256').update(text).digest('hex'),
      input: (path, text) => Promise.resolve(runNoteInput(path, text)),
      // A dollar for a thousand tokens.
      costOf: ({ input, output }) => (input + output) / 1000,
      known: () => undefined,
      wasDismissed: () => false,
      ...over,
    };
  }

  let batchCount = 0;
  function batches(over: Partial<BatchServices> = {}): BatchServices {
    const abilities = { ...hopefulAbilities('https://api.openai.com/v1'), seed: false };
    const provider = new OpenAiBatches({
      baseUrl,
      model: 'm',
      apiKey: 'sk-test',
      network: quickNetwork(),
      abilities,
    });
    return {
      provider: guardedBatches(provider, {
        isAllowed: () => isAllowed,
        isPrivate: (path) => secret.has(path),
      }),
      files: batchFolder(folder),
      customId: (path, hash) => createHash('sha256').update(`${path}\0${hash}`).digest('hex').slice(0, 32),
      newBatch: () => `batch-${++batchCount}`,
      ...over,
    };
  }

  const ids = (): string[] => [...endpoints.batches.keys()];
  const calls = (): string[] => endpoints.calls.map(({ method, path }) => `${method} ${path}`);
  const states = (): string[] => [...journal.notes.values()].map(({ path, status }) => `${path} ${status}`);
  const of = (status: string): string[] => NAMES.map((name) => `${name}.md ${status}`);
  const restart = async (): Promise<void> => {
    await journal.close();
    journal = (await new RunFiles(folder).latest(always))!;
  };

  it('is one file of requests, one batch, and nothing else on the wire', async () => {
    const outcome = await submitBatches(journal, services(), batches(), never);
    assert.deepEqual(outcome, { end: 'submitted', notes: 5 });
    assert.deepEqual(calls(), ['POST /files', 'POST /batches']);
    const [upload, create] = endpoints.calls;
    assert.equal(upload!.headers.authorization, 'Bearer sk-test');
    assert.match(upload!.body, /name="purpose"\r\n\r\nbatch\r\n/);
    const { metadata, ...begun } = JSON.parse(create!.body) as Record<string, unknown>;
    assert.deepEqual(begun, {
      input_file_id: [...endpoints.files.keys()][0],
      endpoint: '/v1/chat/completions',
      completion_window: '24h',
    });
    assert.deepEqual(Object.keys(metadata as object), ['notewright']);
    const lines = endpoints.lines(ids()[0]!);
    assert.deepEqual(lines.map(titleIn), NAMES);
    assert.equal(new Set(lines.map((line) => line.custom_id)).size, 5);
    const { method, url, body } = lines[0]!;
    assert.deepEqual({ method, url }, { method: 'POST', url: '/v1/chat/completions' });
    assert.deepEqual(
      { model: body.model, limit: typeof body.max_completion_tokens, stream: body.stream, seed: body.seed },
      { model: 'm', limit: 'number', stream: undefined, seed: undefined },
    );
    assert.deepEqual(states(), of('sent'));
    assert.equal(server.asked.size, 0);
  });

  it('is collected later, after a restart too, at half the price', async () => {
    await submitBatches(journal, services(), batches(), never);
    await restart();
    assert.deepEqual(states(), of('sent'));
    const early = await collectBatches(journal, services(), batches());
    assert.deepEqual(early, { going: 1, total: 5, answered: 0, problems: [] });
    endpoints.end(ids()[0]!, { status: 'completed' });
    await restart();
    const counted: number[] = [];
    const counting = services({
      onBatchReply: ({ input, output }, cost) => counted.push(input + output, cost ?? NaN),
    });
    const late = await collectBatches(journal, counting, batches());
    assert.deepEqual(late, { going: 0, total: 0, answered: 0, problems: [] });
    assert.deepEqual(counted, Array.from({ length: 5 }, () => [560, 0.28]).flat());
    assert.deepEqual(states(), of('found'));
    const [found] = journal.notes.get('Rye.md')!.suggestions;
    assert.deepEqual(found!.suggestion, {
      kind: 'summary',
      sentences: ['Rye is here, with words enough for a sentence.'],
    });
    assert.ok(Math.abs(journal.cost - (5 * 560 * 0.5) / 1000) < 1e-9, String(journal.cost));
    assert.deepEqual(
      await readdir(folder),
      ['000000000000001-one.jsonl'],
      'what was asked is not kept longer',
    );
    await restart();
    assert.deepEqual(states(), of('found'));
  });

  it('picks the candidates that were numbered when it was sent, whatever the vault is like by then', async () => {
    const run = (candidates: readonly string[]): RunServices =>
      services({
        input: (path, text) => {
          const input = runNoteInput(path, text);
          const tags = candidates.map((tag) => ({ tag, uses: 1, score: 1, why: '', whenToUse: undefined }));
          return Promise.resolve({ ...input, tags: { ...input.tags, candidates: tags } });
        },
      });
    await journal.close();
    journal = await new RunFiles(folder).create(planOf({ startedAt: 2, parts: ['tags'] }), always);
    await submitBatches(journal, run(['bread', 'beer']), batches(), never);
    await restart();
    const answers = (title: string): object => ({
      suggestTags: { tags: [{ candidate: 2, reason: title, confidence: 0.9 }], newTags: [] },
    });
    endpoints.end(ids()[0]!, { status: 'completed', answers });
    await collectBatches(journal, run(['porridge', 'flour']), batches());
    const tags = [...journal.notes.values()].map(({ suggestions }) => suggestions[0]?.id);
    assert.deepEqual(tags, Array(5).fill('tag:beer'));
  });

  it('that expired brings what was answered; the rest waits, and is asked about once', async () => {
    await submitBatches(journal, services(), batches(), never);
    endpoints.end(ids()[0]!, {
      status: 'expired',
      answers: (title) => (title < 'R' ? replyAbout(title) : undefined),
      errors: (title) => (title === 'Rye' ? { status: 400, message: 'It is too odd.' } : undefined),
    });
    const { problems } = await collectBatches(journal, services(), batches());
    assert.deepEqual(problems, [
      'The batch was not done within its time; what was answered is here, the other notes wait.',
    ]);
    assert.deepEqual(states(), [
      'Barley.md found',
      'Oats.md found',
      'Rye.md failed',
      'Spelt.md waiting',
      'Wheat.md waiting',
    ]);
    assert.match(journal.notes.get('Rye.md')!.reason, /It is too odd/);
    await runNotes(journal, services(), never);
    assert.deepEqual([...server.asked.keys()].sort(), ['Rye', 'Spelt', 'Wheat']);
    assert.deepEqual(states(), of('found'));
  });

  it('that failed as a whole says why in one sentence, and its notes wait', async () => {
    await submitBatches(journal, services(), batches(), never);
    endpoints.end(ids()[0]!, {
      status: 'failed',
      answers: () => undefined,
      message: 'Enqueued token limit reached.',
    });
    const { problems } = await collectBatches(journal, services(), batches());
    assert.deepEqual(problems, ['The batch failed, and its notes wait. Enqueued token limit reached.']);
    assert.deepEqual(states(), of('waiting'));
  });

  it('can be cancelled: what was answered by then is kept', async () => {
    await submitBatches(journal, services(), batches(), never);
    assert.equal(await cancelBatches(journal, services(), batches()), undefined);
    assert.ok(calls().includes(`POST /batches/${ids()[0]}/cancel`));
    assert.equal((await collectBatches(journal, services(), batches())).going, 1, 'it is being cancelled');
    endpoints.end(ids()[0]!, {
      status: 'cancelled',
      answers: (title) => (title === 'Oats' ? replyAbout(title) : undefined),
    });
    await collectBatches(journal, services(), batches());
    assert.deepEqual(
      states().filter((state) => state.endsWith('found')),
      ['Oats.md found'],
    );
    assert.equal(states().filter((state) => state.endsWith('waiting')).length, 4);
  });

  it('leaves a note to be asked about again that has changed, gone or become private since', async () => {
    await submitBatches(journal, services(), batches(), never);
    texts.set('Oats.md', `${textOf('Oats')}One more line.\n`);
    texts.delete('Rye.md');
    secret.add('Spelt.md');
    endpoints.end(ids()[0]!, {
      status: 'completed',
      answers: (title) => (title === 'Wheat' ? { odd: true } : replyAbout(title)),
    });
    await collectBatches(journal, services(), batches());
    assert.deepEqual(
      [...journal.notes.values()].map(({ reason }) => reason),
      [
        '',
        'It has changed since it was sent.',
        'It is gone.',
        'It is private.',
        'The reply was not in the form asked for.',
      ],
    );
    assert.ok(
      Math.abs(journal.cost - (5 * 560 * 0.5) / 1000) < 1e-9,
      'what was paid is counted all the same',
    );
  });

  it('sends nothing private, and nothing without a yes', async () => {
    secret.add('Oats.md');
    await submitBatches(journal, services(), batches(), never);
    assert.deepEqual(endpoints.lines(ids()[0]!).map(titleIn), ['Barley', 'Rye', 'Spelt', 'Wheat']);
    assert.ok(!JSON.stringify([...endpoints.files]).includes('Oats'));
    await journal.close();
    journal = await new RunFiles(folder).create(planOf({ startedAt: 2 }), always);
    endpoints.calls.length = 0;
    isAllowed = false;
    await submitBatches(journal, services(), batches(), never);
    assert.deepEqual(calls(), []);
    assert.match(journal.notes.get('Rye.md')!.reason, /you have not allowed it/);
  });

  it('is divided into files within the limits of requests and bytes', async () => {
    await submitBatches(journal, services(), batches({ limits: { requests: 2, bytes: 1e9 } }), never);
    assert.deepEqual(
      ids().map((id) => endpoints.lines(id).length),
      [2, 2, 1],
    );
    await journal.close();
    journal = await new RunFiles(folder).create(planOf({ startedAt: 2 }), always);
    const bytes = Buffer.byteLength(JSON.stringify(endpoints.lines(ids()[0]!)[0])) * 3.5;
    await submitBatches(journal, services(), batches({ limits: { requests: 100, bytes } }), never);
    assert.deepEqual(
      ids()
        .slice(3)
        .map((id) => endpoints.lines(id).length),
      [3, 2],
    );
    for (const id of ids()) endpoints.end(id, { status: 'completed' });
    await collectBatches(journal, services(), batches());
    assert.deepEqual(states(), of('found'));
  });

  it('stops before the budget, at the price of a batch', async () => {
    await journal.close();
    journal = await new RunFiles(folder).create(planOf({ startedAt: 2, budget: 6 }), always);
    const outcome = await submitBatches(journal, services(), batches(), never);
    assert.equal(outcome.end, 'budget');
    assert.ok(outcome.notes >= 2 && outcome.notes < 5, String(outcome.notes));
    assert.equal(endpoints.lines(ids()[0]!).length, outcome.notes);
  });

  it('is not paid for twice when the answer to its beginning was lost', async () => {
    endpoints.faults.push({ path: /^POST \/batches$/, status: 'broken' });
    const outcome = await submitBatches(journal, services(), batches(), never);
    assert.deepEqual(outcome, { end: 'submitted', notes: 5 });
    assert.deepEqual(calls(), ['POST /files', 'POST /batches', 'GET /batches?limit=100']);
    endpoints.end(ids()[0]!, { status: 'completed' });
    await collectBatches(journal, services(), batches());
    assert.deepEqual(states(), of('found'));
  });

  it('is found again where the window was gone before its id was kept', async () => {
    endpoints.faults.push(
      { path: /^POST \/batches$/, status: 'broken' },
      { path: /^GET \/batches\?/, status: 403 },
    );
    const outcome = await submitBatches(journal, services(), batches(), never);
    assert.equal(outcome.end, 'failed');
    assert.deepEqual(states(), of('sent'), 'nobody knows yet whether it began');
    await runNotes(journal, services(), never);
    assert.equal(server.asked.size, 0, 'so an ordinary run sends nothing of it');
    await restart();
    endpoints.end(ids()[0]!, { status: 'completed' });
    await collectBatches(journal, services(), batches());
    assert.deepEqual(states(), of('found'));
    assert.equal(endpoints.batches.size, 1);
  });

  it('says in one sentence what the server said no to, and sends the notes later', async () => {
    const error = { message: 'Billing hard limit has been reached', code: 'billing_hard_limit_reached' };
    endpoints.faults.push({ path: /^POST \/files$/, status: 400, body: { error } });
    const outcome = await submitBatches(journal, services(), batches(), never);
    assert.equal(outcome.end, 'failed');
    assert.match(
      outcome.detail!,
      /could not answer \(HTTP 400: Billing hard limit has been reached\); nothing was changed\.$/,
    );
    assert.deepEqual(states(), of('waiting'));
    assert.equal((await submitBatches(journal, services(), batches(), never)).end, 'submitted');
  });

  it('goes on collecting where it broke off', async () => {
    await submitBatches(journal, services(), batches(), never);
    endpoints.end(ids()[0]!, { status: 'completed' });
    endpoints.faults.push({ path: /^GET \/files\//, status: 403 });
    const first = await collectBatches(journal, services(), batches());
    assert.equal(first.going, 1);
    assert.match(first.problems[0]!, /did not accept the key/);
    assert.deepEqual(states(), of('sent'));
    await collectBatches(journal, services(), batches());
    assert.deepEqual(states(), of('found'));
  });

  it('is offered by servers that keep batches, and by no others', async () => {
    const endpoint = { baseUrl, apiKey: 'sk-test', network: quickNetwork() };
    assert.equal(await hasBatches(endpoint, never), true);
    const plain = new ChatServer({ latencyMs: 0 });
    const other = await plain.start();
    assert.equal(await hasBatches({ ...endpoint, baseUrl: other }, never), false);
    await plain.stop();
    assert.equal(await hasBatches({ ...endpoint, baseUrl: other }, never), false);
  });
});

function textOf(name: string): string {
  return `# ${name}\n\n${name} is here, with words enough for a sentence.\n`;
}
