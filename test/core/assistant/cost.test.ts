import assert from 'node:assert/strict';
import { costOf, OPENAI_PRICES, priceOf, readPrices } from '../../../src/core/assistant/cost.ts';
import { forecast } from '../../../src/core/assistant/forecast.ts';
import { runTask } from '../../../src/core/assistant/task.ts';
import { summarizeTask } from '../../../src/core/assistant/tasks/summarize.ts';
import { suggestTagsTask } from '../../../src/core/assistant/tasks/suggestTags.ts';
import { countUsage, usageOfDay, type UsageLedger } from '../../../src/core/assistant/usageLedger.ts';
import { estimateRequest } from '../../../src/core/assistant/tokens.ts';
import { ScriptedProvider } from '../../support/scriptedProvider.ts';

describe('prices', () => {
  it('go by the longest name that fits', () => {
    const prices = { m: { input: 1, output: 2 }, 'm-mini': { input: 3, output: 4 } };
    assert.equal(priceOf('m', prices)?.input, 1);
    assert.equal(priceOf('m-2024', prices)?.input, 1);
    assert.equal(priceOf('m-mini-2024', prices)?.input, 3);
    assert.equal(priceOf('m:latest', prices)?.input, 1);
    assert.equal(priceOf('m.1', prices), undefined);
    assert.equal(priceOf('other', prices), undefined);
    assert.equal(priceOf('gpt-4.1-nano', OPENAI_PRICES)?.output, 0.4);
  });

  it('are not those of a model that only begins with the same name', () => {
    for (const other of ['gpt-5-pro', 'gpt-5.4-pro', 'gpt-5-codex', 'gpt-4o-audio-preview', 'toString']) {
      assert.equal(priceOf(other, OPENAI_PRICES), undefined, other);
    }
    for (const version of ['gpt-5-2025-08-07', 'gpt-5-latest', 'gpt-5:low', 'gpt-5@2025-08-07']) {
      assert.equal(priceOf(version, OPENAI_PRICES)?.output, 10, version);
    }
  });

  it('are read from settings without what is no price', () => {
    const good = { input: 1, cachedInput: 0.1, output: 2 };
    const read = readPrices({
      good,
      free: { input: 0, output: 0, cachedInput: 'none' },
      negative: { input: -1, output: 1 },
      infinite: { input: Infinity, output: 1 },
      half: { input: 1 },
      text: { input: '1', output: '2' },
      nothing: null,
    });
    assert.deepEqual(read, { good, free: { input: 0, output: 0 } });
    for (const value of [undefined, null, 'x', 3, []]) assert.deepEqual(readPrices(value), {});
  });

  it('make a cost, cached tokens at their own price', () => {
    const usage = { input: 1_000_000, output: 100_000, cachedInput: 400_000 };
    assert.equal(costOf(usage, { input: 2, cachedInput: 0.5, output: 10 })?.toFixed(6), '2.400000');
    assert.equal(costOf(usage, { input: 2, output: 10 })?.toFixed(6), '3.000000');
    assert.equal(costOf(usage, undefined), undefined);
  });
});

describe('usage', () => {
  it('adds up by day and provider, keeps the latest days, and counts what has no price', () => {
    const usage = { input: 10, output: 2, cachedInput: 1 };
    let ledger: UsageLedger = {};
    ledger = countUsage(ledger, '2024-05-01', 'a', usage, 0.5);
    ledger = countUsage(ledger, '2024-05-01', 'a', usage, undefined);
    ledger = countUsage(ledger, '2024-05-01', 'b', undefined, 1);
    ledger = countUsage(ledger, '2024-05-02', 'a', usage, 0.25);
    assert.deepEqual(ledger['2024-05-01']!['a'], {
      requests: 2,
      input: 20,
      output: 4,
      cachedInput: 2,
      cost: 0.5,
      unpriced: 1,
    });
    assert.equal(ledger['2024-05-01']!['b']!.unpriced, 1);
    assert.deepEqual(usageOfDay(ledger, '2024-05-01'), {
      requests: 3,
      input: 20,
      output: 4,
      cachedInput: 2,
      cost: 1.5,
      unpriced: 2,
    });
    assert.equal(usageOfDay(ledger, '2024-06-01').requests, 0);
    ledger = countUsage(ledger, '2024-05-03', 'a', usage, 1, 2);
    assert.deepEqual(Object.keys(ledger), ['2024-05-02', '2024-05-03']);
  });
});

describe('a forecast', () => {
  const note = { path: 'n.md', title: 'N', text: `# N\n\n${'Some words here. '.repeat(400)}`, tags: [] };

  it('is made of the very request that is sent', async () => {
    const input = { note, length: 'short' as const };
    const provider = new ScriptedProvider(['{"sentences":["Some words here."]}']);
    const expected = forecast(summarizeTask(), input, provider);
    await runTask(summarizeTask(), input, provider, new AbortController().signal);
    assert.equal(expected.requests, provider.asked.length);
    assert.equal(expected.inputTokens, estimateRequest(provider.asked[0]!));
    assert.equal(expected.maxOutputTokens, provider.asked[0]!.maxOutputTokens);
  });

  it('counts every part of a note that does not fit', async () => {
    const input = {
      note,
      candidates: [{ tag: 'x', uses: 1, whenToUse: undefined, score: 1, why: '' }],
      newTagIdeas: [],
      max: 3,
    };
    const provider = new ScriptedProvider(['{"tags":[],"newTags":[]}'], { inputBudget: 1200 });
    const expected = forecast(suggestTagsTask(), input, provider);
    await runTask(suggestTagsTask(), input, provider, new AbortController().signal);
    assert.ok(expected.requests > 1);
    assert.equal(expected.requests, provider.asked.length);
    assert.equal(
      expected.inputTokens,
      provider.asked.map(estimateRequest).reduce((a, b) => a + b),
    );
  });

  it('is nothing for an empty note', () => {
    const input = { note: { ...note, text: '\n' }, length: 'short' as const };
    assert.deepEqual(forecast(summarizeTask(), input, { isLanguageModel: true }), {
      requests: 0,
      inputTokens: 0,
      maxOutputTokens: 0,
    });
  });
});
