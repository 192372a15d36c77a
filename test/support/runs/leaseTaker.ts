/*
 * A process that takes a lease whenever it can, until it dies with it: `node leaseTaker.js FOLDER LOG`. While it holds
 * the lease it holds a file too, that nobody else may find; what it did stands in the log, a line each.
 */
import { appendFileSync, openSync, closeSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { RunLease } from '../../../src/vscode/runs/runLease.ts';

const [folder = '', log = ''] = process.argv.slice(2);
const marker = join(folder, 'held');
for (let turn = 0; ; turn++) {
  const lease = await RunLease.take(folder, `${process.pid}-${turn}`);
  if (lease === undefined) {
    await wait(Math.random() * 3);
    continue;
  }
  try {
    closeSync(openSync(marker, 'wx'));
  } catch {
    appendFileSync(log, 'two at once\n');
  }
  await wait(Math.random() * 4);
  rmSync(marker, { force: true });
  appendFileSync(log, 'held\n');
  if (Math.random() < 0.3) process.kill(process.pid, 'SIGKILL');
  await lease.release();
}
