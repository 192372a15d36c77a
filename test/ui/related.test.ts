import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { usingWindow } from '../support/ui/shared.ts';
import type { TreeRow } from '../support/ui/treeView.ts';

const labels = (rows: readonly TreeRow[]): string[] => rows.map((row) => row.label);

/** The labels of the rows below a group. */
function below(rows: readonly TreeRow[], group: string): string[] {
  const first = rows.findIndex(({ label, level }) => label === group && level === 1);
  if (first < 0) return [];
  const next = rows.findIndex(({ level }, i) => i > first && level === 1);
  return labels(rows.slice(first + 1, next < 0 ? undefined : next));
}

describe('the Related view', () => {
  const window = usingWindow('test/fixtures/teahouse', { 'notewright.exclude': ['drafts'] });
  const related = () => window().tree('Related');
  const tags = () => window().tree('Tags');

  before(async () => {
    await mkdir(join(window().folder, 'drafts'));
    await writeFile(join(window().folder, 'drafts', 'Secret blend.md'), '# Secret blend\n\n#only-in-draft\n');
    await writeFile(
      join(window().folder, 'Gongfu.md'),
      '# Gongfu\n\nMany cups. A good [[Oolong]] lasts for hours. Then wash up.\n',
    );
    await window().showContainer('Notewright');
    for (const other of ['MOCs', 'Suggestions']) await window().tree(other).fold();
    await tags().untilRows('the tags', (rows) => labels(rows).includes('drink'));
  });

  it('asks for a note where none is open', async () => {
    await related().untilText(/Open a note to see its links/);
  });

  it('shows links, backlinks with their sentence, mentions and related notes', async () => {
    await tags().fold();
    await window().openNote('Oolong.md');
    const rows = await related().untilRows('all groups', (seen) => labels(seen).includes('Related'));
    assert.deepEqual(below(rows, 'Links'), ['Tea MOC', 'Water temperature']);
    assert.deepEqual(below(rows, 'Backlinks'), ['Gongfu', 'Tea MOC']);
    const gongfu = rows.find(({ label }) => label === 'Gongfu');
    assert.equal(gongfu?.description, 'A good Oolong lasts for hours.');
    assert.ok(below(rows, 'Mentions here').includes('green tea → Green tea'), labels(rows).join());
    const elsewhere = rows.filter(({ label }) => below(rows, 'Mentions elsewhere').includes(label));
    assert.ok(
      elsewhere.some(({ description }) => /Compared with oolong it is lighter/.test(description)),
      JSON.stringify(elsewhere),
    );
    await window().screenshot('related');
    await related().click('Gongfu');
    await window().activeTab('Gongfu.md').waitFor();
  });

  it('follows what is typed, and is never empty meanwhile', async () => {
    await window().openNote('Oolong.md');
    await related().untilRows(
      'its links',
      (rows) => below(rows, 'Links').join() === 'Tea MOC,Water temperature',
    );
    const fewest = await related().watchFewestRows();
    await window().typeAtEnd(' It is kept in the [[Kettle]');
    await related().untilRows('the new link', (rows) => below(rows, 'Links').includes('Kettle'));
    await window().focusEditor();
    await window().page.keyboard.press('Control+A');
    await window().page.keyboard.type('Now [[Cocoa]] alone.');
    await related().untilRows(
      'just the link that is left',
      (rows) => below(rows, 'Links').join() === 'Cocoa',
    );
    assert.ok((await fewest()) > 0, 'there was a row at every moment');
  });

  it('links a mention where it stands, without a look at the menu', async () => {
    await window().openNote('Water temperature.md');
    await related().untilRows('the mention', (rows) =>
      below(rows, 'Mentions here').includes('oolong → Oolong'),
    );
    await related().pressOnRow('oolong → Oolong', 'Link');
    await window().untilDirty();
    const rows = await related().untilRows('the link', (seen) => below(seen, 'Links').includes('Oolong'));
    assert.ok(!below(rows, 'Mentions here').includes('oolong → Oolong'));
  });

  it('Link Mention in the palette offers the mentions of the open note', async () => {
    await window().openNote('Green tea.md');
    await window().command('Notewright: Link Mention');
    await window().quickInput.titled(/^Link which words of “Green tea”/);
    await window().quickInput.choose('water temperature');
    await window().untilDirty();
    await related().untilRows('the link', (rows) => below(rows, 'Links').includes('Water temperature'));
  });

  it('says of a file that the settings leave out that it is no note, and the vault does not take it in', async () => {
    await window().openNote('drafts/Secret blend.md');
    await related().untilText(/“drafts\/Secret blend\.md” is no note of this vault/);
    await window().typeAtEnd('\n#typed-in-draft\n');
    await window().command('Notewright: Add Tag');
    assert.match(await window().toast('is no note'), /notewright\.exclude/);
    await window().clearToasts();
    await window().command('Notewright: Suggest Tags');
    assert.match(await window().toast('is no note'), /drafts\/Secret blend\.md/);
    await window().clearToasts();
    await window().command('Notewright: Reveal Active Note in Tags');
    assert.match(await window().toast('is no note'), /drafts/);
    await window().command('File: Revert File');
    await tags().unfold();
    // What is told of another note is told after all that was taken in before.
    await window().openNote('Kettle.md');
    await window().typeAtEnd('\n#enamel\n');
    const rows = await tags().untilRows('the tags', (seen) => labels(seen).includes('enamel'));
    assert.ok(!labels(rows).some((label) => label.includes('draft')), labels(rows).join());
  });
});
