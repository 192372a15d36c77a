import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { usingWindow } from '../support/ui/shared.ts';
import type { TreeRow } from '../support/ui/treeView.ts';
import { until } from '../support/until.ts';

const labels = (rows: readonly TreeRow[]): string[] => rows.map((row) => row.label);

describe('work on tags', () => {
  const window = usingWindow('test/fixtures/teahouse');
  const tags = () => window().tree('Tags');

  before(async () => {
    await window().showContainer('Notewright');
    for (const other of ['MOCs', 'Related', 'Suggestions']) await window().tree(other).fold();
    await tags().untilRows('the tags', (rows) => labels(rows).includes('drink'));
  });

  const isAsked = (): Promise<boolean> => window().quickInput.isOpen();

  /** Applies what VS Code's Refactor Preview shows. */
  const applyPreview = async (): Promise<string[]> => {
    const panel = window().page.locator('.bulk-edit-panel');
    await panel.waitFor();
    const files = await panel.locator('.monaco-list-row .label-name').allInnerTexts();
    await window().page.getByRole('button', { name: 'Apply' }).click();
    await panel.waitFor({ state: 'hidden' });
    return files;
  };

  it('Rename Tag renames it and those below it everywhere, as one step to undo; malformed notes are told and left', async () => {
    const broken = '---\ntitle: "unclosed\ntags: [drink]\n---\n\n# Broken\n';
    await writeFile(join(window().folder, 'Broken.md'), broken);
    await window().openNote('Cocoa.md');
    await window().typeAtEnd('\nUnsaved #drink/warm\n');
    await tags().expand('drink');
    await tags().untilRows('the typed tag', (rows) => labels(rows).includes('warm'));
    await tags().chooseInMenu('drink', 'Rename Tag');
    await window().quickInput.fill('sip');
    await window().quickInput.accept();
    const files = await applyPreview();
    assert.ok(
      files.some((name) => name.includes('Oolong.md')),
      files.join(),
    );
    assert.match(await window().toast('Left as it is'), /Broken\.md, line 3/);
    await tags().untilRows(
      'the new name alone',
      (rows) => labels(rows).includes('sip') && !labels(rows).includes('drink'),
    );
    assert.match(await window().read('Oolong.md'), /^tags: \[sip\/tea, taiwan\]$/m);
    assert.equal(await window().read('Broken.md'), broken);
    assert.equal(await window().isDirty(), true);
    await window().clearToasts();
    await window().focusEditor();
    await window().page.keyboard.press('Control+Z');
    await tags().untilRows(
      'the old name alone',
      (rows) => labels(rows).includes('drink') && !labels(rows).includes('sip'),
    );
  });

  it('Delete Tag takes it out of the frontmatter, after a look at the change', async () => {
    await window().openNote('Green tea.md');
    await tags().chooseInMenu('japan', 'Delete Tag');
    await window().page.locator('.tab.active[aria-label^="Delete tag #japan"]').waitFor();
    await window().command('Notewright: Apply Reviewed Change');
    await until(
      'the tag to go',
      async () => !(await window().read('Green tea.md')).includes('japan') || (await window().isDirty()),
    );
    await tags().untilRows('the tag gone', (rows) => !labels(rows).includes('japan'));
  });

  it('Merge Tags makes one of two that are selected', async () => {
    await tags().select('brewing', 'taiwan');
    await tags().chooseInMenu('taiwan', 'Merge Tags');
    await window().quickInput.choose('#brewing');
    await applyOrReview();
    await tags().untilRows(
      'one tag',
      (rows) => labels(rows).includes('brewing') && !labels(rows).includes('taiwan'),
    );
    assert.match(await window().read('Oolong.md'), /brewing\]/);
  });

  it('dragging a tag onto another moves it below', async () => {
    await tags().drag('moc', tags().row('brewing'), isAsked);
    await window().quickInput.choose('Move #moc below #brewing');
    await applyOrReview();
    await tags().untilRows(
      'the tag below',
      (rows) => !rows.some(({ label, level }) => label === 'moc' && level === 1),
    );
    assert.match(await window().read('Drinks MOC.md'), /^ {2}- brewing\/moc$/m);
  });

  it('dragging a tag onto another makes one of both, where that is chosen', async () => {
    await writeFile(join(window().folder, 'Lid.md'), '---\ntags: [lid, cover]\n---\n\n# Lid\n');
    await tags().untilRows('its tags', (rows) => labels(rows).includes('lid'));
    await tags().drag('lid', tags().row('cover'), isAsked);
    await window().quickInput.choose('Merge #lid into #cover');
    await applyOrReview();
    await tags().untilRows('one tag', (rows) => !labels(rows).includes('lid'));
    assert.match(await window().read('Lid.md'), /^tags: \[cover\]$/m);
  });

  it('dragging a note onto a tag adds the tag, and Remove Tag takes it away', async () => {
    await tags().expand('Untagged');
    const isTagged = async (): Promise<boolean> => (await window().read('Kettle.md')).includes('drink');
    await tags().drag('Kettle', tags().row('drink'), isTagged);
    await tags().expand('drink');
    // Until it has left its old row: a menu on that would be a menu on nothing.
    await tags().untilRows('the note below it', (rows) => {
      const seen = labels(rows);
      return (
        seen.indexOf('Kettle') > seen.indexOf('drink') && seen.filter((one) => one === 'Kettle').length === 1
      );
    });
    await window().openNote('Kettle.md');
    await window().command('Notewright: Remove Tag');
    await window().quickInput.choose('#drink');
    await tags().untilRows('the note no longer below it', (rows) => {
      const seen = labels(rows);
      return seen.indexOf('Kettle') > seen.indexOf('Untagged');
    });
  });

  it('Remove Tag on a row below a tag takes just that tag off the note', async () => {
    await writeFile(join(window().folder, 'Whisk.md'), '---\ntags: [bamboo, tools]\n---\n\n# Whisk\n');
    await tags().untilRows('its tags', (rows) => labels(rows).includes('tools'));
    await tags().expand('bamboo');
    await tags().untilRows('the note', (rows) => labels(rows).includes('Whisk'));
    await tags().chooseInMenu('Whisk', 'Remove Tag');
    await tags().untilRows('the tag gone', (rows) => !labels(rows).includes('bamboo'));
    assert.match(await window().read('Whisk.md'), /^tags: \[tools\]$/m);
  });

  it('F2 renames the tag that the keyboard is on, and Delete deletes it', async () => {
    await tags().select('tools');
    await window().page.keyboard.press('F2');
    await window().quickInput.titled(/^Rename #tools$/);
    await window().quickInput.fill('utensils');
    await window().quickInput.accept();
    await applyOrReview();
    await tags().untilRows('the new name', (rows) => labels(rows).includes('utensils'));
    await tags().select('Untagged');
    await window().page.keyboard.press('ArrowUp');
    // What has the focus is not selected: the key means the focus, and leaves the selection as it is.
    await window().page.keyboard.press('Delete');
    await window().untilReview('Delete tag #utensils');
    assert.deepEqual(await tags().selected(), ['Untagged']);
    await window().command('Notewright: Apply Reviewed Change');
    await tags().untilRows('the tag gone', (rows) => !labels(rows).includes('utensils'));
    assert.match(await window().read('Whisk.md'), /^tags: \[\]$/m);
  });

  it('Merge Tags from the palette takes the tags that are ticked', async () => {
    await writeFile(join(window().folder, 'Sieve.md'), '---\ntags: [metal, mesh]\n---\n\n# Sieve\n');
    await tags().untilRows('its tags', (rows) => labels(rows).includes('mesh'));
    await window().command('Notewright: Merge Tags');
    await window().quickInput.titled(/^Merge which tags/);
    await window().quickInput.tick(['#mesh', '#metal']);
    await window().quickInput.accept();
    await window().quickInput.titled(/^Merge into which/);
    await window().quickInput.choose('#metal');
    await applyOrReview();
    await tags().untilRows('one tag', (rows) => !labels(rows).includes('mesh'));
    assert.match(await window().read('Sieve.md'), /^tags: \[metal\]$/m);
  });

  it('Add Tag offers the tags of the vault and takes a new one', async () => {
    await window().openNote('Kettle.md');
    await window().command('Notewright: Add Tag');
    await window().quickInput.titled(/^Add tag/);
    await window().quickInput.fill('enamel');
    await window().quickInput.choose('#enamel');
    await tags().untilRows('the new tag', (rows) => labels(rows).includes('enamel'));
  });

  it('Find Similar Tags proposes to merge forms of one tag', async () => {
    await writeFile(join(window().folder, 'Pot.md'), '---\ntags: [drinks]\n---\n\n# Pot\n');
    await tags().untilRows('the other form', (rows) => labels(rows).includes('drinks'));
    await window().command('Notewright: Find Similar Tags');
    await window()
      .quickInput.choose('#drink · #drinks')
      .catch(() => window().quickInput.choose('#drinks · #drink'));
    await applyOrReview();
    await tags().untilRows(
      'one of the two',
      (rows) => labels(rows).filter((one) => one.startsWith('drink')).length === 1,
    );
  });

  /** A change of one note is shown side by side, that of several in the Refactor Preview. */
  async function applyOrReview(): Promise<void> {
    const page = window().page;
    const panel = page.locator('.bulk-edit-panel');
    const diff = page.locator('.tab.active[aria-label*="tag"]').filter({ has: page.locator('.tab-label') });
    await panel.or(diff).first().waitFor();
    if (await panel.isVisible()) await applyPreview();
    else await window().command('Notewright: Apply Reviewed Change');
  }
});

describe('work on MOCs', () => {
  const window = usingWindow('test/fixtures/teahouse');
  const mocs = () => window().tree('MOCs');

  before(async () => {
    const templates = join(window().folder, 'templates');
    await mkdir(templates);
    await writeFile(
      join(templates, 'note.md'),
      '---\ntitle: "{{title}}"\ndate: {{date}}\n---\n\n### [[YOUR MOC]]\n\n# {{title}}\n',
    );
    await writeFile(join(templates, 'moc.md'), '# {{title}}\n');
    await writeFile(join(window().folder, 'Cups.md'), '# Cups\n\nSee [[Gaiwan]].\n');
    await writeFile(join(window().folder, 'Home.md'), '# Home\n\n- [[Drinks MOC]]\n');
    await window().showContainer('Notewright');
    for (const other of ['Tags', 'Related', 'Suggestions']) await window().tree(other).fold();
    await mocs().untilRows('the MOCs', (rows) => labels(rows).includes('Dangling'));
  });

  it('a template is no MOC and is not missed', async () => {
    await mocs().expand('Unfiled');
    const rows = await mocs().untilRows('the unfiled', (seen) => labels(seen).includes('Kettle'));
    assert.ok(
      !labels(rows).some((label) => label.includes('{{title}}') || label === 'moc'),
      labels(rows).join(),
    );
  });

  it('dragging a note onto a MOC files it from both ends; Remove From MOC takes both away', async () => {
    const before = await window().read('Kettle.md');
    const moc = await window().read('Drinks MOC.md');
    await mocs().expand('Unfiled');
    await mocs().untilRows('the unfiled', (rows) => labels(rows).includes('Kettle'));
    const isFiled = async (): Promise<boolean> => (await window().read('Kettle.md')).includes('Drinks MOC');
    await mocs().drag('Kettle', mocs().row('Drinks MOC'), isFiled);
    await until('the entry', async () => (await window().read('Drinks MOC.md')).includes('Kettle'));
    await mocs().expand('Drinks MOC');
    await mocs().untilRows('the member', (rows) => {
      const seen = labels(rows);
      return (
        seen.filter((one) => one === 'Kettle').length === 1 &&
        seen.indexOf('Kettle') < seen.indexOf('Unfiled')
      );
    });
    await mocs().chooseInMenu('Kettle', 'Remove From MOC');
    await until('both gone', async () => {
      const [note, list] = [await window().read('Kettle.md'), await window().read('Drinks MOC.md')];
      return note === before && list === moc;
    });
  });

  it('several notes dragged onto a MOC are all filed under it', async () => {
    await writeFile(join(window().folder, 'Spoon.md'), '# Spoon\n');
    await writeFile(join(window().folder, 'Tray.md'), '# Tray\n');
    await mocs().expand('Unfiled');
    await mocs().untilRows('the unfiled', (rows) => labels(rows).includes('Tray'));
    const panel = window().page.locator('.bulk-edit-panel');
    await mocs().dragSelected(['Tray', 'Spoon'], mocs().row('Drinks MOC'), () => panel.isVisible());
    await window().page.getByRole('button', { name: 'Apply' }).click();
    await panel.waitFor({ state: 'hidden' });
    for (const note of ['Spoon', 'Tray']) {
      await until(`the up-link of ${note}`, async () =>
        (await window().read(`${note}.md`)).includes('Drinks MOC'),
      );
      await until(`the entry of ${note}`, async () => (await window().read('Drinks MOC.md')).includes(note));
    }
    await mocs().untilRows('none of them unfiled', (rows) => {
      const seen = labels(rows);
      return (
        seen.indexOf('Tray') < seen.indexOf('Unfiled') && seen.indexOf('Spoon') < seen.indexOf('Unfiled')
      );
    });
  });

  it('Update MOC keeps the README’s list of MOCs current, and what else stands there', async () => {
    const list =
      '# My notes\n\nWhat there is:\n\n* [Drinks MOC](Drinks%20MOC.md)\n* [Garden MOC](Garden%20MOC.md)\n\nFIXME: Update!\n';
    await writeFile(join(window().folder, 'README.md'), list);
    for (const name of ['Garden', 'Kitchen']) {
      await writeFile(join(window().folder, `${name} MOC.md`), `# ${name} MOC\n`);
    }
    await mocs().untilRows('the MOCs', (rows) => labels(rows).includes('Kitchen MOC'));
    await window().openNote('README.md');
    await window().command('Notewright: Update MOC');
    await window().untilReview('Update the list of MOCs');
    await window().command('Notewright: Apply Reviewed Change');
    await until('the entry', async () => {
      await window().activeTab('README.md').waitFor();
      if (await window().isDirty()) await window().save();
      return (await window().read('README.md')).includes('Kitchen');
    });
    const text = await window().read('README.md');
    assert.equal(
      text.replace(/^\* \[Kitchen MOC\]\(Kitchen%20MOC\.md\).*\n/m, ''),
      list,
      'nothing else has changed',
    );
  });

  it('File Under MOC ranks the MOCs for the open note', async () => {
    await window().openNote('Water temperature.md');
    await window().command('Notewright: File Under MOC');
    await window().quickInput.titled(/^File “Water temperature”/);
    await window().quickInput.choose('Tea MOC');
    await window().untilDirty();
    await until('the entry', async () => (await window().read('Tea MOC.md')).includes('Water temperature'));
    await window().command('File: Revert File');
  });

  it('Update MOC lists what names the MOC, after a look at the change', async () => {
    await writeFile(join(window().folder, 'Sencha.md'), '### [[Tea MOC]]\n\n# Sencha\n');
    await mocs().expand('Drinks MOC');
    await mocs().expand('Tea MOC');
    await mocs().untilRows('what is not listed', (rows) =>
      rows.some(({ label, description }) => label === 'Sencha' && description === 'not listed'),
    );
    await mocs().chooseInMenu('Tea MOC', 'Update MOC');
    await window().untilReview('Update “Tea MOC”');
    await window().command('Notewright: Apply Reviewed Change');
    await until('the entry', async () => (await window().read('Tea MOC.md')).includes('[[Sencha]]'));
    await mocs().untilRows('no badge', (rows) =>
      rows.some(({ label, description }) => label === 'Sencha' && description !== 'not listed'),
    );
  });

  it('New Note in MOC makes one from the template, filed from the start', async () => {
    await mocs().chooseInMenu('Drinks MOC', 'New Note in MOC');
    await window().quickInput.fill('Mate');
    await window().quickInput.accept();
    await window().activeTab('Mate.md').waitFor();
    const text = await window().read('Mate.md');
    assert.match(
      text,
      /^---\ntitle: "Mate"\ndate: \d{4}-\d\d-\d\d\n---\n\n### \[\[Drinks MOC\]\]\n\n# Mate\n$/,
    );
  });

  it('Dangling tells who names a missing note; Create Missing Note makes it and the link leads there', async () => {
    await mocs().expand('Dangling');
    await mocs().expand('Gaiwan');
    await mocs().untilRows('who names it', (rows) =>
      rows.some(({ label, level }) => label === 'Cups' && level === 3),
    );
    await window().screenshot('mocs');
    await mocs().chooseInMenu('Gaiwan', 'Create Missing Note');
    await window().activeTab('Gaiwan.md').waitFor();
    await mocs().untilRows(
      'nothing missing',
      (rows) =>
        !rows.some(({ label, description }) => label === 'Gaiwan' && description.startsWith('named by')),
    );
  });

  it('New MOC From Tag makes a MOC that lists the notes of a tag', async () => {
    await window().command('Notewright: New MOC From Tag');
    await window().quickInput.choose('#japan');
    await window().quickInput.titled(/^New MOC from #japan/);
    await window().quickInput.accept();
    await window()
      .untilReview('New MOC from #japan')
      .catch(() => undefined);
    if (await window().offers('Notewright: Apply Reviewed Change'))
      await window().command('Notewright: Apply Reviewed Change');
    await mocs().untilRows('the MOC', (rows) => labels(rows).includes('Japan MOC'));
    assert.match(await window().read('Japan MOC.md'), /Green tea/);
  });
});
