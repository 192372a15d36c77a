import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readRunLines } from '../../src/core/assistant/batch/runLine.ts';
import type { RunEvent } from '../../src/core/assistant/batch/runEvent.ts';
import { ChatServer } from '../support/chatServer.ts';
import { badWeather, isUseless, killsOf, notesToRun } from '../support/runs/badWeather.ts';
import { askForRun, chooseEndpoint } from '../support/ui/runs.ts';
import { sharedSession } from '../support/ui/shared.ts';
import type { Session } from '../support/ui/session.ts';
import type { Workbench } from '../support/ui/workbench.ts';
import { until } from '../support/until.ts';

const NOTES = notesToRun(60);
const KILLS = 5;

describe('a run whose extension host is killed', () => {
  const server = new ChatServer({ latencyMs: 200, ...badWeather });
  let session: Session;
  let window: Workbench;

  before(async function () {
    if (process.platform !== 'linux') {
      console.log('      skipped: only on Linux the extension host can be found among the processes');
      this.skip();
    }
    session = await sharedSession();
    const folder = await session.copyOf(join('test', 'fixtures', 'empty-folder'));
    for (let number = 0; number < NOTES; number++) {
      const title = `Note ${number}`;
      await writeFile(
        join(folder, `${title}.md`),
        `# ${title}\n\n${title} is here, with words enough for a sentence.\n`,
      );
    }
    const baseUrl = await server.start();
    window = await session.open(folder);
    await window.showContainer('Notewright');
    await chooseEndpoint(window, baseUrl, 'm');
    server.asked.clear();
    server.answered.clear();
  });
  after(async () => {
    await server.stop();
    if (window !== undefined) await session.close(window);
  });

  /** What the journal on the disk holds. */
  async function journaled(): Promise<readonly RunEvent[]> {
    const all = await readdir(session.server.globalStorage, { recursive: true });
    for (const name of all.filter((each) => each.endsWith('.jsonl'))) {
      const read = readRunLines(await readFile(join(session.server.globalStorage, name), 'utf8'));
      if (read?.plan.paths[0]?.startsWith('Note ') === true) return read.events;
    }
    return [];
  }

  async function found(): Promise<Extract<RunEvent, { kind: 'found' }>[]> {
    return (await journaled()).flatMap((event) => (event.kind === 'found' ? [event] : []));
  }

  it(`${KILLS} times sends no note again whose reply was kept, and loses no suggestion`, async () => {
    await askForRun(window, ['Summary']);
    server.holdAfter(0);
    await window.pressInModal('Start');
    const kept = new Map<string, object>();
    for (const next of killsOf(NOTES, KILLS, Math.random)) {
      server.holdAfter(next.kept + next.onTheirWay);
      const goal = kept.size + next.kept;
      await until('the run to go on', async () => (await found()).length >= goal, 400_000);
      const hosts = await session.server.extensionHosts();
      assert.ok(hosts.length > 0, 'no extension host was found');
      for (const pid of hosts) process.kill(pid, 'SIGKILL');
      await until('it to be gone', async () => {
        const living = await session.server.extensionHosts();
        return !hosts.some((pid) => living.includes(pid));
      });
      const events = await found();
      for (const { path, suggestions } of events) {
        if (kept.has(path)) assert.deepEqual(suggestions, kept.get(path), `${path} was changed`);
        kept.set(path, suggestions);
        // From here on nothing of these may be asked.
        server.asked.set(path.replace('.md', ''), 0);
      }
      server.holdAfter(0);
      await window.reload();
      await window.showContainer('Notewright');
      await window.tree('Suggestions').untilText(/“Resume Run” goes on/);
      await window.command('Notewright: Resume Run');
    }
    server.holdAfter(Infinity);
    const isOver = async (): Promise<boolean> => (await journaled()).at(-1)?.kind === 'ended';
    await until('the end of the run', isOver, 400_000);
    for (const path of kept.keys()) {
      assert.equal(server.asked.get(path.replace('.md', '')), 0, `${path} was sent again`);
    }
    const events = await found();
    const useful = Array.from({ length: NOTES }, (_, number) => number).filter(
      (number) => !isUseless(number),
    );
    const paths = useful.map((number) => `Note ${number}.md`);
    assert.deepEqual(events.map(({ path }) => path).sort(), paths.sort(), 'each note was kept once');
    for (const [path, suggestions] of kept) {
      assert.deepEqual(events.find((event) => event.path === path)?.suggestions, suggestions);
    }
    console.log(`      ${kept.size} of ${NOTES} notes were kept before the last kill`);
  }).timeout(1_200_000);
});
