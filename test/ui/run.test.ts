import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ChatServer } from '../support/chatServer.ts';
import { askForRun, chooseEndpoint, notesOf, untilRunEnds } from '../support/ui/runs.ts';
import { usingWindow } from '../support/ui/shared.ts';
import type { TreeRow } from '../support/ui/treeView.ts';
import { until } from '../support/until.ts';

const labels = (rows: readonly TreeRow[]): string[] => rows.map((row) => row.label);

describe('a run over the vault by the built-in engine', () => {
  const window = usingWindow('test/fixtures/teahouse');
  const suggestions = () => window().tree('Suggestions');
  let originals: Map<string, string>;

  before(async () => {
    originals = await notesOf(window());
    await window().showContainer('Notewright');
  });

  it('says first what it will do, and finds suggestions without changing a note', async () => {
    await askForRun(window(), ['Summary', 'Tags', 'Links', 'MOC']);
    const question = await window().modalText();
    assert.match(question, /Look for suggestions for \d+ notes of “/);
    assert.match(question, /nothing leaves this machine/);
    await window().pressInModal('Start');
    await suggestions().untilRows('notes with suggestions', (seen) => labels(seen).includes('Oolong'));
    await untilRunEnds(window());
    await window().screenshot('suggestions');
    assert.deepEqual(await notesOf(window()), originals);
  });

  it('shows what a suggestion would change, side by side', async () => {
    await suggestions().click('Oolong');
    await window().untilReview('Suggested: Oolong');
    assert.deepEqual(await notesOf(window()), originals);
  });

  it('writes what is ticked into the notes, and puts every byte back', async () => {
    await window().command('Notewright: Accept Ticked Suggestions');
    await until('a note to change', async () => {
      const now = await notesOf(window());
      return [...now].filter(([name, text]) => text !== originals.get(name)).length > 1;
    });
    await window().command('Notewright: Undo Last Run');
    assert.match(await window().modalText(), /Put back \d+ notes as they were/);
    await window().pressInModal('Undo');
    await until('the notes to be as they were', async () => {
      assert.deepEqual(await notesOf(window()), originals);
      return true;
    });
  });

  it('leaves a note that was edited since when the run is undone', async () => {
    await window().command('Notewright: Accept by Kind or Confidence…');
    await window().quickInput.choose('All summaries');
    await until('a summary', async () => (await window().read('Oolong.md')).includes('[!'));
    const summarized = await window().read('Oolong.md');
    await window().openNote('Oolong.md');
    await window().typeAtEnd('A line of my own.\n');
    await window().save();
    await window().command('Notewright: Undo Last Run');
    await window().pressInModal('Undo');
    assert.match(await window().toast(/It was edited since/), /Oolong\.md/);
    const now = await window().read('Oolong.md');
    assert.ok(now.includes('A line of my own.') && now.includes('[!'), now);
    assert.notEqual(summarized, originals.get('Oolong.md'));
    assert.equal(await window().read('Cocoa.md'), originals.get('Cocoa.md'));
  });
});

describe('a run over the vault by a language model', () => {
  const server = new ChatServer({ latencyMs: 2500 });
  let baseUrl = '';
  const window = usingWindow('test/fixtures/teahouse');
  const suggestions = () => window().tree('Suggestions');

  before(async () => {
    baseUrl = await server.start();
    await window().showContainer('Notewright');
    await chooseEndpoint(window(), baseUrl, 'm');
    server.asked.clear();
    server.answered.clear();
  });
  after(() => server.stop());

  const total = (counts: ReadonlyMap<string, number>): number =>
    [...counts.values()].reduce((sum, count) => sum + count, 0);

  it('can be stopped, and goes on after a reload without sending a note twice', async () => {
    await askForRun(window(), ['Summary']);
    const question = await window().modalText();
    assert.match(question, /m at 127\.0\.0\.1/);
    assert.match(question, /They cost nothing/);
    await window().pressInModal('Start');
    await until('some replies', () => server.answered.size >= 2);
    await window().pressOnToast('Enriching “', 'Cancel');
    await suggestions().untilText(/“Resume Run” goes on/);
    const notes = (await notesOf(window())).size;
    const answered = new Map(server.answered);
    assert.ok(total(answered) < notes, `${total(answered)} of ${notes} were answered before the end`);
    await window().reload();
    await window().showContainer('Notewright');
    await suggestions().untilText(/“Resume Run” goes on/);
    await window().screenshot('run-unfinished');
    await window().command('Notewright: Resume Run');
    await until('all replies', () => server.answered.size === notes, 60_000);
    await suggestions().untilRows('all notes', (rows) => rows.length >= 3);
    for (const [title, times] of server.answered) assert.equal(times, 1, `${title} was answered twice`);
  });
});

describe('a run over the sample vault, in a dark window', () => {
  const server = new ChatServer({ latencyMs: 300 });
  const window = usingWindow('samples/vault', { 'workbench.colorTheme': 'Default Dark Modern' });
  const suggestions = () => window().tree('Suggestions');
  let originals: Map<string, string>;

  before(async () => {
    const baseUrl = await server.start();
    // Its line ends would all be changed: it is left, and named, whatever else is accepted.
    await writeFile(
      join(window().folder, 'templates', 'Mixed ends.md'),
      '# Mixed ends\r\n\r\nMixed ends is here.\nIt is a note.\r\n',
    );
    originals = await notesOf(window());
    await window().showContainer('Notewright');
    await chooseEndpoint(window(), baseUrl, 'm');
    server.asked.clear();
    server.answered.clear();
  });
  after(() => server.stop());

  it('is cancelled, resumed after a reload, reviewed, accepted and undone', async () => {
    await askForRun(window(), ['Summary']);
    await window().screenshot('run-question-dark');
    await window().pressInModal('Start');
    await until('some replies', () => server.answered.size >= 5);
    await window().screenshot('run-progress-dark');
    await window().pressOnToast('Enriching “', 'Cancel');
    const state = /(\d+) of (\d+) notes are done\. “Resume Run” goes on/;
    await suggestions().untilText(state);
    const [, done, all] = (state.exec(await suggestions().text()) ?? []).map(Number);
    assert.ok(done! < all!, `${done} of ${all} were done before the end`);
    await window().reload();
    await window().showContainer('Notewright');
    await suggestions().untilText(state);
    await window().screenshot('run-unfinished-dark');
    server.asked.clear();
    await window().command('Notewright: Resume Run');
    const isOver = async (): Promise<boolean> => !/Asking about|Resume Run/.test(await suggestions().text());
    await until('the end', isOver, 90_000);
    await suggestions().untilRows('notes', (rows) => rows.length > 5);
    assert.ok(server.asked.size <= all! - done!, `${server.asked.size} of ${all} after ${done}`);
    assert.deepEqual(await notesOf(window()), originals);
    await review();
  }).timeout(300_000);

  async function review(): Promise<void> {
    for (const title of ['Tags', 'MOCs', 'Related']) await window().tree(title).fold();
    await suggestions().click('A/B testing');
    await window().untilReview('Suggested: A/B testing');
    await window().screenshot('run-review-dark');
    await window().command('Notewright: Show Changes of Ticked Suggestions');
    await window().page.locator('.tab.active[aria-label^="Suggested changes"]').waitFor();
    // As it fills it takes the focus, which would close the palette.
    await window().page.locator('.multiDiffEntry .line-insert').first().waitFor();
    await window().screenshot('run-changes-dark');
    await window().command('View: Close All Editors');
    await window().command('Notewright: Accept Ticked Suggestions');
    await window().toast(/\d+ notes were changed; some things were left\..* templates\/Mixed ends\.md/);
    const changed = [...(await notesOf(window()))].filter(([name, text]) => text !== originals.get(name));
    assert.ok(changed.length > 20, `${changed.length} notes were changed`);
    assert.equal(await window().page.locator('.tab').count(), 0, 'no tab is opened for a note');
    await window().screenshot('run-accepted-dark');
    await window().command('Notewright: Undo Last Run');
    await window().pressInModal('Undo');
    await until(
      'the notes to be as they were',
      async () => {
        assert.deepEqual(await notesOf(window()), originals);
        return true;
      },
      60_000,
    );
  }
});
