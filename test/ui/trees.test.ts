import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { usingWindow } from '../support/ui/shared.ts';
import type { TreeRow } from '../support/ui/treeView.ts';

const labels = (rows: readonly TreeRow[]): string[] => rows.map((row) => row.label);

describe('the trees', () => {
  const window = usingWindow('test/fixtures/teahouse');
  const tags = () => window().tree('Tags');
  const mocs = () => window().tree('MOCs');

  before(() => window().showContainer('Notewright'));

  it('Tags shows the tags nested and counted, and the untagged notes', async () => {
    const roots = await tags().untilRows('all roots', (rows) => rows.length === 6);
    assert.deepEqual(labels(roots), ['brewing', 'drink', 'japan', 'moc', 'taiwan', 'Untagged']);
    await tags().expand('drink');
    const rows = await tags().untilRows('the tag below', (seen) => labels(seen).includes('tea'));
    assert.deepEqual(
      rows.slice(1, 4).map(({ label, level }) => [label, level]),
      [
        ['drink', 1],
        ['tea', 2],
        ['Cocoa', 2],
      ],
    );
    assert.equal(rows[1]?.description, '1 of 4');
    assert.equal(rows[2]?.description, '3');
  });

  it('MOCs shows each MOC with its notes, MOCs inside MOCs, and the unfiled notes', async () => {
    const roots = await mocs().untilRows('all roots', (rows) => rows.length === 3);
    assert.deepEqual(labels(roots), ['Drinks MOC', 'Unfiled', 'Orphans']);
    await mocs().expand('Drinks MOC');
    await mocs().expand('Tea MOC');
    await mocs().expand('Unfiled');
    const rows = await mocs().untilRows('all rows', (seen) => seen.length === 9);
    assert.deepEqual(
      rows.map(({ label, level }) => `${'  '.repeat(level - 1)}${label}`),
      [
        'Drinks MOC',
        '  Tea MOC',
        '    Green tea',
        '    Oolong',
        '  Cocoa',
        'Unfiled',
        '  Kettle',
        '  Water temperature',
        'Orphans',
      ],
    );
    await window().screenshot('trees');
  });

  it('a click opens the note', async () => {
    await mocs().click('Oolong');
    await window().activeTab('Oolong.md').waitFor();
  });

  it('both follow a note that appears on the disk and goes', async () => {
    const file = join(window().folder, 'Rooibos.md');
    await writeFile(file, '---\ntags: [herbal]\n---\n\n[[Tea MOC]]\n\n# Rooibos\n');
    await tags().untilRows('the new tag', (rows) => labels(rows).includes('herbal'));
    await mocs().untilRows('the new note', (rows) => labels(rows).includes('Rooibos'));
    await rm(file);
    await tags().untilRows('the tag gone', (rows) => !labels(rows).includes('herbal'));
    await mocs().untilRows('the note gone', (rows) => !labels(rows).includes('Rooibos'));
  });

  it('both follow what is typed, before it is saved', async () => {
    await window().openNote('Kettle.md');
    const before = await readFile(join(window().folder, 'Kettle.md'), 'utf8');
    await window().typeAtEnd('\n#enamel\n');
    await tags().untilRows('the typed tag', (rows) => labels(rows).includes('enamel'));
    assert.equal(await readFile(join(window().folder, 'Kettle.md'), 'utf8'), before);
    await window().command('File: Revert File');
    await tags().untilRows('the typed tag gone', (rows) => !labels(rows).includes('enamel'));
  });
});

describe('the trees of a folder without notes', () => {
  const window = usingWindow('test/fixtures/empty-folder');

  it('say so and offer to make one', async () => {
    await window().showContainer('Notewright');
    for (const title of ['Tags', 'MOCs']) {
      await window()
        .tree(title)
        .untilText(/There are no markdown notes in this folder yet/);
    }
    await window().screenshot('no-notes');
  });
});

describe('the trees of a window without a folder', () => {
  const window = usingWindow(undefined);

  it('ask for a folder', async () => {
    await window().showContainer('Notewright');
    await window()
      .tree('Tags')
      .untilText(/Open the folder that holds your notes/);
    await window()
      .tree('MOCs')
      .untilText(/Open the folder that holds your notes/);
    await window().screenshot('no-folder');
  });
});
