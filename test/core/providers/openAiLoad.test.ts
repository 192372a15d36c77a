import assert from 'node:assert/strict';
import { AdaptiveLimiter } from '../../../src/core/assistant/limiter.ts';
import type { TaskOutcome } from '../../../src/core/assistant/askAndCheck.ts';
import { runTask } from '../../../src/core/assistant/task.ts';
import { summarizeTask } from '../../../src/core/assistant/tasks/summarize.ts';
import { OpenAiProvider } from '../../../src/core/providers/openAiProvider.ts';
import { ModelServer, quickNetwork } from '../../support/modelServer.ts';

const never = new AbortController().signal;
const REQUESTS = 200;

describe('many requests at once', () => {
  const server = new ModelServer();
  before(async () => await server.start());
  after(async () => await server.stop());

  it(`all end, none lost and none doubled: ${REQUESTS} notes, 10 % rate limits, 5 % cut streams`, async () => {
    const served = new Map<string, number>();
    server.flakyAnswers((note, attempt) => {
      served.set(note, (served.get(note) ?? 0) + 1);
      const number = Number(/\d+/.exec(note)![0]);
      if (attempt === 1 && number % 10 === 3) return { status: 429, retryAfter: 1 };
      const text = JSON.stringify({
        sentences: [`Note ${number} is here, with words enough for some pieces.`],
      });
      return attempt === 1 && number % 20 === 7 ? { text, cutAfter: 2 } : { text };
    });
    const limiter = new AdaptiveLimiter(8);
    const provider = new OpenAiProvider({
      baseUrl: server.baseUrl,
      model: 'm',
      network: quickNetwork(),
      limiter,
    });
    const ask = async (number: number): Promise<TaskOutcome> => {
      const text = `# Note ${number}\n\nNote ${number} is here, with words enough for some pieces.\n`;
      const note = { path: `${number}.md`, title: `Note ${number}`, text, tags: [] };
      return await runTask(summarizeTask(), { note, length: 'short' }, provider, never);
    };
    const outcomes = await Promise.all(Array.from({ length: REQUESTS }, (_, number) => ask(number)));
    for (const [number, outcome] of outcomes.entries()) {
      assert.ok(outcome.kind === 'done', String(number));
      const [summary] = outcome.suggestions;
      assert.deepEqual(summary?.kind === 'summary' && summary.sentences, [
        `Note ${number} is here, with words enough for some pieces.`,
      ]);
    }
    assert.equal(served.size, REQUESTS);
    const repeated = [...served.values()].filter((times) => times > 1);
    assert.equal(repeated.length, REQUESTS * 0.15);
    assert.ok(repeated.every((times) => times === 2));
  }).timeout(30_000);
});
