import assert from 'node:assert/strict';
import { usingWindow } from '../support/ui/shared.ts';

describe('typing a tag', () => {
  const window = usingWindow('test/fixtures/teahouse');
  // What is typed before the extension runs is offered nothing; once it shows the tags, it runs.
  before(async () => {
    await window().showContainer('Notewright');
    await window()
      .tree('Tags')
      .untilRows('the tags', (rows) => rows.some(({ label }) => label === 'brewing'));
  });

  const list = () => window().page.locator('.suggest-widget.visible .monaco-list-row');

  it('in the text offers the tags of the vault, and Enter writes the whole name', async () => {
    await window().openNote('Kettle.md');
    await window().typeAtEnd('\nBoil it. #');
    await list().filter({ hasText: 'brewing/water' }).waitFor();
    await window().screenshot('typing-a-tag');
    await window().page.keyboard.type('wat');
    await list().first().filter({ hasText: 'brewing/water' }).waitFor();
    await window().page.keyboard.press('Enter');
    await window().save();
    assert.match(await window().read('Kettle.md'), /\nBoil it\. #brewing\/water$/);
  });

  it('in a list of the frontmatter does so after a blank', async () => {
    const note = await window().makeNote('---\ntags:\n---\n');
    await window().page.keyboard.press('Control+Home');
    await window().page.keyboard.press('ArrowDown');
    await window().page.keyboard.press('End');
    await window().page.keyboard.type('\n- ');
    await list().filter({ hasText: 'taiwan' }).waitFor();
    await window().page.keyboard.type('drink/');
    await list().first().filter({ hasText: 'drink/tea' }).waitFor();
    await window().screenshot('typing-a-tag-in-a-list');
    await window().page.keyboard.press('Enter');
    await window().save();
    assert.match(await window().read(note), /^---\ntags:\n- drink\/tea\n---\n/);
  });
});
