import { execFile } from 'node:child_process';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { buildIndex } from '../../src/core/vault/buildIndex.ts';
import { Vault } from '../../src/core/vault/vault.ts';
import type { TagNode } from '../../src/core/vault/vaultAnswers.ts';
import { fileNoteStore } from '../../src/vscode/noteStores/fileNoteStore.ts';
import { sharedSession } from '../support/ui/shared.ts';
import { largeVaultPath, largeVaultText, writeLargeVault } from '../support/ui/largeVault.ts';
import type { TreeView } from '../support/ui/treeView.ts';
import type { Workbench } from '../support/ui/workbench.ts';

const NOTES = 5000;
const run = promisify(execFile);

/** Rows as an index that is made of the files as they are now has them: label and count. */
interface FreshTrees {
  /** The roots of the Tags view. */
  readonly tags: readonly string[];
  /** The tags below each root. */
  readonly tagsBelow: ReadonlyMap<string, readonly string[]>;
  /** The roots of the MOCs view. */
  readonly mocs: readonly string[];
}

async function freshTrees(folder: string): Promise<FreshTrees> {
  const vault = new Vault();
  await buildIndex(fileNoteStore(folder, [], undefined), vault, {
    concurrency: 64,
    yieldEveryMs: Infinity,
    now: () => 0,
    pause: () => Promise.resolve(),
  });
  const { untagged, unfiled, dangling, orphans } = vault.counts();
  const group = (label: string, count: number): string[] => (count > 0 ? [`${label} ${count}`] : []);
  const row = ({ label, ownCount, total }: TagNode): string =>
    ownCount === total ? `${label} ${total}` : `${label} ${ownCount} of ${total}`;
  const mocs = vault.mocs().roots.map((path) => {
    return `${vault.note(path)!.title} ${vault.moc(path)!.members.length}`;
  });
  return {
    tags: [...vault.tags().map(row), ...group('Untagged', untagged)],
    tagsBelow: new Map(vault.tags().map(({ label, children }) => [label, children.map(row)])),
    mocs: [
      ...mocs,
      ...group('Unfiled', unfiled),
      ...group('Dangling', dangling),
      ...group('Orphans', orphans),
    ],
  };
}

async function untilShown(tree: TreeView, wanted: readonly string[], level = 1): Promise<void> {
  let shown: string[] = [];
  try {
    await tree.untilRows('what a fresh index has', (rows) => {
      const those = rows.filter((row) => row.level === level);
      shown = those.map(({ label, description }) => `${label} ${description}`);
      return shown.join('\n') === wanted.join('\n');
    });
  } catch (error) {
    throw new Error(`Shown:\n${shown.join('\n')}\nWanted:\n${wanted.join('\n')}`, { cause: error });
  }
}

describe('the trees of a vault of 5,000 notes equal those of a fresh index', function () {
  let window: Workbench;
  let folder: string;

  const git = async (...args: string[]): Promise<void> => {
    const identity = ['-c', 'user.name=A', '-c', 'user.email=a@example.org'];
    await run('git', [...identity, '-C', folder, ...args], { maxBuffer: 64 * 1024 * 1024 });
  };

  async function untilFresh(): Promise<void> {
    const { tags, tagsBelow, mocs } = await freshTrees(folder);
    const views = { tags: window.tree('Tags'), mocs: window.tree('MOCs') };
    await views.mocs.fold();
    await views.tags.unfold();
    await untilShown(views.tags, tags);
    for (const [root, below] of tagsBelow) {
      await views.tags.expand(root);
      await untilShown(views.tags, below, 2);
      await views.tags.collapse(root);
    }
    await views.tags.fold();
    await views.mocs.unfold();
    await untilShown(views.mocs, mocs);
  }

  /** A branch on which notes have other tags, have gone, have come and have moved. */
  async function makeOtherBranch(): Promise<void> {
    await git('init', '-q', '-b', 'main');
    await git('add', '-A');
    await git('commit', '-qm', 'All notes');
    await git('checkout', '-qb', 'other');
    for (let i = 0; i < 500; i++) {
      await writeFile(join(folder, largeVaultPath(i)), largeVaultText(i, 'other/tag'));
    }
    for (let i = 1000; i < 1300; i++) await rm(join(folder, largeVaultPath(i)));
    for (let i = 6000; i < 6200; i++) {
      await writeFile(join(folder, largeVaultPath(i)), largeVaultText(i));
    }
    await rename(join(folder, 'area-5'), join(folder, 'area-x'));
    await git('add', '-A');
    await git('commit', '-qm', 'Other notes');
    await git('checkout', '-q', 'main');
  }

  /** One view at a time has the room of all, so that its roots and what is below one of them are on the screen. */
  async function open(): Promise<void> {
    window = await (await sharedSession()).open(folder);
    await window.showContainer('Notewright');
    for (const other of ['Related', 'Suggestions']) await window.tree(other).fold();
  }

  before(async function () {
    this.timeout(120_000);
    const session = await sharedSession();
    folder = join(session.server.folder, 'workspaces', 'large', 'vault');
    await mkdir(folder, { recursive: true });
    await writeLargeVault(folder, NOTES);
    await makeOtherBranch();
    await open();
  });

  after(async () => {
    await (await sharedSession()).close(window);
    await rm(dirname(folder), { recursive: true, force: true });
  });

  it('when they are first read', untilFresh);

  it('after another branch is checked out, and the first one again', async () => {
    await git('checkout', '-q', 'other');
    await untilFresh();
    await git('checkout', '-q', 'main');
    await untilFresh();
  });

  it('after notes have changed in a folder that went and came back, of which nobody tells on Linux', async () => {
    for (let i = 0; i < 1000; i++) {
      const path = largeVaultPath(i);
      if (path.startsWith('area-5/')) await writeFile(join(folder, path), largeVaultText(i, 'late/tag'));
    }
    // Its lock comes and goes.
    await git('add', '-A');
    await untilFresh();
  });

  it('after a folder is renamed', async () => {
    await rename(join(folder, 'area-3'), join(folder, 'renamed'));
    await untilFresh();
  });

  it('after half of the notes are deleted', async () => {
    for (const area of await readdir(folder)) {
      const notes =
        area.startsWith('.') || area.endsWith('.md') ? [] : await readdir(join(folder, area, 'in'));
      for (const note of notes.filter((_, i) => i % 2 === 0)) await rm(join(folder, area, 'in', note));
    }
    await untilFresh();
  });

  it('after a .gitignore leaves out a folder, and after it is gone', async () => {
    await writeFile(join(folder, '.gitignore'), '/area-1/\n');
    await untilFresh();
    await rm(join(folder, '.gitignore'));
    await untilFresh();
  });

  it('after a branch is checked out while the window is closed', async () => {
    const session = await sharedSession();
    await session.close(window);
    await git('checkout', '-qf', 'other');
    await open();
    await untilFresh();
  });
});
