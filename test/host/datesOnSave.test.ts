import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { append, open, openNew, save, stamp, tidyUp, undoOnce } from './openNotes.ts';
import { until } from '../support/until.ts';

const old = '2023-05-23 11:03';

function noteWith(modified: string, eol = '\n'): string {
  const lines = [
    '---',
    "title:   'Sencha'",
    `last_modified_at: ${modified}`,
    'tags: [a,  b] # kept',
    '---',
    '',
    '# Sencha',
    '',
  ];
  return lines.join(eol);
}

describe('saving a note', () => {
  afterEach(tidyUp);

  it('moves last_modified_at to now when the text has changed, and no other byte', async () => {
    const note = await openNew(noteWith(old));
    await append(note, 'Steamed.\n');
    const from = new Date();
    await save(note);
    const to = new Date();
    const saved = await note.onDisk();
    const expected = [from, to].map((moment) => `${noteWith(stamp(moment))}Steamed.\n`);
    assert.ok(expected.includes(saved), saved);
  });

  it('leaves a note alone that is saved without a change', async () => {
    const note = await openNew(noteWith(old));
    await save(note);
    assert.equal(await note.onDisk(), noteWith(old));
  });

  it('leaves a note alone whose change was taken back before the save', async () => {
    const note = await openNew(noteWith(old));
    await append(note, 'x');
    await vscode.commands.executeCommand('deleteLeft');
    const end = note.document.positionAt(note.document.getText().length);
    if (note.document.getText() !== noteWith(old)) {
      await note.editor.edit((edit) => edit.delete(new vscode.Range(end.translate(0, -1), end)));
    }
    await save(note);
    assert.equal(await note.onDisk(), noteWith(old));
  });

  it('keeps Windows line ends and a byte order mark', async () => {
    const before = `\uFEFF${noteWith(old, '\r\n')}`;
    const note = await openNew(before);
    await append(note, 'Steamed.\r\n');
    await save(note);
    const saved = await note.onDisk();
    assert.notEqual(saved, before);
    assert.equal(
      saved.replace(/last_modified_at: [^\r\n]*/, `last_modified_at: ${old}`),
      `${before}Steamed.\r\n`,
    );
    assert.equal(/[^\r]\n/.test(saved), false);
  });

  it('keeps the quotes and the seconds of the note’s own date', async () => {
    const note = await openNew(noteWith('"2023-05-23T11:03:59"'));
    await append(note, 'Steamed.\n');
    await save(note);
    assert.match(await note.onDisk(), /^last_modified_at: "20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d"$/m);
  });

  it('adds no date to a note that has none', async () => {
    const note = await openNew('---\ntitle: Sencha\n---\n\nGreen.\n');
    await append(note, 'Steamed.\n');
    await save(note);
    assert.equal(await note.onDisk(), '---\ntitle: Sencha\n---\n\nGreen.\nSteamed.\n');
  });

  it('saves a note whose frontmatter is malformed as it is: no save promise that never resolves', async () => {
    const malformed = `---\ntitle: [Sencha\nlast_modified_at: ${old}\n---\n\nGreen.\n`;
    const note = await openNew(malformed);
    await append(note, 'Steamed.\n');
    await save(note);
    assert.equal(await note.onDisk(), `${malformed}Steamed.\n`);
  });

  it('saves a note whose frontmatter is never closed as it is', async () => {
    const unclosed = `---\ntitle: Sencha\nlast_modified_at: ${old}\n\nGreen.\n`;
    const note = await openNew(unclosed);
    await append(note, 'Steamed.\n');
    await save(note);
    assert.equal(await note.onDisk(), `${unclosed}Steamed.\n`);
  });

  it('has the new date taken back by one undo, the text still there', async () => {
    const note = await openNew(noteWith(old));
    await append(note, 'Steamed.\n');
    await save(note);
    await undoOnce(note, `${noteWith(old)}Steamed.\n`);
  });

  it('takes what another program wrote as the last saved text', async () => {
    const note = await openNew(noteWith(old));
    const changed = `${noteWith(old)}Written elsewhere.\n`;
    await writeFile(note.path, changed);
    await until('VS Code to take the change over', () => note.document.getText() === changed);
    await save(note);
    assert.equal(await note.onDisk(), changed);
  });

  it('leaves a file alone that is not markdown', async () => {
    const note = await openNew(noteWith(old), 'Not a note.txt');
    await append(note, 'Steamed.\n');
    await save(note);
    assert.equal(await note.onDisk(), `${noteWith(old)}Steamed.\n`);
  });

  it('leaves a file alone that lies in no folder of the window', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'notewright-elsewhere-'));
    try {
      const path = join(folder, 'Elsewhere.md');
      await writeFile(path, noteWith(old));
      const note = await open(path);
      await append(note, 'Steamed.\n');
      await save(note);
      assert.equal(await note.onDisk(), `${noteWith(old)}Steamed.\n`);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('leaves a file alone that notewright.exclude keeps out of the vault', async () => {
    const setExcluded = (globs: readonly string[] | undefined): Thenable<void> =>
      vscode.workspace
        .getConfiguration('notewright')
        .update('exclude', globs, vscode.ConfigurationTarget.Workspace);
    await setExcluded(['Left out.md']);
    try {
      const note = await openNew(noteWith(old), 'Left out.md');
      await append(note, 'Steamed.\n');
      await save(note);
      assert.equal(await note.onDisk(), `${noteWith(old)}Steamed.\n`);
    } finally {
      await setExcluded(undefined);
    }
  });

  describe('with notewright.dates.onSave', () => {
    const setOnSave = (value: string | undefined): Thenable<void> =>
      vscode.workspace
        .getConfiguration('notewright')
        .update('dates.onSave', value, vscode.ConfigurationTarget.Workspace);

    afterEach(() => setOnSave(undefined));

    it('never, no save moves the date', async () => {
      await setOnSave('never');
      const note = await openNew(noteWith(old));
      await append(note, 'Steamed.\n');
      await save(note);
      assert.equal(await note.onDisk(), `${noteWith(old)}Steamed.\n`);
    });

    it('manual, a save by hand moves the date', async () => {
      await setOnSave('manual');
      const note = await openNew(noteWith(old));
      await append(note, 'Steamed.\n');
      await save(note);
      assert.notEqual(await note.onDisk(), `${noteWith(old)}Steamed.\n`);
    });
  });
});
