import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { usingWindow } from '../support/ui/shared.ts';
import { until } from '../support/until.ts';

const NAMES = ['Ant.md', 'Bee.md', 'Cow.md'];

describe('undoing the renaming of a tag in closed notes', () => {
  for (const [which, frontmatter] of [
    ['have no date', ''],
    ['have a date of their last change', 'last_modified_at: 2023-01-01 10:00:00\n'],
  ] as const) {
    describe(`which ${which}`, () => {
      const window = usingWindow('test/fixtures/empty-folder');
      const untilTagged = async (tag: string, notes: number): Promise<void> => {
        await window()
          .tree('Tags')
          .untilRows(`#${tag} in ${notes} notes`, (rows) =>
            rows.some(({ label, description }) => label === tag && description === String(notes)),
          );
      };

      it('in one of them undoes it in all of them', async () => {
        for (const name of NAMES) {
          const text = `---\n${frontmatter}tags: [old]\n---\n\n# ${name}\n`;
          await writeFile(join(window().folder, name), text);
        }
        await window().showContainer('Notewright');
        await untilTagged('old', NAMES.length);
        await window().tree('Tags').chooseInMenu('old', 'Rename Tag');
        await window().quickInput.fill('new');
        await window().quickInput.accept();
        const panel = window().page.locator('.bulk-edit-panel');
        await panel.getByRole('button', { name: 'Apply' }).click();
        await panel.waitFor({ state: 'hidden' });
        await untilTagged('new', NAMES.length);
        await until('all to be written', async () => {
          const texts = await Promise.all(NAMES.map((name) => window().read(name)));
          return texts.every((text) => text.includes('tags: [new]') && !text.includes('2023'));
        });
        await window().openNote('Bee.md');
        await window().undo();
        await untilTagged('old', NAMES.length);
      });
    });
  }
});
