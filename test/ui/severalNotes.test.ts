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

/** Without the date that moves on saving. */
const undated = (text: string): string => text.replace(/^last_modified_at: .*$/m, '');

const written = {
  'Cups.md': '---\ntags: [ware]\n---\n\n# Cups\n',
  'Trays.md': '---\ntags: [ware] # kept\n---\n\n# Trays\n',
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
    await tags().dragSelected(['Cups', 'Trays'], tags().row('brewing'), () => panel().isVisible());
    await untilPreviewed(['Cups.md', 'Trays.md'], Object.values(written));
    await press('Apply');
    const tagged = Object.values(written).map((text) => text.replace('[ware]', '[ware, brewing]'));
    await until('both to be written', async () => (await read()).join() === tagged.join());

    await tags().select('Cups', 'Trays');
    await tags().chooseInMenu('Trays', 'Remove Tag');
    await untilPreviewed(['Cups.md', 'Trays.md'], tagged);
    await press('Discard');
    assert.deepEqual(await read(), tagged);

    await tags().select('Cups', 'Trays');
    await tags().chooseInMenu('Trays', 'Add Tag');
    await window().quickInput.titled(/^Add tag$/);
    await window().quickInput.fill('kitchen');
    await window().quickInput.choose('#kitchen');
    await untilPreviewed(['Cups.md', 'Trays.md'], tagged);
    await press('Apply');
    const both = tagged.map((text) => text.replace('brewing]', 'brewing, kitchen]'));
    await until('both to have it', async () => (await read()).join() === both.join());
    await tags().untilRows('the new tag', has('kitchen'));
  });

  async function openUnfiled(): Promise<void> {
    await tags().fold();
    await mocs().unfold();
    await mocs().untilRows('the groups', has('Unfiled'));
    await mocs().expand('Unfiled');
    await mocs().untilRows('the unfiled', has('Cups', 'Trays'));
  }

  async function untilFiled(): Promise<void> {
    await until('all three to be written', async () => {
      const moc = await window().read('Tea MOC.md');
      const notes = await read();
      return (
        notes.every((text) => text.includes('[[Tea MOC]]')) &&
        ['[[Cups]]', '[[Trays]]'].every((link) => moc.includes(link))
      );
    });
  }

  it('filed under a MOC are shown with its list before they are written; Remove From MOC as well', async () => {
    await openUnfiled();
    const list = await window().read('Tea MOC.md');
    await mocs().select('Cups', 'Trays');
    await mocs().chooseInMenu('Trays', 'File Under MOC');
    await window().quickInput.choose('Tea MOC');
    await untilPreviewed(['Cups.md', 'Trays.md', 'Tea MOC.md'], Object.values(written));
    assert.equal(await window().read('Tea MOC.md'), list);
    await window().screenshot('several-notes');
    await press('Apply');
    await untilFiled();

    const filed = await read();
    // Each stands in one place now: a menu on its old row would be a menu on nothing.
    await mocs().collapse('Unfiled');
    await mocs().expand('Drinks MOC');
    await mocs().expand('Tea MOC');
    await mocs().untilRows('the members', has('Cups', 'Trays'));
    await mocs().select('Cups', 'Trays');
    await mocs().chooseInMenu('Trays', 'Remove From MOC');
    await untilPreviewed(['Cups.md', 'Trays.md', 'Tea MOC.md'], filed);
    await press('Apply');
    await until('all three to be as before', async () => {
      assert.deepEqual(await read(), Object.values(written));
      assert.equal(undated(await window().read('Tea MOC.md')), undated(list));
      return true;
    });
    await mocs().collapse('Drinks MOC');
  });

  it('dropped on a MOC are shown with its list before they are written', async () => {
    await openUnfiled();
    const list = await window().read('Tea MOC.md');
    await mocs().expand('Drinks MOC');
    await mocs().untilRows('the MOC', has('Tea MOC'));
    await mocs().dragSelected(['Cups', 'Trays'], mocs().row('Tea MOC'), () => panel().isVisible());
    await untilPreviewed(['Cups.md', 'Trays.md', 'Tea MOC.md'], Object.values(written));
    assert.equal(await window().read('Tea MOC.md'), list);
    await press('Apply');
    await untilFiled();
  });
});
