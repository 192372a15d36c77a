import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { until } from '../support/until.ts';
import { tidyUp, open, openNew, runAndAccept, undoOnce, vaultFolder } from './openNotes.ts';

/** Whether every character of `part` stands in `whole`, in this order: nothing of it was lost. */
function holds(whole: string, part: string): boolean {
  let at = 0;
  for (let i = 0; i < whole.length && at < part.length; i++) if (whole[i] === part[at]) at++;
  return at === part.length;
}

async function reviewTab(): Promise<vscode.Tab> {
  return await until('the change to be shown', () =>
    vscode.window.tabGroups.all
      .flatMap((group) => group.tabs)
      .find((tab) => tab.input instanceof vscode.TabInputTextDiff),
  );
}

describe('the commands on a note, with the built-in engine', () => {
  afterEach(tidyUp);

  it('Summarize Note shows the change, writes it on a yes, and one undo takes it back', async () => {
    const note = await open(join(vaultFolder(), 'Green tea.md'));
    const before = note.document.getText();
    const running = vscode.commands.executeCommand('notewright.summarizeNote');
    await reviewTab();
    assert.equal(note.document.getText(), before, 'nothing is written before the yes');
    await vscode.commands.executeCommand('notewright.applyReview');
    await running;
    const after = note.document.getText();
    assert.notEqual(after, before);
    assert.ok(holds(after, before), after);
    assert.equal(await note.onDisk(), before, 'saving is left to the person');
    await undoOnce(note, before);
  });

  it('Summarize Note writes nothing on a no', async () => {
    const note = await open(join(vaultFolder(), 'Green tea.md'));
    const before = note.document.getText();
    const running = vscode.commands.executeCommand('notewright.summarizeNote');
    await reviewTab();
    await vscode.commands.executeCommand('notewright.discardReview');
    await running;
    assert.equal(note.document.getText(), before);
    assert.equal(note.document.isDirty, false);
  });

  it('Summarize Note takes closing the comparison for a no', async () => {
    const note = await open(join(vaultFolder(), 'Green tea.md'));
    const running = vscode.commands.executeCommand('notewright.summarizeNote');
    await vscode.window.tabGroups.close(await reviewTab());
    await running;
    assert.equal(note.document.isDirty, false);
  });

  it('Suggest Tags adds what is ticked, and one undo takes it back', async () => {
    const text =
      '---\ntitle: Sencha\ntags: [japan]\n---\n\n# Sencha\n\nThe brewing of this drink: tea from Japan, brewed at a low water temperature. Brewing matters.\n';
    const note = await openNew(text);
    await runAndAccept('notewright.suggestTags');
    const after = note.document.getText();
    assert.notEqual(after, text);
    assert.ok(holds(after, text), after);
    assert.match(after, /^tags: \[japan, .+\]$/m);
    await undoOnce(note, text);
  });

  it('Suggest Links writes only links to notes that exist, and one undo takes them back', async () => {
    const text = [
      '# Steeping',
      'Oolong survives many steepings in a small pot. Green tea turns bitter when the Water temperature is too high.',
      // Words of a short note are not turned into links.
      'Pour slowly, and pour all of it. '.repeat(12),
      '',
    ].join('\n\n');
    // What others link is suggested more readily.
    await openNew('# Tasting\n\n[[Oolong]], [[Green tea]] and [[Water temperature]].\n');
    await openNew('# Shelf\n\n[[Oolong]], [[Green tea]] and [[Water temperature]].\n');
    const note = await openNew(text);
    await until('a link', async () => {
      await runAndAccept('notewright.suggestLinks');
      return note.document.getText() !== text;
    });
    const after = note.document.getText();
    assert.notEqual(after, text);
    assert.ok(holds(after, text), after);
    const targets = [...after.matchAll(/\[\[([^\]|#]+)|\]\(([^)#]+)\)/g)].map(([, wiki, md]) =>
      decodeURIComponent(wiki ?? md ?? '').replace(/\.md$/, ''),
    );
    assert.ok(targets.length > 0, after);
    const found = await vscode.workspace.findFiles('**/*.md');
    const names = found.map((uri) => uri.path.slice(uri.path.lastIndexOf('/') + 1).replace(/\.md$/, ''));
    assert.deepEqual(
      targets.filter((target) => !names.includes(target)),
      [],
    );
    await undoOnce(note, text);
  });

  it('Suggest Tags makes frontmatter for a note that has none', async () => {
    const text =
      '# Sencha\n\nThe brewing of this drink: tea from Japan, brewed at a low water temperature. Brewing matters.\n';
    const note = await openNew(text);
    await runAndAccept('notewright.suggestTags');
    const after = note.document.getText();
    assert.match(after, /^---\ntags:/);
    assert.ok(after.endsWith(text), after);
    await undoOnce(note, text);
  });

  it('Suggest Tags leaves a note with malformed frontmatter alone', async () => {
    const text =
      '---\ntags: [drink\ntitle: Sencha\n---\n\n# Sencha\n\nBrewing a drink of tea, and brewing it well.\n';
    const note = await openNew(text);
    await vscode.commands.executeCommand('notewright.suggestTags');
    assert.equal(note.document.getText(), text);
  });

  for (const command of ['summarizeNote', 'suggestTags', 'suggestLinks']) {
    for (const [what, name, text] of [
      ['an empty note', undefined, ''],
      ['a note of blanks', undefined, ' \n\n\t\n'],
      ['a note of nothing but frontmatter', undefined, '---\ntitle: Sencha\n---\n'],
      ['a file that is not markdown', `${command}.txt`, 'Green tea is brewed at a low water temperature.\n'],
    ] as const) {
      it(`${command} ends by itself and writes nothing on ${what}`, async () => {
        const note = await openNew(text, name);
        await vscode.commands.executeCommand(`notewright.${command}`);
        assert.equal(note.document.getText(), text);
        assert.equal(note.document.isDirty, false);
      });
    }

    it(`${command} ends by itself without an editor`, async () => {
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await vscode.commands.executeCommand(`notewright.${command}`);
    });

    it(`${command} ends by itself and writes nothing on a note of 5 MB`, async () => {
      const text = `# Long\n\n${'Green tea is brewed at a low water temperature. '.repeat(110_000)}\n`;
      const note = await openNew(text, `Long ${command}.md`);
      await vscode.commands.executeCommand(`notewright.${command}`);
      assert.equal(note.document.getText() === text, true);
      assert.equal(note.document.isDirty, false);
    });
  }
});
