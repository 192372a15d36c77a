import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunLease } from '../../../src/vscode/runs/runLease.ts';
import { until } from '../../support/until.ts';

/** How often the lease changes hands between processes; more of it by hand. */
const TURNS = Number(process.env['NOTEWRIGHT_LEASE_TURNS'] ?? 60);
const TAKERS = 4;

describe('the lease of a vault’s runs', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'notewright-lease-'))));
  afterEach(async () => await rm(folder, { recursive: true, force: true }));

  it('is held by one window at a time', async () => {
    const mine = await RunLease.take(folder, 'mine');
    assert.ok(mine);
    assert.equal(await RunLease.take(folder, 'yours'), undefined);
    await mine.release();
    assert.equal(await mine.isHeld(), false);
    const yours = await RunLease.take(folder, 'yours');
    assert.ok(yours);
    await mine.release();
    const third = await RunLease.take(folder, 'mine');
    assert.equal(third, undefined, 'a lease given back once is not given back for others');
    await yours.release();
  });

  it('is taken over from a process that is gone, by one only', async () => {
    const child = fork(process.execPath, ['-e', ''], { execPath: process.execPath, execArgv: [] });
    const { pid } = child;
    child.kill('SIGKILL');
    await once(child, 'exit');
    for (let round = 1; round <= 50; round++) {
      await rm(folder, { recursive: true });
      await mkdir(folder);
      await writeFile(join(folder, `lease.${round}`), JSON.stringify({ pid, token: 'theirs' }));
      const takers = Array.from({ length: 8 }, (_, taker) => RunLease.take(folder, String(taker)));
      const held = (await Promise.all(takers)).filter((lease) => lease !== undefined);
      assert.equal(held.length, 1);
      await held[0]!.release();
    }
  });

  it('is taken over from a window that was silent for long, which notices before it writes', async () => {
    let lost = 0;
    const stalled = (await RunLease.take(folder, 'stalled', () => lost++))!;
    const now = Date.now;
    try {
      const hourAgo = new Date(now() - 3_600_000);
      await utimes(join(folder, 'lease.1'), hourAgo, hourAgo);
      const other = await RunLease.take(folder, 'other');
      assert.ok(other);
      Date.now = () => now() + 30_000;
      assert.equal(await stalled.isHeld(), false);
      assert.equal(await stalled.isHeld(), false);
      assert.equal(lost, 1);
      await stalled.release();
      Date.now = now;
      assert.equal(await other.isHeld(), true);
      await other.release();
    } finally {
      Date.now = now;
    }
  });

  it('stays with a window that was silent for long where nobody took over', async () => {
    const mine = (await RunLease.take(folder, 'mine'))!;
    const now = Date.now;
    try {
      Date.now = () => now() + 30_000;
      assert.equal(await mine.isHeld(), true);
      assert.deepEqual((await readdir(folder)).sort(), ['lease.1', 'lease.2']);
    } finally {
      Date.now = now;
    }
    assert.equal(await RunLease.take(folder, 'yours'), undefined);
    await mine.release();
  });

  it(`is never held twice by ${TAKERS} processes that take it, give it back and die with it`, async () => {
    const log = join(folder, 'log');
    await writeFile(log, '');
    const living = new Set<ChildProcess>();
    let isOver = false;
    const begin = (): void => {
      const child = fork(new URL('../../support/runs/leaseTaker.js', import.meta.url), [folder, log]);
      living.add(child);
      child.on('exit', () => {
        living.delete(child);
        if (!isOver) begin();
      });
    };
    try {
      for (let taker = 0; taker < TAKERS; taker++) begin();
      const lines = async (): Promise<string[]> => (await readFile(log, 'utf8')).split('\n');
      await until('the lease to change hands', async () => (await lines()).length > TURNS, 280_000);
      assert.ok(!(await lines()).includes('two at once'), 'two held it at once');
    } finally {
      isOver = true;
      await Promise.all(
        [...living].map(async (child) => {
          child.kill('SIGKILL');
          await once(child, 'exit');
        }),
      );
    }
  }).timeout(300_000);
});
