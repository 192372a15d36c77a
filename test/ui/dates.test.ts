import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
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
  const window = usingWindow('test/fixtures/teahouse', { 'notewright.dates.timeZone': 'UTC' });
  before(() => window().untilRunning());

  it('one line changes with each save, besides what was typed', async () => {
    const path = await window().makeNote(text);
    const before = await window().read(path);
    await window().typeAtEnd('Rolled.');
    await window().save();
    assert.deepEqual(changedLines(`${before}Rolled.`, await window().read(path)), [4]);
    assert.match(await window().read(path), /^last_modified_at: 20\d\d-\d\d-\d\d \d\d:\d\d$/m);
  });

  it('nothing changes when what was typed is undone before the save', async () => {
    const path = await window().makeNote(text);
    const before = await window().read(path);
    await window().typeAtEnd('Rolled.');
    await until('the undo', async () => {
      if (!(await window().isDirty())) return true;
      await window().undo();
      return false;
    });
    await window().save();
    assert.equal(await window().read(path), before);
  });

  it('Fill In Dates shows each file ticked in VS Code’s own preview, and writes what stays ticked', async () => {
    // Each with a tag that no other note has, so that the top of the Tags view tells when the vault knows them all.
    const files = {
      'old/Black.md': '# Black\n\n#aged\n',
      'old/White.md':
        '---\r\ntags: [a,  b] # c\r\ndate: 2020-02-03, 04:05\r\n---\r\n# White\r\n\r\n#aged\r\n',
      'old/Unticked.md': '# Unticked\n\n#aged\n',
      'old/Kept.md': '---\ndate: sometime\nupdated: "2020-01-02T03:04:05Z" # kept\n---\n# Kept\n\n#aged\n',
      'old/Malformed.md': '---\ntitle: [Tea\n---\n# Malformed\n\n#aged\n',
      'old/Mixed.md': '# Mixed\r\n\nline ends #aged\n',
    };
    await mkdir(join(window().folder, 'old'));
    for (const [path, content] of Object.entries(files))
      await writeFile(join(window().folder, path), content);
    commitAll(join(window().folder, 'old'), '2021-03-04T05:06:07Z');
    await window()
      .tree('Tags')
      .untilRows('all new notes', (rows) =>
        rows.some(({ label, description }) => label === 'aged' && description === '6'),
      );
    await window().openNote('old/Black.md');
    await window().command('Notewright: Fill In Dates…');
    await window().quickInput.choose('Its Folder');
    await window().quickInput.choose('Fill In Missing Dates');
    const panel = window().page.locator('.bulk-edit-panel');
    const row = (name: string) => panel.locator('.monaco-list-row', { hasText: name });
    await row('Unticked.md').locator('.edit-checkbox').waitFor();
    for (const name of ['Black.md', 'White.md', 'Unticked.md']) {
      assert.equal(await row(name).locator('.edit-checkbox').isChecked(), true, name);
    }
    await window().screenshot('fill-in-dates');
    await row('Unticked.md').locator('.edit-checkbox').click();
    const tabs = await window().page.locator('.tab').count();
    await panel.getByRole('button', { name: 'Apply' }).click();
    await window().toast('Left alone, because they cannot be edited: 2 notes');
    assert.equal(await window().page.locator('.tab').count(), tabs, 'no note is opened for it');
    const written = Object.fromEntries(
      await Promise.all(Object.keys(files).map(async (path) => [path, await window().read(path)] as const)),
    );
    const stamp = '2021-03-04 05:06';
    assert.deepEqual(written, {
      ...files,
      'old/Black.md': `---\ndate: ${stamp}\nlast_modified_at: ${stamp}\n---\n${files['old/Black.md']}`,
      'old/White.md': files['old/White.md'].replace(
        '04:05\r\n',
        '04:05\r\nlast_modified_at: 2021-03-04, 05:06\r\n',
      ),
    });
  });
});

/** Makes a folder a repository with one commit of all that is in it. */
function commitAll(folder: string, date: string): void {
  const env = { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
  const who = ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.org'];
  for (const args of [['init'], ['add', '--all'], ['commit', '-m', 'Notes']]) {
    execFileSync('git', ['-C', folder, '-c', 'core.autocrlf=false', ...who, ...args], { env, stdio: 'pipe' });
  }
}

describe('dates of a note that VS Code restored with unsaved changes', () => {
  const settings = { 'files.hotExit': 'onExitAndWindowClose' };
  const window = usingWindow('test/fixtures/teahouse', settings);

  it('the next save moves the date, since the note differs from its file', async () => {
    const path = await window().makeNote(text);
    const before = await window().read(path);
    await window().typeAtEnd('Rolled.');
    await window().untilDirty();
    // VS Code writes its backup some time after the last key, and shows nothing when it has.
    await sleep(4000);
    const shared = await sharedSession();
    const again = await shared.open(window().folder, settings);
    try {
      await again.untilRunning();
      await again.openNote(path);
      await again.untilDirty();
      await again.save();
      assert.deepEqual(changedLines(`${before}Rolled.`, await again.read(path)), [4]);
    } finally {
      await shared.close(again);
    }
  });
});
