import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { tidyUp, open, runAndAccept, stamp, undoOnce, vaultFolder } from './openNotes.ts';
import { until } from '../support/until.ts';

const day = 24 * 60 * 60 * 1000;
const born = Date.UTC(2021, 2, 3, 9, 30);

/** A folder of the vault that is a git repository of its own. */
class Repository {
  readonly folder: string;

  constructor(name: string) {
    this.folder = join(vaultFolder(), name);
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  async write(name: string, text: string): Promise<void> {
    await mkdir(dirname(this.path(name)), { recursive: true });
    await writeFile(this.path(name), text);
  }

  read(name: string): Promise<string> {
    return readFile(this.path(name), 'utf8');
  }

  git(at: number, ...args: readonly string[]): void {
    const date = new Date(at).toISOString();
    const env = { ...process.env, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
    const who = ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.org'];
    execFileSync('git', ['-C', this.folder, ...who, ...args], { env, stdio: 'pipe' });
  }

  commit(at: number): void {
    this.git(at, 'add', '--all');
    this.git(at, 'commit', '--quiet', '--allow-empty', '-m', 'Notes');
  }
}

function when(days: number): number {
  return born + days * day;
}

function at(days: number): string {
  return stamp(new Date(when(days)));
}

describe('Fill In Dates', () => {
  let repository: Repository;
  let made = 0;

  before(async function () {
    // The first command reads the vault and loads what it needs.
    this.timeout(60_000);
    const known = await open(join(vaultFolder(), 'Kettle.md'));
    const filled = async (): Promise<boolean> => {
      await runAndAccept('notewright.fillInDates', known.document.uri);
      return known.document.isDirty;
    };
    await until('the vault to be read', filled, 50_000);
    await tidyUp();
  });

  beforeEach(async () => {
    repository = new Repository(`history ${++made}`);
    await mkdir(repository.folder);
    repository.git(born, 'init', '--quiet');
  });

  afterEach(async () => {
    await tidyUp();
    await rm(repository.folder, { recursive: true });
  });

  /** Waits until the vault knows a file, then runs the command on it as the explorer's menu does. */
  async function fillIn(name: string): Promise<void> {
    await vscode.commands.executeCommand('notewright.tags.focus');
    const uri = vscode.Uri.file(repository.path(name));
    const note = await open(repository.path(name));
    await until('the command to find the note', async () => {
      await runAndAccept('notewright.fillInDates', uri, [uri]);
      return note.document.isDirty;
    });
  }

  it('gives the open note the first and the last commit that changed it, as one undo', async () => {
    await repository.write('Tea.md', '# Tea\n');
    repository.commit(when(0));
    await repository.write('Tea.md', '# Tea\n\nGreen.\n');
    repository.commit(when(5));
    await repository.write('Tea.md', '---\nlast_modified_at:\n---\n# Tea\n\nGreen.\n');
    repository.commit(when(9));
    await fillIn('Tea.md');
    const text = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.match(text, new RegExp(`^last_modified_at: ${at(5)}$`, 'm'));
    assert.match(text, new RegExp(`^date: ${at(0)}$`, 'm'));
    assert.ok(text.endsWith('# Tea\n\nGreen.\n'), text);
    const note = await open(repository.path('Tea.md'));
    assert.equal(
      await note.onDisk(),
      '---\nlast_modified_at:\n---\n# Tea\n\nGreen.\n',
      'saving is left to the person',
    );
    await undoOnce(note, '---\nlast_modified_at:\n---\n# Tea\n\nGreen.\n');
  });

  it('follows a note through its renames', async () => {
    await repository.write('Drinks/Tee.md', '# Tea\n\nGreen, black and white.\n');
    repository.commit(when(0));
    repository.git(when(1), 'mv', 'Drinks/Tee.md', 'Tea.md');
    repository.commit(when(1));
    await repository.write('Drinks/Tee.md', '# Another\n\nOf the old name.\n');
    repository.commit(when(2));
    await fillIn('Tea.md');
    const text = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.match(text, new RegExp(`^date: ${at(0)}$`, 'm'));
    assert.match(text, new RegExp(`^last_modified_at: ${at(0)}$`, 'm'));
  });

  it('takes the file’s own times for a note that git does not know', async () => {
    await repository.write('Tea.md', '# Tea\n');
    const changed = new Date(when(3));
    await utimes(repository.path('Tea.md'), changed, changed);
    await fillIn('Tea.md');
    const text = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.match(text, new RegExp(`^last_modified_at: ${stamp(changed)}$`, 'm'));
  });

  it('takes the file’s last change for a note that was changed since its last commit', async () => {
    await repository.write('Tea.md', '# Tea\n');
    repository.commit(when(0));
    await repository.write('Tea.md', '# Tea\n\nNot committed.\n');
    const changed = new Date(when(7));
    await utimes(repository.path('Tea.md'), changed, changed);
    await fillIn('Tea.md');
    const text = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.match(text, new RegExp(`^date: ${at(0)}$`, 'm'));
    assert.match(text, new RegExp(`^last_modified_at: ${at(7)}$`, 'm'));
  });

  it('takes no date from a commit at which the history of a clone is cut off', async () => {
    await repository.write('Old.md', '# Old\n');
    repository.commit(when(0));
    repository.commit(when(1));
    await repository.write('New.md', '# New\n');
    repository.commit(when(4));
    const clone = new Repository(`clone ${made}`);
    try {
      const from = `file://${repository.folder}`;
      repository.git(when(5), 'clone', '--quiet', '--depth', '2', from, clone.folder);
      const fresh = await open(clone.path('New.md'));
      await until('the new note to get its dates', async () => {
        await runAndAccept('notewright.fillInDates', fresh.document.uri);
        return fresh.document.isDirty;
      });
      assert.match(fresh.document.getText(), new RegExp(`^date: ${at(4)}$`, 'm'));
      const old = await open(clone.path('Old.md'));
      await runAndAccept('notewright.fillInDates', old.document.uri);
      assert.equal(old.document.getText(), '# Old\n');
    } finally {
      await tidyUp();
      await rm(clone.folder, { recursive: true, force: true });
    }
  });
});
