import assert from 'node:assert/strict';
import type { ProviderAnswer, ProviderFailure } from '../../../src/core/assistant/provider.ts';
import { createReplyCache } from '../../../src/core/assistant/replyCache.ts';
import { runTask } from '../../../src/core/assistant/task.ts';
import type { SummarizeInput } from '../../../src/core/assistant/taskInput.ts';
import { placeInMocTask } from '../../../src/core/assistant/tasks/placeInMoc.ts';
import { summarizeTask } from '../../../src/core/assistant/tasks/summarize.ts';
import { ScriptedProvider } from '../../support/scriptedProvider.ts';

const GOOD = '{"sentences":["Rye is dense."]}';
const signal = new AbortController().signal;

function input(text = '# Rye\n\nRye is dense.\n'): SummarizeInput {
  return { note: { path: 'rye.md', title: 'Rye', text, tags: [] }, length: 'short' };
}

function failed(kind: ProviderFailure['kind'], text?: string): ProviderAnswer {
  return { kind: 'failed', failure: { kind, detail: '' }, ...(text === undefined ? {} : { text }) };
}

async function run(provider: ScriptedProvider, given = input()) {
  return await runTask(summarizeTask(), given, provider, signal);
}

describe('running a task', () => {
  it('asks once when the reply is good', async () => {
    const provider = new ScriptedProvider([GOOD]);
    const outcome = await run(provider);
    assert.deepEqual(outcome, {
      kind: 'done',
      suggestions: [{ kind: 'summary', sentences: ['Rye is dense.'] }],
      dropped: [],
      usage: { input: 10, output: 5, cachedInput: 0 },
    });
    assert.equal(provider.asked.length, 1);
  });

  const useless: Record<string, string | ProviderAnswer> = {
    prose: 'The note says that rye is dense.',
    'the wrong shape': '{"summary": "Rye is dense."}',
    'an empty reply': '',
    'an empty list': '{"sentences": []}',
    'half a reply': '{"sentences": ["Rye is',
    'a broken-off reply': failed('cut', '{"sentences": ["Rye'),
    'a refusal': failed('refused', 'I cannot help with that.'),
  };
  for (const [name, reply] of Object.entries(useless)) {
    it(`asks once more after ${name}`, async () => {
      const provider = new ScriptedProvider([reply, GOOD]);
      const outcome = await run(provider);
      assert.equal(outcome.kind, 'done');
      assert.equal(provider.asked.length, 2);
      const [first, second] = provider.asked;
      assert.deepEqual(second!.messages.slice(0, 2), first!.messages, 'what was asked stays the beginning');
      assert.deepEqual(
        second!.messages.map(({ role }) => role),
        ['system', 'user', 'assistant', 'user'],
      );
      assert.notEqual(second!.messages[2]!.content, '');
    });

    it(`fails with one sentence after ${name} twice`, async () => {
      const provider = new ScriptedProvider([reply]);
      const outcome = await run(provider);
      assert.equal(outcome.kind, 'failed');
      assert.equal(provider.asked.length, 2);
    });
  }

  it('reads JSON in a fence, in prose, behind thoughts, and with a comma too many, without asking again', async () => {
    const replies = [
      `\`\`\`json\n${GOOD}\n\`\`\``,
      `Here you are:\n${GOOD}\nEnjoy!`,
      `<think>Perhaps {"sentences": []}?</think>\n${GOOD}`,
      '{"sentences": ["Rye is dense.",],}',
    ];
    for (const reply of replies) {
      const provider = new ScriptedProvider([reply]);
      const outcome = await run(provider);
      assert.deepEqual(outcome.kind === 'done' && outcome.suggestions, [
        { kind: 'summary', sentences: ['Rye is dense.'] },
      ]);
      assert.equal(provider.asked.length, 1);
    }
  });

  it('does not ask again where that helps nothing', async () => {
    for (const kind of [
      'unauthorized',
      'unreachable',
      'timeout',
      'rateLimited',
      'quota',
      'notFound',
      'noConsent',
    ] as const) {
      const provider = new ScriptedProvider([failed(kind), GOOD]);
      const outcome = await run(provider);
      assert.deepEqual([outcome.kind, provider.asked.length], ['failed', 1], kind);
    }
  });

  it('adds up what both attempts cost', async () => {
    const outcome = await run(new ScriptedProvider(['no', GOOD]));
    assert.deepEqual(outcome.kind === 'done' && outcome.usage, { input: 20, output: 10, cachedInput: 0 });
  });

  it('asks the built-in engine once', async () => {
    const provider = new ScriptedProvider(['no', GOOD], { isLanguageModel: false });
    assert.equal((await run(provider)).kind, 'failed');
    assert.equal(provider.asked.length, 1);
  });

  it('survives a provider that throws, and does not repeat its words', async () => {
    const provider = new ScriptedProvider([
      () => {
        throw new Error('secret key sk-123');
      },
    ]);
    const outcome = await run(provider);
    assert.deepEqual(outcome.kind === 'failed' && outcome.failure, {
      kind: 'other',
      detail: 'The provider broke (Error).',
    });
  });

  it('sends nothing for an empty note or without candidates', async () => {
    const provider = new ScriptedProvider([GOOD]);
    const empty = await run(provider, input('---\ntitle: x\n---\n\n* \n'));
    assert.deepEqual(empty.kind === 'done' && [empty.suggestions, empty.dropped[0]!.why], [
      [],
      'it has no text',
    ]);
    const mocs = { note: input().note, candidates: [] };
    const outcome = await runTask(placeInMocTask(), mocs, provider, signal);
    assert.equal(outcome.kind, 'done');
    assert.equal(provider.asked.length, 0);
  });

  describe('cancelled', () => {
    it('before it begins', async () => {
      const provider = new ScriptedProvider([GOOD]);
      const outcome = await runTask(summarizeTask(), input(), provider, AbortSignal.abort());
      assert.deepEqual([outcome, provider.asked.length], [{ kind: 'cancelled' }, 0]);
    });

    it('while the model thinks, whatever it answers then', async () => {
      for (const late of [GOOD, failed('cut'), failed('serverError')]) {
        const abort = new AbortController();
        const provider = new ScriptedProvider([
          () => {
            abort.abort();
            return typeof late === 'string' ? { kind: 'answer', text: late, usage: undefined } : late;
          },
        ]);
        const outcome = await runTask(summarizeTask(), input(), provider, abort.signal);
        assert.deepEqual([outcome, provider.asked.length], [{ kind: 'cancelled' }, 1]);
      }
    });
  });

  describe('with a cache', () => {
    it('asks once for the same note, and again for another text or model', async () => {
      const kept = new Map<string, string>();
      const storage = {
        get: (key: string) => Promise.resolve(kept.get(key)),
        set: (key: string, value: string) => Promise.resolve(void kept.set(key, value)),
      };
      const cache = createReplyCache(storage, (text) => text);
      const provider = new ScriptedProvider([GOOD]);
      const ask = async (given: SummarizeInput, fresh = false) =>
        await runTask(summarizeTask(), given, provider, signal, { cache, fresh });
      const first = await ask(input());
      const second = await ask(input());
      assert.equal(provider.asked.length, 1);
      assert.deepEqual(
        first.kind === 'done' && first.suggestions,
        second.kind === 'done' && second.suggestions,
      );
      assert.equal(second.kind === 'done' && second.usage, undefined);
      await ask(input('# Rye\n\nRye is dense. Changed.\n'));
      assert.equal(provider.asked.length, 2);
      await ask({ ...input(), length: 'long' });
      assert.equal(provider.asked.length, 3);
      await ask(input(), true);
      assert.equal(provider.asked.length, 4);
      const own = summarizeTask('Summarize in one breath.');
      await runTask(own, input(), provider, signal, { cache });
      await runTask(own, input(), provider, signal, { cache });
      assert.equal(provider.asked.length, 5, 'instructions of the person’s own ask anew, once');
    });

    it('keeps no reply that was of no use, and does not trust what it kept', async () => {
      const kept = new Map<string, string>();
      const storage = {
        get: () => Promise.resolve('not JSON'),
        set: (key: string, value: string) => Promise.resolve(void kept.set(key, value)),
      };
      const cache = createReplyCache(storage, (text) => text);
      const bad = new ScriptedProvider(['prose']);
      await runTask(summarizeTask(), input(), bad, signal, { cache });
      assert.equal(kept.size, 0);
      const good = new ScriptedProvider([GOOD]);
      assert.equal((await runTask(summarizeTask(), input(), good, signal, { cache })).kind, 'done');
      assert.deepEqual([...kept.values()], [GOOD]);
    });
  });
});
