import assert from 'node:assert/strict';
import { AdaptiveLimiter } from '../../../src/core/assistant/limiter.ts';

const never = new AbortController().signal;

/** Actions that end when told to. */
function actions(limiter: AdaptiveLimiter, signal = never) {
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const start = (number: number): Promise<number | undefined> =>
    limiter.run(signal, async () => {
      begun.push(number);
      await new Promise<void>((resolve) => (ends[number] = resolve));
      return number;
    });
  return { begun, ends, start };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the adaptive limiter', () => {
  it('runs so many at once, in order, and gives each its result', async () => {
    const { begun, ends, start } = actions(new AdaptiveLimiter(2));
    const all = [0, 1, 2, 3, 4].map(start);
    await turn();
    assert.deepEqual(begun, [0, 1]);
    ends[1]!();
    await turn();
    assert.deepEqual(begun, [0, 1, 2]);
    for (const next of [0, 2]) ends[next]!();
    await turn();
    assert.deepEqual(begun, [0, 1, 2, 3, 4]);
    for (const next of [3, 4]) ends[next]!();
    assert.deepEqual(await Promise.all(all), [0, 1, 2, 3, 4]);
  });

  it('halves once for refusals that come together, then grows one by one', async () => {
    const limiter = new AdaptiveLimiter(4);
    const refuse = (times: number): void => {
      for (let n = 0; n < times; n++) limiter.slowDown();
    };
    const { ends, start } = actions(limiter);
    const all = [0, 1, 2, 3].map(start);
    await turn();
    refuse(4);
    assert.equal(limiter.limit, 2);
    refuse(8);
    assert.equal(limiter.limit, 2, 'the refusals of those that began before are that same limit');
    ends.forEach((end) => end());
    await Promise.all(all);
    refuse(4);
    assert.equal(limiter.limit, 1);
    for (const grown of [2, 2, 3, 3, 3, 4]) {
      limiter.succeeded();
      assert.equal(limiter.limit, grown);
    }
    for (let n = 0; n < 100; n++) limiter.succeeded();
    assert.equal(limiter.limit, 4);
  });

  it('does not slow down for a refusal now and then', () => {
    const limiter = new AdaptiveLimiter(4);
    for (let n = 0; n < 1000; n++) {
      if (n % 10 === 3) limiter.slowDown();
      else limiter.succeeded();
      assert.equal(limiter.limit, 4);
    }
  });

  it('drops what waits when it is cancelled, and frees its place', async () => {
    const limiter = new AdaptiveLimiter(1);
    const abort = new AbortController();
    const { begun, ends, start } = actions(limiter);
    const first = start(0);
    const waiting = actions(limiter, abort.signal);
    const second = waiting.start(0);
    const third = start(1);
    await turn();
    abort.abort();
    assert.equal(await second, undefined);
    ends[0]!();
    await turn();
    assert.deepEqual([begun, waiting.begun], [[0, 1], []]);
    ends[1]!();
    assert.deepEqual(await Promise.all([first, third]), [0, 1]);
    assert.equal(await limiter.run(AbortSignal.abort(), () => Promise.resolve(1)), undefined);
  });

  it('frees the place of an action that throws', async () => {
    const limiter = new AdaptiveLimiter(1);
    await assert.rejects(
      limiter.run(never, () => Promise.reject(new Error('x'))),
      /x/,
    );
    assert.equal(await limiter.run(never, () => Promise.resolve(2)), 2);
  });
});
