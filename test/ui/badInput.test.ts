import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { usingWindow } from '../support/ui/shared.ts';

const commands = ['Summarize Note', 'Suggest Tags', 'Suggest Links'] as const;

describe('what cannot be worked on', () => {
  const window = usingWindow('test/fixtures/odd-notes');

  for (const command of commands) {
    it(`${command} asks for a note where none is open`, async () => {
      await window().command(`Notewright: ${command}`);
      assert.equal(await window().toast('note'), 'Open a markdown note first.');
    });

    it(`${command} says that a file is not markdown`, async () => {
      await writeFile(join(window().folder, 'list.txt'), 'A list of things.\n');
      await window().openNote('list.txt');
      await window().command(`Notewright: ${command}`);
      assert.match(await window().toast('list.txt'), /not a markdown note/);
      assert.equal(await window().read('list.txt'), 'A list of things.\n');
    });

    it(`${command} says that a note is empty`, async () => {
      await window().openNote('Empty.md');
      await window().command(`Notewright: ${command}`);
      assert.match(await window().toast('Empty.md'), /is empty/);
    });

    it(`${command} says that a note is too large`, async () => {
      const text = 'Water boils sooner on a mountain. '.repeat(150_000);
      await writeFile(join(window().folder, 'Large.md'), text);
      await window().openNote('Large.md');
      await window().command(`Notewright: ${command}`);
      assert.match(await window().toast('Large.md'), /too large/);
      assert.equal((await window().read('Large.md')) === text, true);
    });
  }

  for (const name of ['Malformed.md', 'Unclosed.md']) {
    it(`Suggest Tags says at once why it leaves ${name} alone`, async () => {
      const before = await window().read(name);
      await window().openNote(name);
      await window().command('Notewright: Suggest Tags');
      assert.match(await window().toast(/frontmatter/i), new RegExp(`“${name.replace('.md', '')}”`));
      assert.equal(await window().isDirty(), false);
      assert.equal(await window().read(name), before);
    });
  }
});

describe('a note into which nothing can be written', () => {
  // Nobody listens there, and nobody has said yes to it: a command that asked would say so.
  const window = usingWindow('test/fixtures/odd-notes', {
    'notewright.provider': 'openai',
    'notewright.openai.baseUrl': 'http://127.0.0.1:9/v1',
    'notewright.openai.model': 'm',
  });

  for (const command of ['Summarize Note', 'Suggest Tags', 'Suggest Links', 'Enrich Note']) {
    it(`is told of by ${command} before a model is asked`, async () => {
      await window().openNote('Malformed.md');
      await window().command(`Notewright: ${command}`);
      assert.match(await window().toast(/frontmatter/i), /^“Malformed”: .*\(line \d+\)$/);
      assert.equal(await window().isDirty(), false);
    });
  }
});

describe('a note in a window without a folder', () => {
  const window = usingWindow(undefined);

  it('is told to be saved in the folder of the notes first', async () => {
    await window().command('File: New Untitled Text File');
    await window().typeAtEnd('# Kettle');
    await window().command('Change Language Mode');
    await window().quickInput.fill('Markdown');
    await window().quickInput.choose('Markdown');
    for (const command of commands) {
      await window().focusEditor();
      await window().command(`Notewright: ${command}`);
      assert.match(await window().toast('note'), /folder of your notes/);
      await window().clearToasts();
    }
    await window().erase();
  });
});
