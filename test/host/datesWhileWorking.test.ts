import assert from 'node:assert/strict';
import { readFile, utimes, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { append, inTime, newPath, open, openNew, save, stamp, tidyUp } from './openNotes.ts';
import { until } from '../support/until.ts';

const old = '2023-05-23 11:03';

function noteWith(modified: string, body = '# Sencha\n'): string {
  return `---\ntitle:   'Sencha'\nlast_modified_at: ${modified}\ntags: [a,  b] # kept\n---\n\n${body}`;
}

/** The note's text with its date put back: what must be left is what the person wrote. */
function withOldDate(text: string): string {
  return text.replace(/^last_modified_at: .*$/m, `last_modified_at: ${old}`);
}

function dateIn(text: string): string | undefined {
  return /^last_modified_at: (.*)$/m.exec(text)?.[1];
}

function isNow(date: string | undefined): boolean {
  const minuteAgo = new Date(Date.now() - 60_000);
  return date === stamp(new Date()) || date === stamp(minuteAgo);
}

async function typeIntoActive(text: string): Promise<void> {
  await vscode.commands.executeCommand('type', { text });
}

async function set(section: string, key: string, value: unknown): Promise<void> {
  await vscode.workspace
    .getConfiguration(section)
    .update(key, value, vscode.ConfigurationTarget.Workspace, section === 'editor' ? true : undefined);
}

/** Types a text into an untitled editor, saves it as a file, and returns the file's path. */
async function saveUntitled(text: string): Promise<string> {
  let made = 0;
  return await inTime(async () => {
    const path = newPath(`Untitled before ${++made}.md`);
    const untitled = vscode.Uri.file(path).with({ scheme: 'untitled' });
    const document = await vscode.workspace.openTextDocument(untitled);
    const editor = await vscode.window.showTextDocument(document);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), text));
    await document.save();
    await until('the file', async () => (await readFile(path, 'utf8').catch(() => '')) !== '');
    return path;
  });
}

describe('the date of a note while somebody works on it', () => {
  afterEach(tidyUp);

  it('changes one line for each save', async () => {
    const note = await openNew(noteWith(old));
    for (const word of ['steamed', 'rolled', 'dried']) {
      const before = note.document.getText();
      await append(note, `${word}\n`);
      await save(note);
      const saved = await note.onDisk();
      assert.equal(withOldDate(saved), `${withOldDate(before)}${word}\n`);
      assert.ok(isNow(dateIn(saved)), saved);
    }
  });

  it('stays when a note is saved by hand that nobody changed', async () => {
    const note = await openNew(noteWith(old));
    await save(note);
    await save(note);
    assert.equal(await note.onDisk(), noteWith(old));
  });

  it('stays when what was typed was undone before the save', async () => {
    const note = await openNew(noteWith(old));
    await typeIntoActive('Green ');
    assert.notEqual(note.document.getText(), noteWith(old));
    await until('the undo', async () => {
      if (note.document.getText() === noteWith(old)) return true;
      await vscode.commands.executeCommand('undo');
      return false;
    });
    await save(note);
    assert.equal(await note.onDisk(), noteWith(old));
  });

  it('stays when a word was typed and deleted again by hand', async () => {
    const note = await openNew(noteWith(old));
    await typeIntoActive('ab');
    await vscode.commands.executeCommand('deleteLeft');
    await vscode.commands.executeCommand('deleteLeft');
    assert.equal(note.document.getText(), noteWith(old));
    await save(note);
    assert.equal(await note.onDisk(), noteWith(old));
  });

  it('stays when what was typed at several cursors was undone before the save', async () => {
    const note = await openNew(noteWith(old, '# Sencha\n\nGreen\nSteamed\n'));
    const before = note.document.getText();
    const cursors = [8, 9].map((line) => new vscode.Selection(line, 0, line, 0));
    note.editor.selections = cursors;
    await typeIntoActive('- ');
    assert.equal(note.document.getText(), before.replace('Green\nSteamed', '- Green\n- Steamed'));
    await until('the undo', async () => {
      if (note.document.getText() === before) return true;
      await vscode.commands.executeCommand('undo');
      return false;
    });
    await save(note);
    assert.equal(await note.onDisk(), before);
  });

  it('moves beside what another extension writes into the note on its way to the disk', async () => {
    const other = vscode.workspace.onWillSaveTextDocument(({ document, waitUntil }) => {
      const end = document.positionAt(document.getText().length);
      if (!document.getText().includes('Checked.'))
        waitUntil(Promise.resolve([vscode.TextEdit.insert(end, 'Checked.\n')]));
    });
    try {
      const note = await openNew(noteWith(old));
      await append(note, 'Steamed.\n');
      await save(note);
      const saved = await note.onDisk();
      assert.equal(withOldDate(saved), `${noteWith(old)}Steamed.\nChecked.\n`);
      assert.ok(isNow(dateIn(saved)), saved);
      await save(note);
      assert.equal(await note.onDisk(), saved);
    } finally {
      other.dispose();
    }
  });

  it('stays in a markdown cell of a notebook, whose file is no note', async () => {
    const path = newPath('Tasting.ipynb');
    const cell = { cell_type: 'markdown', metadata: {}, source: [noteWith(old)] };
    await writeFile(path, JSON.stringify({ cells: [cell], metadata: {}, nbformat: 4, nbformat_minor: 5 }));
    const notebook = await vscode.workspace.openNotebookDocument(vscode.Uri.file(path));
    const { document } = notebook.cellAt(0);
    assert.equal(document.languageId, 'markdown');
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, document.positionAt(document.getText().length), 'Steamed.\n');
    assert.equal(await vscode.workspace.applyEdit(edit), true);
    assert.equal(await notebook.save(), true);
    const saved = JSON.parse(await readFile(path, 'utf8')) as { cells: [{ source: string[] }] };
    assert.equal(saved.cells[0].source.join(''), `${noteWith(old)}Steamed.\n`);
  });

  it('stays when the person changed nothing but the date', async () => {
    const note = await openNew(noteWith(old));
    const line = new vscode.Range(2, 0, 2, `last_modified_at: ${old}`.length);
    await note.editor.edit((edit) => edit.replace(line, 'last_modified_at: 2020-01-01 00:00'));
    await save(note);
    assert.equal(await note.onDisk(), noteWith('2020-01-01 00:00'));
  });

  it('is taken back by an undo, and by that save too; a redo brings it again', async () => {
    const note = await openNew(noteWith(old));
    await append(note, 'Steamed.\n');
    await save(note);
    const moved = await note.onDisk();
    await vscode.commands.executeCommand('undo');
    const undone = `${noteWith(old)}Steamed.\n`;
    await until('the undo', () => note.document.getText() === undone);
    await save(note);
    assert.equal(await note.onDisk(), undone);
    await vscode.commands.executeCommand('redo');
    await until('the redo', () => note.document.getText() === moved);
    await save(note);
    assert.equal(await note.onDisk(), moved);
  });

  it('moves in each note of Save All, whichever is in front: not in the active editor’s instead', async () => {
    const notes = [await openNew(noteWith(old)), await openNew(noteWith(old)), await openNew(noteWith(old))];
    const typed = ['', '', ''];
    const type = async (i: number, text: string): Promise<void> => {
      await append(notes[i]!, text);
      typed[i] += text;
    };
    await inTime(async () => {
      await type(0, 'One.\n');
      await type(1, 'Two.\n');
      await vscode.window.showTextDocument(notes[2]!.document);
      await vscode.commands.executeCommand('workbench.action.files.saveAll');
      await until('all to be saved', () => notes.every((note) => !note.document.isDirty));
    });
    const saved = await Promise.all(notes.map((note) => note.onDisk()));
    assert.deepEqual(
      saved.map(withOldDate),
      typed.map((text) => noteWith(old) + text),
    );
    assert.deepEqual(
      saved.map((text) => isNow(dateIn(text))),
      [true, true, false],
    );
  });

  it('moves once in a note that two editors show', async () => {
    const note = await openNew(noteWith(old));
    const beside = await vscode.window.showTextDocument(note.document, vscode.ViewColumn.Beside);
    await beside.edit((edit) => edit.insert(new vscode.Position(6, 0), 'Beside.\n'));
    await save(note);
    const saved = await note.onDisk();
    assert.equal(withOldDate(saved), noteWith(old, 'Beside.\n# Sencha\n'));
    assert.ok(isNow(dateIn(saved)));
    assert.equal(note.document.getText(), saved);
  });

  it('keeps each cursor and selection where it is', async () => {
    const note = await openNew(noteWith(old, '# Sencha\n\nGreen tea\nfrom Japan\n'));
    const editor = await vscode.window.showTextDocument(note.document);
    await editor.edit((edit) => edit.insert(new vscode.Position(9, 0), 'steamed\n'));
    const selections = [
      new vscode.Selection(8, 6, 8, 9),
      new vscode.Selection(0, 1, 0, 1),
      new vscode.Selection(9, 4, 9, 2),
    ];
    editor.selections = selections;
    await save(note);
    assert.ok(isNow(dateIn(await note.onDisk())));
    assert.deepEqual(editor.selections, selections);
  });

  it('keeps a long note scrolled to where it is', async () => {
    const lines = Array.from({ length: 600 }, (_, i) => `Line ${i}`);
    const note = await openNew(noteWith(old, `${lines.join('\n')}\n`));
    await append(note, 'More.\n');
    const editor = await vscode.window.showTextDocument(note.document);
    const middle = new vscode.Position(300, 3);
    editor.selection = new vscode.Selection(middle, middle);
    editor.revealRange(new vscode.Range(middle, middle), vscode.TextEditorRevealType.AtTop);
    const top = await until('the scrolling', () => {
      const line = editor.visibleRanges[0]?.start.line ?? 0;
      return line > 250 && line;
    });
    await save(note);
    assert.ok(isNow(dateIn(await note.onDisk())));
    assert.equal(editor.visibleRanges[0]?.start.line, top);
  });

  it('moves in an untitled note that gets a file, where both dates are wanted', async () => {
    await set('notewright', 'dates.addMissing', 'both');
    try {
      const note = await openNew('');
      await append(note, '# New\n');
      await save(note);
      const saved = await note.onDisk();
      assert.ok(isNow(/^date: (.*)$/m.exec(saved)?.[1]) && isNow(dateIn(saved)), saved);
      assert.ok(saved.endsWith('# New\n'), saved);
    } finally {
      await set('notewright', 'dates.addMissing', undefined);
    }
  });
});

describe('the created date that a save adds, with notewright.dates.addMissing both', () => {
  before(() => set('notewright', 'dates.addMissing', 'both'));
  after(() => set('notewright', 'dates.addMissing', undefined));
  afterEach(tidyUp);

  it('is the birth of the file, or its last change where that is older', async () => {
    const path = newPath('From long ago.md');
    await writeFile(path, '# Long ago\n');
    const longAgo = new Date(2021, 2, 4, 5, 6);
    await utimes(path, longAgo, longAgo);
    const note = await open(path);
    const saved = await until('a save with a created date', async () => {
      await append(note, 'More.\n');
      await save(note);
      const text = await note.onDisk();
      return text.includes('\ndate:') && text;
    });
    assert.equal(/^date: (.*)$/m.exec(saved)?.[1], stamp(longAgo));
    assert.ok(isNow(dateIn(saved)), saved);
  });

  it('is now for an untitled note that is saved as a file', async () => {
    const path = await saveUntitled('# Saved as\n');
    const file = await readFile(path, 'utf8');
    assert.ok(isNow(/^date: (.*)$/m.exec(file)?.[1]) && isNow(dateIn(file)), file);
    assert.ok(file.endsWith('---\n# Saved as\n'), file);
  });
});

describe('the date of an untitled note that is saved as a file', () => {
  afterEach(tidyUp);

  it('moves with that save, and with none after it that changes nothing', async () => {
    const note = await open(await saveUntitled(noteWith(old)));
    const first = await note.onDisk();
    assert.equal(withOldDate(first), noteWith(old));
    assert.ok(isNow(dateIn(first)), first);
    await note.editor.edit((edit) => edit.replace(new vscode.Range(2, 18, 2, 34), old));
    await save(note);
    assert.equal(await note.onDisk(), noteWith(old));
    await append(note, 'Steamed.\n');
    await save(note);
    assert.ok(isNow(dateIn(await note.onDisk())));
  });
});

describe('the date of a note that something else writes', () => {
  afterEach(tidyUp);

  it('stays as that wrote it, and moves with the next change of the person', async () => {
    const note = await openNew(noteWith(old));
    const pulled = noteWith('2024-01-01 10:00', '# Sencha, pulled\n');
    await writeFile(note.path, pulled);
    await until('the change to be taken over', () => note.document.getText() === pulled);
    await save(note);
    assert.equal(await note.onDisk(), pulled);
    await append(note, 'Mine.\n');
    await save(note);
    const saved = await note.onDisk();
    assert.equal(withOldDate(saved), withOldDate(`${pulled}Mine.\n`));
    assert.ok(isNow(dateIn(saved)));
  });

  it('stays when the file is taken as it is and the person’s own change dropped', async () => {
    const note = await openNew(noteWith(old));
    await append(note, 'Mine.\n');
    const pulled = noteWith('2024-01-01 10:00', '# Sencha, pulled\n');
    await writeFile(note.path, pulled);
    await vscode.window.showTextDocument(note.document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await until('the revert', () => note.document.getText() === pulled);
    await save(note);
    assert.equal(await note.onDisk(), pulled);
  });
});

describe('the date of a note under autosave', () => {
  const autosave = async (mode: string | undefined): Promise<void> => {
    await set('files', 'autoSave', mode);
    await set('files', 'autoSaveDelay', mode === undefined ? undefined : 100);
  };

  afterEach(async () => {
    await autosave(undefined);
    await set('notewright', 'dates.onSave', undefined);
    await tidyUp();
  });

  it('moves with notewright.dates.onSave always', async () => {
    const note = await openNew(noteWith(old));
    await autosave('afterDelay');
    let typed = '';
    const saved = await inTime(async () => {
      await append(note, 'Steamed.\n');
      typed += 'Steamed.\n';
      return await until('the autosave', async () => {
        const text = await note.onDisk();
        return text.endsWith(typed) && text;
      });
    });
    assert.equal(withOldDate(saved), `${noteWith(old)}${typed}`);
    assert.ok(isNow(dateIn(saved)), saved);
    await until('nothing to be left unsaved', () => !note.document.isDirty);
  });

  it('stays with manual, and moves with the next save by hand', async () => {
    await set('notewright', 'dates.onSave', 'manual');
    const note = await openNew(noteWith(old));
    await autosave('afterDelay');
    await append(note, 'Steamed.\n');
    await until('the autosave', async () => (await note.onDisk()).includes('Steamed.'));
    assert.equal(await note.onDisk(), `${noteWith(old)}Steamed.\n`);
    await autosave(undefined);
    await append(note, 'Rolled.\n');
    await save(note);
    assert.ok(isNow(dateIn(await note.onDisk())));
  });

  it('moves with manual by a save by hand after the autosave, for what was typed before it', async () => {
    await set('notewright', 'dates.onSave', 'manual');
    const note = await openNew(noteWith(old));
    await autosave('afterDelay');
    await append(note, 'Steamed.\n');
    await until('the autosave', async () => (await note.onDisk()).includes('Steamed.'));
    await until('nothing to be left unsaved', () => !note.document.isDirty);
    await autosave(undefined);
    assert.equal(await note.onDisk(), `${noteWith(old)}Steamed.\n`);
    await save(note);
    const saved = await note.onDisk();
    assert.equal(withOldDate(saved), `${noteWith(old)}Steamed.\n`);
    assert.ok(isNow(dateIn(saved)), saved);
  });
});

describe('the date of a note that is formatted on save', () => {
  let formatter: vscode.Disposable;
  /** The notes that the formatter was asked about. */
  const asked = new Set<string>();

  /** Turns `*` bullets into `-`. */
  const dashes: vscode.DocumentFormattingEditProvider = {
    provideDocumentFormattingEdits: (document) => {
      asked.add(document.uri.toString());
      return [...document.getText().matchAll(/^\* /gm)].map(({ index }) => {
        const start = document.positionAt(index);
        return vscode.TextEdit.replace(new vscode.Range(start, start.translate(0, 1)), '-');
      });
    },
  };

  before(async () => {
    formatter = vscode.languages.registerDocumentFormattingEditProvider({ language: 'markdown' }, dashes);
    await vscode.workspace
      .getConfiguration('editor', { languageId: 'markdown' })
      .update('formatOnSave', true, vscode.ConfigurationTarget.Workspace, true);
  });

  after(async () => {
    formatter.dispose();
    await vscode.workspace
      .getConfiguration('editor', { languageId: 'markdown' })
      .update('formatOnSave', undefined, vscode.ConfigurationTarget.Workspace, true);
  });

  afterEach(tidyUp);

  it('moves with the person’s change, and both are written', async () => {
    const note = await openNew(noteWith(old, '* one\n'));
    await append(note, '* two\n');
    await save(note);
    const saved = await note.onDisk();
    assert.equal(withOldDate(saved), noteWith(old, '- one\n- two\n'));
    assert.ok(isNow(dateIn(saved)), saved);
  });

  it('stays when VS Code only trims blanks and adds the last line end', async () => {
    await set('files', 'trimTrailingWhitespace', true);
    await set('files', 'insertFinalNewline', true);
    try {
      const note = await openNew(noteWith(old, 'one \n\ntwo'));
      await save(note);
      await until('the trimming', async () => (await note.onDisk()) === noteWith(old, 'one\n\ntwo\n'));
    } finally {
      await set('files', 'trimTrailingWhitespace', undefined);
      await set('files', 'insertFinalNewline', undefined);
    }
  });

  it('stays when the formatter alone rewrites a note', async () => {
    const note = await openNew(noteWith(old, '* one\n'));
    await until('the formatter to be asked', () => asked.has(note.document.uri.toString()));
    await save(note);
    await until('the formatting', async () => (await note.onDisk()) === noteWith(old, '- one\n'));
    await save(note);
    assert.equal(await note.onDisk(), noteWith(old, '- one\n'));
    await append(note, 'Steamed.\n');
    await save(note);
    assert.ok(isNow(dateIn(await note.onDisk())));
  });

  it('stays when a note that was formatted is saved again', async () => {
    const note = await openNew(noteWith(old, '* one\n'));
    await append(note, '* two\n');
    await save(note);
    const saved = await note.onDisk();
    await note.editor.edit((edit) => edit.replace(new vscode.Range(2, 18, 2, 34), old));
    await save(note);
    assert.equal(await note.onDisk(), withOldDate(saved));
  });
});
