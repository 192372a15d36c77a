import assert from 'node:assert/strict';
import { ChatServer } from '../support/chatServer.ts';
import { askForRun, chooseEndpoint, untilRunEnds } from '../support/ui/runs.ts';
import { usingWindow } from '../support/ui/shared.ts';
import type { TreeRow } from '../support/ui/treeView.ts';

describe('notes of a run that fail', () => {
  const failing = new Set(['Oolong', 'Cocoa']);
  const server = new ChatServer({ latencyMs: 50, fails: (title) => failing.has(title) });
  const window = usingWindow('test/fixtures/teahouse');
  const suggestions = () => window().tree('Suggestions');
  const described = (rows: readonly TreeRow[], label: string): string | undefined =>
    rows.find((row) => row.label === label)?.description;

  before(async () => {
    const baseUrl = await server.start();
    await window().untilRunning();
    await chooseEndpoint(window(), baseUrl, 'm');
    for (const title of ['Tags', 'MOCs', 'Related']) await window().tree(title).fold();
  });
  after(() => server.stop());

  /** Only then there is something to retry. */
  async function untilOver(): Promise<void> {
    await untilRunEnds(window());
    // Shown while no run goes on, as the menu's lines are that the test takes.
    await window().page.locator('.pane-header a.action-label[aria-label^="Resume Run"]').waitFor({
      state: 'attached',
    });
  }

  it('stand together with their reasons, and are asked about again one by one or all at once', async () => {
    await askForRun(window(), ['Summary']);
    await window().pressInModal('Start');
    const rows = await suggestions().untilRows(
      'two failures',
      (seen) => described(seen, 'Failed') === '2 notes' && described(seen, 'Kettle') === 'summary',
    );
    const failed = rows.slice(rows.findIndex(({ label }) => label === 'Failed') + 1).slice(0, 2);
    assert.deepEqual(failed.map(({ label, level }) => `${label} ${level}`).sort(), ['Cocoa 2', 'Oolong 2']);
    assert.match(failed[0]!.description, /did not answer in the form asked for/);
    await untilOver();
    await window().screenshot('run-failed');

    failing.delete('Oolong');
    server.asked.clear();
    await suggestions().chooseInMenu('Oolong', 'Retry');
    await suggestions().untilRows(
      'one failure',
      (seen) => described(seen, 'Failed') === '1 note' && described(seen, 'Oolong') === 'summary',
    );
    assert.deepEqual([...server.asked.keys()], ['Oolong']);
    await untilOver();

    failing.clear();
    server.asked.clear();
    await window().command('Notewright: Retry Failed Notes');
    await suggestions().untilRows(
      'no failure',
      (seen) => described(seen, 'Failed') === undefined && described(seen, 'Cocoa') === 'summary',
    );
    assert.deepEqual([...server.asked.keys()], ['Cocoa']);
  });
});

describe('a run over the notes of a row', () => {
  const server = new ChatServer({ latencyMs: 0 });
  const window = usingWindow('test/fixtures/teahouse');
  const suggestions = () => window().tree('Suggestions');

  before(async () => {
    const baseUrl = await server.start();
    await window().untilRunning();
    await chooseEndpoint(window(), baseUrl, 'm');
    for (const title of ['MOCs', 'Related']) await window().tree(title).fold();
    server.asked.clear();
  });
  after(() => server.stop());

  async function enrichDrinks(): Promise<void> {
    await window().tree('Tags').chooseInMenu('drink', 'Enrich These Notes…');
    await window().quickInput.titled(/^Enrich “#drink”$/);
    await window().quickInput.tick(['Summary']);
    await window().quickInput.accept();
    await window().quickInput.untilPlaceholder(/^Which notes/);
    await window().quickInput.choose('All notes');
    assert.match(await window().modalText(), /Look for suggestions for 4 notes of “#drink”\?/);
    await window().pressInModal('Start');
  }

  it('asks about those with the tag or one below it, and about no others', async () => {
    await enrichDrinks();
    const rows = await suggestions().untilRows('four notes', (seen) => seen.length === 4);
    const labels = ['Cocoa', 'Green tea', 'Oolong', 'Tea MOC'];
    assert.deepEqual(rows.map(({ label }) => label).sort(), labels);
    assert.deepEqual([...server.asked.keys()].sort(), labels);
  });

  it('brings nothing back that was dismissed by its kind, and asks about nothing again', async () => {
    server.asked.clear();
    await untilRunEnds(window());
    await window().command('Notewright: Dismiss by Kind or Confidence…');
    await window().quickInput.titled(/^Dismiss Suggestions$/);
    assert.deepEqual(await window().quickInput.labels(), ['All summaries', 'All']);
    await window().quickInput.choose('All summaries');
    await suggestions().untilText(/Every suggestion is decided/);
    await enrichDrinks();
    // The view is drawn anew for the new run: it is over once nobody is asked any more.
    await suggestions().untilText(/Every suggestion is decided/);
    assert.deepEqual(await suggestions().rows(), []);
    assert.deepEqual([...server.asked.keys()], []);
  });
});
