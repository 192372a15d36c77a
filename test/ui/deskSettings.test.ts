import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { usingWindow } from '../support/ui/shared.ts';
import type { TreeRow } from '../support/ui/treeView.ts';
import { until } from '../support/until.ts';

const labels = (rows: readonly TreeRow[]): string[] => rows.map((row) => row.label);

describe('work on tags and MOCs by one’s own settings', () => {
  const window = usingWindow('test/fixtures/teahouse', {
    'notewright.tags.hidden': ['moc', 'status'],
    'notewright.moc.addEntry': false,
  });
  const tags = () => window().tree('Tags');
  const mocs = () => window().tree('MOCs');

  before(async () => {
    const text =
      '---\ntags: [status/todo, stautus]\n---\n\n# Cups\n\nSee [up](../../Above.md) and [[Saucer]].\n';
    await writeFile(join(window().folder, 'Cups.md'), text);
    await window().showContainer('Notewright');
    for (const other of ['Related', 'Suggestions']) await window().tree(other).fold();
  });

  it('hides the tags that are named, with those below them', async () => {
    const rows = await tags().untilRows('the tags', (seen) => labels(seen).includes('stautus'));
    assert.ok(!labels(rows).includes('moc') && !labels(rows).includes('status'), labels(rows).join());
  });

  it('files a note without an entry in the MOC, which the tree then tells', async () => {
    const list = await window().read('Drinks MOC.md');
    await mocs().expand('Unfiled');
    await mocs().untilRows('the unfiled', (rows) => labels(rows).includes('Kettle'));
    await mocs().chooseInMenu('Kettle', 'File Under MOC');
    await window().quickInput.choose('Drinks MOC');
    await until('the up-link', async () => (await window().read('Kettle.md')).includes('[[Drinks MOC]]'));
    await mocs().untilRows('its new count', (seen) =>
      seen.some(({ label, description }) => label === 'Drinks MOC' && description === '3'),
    );
    await mocs().expand('Drinks MOC');
    const rows = await mocs().untilRows('the badge', (seen) =>
      seen.some(({ label, description }) => label === 'Kettle' && description === 'not listed'),
    );
    assert.ok(rows.some(({ label, description }) => label === 'Cocoa' && description === 'no up-link'));
    assert.equal(await window().read('Drinks MOC.md'), list);
  });

  it('misses no note outside of the folder', async () => {
    await mocs().expand('Dangling');
    const rows = await mocs().untilRows('what is missing', (seen) => labels(seen).includes('Saucer'));
    assert.ok(!labels(rows).includes('Above'), labels(rows).join());
  });
});
