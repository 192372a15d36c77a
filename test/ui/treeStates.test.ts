import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeLargeVault } from '../support/ui/largeVault.ts';
import { sharedSession, usingWindow } from '../support/ui/shared.ts';
import type { Workbench } from '../support/ui/workbench.ts';
import { until } from '../support/until.ts';

describe('the views while notes are read', () => {
  let window: Workbench;
  let folder: string;

  before(async function () {
    this.timeout(120_000);
    const session = await sharedSession();
    folder = join(session.server.folder, 'workspaces', 'reading', 'vault');
    await mkdir(folder, { recursive: true });
    await writeLargeVault(folder, 3000);
    window = await session.open(folder);
  });

  after(async () => {
    await (await sharedSession()).close(window);
    await rm(folder, { recursive: true, force: true });
  });

  it('say so, and say no more when they show the notes', async () => {
    const messages = await window.watchMessages();
    await window.showContainer('Notewright');
    for (const name of ['Tags', 'MOCs']) {
      await window.tree(name).untilRows('rows', (rows) => rows.length > 0);
      await until(
        'the message to go',
        async () => !/notes…|Reading notes/.test(await window.tree(name).text()),
      );
    }
    assert.match((await messages()).join('\n'), /Looking for notes…|Reading notes: [\d,]+ of [\d,]+/);
  });
});

describe('the views of a folder that cannot be read', () => {
  const window = usingWindow('test/fixtures/teahouse');

  it('say which, and why', async () => {
    await rm(window().folder, { recursive: true });
    await window().showContainer('Notewright');
    for (const name of ['Tags', 'MOCs']) {
      await window()
        .tree(name)
        .untilText(/“vault” could not be read: .*ENOENT/);
    }
    await window().screenshot('unreadable');
  });
});

describe('a long tree', () => {
  const window = usingWindow('test/fixtures/teahouse');
  const tags = () => window().tree('Tags');

  it('stays where it was scrolled to, with what is selected, when notes change', async () => {
    const names = Array.from({ length: 80 }, (_, i) => `tag-${String(i).padStart(2, '0')}`);
    await writeFile(join(window().folder, 'Many.md'), `---\ntags: [${names.join(', ')}]\n---\n\n# Many\n`);
    await window().showContainer('Notewright');
    for (const other of ['MOCs', 'Related', 'Suggestions']) await window().tree(other).fold();
    await tags().untilRows('the tags', (rows) => rows.some(({ label }) => label === 'tag-10'));
    await tags().scrollTo('tag-50');
    await tags().select('tag-50');
    const before = await tags().rows();
    await writeFile(join(window().folder, 'More.md'), '---\ntags: [tag-50]\n---\n\n# More\n');
    const after = await tags().untilRows('the new count', (rows) =>
      rows.some(({ label, description }) => label === 'tag-50' && description === '2'),
    );
    assert.equal(after[0]?.label, before[0]?.label);
    assert.deepEqual(await tags().selected(), ['tag-50']);
  });
});
