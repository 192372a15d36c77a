import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ChatServer } from '../support/chatServer.ts';
import { chooseEndpoint, notesOf, untilRunEnds } from '../support/ui/runs.ts';
import { usingWindow } from '../support/ui/shared.ts';
import { until } from '../support/until.ts';

const textOf = (title: string, more = ''): string =>
  `${more}# ${title}\n\n${title} is here, with words enough for a sentence.\n`;

describe('a run over a part of the vault', () => {
  const server = new ChatServer({ latencyMs: 20 });
  const window = usingWindow('test/fixtures/empty-folder', {
    'notewright.prices': { m: { input: 1000, output: 1000 } },
  });
  const suggestions = () => window().tree('Suggestions');

  before(async () => {
    const baseUrl = await server.start();
    for (const folder of ['Grains', 'Teas']) await mkdir(join(window().folder, folder));
    for (const path of ['Grains/Oats', 'Grains/Rye', 'Teas/Assam', 'Teas/Sencha']) {
      await writeFile(join(window().folder, `${path}.md`), textOf(path.split('/')[1]!));
    }
    await writeFile(join(window().folder, 'Grains/Diary.md'), textOf('Diary', '---\nprivate: true\n---\n\n'));
    await window().showContainer('Notewright');
    await window()
      .tree('Tags')
      .untilRows('the notes', (rows) => rows[0]?.description === '5');
    await chooseEndpoint(window(), baseUrl, 'm');
    for (const title of ['Tags', 'MOCs', 'Related']) await window().tree(title).fold();
    server.asked.clear();
  });
  after(() => server.stop());

  /** Up to the last question. */
  async function ask(command: string, which: string): Promise<string> {
    await window().command(command);
    if (command.includes('Folder')) {
      await window().quickInput.titled(/^Enrich Folder$/);
      await window().quickInput.choose('Grains');
    }
    await window().quickInput.titled(/^Enrich “/);
    await window().quickInput.tick(['Summary']);
    await window().quickInput.accept();
    await window().quickInput.untilPlaceholder(/^Which notes/);
    await window().quickInput.choose(which);
    return await window().modalText();
  }

  it('stops at its budget, and says so', async () => {
    const question = await ask('Notewright: Enrich Folder…', 'All notes');
    assert.match(question, /Look for suggestions for 2 notes of “Grains”\?/);
    assert.match(question, /1 private note is left out\./);
    assert.match(question, /with about [\d,]+ tokens\. They cost about \$\d+\.\d\d\./);
    await window().pressInModal('Start With a Budget…');
    await window().quickInput.titled(/^Budget of the run$/);
    await window().quickInput.fill('much');
    await until('a complaint', async () => /An amount/.test(await window().quickInput.message()));
    await window().quickInput.fill('0.01');
    await until('no complaint', async () => /US dollars/.test(await window().quickInput.message()));
    await window().screenshot('run-budget');
    await window().quickInput.accept();
    await suggestions().untilText(/0 of 2 notes are done\. “Resume Run” goes on\. The budget is used up\./);
    assert.equal(server.asked.size, 0);
  });

  it('asks about the notes of a folder, and about no private one', async () => {
    await ask('Notewright: Enrich Folder…', 'All notes');
    await window().pressInModal('Start');
    await suggestions().untilRows('two notes', (rows) => rows.length === 2);
    await untilRunEnds(window());
    assert.deepEqual([...server.asked.keys()].sort(), ['Oats', 'Rye']);
  });

  it('asks about what is new or has changed since, and about nothing else', async () => {
    server.asked.clear();
    await writeFile(join(window().folder, 'Grains/Oats.md'), `${textOf('Oats')}\nMore of it.\n`);
    const question = await ask(
      'Notewright: Enrich Vault…',
      'Notes that are new or have changed since the last run',
    );
    assert.match(question, /Look for suggestions for 3 notes of “vault”\?/);
    await window().pressInModal('Start');
    await suggestions().untilRows(
      'three notes in two folders',
      (rows) =>
        rows.map(({ label, level }) => `${label} ${level}`).join() ===
        'Grains 1,Oats 2,Teas 1,Assam 2,Sencha 2',
    );
    await untilRunEnds(window());
    assert.deepEqual([...server.asked.keys()].sort(), ['Assam', 'Oats', 'Sencha']);
  });

  it('has a folder accepted, a note dismissed, and what is not ticked left', async () => {
    const before = await notesOf(window());
    const changed = async (): Promise<string[]> => {
      const now = await notesOf(window());
      return [...now.keys()].filter((name) => now.get(name) !== before.get(name)).sort();
    };
    await suggestions().chooseInMenu('Sencha', 'Dismiss');
    await suggestions().untilRows('it to go', (rows) => !rows.some(({ label }) => label === 'Sencha'));
    await suggestions().row('Assam').locator('.custom-view-tree-node-item-checkbox').click();
    await window().command('Notewright: Accept Ticked Suggestions');
    await until('Oats alone to change', async () => (await changed()).join() === 'Grains/Oats.md');
    await suggestions().untilRows(
      'what is left',
      (rows) => rows.map(({ label }) => label).join() === 'Assam',
    );
    await suggestions().row('Assam').locator('.custom-view-tree-node-item-checkbox').click();
    await suggestions().chooseInMenu('Assam', 'Accept');
    await until('Assam to change', async () => (await changed()).join() === 'Grains/Oats.md,Teas/Assam.md');
  });
});
