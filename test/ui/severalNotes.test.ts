import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { usingWindow } from '../support/ui/shared.ts';
import type { TreeRow } from '../support/ui/treeView.ts';
import { until } from '../support/until.ts';

const labels = (rows: readonly TreeRow[]): string[] => rows.map((row) => row.label);
const has =
  (...wanted: readonly string[]) =>
  (rows: readonly TreeRow[]): boolean =>
    wanted.every((label) => labels(rows).includes(label));

const written = {
  'Cups.md': '---\ntags: [ware]\n---\n# Cups\n',
  'Trays.md': '---\ntags: [ware] # kept\n---\n# Trays\n',
};

describe('several notes at once', () => {
  const window = usingWindow('test/fixtures/teahouse');
  const tags = () => window().tree('Tags');
  const mocs = () => window().tree('MOCs');
  const panel = () => window().page.locator('.bulk-edit-panel');
  const read = (): Promise<string[]> => Promise.all(Object.keys(written).map((path) => window().read(path)));

  before(() => window().showContainer('Notewright'));

  beforeEach(async () => {
    for (const [path, text] of Object.entries(written)) await writeFile(join(window().folder, path), text);
    for (const other of ['Related', 'Suggestions']) await window().tree(other).fold();
  });

  /** Waits for VS Code's preview of these files, while the notes on the disk are as they were. */
  async function untilPreviewed(files: readonly string[], onDisk: readonly string[]): Promise<void> {
    await panel().getByRole('button', { name: 'Apply' }).waitFor();
    await until(`${files.join(', ')} in the preview`, async () => {
      const shown = await panel().locator('.monaco-list-row .label-name').allInnerTexts();
      return files.every((file) => shown.includes(file));
    });
    assert.deepEqual(await read(), onDisk, 'nothing is written before it was seen');
  }

  async function press(button: 'Apply' | 'Discard'): Promise<void> {
    await panel().getByRole('button', { name: button }).click();
    await panel().waitFor({ state: 'hidden' });
  }

  it('dropped on a tag are shown before they are written; Remove Tag shows them as well', async () => {
    await mocs().fold();
    await tags().untilRows('the new tag', has('ware'));
    await tags().expand('ware');
    await tags().untilRows('its notes', has('Cups', 'Trays'));
    await tags().select('Cups', 'Trays');
    await tags().drag('Trays', tags().row('brewing'));
    await untilPreviewed(['Cups.md', 'Trays.md'], Object.values(written));
    await press('Apply');
    const tagged = Object.values(written).map((text) => text.replace('[ware]', '[ware, brewing]'));
    await until('both to be written', async () => (await read()).join() === tagged.join());

    await tags().select('Cups', 'Trays');
    await tags().chooseInMenu('Trays', 'Remove Tag');
    await untilPreviewed(['Cups.md', 'Trays.md'], tagged);
    await press('Discard');
    assert.deepEqual(await read(), tagged);
  });

  it('filed under a MOC are shown with its list before they are written', async () => {
    await tags().fold();
    await mocs().unfold();
    await mocs().untilRows('the groups', has('Unfiled'));
    await mocs().expand('Unfiled');
    await mocs().untilRows('the unfiled', has('Cups', 'Trays'));
    const list = await window().read('Tea MOC.md');
    await mocs().select('Cups', 'Trays');
    await mocs().chooseInMenu('Trays', 'File Under MOC');
    await window().quickInput.choose('Tea MOC');
    await untilPreviewed(['Cups.md', 'Trays.md', 'Tea MOC.md'], Object.values(written));
    assert.equal(await window().read('Tea MOC.md'), list);
    await window().screenshot('several-notes');
    await press('Apply');
    await until('all three to be written', async () => {
      const moc = await window().read('Tea MOC.md');
      const notes = await read();
      return (
        notes.every((text) => text.includes('[[Tea MOC]]')) &&
        ['[[Cups]]', '[[Trays]]'].every((link) => moc.includes(link))
      );
    });
  });
});
