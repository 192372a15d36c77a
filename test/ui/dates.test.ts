import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { sharedSession, usingWindow } from '../support/ui/shared.ts';
import { until } from '../support/until.ts';

const old = '2023-05-23 11:03';
const text = `---\ntitle: "Sencha"\ndate: ${old}\nlast_modified_at: ${old}\ntags:\n  - green-tea\n---\n\n# Sencha\n\nSteamed.\n`;

/** The lines that differ between two texts of as many lines, counted from 1. */
function changedLines(before: string, after: string): number[] {
  const old = before.split('\n');
  const now = after.split('\n');
  assert.equal(now.length, old.length);
  return now.flatMap((line, i) => (line === old[i] ? [] : [i + 1]));
}

describe('dates, at the keyboard', () => {
  const window = usingWindow('test/fixtures/teahouse');

  it('one line changes with each save, besides what was typed', async () => {
    const path = await window().makeNote(text);
    await window().typeAtEnd('Rolled.');
    await window().save();
    assert.deepEqual(changedLines(`${text}Rolled.`, await window().read(path)), [4]);
    assert.match(await window().read(path), /^last_modified_at: 20\d\d-\d\d-\d\d \d\d:\d\d$/m);
  });

  it('nothing changes when what was typed is undone before the save', async () => {
    const path = await window().makeNote(text);
    await window().typeAtEnd('Rolled.');
    await until('the undo', async () => {
      if (!(await window().isDirty())) return true;
      await window().undo();
      return false;
    });
    await window().save();
    assert.equal(await window().read(path), text);
  });

  it('Fill In Dates shows each file ticked in VS Code’s own preview, and writes what stays ticked', async () => {
    await window().showContainer('Notewright');
    await window()
      .tree('Tags')
      .untilRows('the tags', (rows) => rows.length > 0);
    await window().command('Notewright: Fill In Dates…');
    await window().quickInput.choose('The Vault');
    await window().quickInput.choose('Fill In Missing Dates');
    const panel = window().page.locator('.bulk-edit-panel');
    await panel.locator('.monaco-list-row').first().waitFor();
    const ticks = panel.locator('.edit-checkbox');
    await window().screenshot('fill-in-dates');
    for (const tick of await ticks.all()) assert.equal(await tick.isChecked(), true);
    const before = await window().read('Kettle.md');
    const row = panel.locator('.monaco-list-row', { hasText: 'Kettle.md' });
    await row.locator('.edit-checkbox').click();
    await window().page.getByRole('button', { name: 'Apply' }).first().click();
    await until('the notes to be written', async () => /^date: /m.test(await window().read('Cocoa.md')));
    assert.equal(await window().read('Kettle.md'), before);
  });
});

describe('dates of a note that VS Code restored with unsaved changes', () => {
  const settings = { 'files.hotExit': 'onExitAndWindowClose' };
  const window = usingWindow('test/fixtures/teahouse', settings);

  it('the next save moves the date, since the note differs from its file', async () => {
    const path = await window().makeNote(text);
    await window().typeAtEnd('Rolled.');
    await window().untilDirty();
    // VS Code writes its backup some time after the last key, and shows nothing when it has.
    await sleep(4000);
    const shared = await sharedSession();
    const again = await shared.open(window().folder, settings);
    try {
      await again.openNote(path);
      await again.untilDirty();
      await again.save();
      assert.deepEqual(changedLines(`${text}Rolled.`, await again.read(path)), [4]);
    } finally {
      await shared.close(again);
    }
  });
});
