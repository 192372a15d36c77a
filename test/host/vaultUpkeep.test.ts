import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { FolderVault } from '../../src/vscode/folderVault.ts';
import { HeldDates } from '../../src/vscode/heldDates.ts';
import { Vaults } from '../../src/vscode/vaults.ts';
import { projectRoot } from '../support/host/projectRoot.ts';
import { largeVaultText } from '../support/ui/largeVault.ts';
import { until } from '../support/until.ts';
import { append, newPath, open, save, tidyUp, vaultFolder } from './openNotes.ts';
import { rowsOfTrees } from './treeRows.ts';

const NOTES = 500;
const pathOf = (i: number): string => `Note ${i}.md`;

describe('a vault of this window', () => {
  const cameBack = new vscode.EventEmitter<void>();
  const log = vscode.window.createOutputChannel('Notewright, tested', { log: true });
  const readThread = join(projectRoot, 'dist', 'readThread.cjs');
  const openVaults = (): Vaults =>
    new Vaults({
      log,
      storage: undefined,
      readThread,
      onDidComeBack: cameBack.event,
      heldDates: new HeldDates(),
    });
  let vaults: Vaults;
  let repository: string;

  const git = (...args: string[]): void => {
    const who = ['-c', 'user.name=A', '-c', 'user.email=a@example.org'];
    const where = [`--git-dir=${repository}`, `--work-tree=${vaultFolder()}`];
    execFileSync('git', [...who, ...where, ...args], { stdio: 'pipe' });
  };
  const theVault = (): FolderVault => {
    const [vault] = vaults.all();
    assert.ok(vault);
    return vault;
  };
  const tagsOf = (path: string): string[] =>
    theVault()
      .vault.note(path)
      ?.tags.map(({ name }) => name) ?? [];

  async function writeNotes(from: number, to: number, tag?: string): Promise<void> {
    for (let i = from; i < to; i++) await writeFile(newPath(pathOf(i)), largeVaultText(i, tag));
  }

  /** Two branches that differ in 400 notes: other ones, some gone and some that are new. */
  async function makeBranches(): Promise<void> {
    await writeNotes(0, NOTES);
    for (const i of [0, 1, 2, 3])
      await writeFile(newPath(`Field ${i} MOC.md`), `# Field ${i} MOC\n\n- [[Note ${i}]]\n`);
    git('init', '-q', '-b', 'main');
    git('add', '-A');
    git('commit', '-qm', 'All notes');
    git('checkout', '-qb', 'other');
    await writeNotes(0, 300, 'other/tag');
    for (let i = 300; i < 350; i++) await rm(join(vaultFolder(), pathOf(i)));
    await writeNotes(NOTES, NOTES + 50);
    git('add', '-A');
    git('commit', '-qm', 'Other notes');
    git('checkout', '-q', 'main');
  }

  /** Waits until every row of the trees is the one that a fresh index has. */
  async function untilFresh(): Promise<void> {
    const fresh = openVaults();
    try {
      const wanted = await rowsOfTrees(fresh);
      assert.ok(wanted.length > NOTES, 'each note has a row');
      await until('the rows of a fresh index', async () => {
        assert.deepEqual(await rowsOfTrees(vaults), wanted);
        return true;
      });
    } finally {
      fresh.dispose();
    }
  }

  before(async () => {
    repository = await mkdtemp(join(tmpdir(), 'notewright-branches-'));
    await makeBranches();
    vaults = openVaults();
    await vaults.ready();
  });
  after(async () => {
    vaults.dispose();
    await tidyUp();
    await rm(repository, { recursive: true });
    log.dispose();
    cameBack.dispose();
  });

  it('equals a fresh index in every row after a checkout, with what is unsaved as it stands in its editor', async () => {
    const changed = await open(join(vaultFolder(), pathOf(7)));
    const gone = await open(join(vaultFolder(), pathOf(310)));
    for (const note of [changed, gone]) await append(note, '\n#unsaved\n');
    await until('what is typed', () => tagsOf(pathOf(7)).includes('unsaved'));

    git('checkout', '-q', 'other');
    await until('the new notes', () => theVault().vault.note(pathOf(NOTES + 49)) !== undefined);
    await untilFresh();
    for (const i of [7, 310]) assert.equal(tagsOf(pathOf(i)).at(-1), 'unsaved', pathOf(i));
    assert.deepEqual(tagsOf(pathOf(8)), ['other/tag']);
    assert.ok(changed.document.isDirty && gone.document.isDirty);

    git('checkout', '-q', 'main');
    await until('the new notes to go', () => theVault().vault.note(pathOf(NOTES)) === undefined);
    await untilFresh();
    assert.equal(tagsOf(pathOf(7)).at(-1), 'unsaved');

    await save(changed);
    assert.equal(await changed.onDisk(), `${largeVaultText(7)}\n#unsaved\n`);
    await untilFresh();
  });

  it('finds what nobody told of a folder that has moved, when the person comes back', async () => {
    const notes = ['Shelf/In/Cup.md', 'Shelf/In/Jar.md', 'Shelf/In/Tin.md'];
    await mkdir(join(vaultFolder(), 'Box', 'In'), { recursive: true });
    for (const path of notes) {
      await writeFile(join(vaultFolder(), path.replace('Shelf', 'Box')), '#before\n');
    }
    await rename(join(vaultFolder(), 'Box'), join(vaultFolder(), 'Shelf'));
    try {
      await until('the notes of the folder', () => notes.every((path) => tagsOf(path).includes('before')));
      // On Linux VS Code does not tell of these.
      await writeFile(join(vaultFolder(), 'Shelf/In/Cup.md'), '#after\n');
      await rm(join(vaultFolder(), 'Shelf/In/Jar.md'));
      await writeFile(join(vaultFolder(), 'Shelf/In/New.md'), '#after\n');
      cameBack.fire();
      await until('what has changed', () => tagsOf('Shelf/In/Cup.md').includes('after'));
      await untilFresh();
      assert.deepEqual(theVault().vault.note('Shelf/In/Jar.md'), undefined);
      assert.deepEqual(tagsOf('Shelf/In/New.md'), ['after']);
    } finally {
      await rm(join(vaultFolder(), 'Shelf'), { recursive: true });
    }
  });
});
