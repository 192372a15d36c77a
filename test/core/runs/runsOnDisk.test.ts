import assert from 'node:assert/strict';
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunPlan } from '../../../src/core/assistant/batch/runEvent.ts';
import type { RunJournal } from '../../../src/core/assistant/batch/runJournal.ts';
import { batchFolder } from '../../../src/vscode/runs/batchFolder.ts';
import { JournalFile } from '../../../src/vscode/runs/journalFile.ts';
import { RunFiles } from '../../../src/vscode/runs/runFiles.ts';
import { ChatServer } from '../../support/chatServer.ts';
import { badWeather, isUseless, killsOf, notesToRun } from '../../support/runs/badWeather.ts';
import { runOverServer, titleOf } from '../../support/runs/runOverServer.ts';
import { fillUp, onSmallDisk } from '../../support/smallDisk.ts';
import { until } from '../../support/until.ts';

const plan: RunPlan = {
  id: 'one',
  startedAt: 1,
  label: 'Grains',
  parts: ['tags'],
  providerId: 'p',
  providerLabel: 'P',
  promptVersion: 1,
  paths: ['Oats.md', 'Rye.md'],
};
const rye = { kind: 'failed', path: 'Rye.md', hash: 'h', reason: 'It is gone.' } as const;

const always = (): Promise<void> => Promise.resolve();

describe('runs on disk', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'notewright-runs-'))));
  afterEach(async () => await rm(folder, { recursive: true, force: true }));

  async function onlyFile(): Promise<string> {
    const [name] = (await readdir(folder)).filter((each) => each.endsWith('.jsonl'));
    return join(folder, name!);
  }

  it('are there again as they were', async () => {
    const begun = await new RunFiles(folder).create(plan, always);
    await Promise.all([begun.record(rye), begun.record({ kind: 'ended', how: 'stopped' })]);
    await begun.close();
    const again = await new RunFiles(folder).latest(always);
    assert.deepEqual(again?.plan, plan);
    assert.deepEqual(again.notes.get('Rye.md')?.reason, 'It is gone.');
    assert.equal(again.end, 'stopped');
    await again.close();
  });

  it('lose nothing whole when a line is torn, and go on after it', async () => {
    const begun = await new RunFiles(folder).create(plan, always);
    await begun.record(rye);
    await begun.close();
    await appendFile(await onlyFile(), '{"kind":"found","path":"Oats.md","ha');
    const again = (await new RunFiles(folder).latest(always))!;
    assert.equal(again.notes.get('Rye.md')?.status, 'failed');
    await again.record({ kind: 'failed', path: 'Oats.md', hash: 'é', reason: 'Nein, danke.' });
    await again.close();
    const last = (await new RunFiles(folder).latest(always))!;
    assert.deepEqual(
      [...last.notes.values()].map(({ status }) => status),
      ['failed', 'failed'],
    );
    await last.close();
  });

  it('pass over damaged lines, files of another version and files that are none', async () => {
    const begun = await new RunFiles(folder).create(plan, always);
    await begun.close();
    await appendFile(await onlyFile(), `nonsense\n{"kind":"surprise"}\n${JSON.stringify(rye)}\n`);
    await writeFile(join(folder, '999999999999998-x.jsonl'), '{"version":99,"kind":"begun","run":{}}\n');
    await writeFile(join(folder, '999999999999999-y.jsonl'), '\0\0\0');
    const found = (await new RunFiles(folder).latest(always))!;
    assert.equal(found.plan.id, 'one');
    assert.equal(found.notes.get('Rye.md')?.status, 'failed');
    await found.close();
  });

  it('say why when they cannot be kept, and keep what came before', async () => {
    await writeFile(join(folder, 'file'), '');
    await assert.rejects(new RunFiles(join(folder, 'file')).create(plan, always), /EEXIST|ENOTDIR/);
    const path = join(folder, 'run.jsonl');
    const file = await JournalFile.create(path, plan, always);
    await file.close();
    await assert.rejects(file.append(rye));
    assert.equal((await JournalFile.read(path))?.plan.id, 'one');
  });

  it('keep whole lines only on a disk that fills up, and go on when there is room again', async function () {
    await onSmallDisk(this, 64, async (disk) => {
      const begun = await new RunFiles(disk).create(plan, always);
      await begun.record(rye);
      await fillUp(disk);
      const long = { kind: 'failed', path: 'Oats.md', hash: 'h', reason: 'Too long. '.repeat(1000) } as const;
      await assert.rejects(begun.record(long), /ENOSPC/);
      assert.equal(begun.notes.get('Oats.md')?.status, 'waiting', 'what is not kept does not count');
      await rm(join(disk, 'filler'));
      await begun.record({ ...long, reason: 'It is gone.' });
      await begun.close();
      const again = await new RunFiles(disk).latestToLookAt('');
      const reasons = [...(again?.notes.values() ?? [])].map(({ reason }) => reason);
      assert.deepEqual(reasons, ['It is gone.', 'It is gone.']);
    });
  });

  it('keep nothing of what a batch was asked where the disk takes a part only', async function () {
    await onSmallDisk(this, 64, async (disk) => {
      const files = batchFolder(join(disk, 'run'));
      await files.keep('first', ['{}']);
      await fillUp(disk, 8192);
      await assert.rejects(files.keep('second', ['{"a":1}', `{"b":"${'x'.repeat(20_000)}"}`]), /ENOSPC/);
      assert.deepEqual(await readdir(join(disk, 'run')), ['first.batch']);
      assert.deepEqual(await files.read('second'), []);
    });
  });

  it('can be looked at, but not written, while another window runs', async () => {
    const begun = await new RunFiles(folder).create(plan, always);
    const seen = (await new RunFiles(folder).latestToLookAt('Another window runs.'))!;
    await assert.rejects(seen.record(rye), /Another window runs/);
    assert.equal(seen.notes.get('Rye.md')?.status, 'waiting');
    await begun.close();
  });

  it('are not written by a window that another one has taken over from', async () => {
    let isMine = true;
    const mayWrite = (): Promise<void> =>
      isMine ? Promise.resolve() : Promise.reject(new Error('Taken over.'));
    const begun = await new RunFiles(folder).create(plan, mayWrite);
    isMine = false;
    await assert.rejects(begun.record(rye), /Taken over/);
    await begun.close();
    const seen = await new RunFiles(folder).latestToLookAt('');
    assert.equal(seen?.notes.get('Rye.md')?.status, 'waiting');
  });
});

describe('a run that is killed', () => {
  const NOTES = notesToRun(120);
  const KILLS = 5;

  it('sends no note again whose reply it had kept, and loses no suggestion', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'notewright-runs-'));
    const server = new ChatServer({ latencyMs: 15, ...badWeather });
    const baseUrl = await server.start();
    const seed = Date.now();
    console.log(`      seed ${seed}`);
    const random = generator(seed);
    try {
      const kept = new Set<string>();
      for (const next of killsOf(NOTES, KILLS, random)) {
        server.holdAfter(next.kept + next.onTheirWay);
        const child = start(folder, baseUrl, NOTES);
        const goal = kept.size + next.kept;
        const keptNow = async (): Promise<number> => (await foundLines(folder)).length;
        await until('the run to go on', async () => (await keptNow()) >= goal, 60_000);
        child.kill('SIGKILL');
        await once(child, 'exit');
        const journal = (await new RunFiles(folder).latestToLookAt(''))!;
        for (const path of foundIn(journal)) kept.add(path);
        assert.deepEqual(foundIn(journal).sort(), [...kept].sort(), 'what was kept is still there');
        // From here on nothing of these may be asked.
        for (const path of kept) server.asked.set(titleOf(path), 0);
      }
      server.holdAfter(Infinity);
      const journal = await runOverServer(folder, baseUrl, NOTES);
      for (const path of kept) assert.equal(server.asked.get(titleOf(path)), 0, `${path} was sent again`);
      const useful = [...journal.plan.paths.keys()].filter((number) => !isUseless(number));
      assert.equal(foundIn(journal).length, useful.length);
      for (const number of useful) {
        assert.equal(journal.notes.get(`${number}.md`)?.suggestions.length, 1, `${number}.md`);
      }
      await journal.close();
      assert.equal((await foundLines(folder)).length, useful.length, 'each note was kept once');
      console.log(`      ${kept.size} of ${NOTES} notes were kept before the last kill`);
    } finally {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    }
  }).timeout(300_000);
});

function start(folder: string, baseUrl: string, notes: number): ChildProcess {
  const script = new URL('../../support/runs/runChild.js', import.meta.url);
  return fork(script, [folder, baseUrl, String(notes)], { stdio: 'inherit' });
}

function foundIn(journal: RunJournal): string[] {
  return [...journal.notes.values()].filter(({ status }) => status === 'found').map(({ path }) => path);
}

/** The lines of replies that the journal holds; none before it is there. */
async function foundLines(folder: string): Promise<string[]> {
  const name = (await readdir(folder)).find((each) => each.endsWith('.jsonl'));
  const lines = name === undefined ? [] : (await readFile(join(folder, name), 'utf8')).split('\n');
  return lines.filter((line) => line.startsWith('{"kind":"found"'));
}

/** Numbers from 0 to 1 that a seed decides (mulberry32). */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
