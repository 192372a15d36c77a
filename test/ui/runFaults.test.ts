import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, rename, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { askForRun, notesOf, untilRunEnds } from '../support/ui/runs.ts';
import { sharedSession } from '../support/ui/shared.ts';
import type { Session } from '../support/ui/session.ts';
import type { Workbench } from '../support/ui/workbench.ts';
import { until } from '../support/until.ts';

const run = promisify(execFile);
const NOTES = 40;

/** @param length characters at the least */
function textOf(number: number, length = 0): string {
  const title = `Grain ${number}`;
  const text = `# ${title}\n\n${title} is a grain that many people like. It grows in the north. It is milled in autumn.`;
  return `${text}${' It is good.'.repeat(Math.max(0, Math.ceil((length - text.length) / 12)))}\n`;
}

async function fill(folder: string, count = NOTES, length = 0): Promise<void> {
  for (let number = 0; number < count; number++) {
    await writeFile(join(folder, `Grain ${number}.md`), textOf(number, length));
  }
}

async function findSummaries(window: Workbench, notes: number): Promise<void> {
  await window.showContainer('Notewright');
  await askForRun(window, ['Summary']);
  await window.pressInModal('Start');
  await window.tree('Suggestions').untilRows('suggestions', (rows) => rows.length >= Math.min(notes, 5));
  await untilRunEnds(window);
}

/** Every note as it was, or with its whole summary: never anything between. */
function assertWhole(notes: ReadonlyMap<string, string>, before: ReadonlyMap<string, string>): string[] {
  const changed: string[] = [];
  for (const [name, text] of notes) {
    const original = before.get(name)!;
    if (text === original) continue;
    const [title, body] = original.split('\n\n') as [string, string];
    const whole = text.startsWith(`${title}

> [!`);
    assert.ok(
      whole && text.endsWith(body) && text.includes('is a grain that many people like'),
      `${name}:\n${text}`,
    );
    changed.push(name);
  }
  return changed;
}

describe('accepting suggestions keeps every note whole', () => {
  let session: Session;
  const windows: Workbench[] = [];
  before(async () => (session = await sharedSession()));
  afterEach(async () => {
    for (const window of windows.splice(0)) await session.close(window);
  });

  async function open(folder: string): Promise<Workbench> {
    const window = await session.open(folder);
    windows.push(window);
    return window;
  }

  async function vault(): Promise<string> {
    const folder = await session.copyOf(join('test', 'fixtures', 'empty-folder'));
    await rm(join(folder, '.gitkeep'), { force: true });
    await fill(folder);
    return folder;
  }

  it('when the window is closed in the middle', async () => {
    const folder = await vault();
    const window = await open(folder);
    await findSummaries(window, NOTES);
    const before = await notesOf(window);
    await until('the run to end', async () => (await window.tree('Suggestions').rows()).length > 0);
    const accepting = window.command('Notewright: Accept Ticked Suggestions').catch(() => undefined);
    await until('the first note to change', async () => {
      const now = await notesOf(window);
      return [...now].some(([name, text]) => text !== before.get(name));
    });
    windows.splice(0);
    await session.close(window);
    await accepting;
    const again = await open(folder);
    await again.showContainer('Notewright');
    assert.ok(assertWhole(await notesOf(again), before).length > 0);
  });

  it('when a note is deleted, and another one renamed, in the meantime', async () => {
    const folder = await vault();
    const window = await open(folder);
    await findSummaries(window, NOTES);
    const before = await notesOf(window);
    await rm(join(folder, 'Grain 1.md'));
    await rename(join(folder, 'Grain 2.md'), join(folder, 'Renamed.md'));
    await window.command('Notewright: Accept Ticked Suggestions');
    const told = await window.toast(/some things were left/);
    assert.match(told, /Grain 1\.md, Grain 2\.md: It is gone\./);
    const now = await notesOf(window);
    assert.equal(now.get('Grain 1.md'), undefined, 'it does not come back');
    assert.equal(now.get('Renamed.md'), before.get('Grain 2.md'));
    now.delete('Renamed.md');
    assert.ok(assertWhole(now, before).length > 20);
  });

  it('when a note may not be written', async function () {
    const folder = await vault();
    const file = join(folder, 'Grain 3.md');
    await run('chmod', ['444', file]);
    // Permissions do not hold back the system's administrator: there the file is made unchangeable.
    const isLocked = await run('chattr', ['+i', file]).then(
      () => true,
      () => process.getuid?.() !== 0,
    );
    if (!isLocked) {
      console.log('      skipped: no file can be protected from this user here');
      return this.skip();
    }
    try {
      const window = await open(folder);
      await findSummaries(window, NOTES);
      const before = await notesOf(window);
      await window.command('Notewright: Accept Ticked Suggestions');
      await window.toast(/could not be saved|some things were left/);
      const now = await notesOf(window);
      assert.equal(now.get('Grain 3.md'), before.get('Grain 3.md'));
      assertWhole(now, before);
    } finally {
      await run('chattr', ['-i', file]).catch(() => undefined);
    }
  });

  it('when the disk is full', async function () {
    const folder = join(session.server.folder, 'workspaces', 'full', 'vault');
    await mkdir(folder, { recursive: true });
    const mounted = await run('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder]).then(
      () => true,
      () => false,
    );
    if (!mounted) {
      console.log('      skipped: no small disk can be made here');
      return this.skip();
    }
    try {
      // With their summaries they take one block more than without.
      await fill(folder, 12, 4060);
      const window = await open(folder);
      await findSummaries(window, 12);
      const before = await notesOf(window);
      await fillDisk(folder);
      await window.command('Notewright: Accept Ticked Suggestions');
      await window.toast(/The disk is full, so nothing was written/);
      assert.deepEqual(await notesOf(window), before);
      windows.splice(0);
      await session.close(window);
    } finally {
      await run('umount', ['-l', folder]);
    }
  });

  it('when the disk fills up while they are saved', async function () {
    const folder = await vault();
    // Of every second note the disk takes a part only.
    const long = Array.from({ length: NOTES / 2 }, (_, index) => 2 * index);
    for (const number of long) await writeFile(join(folder, `Grain ${number}.md`), textOf(number, 6000));
    const window = await open(folder);
    await findSummaries(window, NOTES);
    const before = await notesOf(window);
    try {
      await session.server.limitFileSize(3000);
    } catch {
      console.log('      skipped: what a process writes cannot be limited here');
      return this.skip();
    }
    try {
      await window.command('Notewright: Accept Ticked Suggestions');
      await window.toast(/Only a part of it could be saved, as on a full disk, so it was put back as it was/);
      await window.screenshot('disk-fills-up');
      const now = await notesOf(window);
      assert.equal(assertWhole(now, before).length, NOTES / 2);
      for (const number of long) {
        const name = `Grain ${number}.md`;
        assert.equal(now.get(name), before.get(name), name);
      }
    } finally {
      await session.server.limitFileSize(undefined);
    }
    // Their suggestions are still there for when there is room again.
    await window.clearToasts();
    await until('all to be accepted', async () => {
      await window.command('Notewright: Accept Ticked Suggestions');
      return assertWhole(await notesOf(window), before).length === NOTES;
    });
  });

  it('when two windows are open on the same folder: the second one can only look', async () => {
    const folder = await vault();
    const first = await open(folder);
    await findSummaries(first, NOTES);
    const before = await notesOf(first);
    const second = await open(folder);
    await second.showContainer('Notewright');
    await second.tree('Suggestions').untilText(/Another window works with these suggestions/);
    await second.command('Notewright: Accept Ticked Suggestions');
    await second.toast(/Another window works with the suggestions of this vault/);
    assert.deepEqual(await notesOf(second), before);
    await first.command('Notewright: Accept Ticked Suggestions');
    await until(
      'the notes to change',
      async () => assertWhole(await notesOf(first), before).length === NOTES,
      30_000,
    );
  });
});

/** Leaves less than a note of room. */
async function fillDisk(folder: string): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  await writeFile(join(folder, '.filler'), Buffer.alloc(Math.max(0, bavail * bsize)));
}
