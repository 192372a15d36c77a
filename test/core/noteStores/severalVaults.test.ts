import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildIndex } from '../../../src/core/vault/buildIndex.ts';
import { Vault } from '../../../src/core/vault/vault.ts';
import { fileNoteStore } from '../../../src/vscode/noteStores/fileNoteStore.ts';

const files = {
  'work/Plan.md': '#work\n\nSee [[Garden]] and [[Notes/Tea]].\n',
  'work/Notes/Tea.md': '# Tea at work\n',
  'home/Garden.md': '#home\n\nSee [[Plan]] and [up](../work/Plan.md).\n',
  'home/Notes/Tea.md': '# Tea at home\n',
};

describe('the vaults of several folders', () => {
  let root: string;
  const vaults = { work: new Vault(), home: new Vault() };

  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'notewright-several-'));
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
    for (const [folder, vault] of Object.entries(vaults)) {
      await buildIndex(fileNoteStore(join(root, folder), [], undefined), vault, {
        concurrency: 4,
        yieldEveryMs: Infinity,
        now: () => 0,
        pause: () => Promise.resolve(),
      });
    }
  });
  after(() => rm(root, { recursive: true, force: true }));

  it('have their own notes and tags, also under the same path', () => {
    assert.equal(vaults.work.note('Notes/Tea.md')?.title, 'Tea at work');
    assert.equal(vaults.home.note('Notes/Tea.md')?.title, 'Tea at home');
    assert.deepEqual(
      Object.values(vaults).map((vault) => vault.tags().map(({ name }) => name)),
      [['work'], ['home']],
    );
  });

  it('have links that lead to notes of their own folder and to no other', () => {
    assert.deepEqual(vaults.work.outgoing('Plan.md'), ['Notes/Tea.md']);
    assert.deepEqual(vaults.home.outgoing('Garden.md'), []);
    assert.deepEqual(
      vaults.home.dangling().map(({ path }) => path),
      ['Plan.md'],
    );
    assert.deepEqual(vaults.work.backlinks('Plan.md'), []);
  });

  it('change without a word to each other', () => {
    const told: string[] = [];
    const subscriptions = Object.entries(vaults).map(([name, vault]) =>
      vault.onDidChange(({ updated }) => told.push(`${name}: ${updated.join()}`)),
    );
    vaults.home.upsert('Plan.md', '# Plan for the garden\n');
    for (const subscription of subscriptions) subscription.dispose();
    assert.deepEqual(told, ['home: Plan.md']);
    assert.deepEqual(vaults.home.outgoing('Garden.md'), ['Plan.md']);
    assert.equal(vaults.work.note('Plan.md')?.title, 'Plan');
  });
});
