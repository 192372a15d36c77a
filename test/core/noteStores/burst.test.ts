import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { Burst, LONGEST_BURST_MS } from '../../../src/vscode/noteStores/burst.ts';

describe('a burst', () => {
  let told: number[];
  let burst: Burst;

  beforeEach(() => {
    mock.timers.enable({ apis: ['setTimeout', 'Date'] });
    told = [];
    burst = new Burst(() => told.push(Date.now()));
  });
  afterEach(() => mock.timers.reset());

  /** A timer that is set while time passes is late by what is left of a longer step. */
  function pass(ms: number): void {
    for (let i = 0; i < ms; i++) mock.timers.tick(1);
  }

  /** Something comes at once and then every so many ms, for so long. */
  function keepComing(everyMs: number, forMs: number, settleMs = 100): void {
    for (let at = 0; at < forMs; at += everyMs) {
      burst.add(settleMs);
      pass(everyMs);
    }
  }

  it('of 500 changes within its longest time is told of once, when it is over', () => {
    keepComing(1, 500);
    assert.deepEqual(told, []);
    pass(LONGEST_BURST_MS);
    assert.deepEqual(told, [599]);
  });

  it('that never ends is told of again and again, and its last change as well', () => {
    keepComing(50, 3030);
    pass(LONGEST_BURST_MS);
    // The next burst begins with the first change after it was told.
    assert.deepEqual(told, [1000, 2000, 3000, 3100]);
  });

  it('of typing waits for its end as long as typing does', () => {
    keepComing(150, 450, 200);
    pass(49);
    assert.deepEqual(told, []);
    pass(1);
    assert.deepEqual(told, [500]);
  });

  it('is told of no more once nobody listens', () => {
    burst.add(100);
    burst.dispose();
    pass(LONGEST_BURST_MS);
    assert.deepEqual(told, []);
  });
});
