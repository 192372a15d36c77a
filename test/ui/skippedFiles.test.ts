import assert from 'node:assert/strict';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { until } from '../support/until.ts';
import { usingWindow } from '../support/ui/shared.ts';

const COMMAND = 'Notewright: Show Skipped Files';

describe('files that look like notes and are none', () => {
  const window = usingWindow('test/fixtures/teahouse');
  const tags = () => window().tree('Tags');
  const file = (name: string): string => join(window().folder, name);

  /** What the command lists, as `name: reason`. */
  async function listed(): Promise<string[]> {
    await window().command(COMMAND);
    const list = await window().quickInput.titled(/Skipped files/);
    const details = await list.details();
    const rows = (await list.labels()).map((label, i) => `${label}: ${details[i]}`);
    await list.cancel();
    return rows;
  }

  it('are not told of where there are none', async () => {
    await window().showContainer('Notewright');
    await tags().untilRows('all roots', (rows) => rows.length === 6);
    assert.equal(await window().offers(COMMAND), false);
  });

  it('are counted in the Tags view and listed with the reason', async () => {
    await writeFile(file('Binary.md'), Buffer.from([35, 32, 0, 1, 2, 255]));
    await writeFile(file('Huge.md'), 'a '.repeat(1.5 * 1024 * 1024));
    await writeFile(file('Latin.md'), Buffer.from('# Thé et café\n', 'latin1'));
    await symlink('nowhere.md', file('Dangling.md'));
    await mkdir(file('Folder'));
    await symlink('..', file('Folder/circle'));
    await tags().untilText(/5 files could not be read as notes/);
    await window().screenshot('skipped-files-message');
    await window().command(COMMAND);
    const list = await window().quickInput.titled(/Skipped files/);
    await list.labels();
    await window().screenshot('skipped-files');
    await list.cancel();
    assert.deepEqual(await listed(), [
      'Binary.md: is a binary file',
      'Dangling.md: is a symbolic link that leads nowhere',
      'circle: is a symbolic link to a folder that is read already',
      'Huge.md: is larger than 2 MB (3.0 MB)',
      'Latin.md: is not UTF-8 text',
    ]);
  });

  it('are told of once: not again when the list has been shown', async () => {
    await tags().untilText(/^(?![^]*could not be read)/);
    assert.equal(await window().offers(COMMAND), true);
  });

  it('are no notes when they are opened either: no command writes into them', async () => {
    await window().openNote('Latin.md');
    await window().command('Notewright: Summarize Note');
    assert.equal(
      await window().toast('is no note'),
      '“Latin.md” is not UTF-8 text, so it is no note of this vault.',
    );
    await window()
      .tree('Related')
      .untilText(/“Latin\.md” is not UTF-8 text/);
  });

  it('are opened from the list', async () => {
    await window().command(COMMAND);
    const list = await window().quickInput.titled(/Skipped files/);
    await list.choose('Latin.md');
    await window().activeTab('Latin.md').waitFor();
  });

  it('are listed again after a reload, and are notes as soon as they are mended', async () => {
    await window().reload();
    await window().showContainer('Notewright');
    await tags().untilText(/5 files could not be read as notes/);
    await writeFile(file('Latin.md'), '---\ntags: [latin]\n---\n# Thé et café\n');
    await tags().untilRows('the tag of the mended note', (rows) =>
      rows.some(({ label }) => label === 'latin'),
    );
    await rm(file('Binary.md'));
    await rm(file('Dangling.md'));
    await rm(file('Folder'), { recursive: true });
    await until('the others to go off the list', async () => {
      const rest = await listed();
      return rest.length === 1 && rest[0] === 'Huge.md: is larger than 2 MB (3.0 MB)';
    });
    await writeFile(file('Huge.md'), 'Small.\n');
    await until('the command to go', async () => !(await window().offers(COMMAND)));
  });
});
