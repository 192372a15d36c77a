import assert from 'node:assert/strict';
import { buildIndex, stampNotes, type BuildOptions } from '../../../src/core/vault/buildIndex.ts';
import { Vault, type VaultChange } from '../../../src/core/vault/vault.ts';
import { MemoryNoteStore } from '../../support/memoryNoteStore.ts';
import { describeVault, notesFrom } from '../../support/vaultFixture.ts';

const NOTES = notesFrom(`
  == a.md
  [[b]] #tag [[missing]]
  == b.md
  # Title of b
  == docs/X MOC.md
  - [[a]]
`);

function options(more: Partial<BuildOptions> = {}): BuildOptions {
  let time = 0;
  return { concurrency: 8, yieldEveryMs: 20, now: () => time++, pause: async () => undefined, ...more };
}

/** A store, its index saved, and a fresh index of what the store holds at any time. */
async function savedStore(): Promise<{
  store: MemoryNoteStore;
  saved: Uint8Array;
  fresh: () => Promise<Vault>;
}> {
  const store = new MemoryNoteStore(NOTES);
  const vault = new Vault();
  await buildIndex(store, vault, options());
  const stamps = await stampNotes(store, [...store.files.keys()], Infinity, 8);
  const saved = await vault.save(
    (path) => stamps.get(path),
    async () => undefined,
  );
  store.asked.read = store.asked.stat = 0;
  const fresh = async (): Promise<Vault> => {
    const other = new Vault();
    await buildIndex(store, other, options());
    return other;
  };
  return { store, saved: saved!, fresh };
}

describe('building the index', () => {
  it('reads every note and tells one change', async () => {
    const store = new MemoryNoteStore(NOTES);
    const vault = new Vault();
    const told: VaultChange[] = [];
    vault.onDidChange((change) => told.push(change));
    const report = await buildIndex(store, vault, options());
    assert.deepEqual([report.read, report.unchanged, report.skipped], [3, 0, []]);
    assert.deepEqual(told, [{ updated: ['a.md', 'b.md', 'docs/X MOC.md'], removed: [], renamed: [] }]);
    assert.deepEqual(vault.mocsOf('a.md'), ['docs/X MOC.md']);
  });

  it('lists what is no readable note, each with a reason, and goes on', async () => {
    const store = new MemoryNoteStore(NOTES);
    store.write('binary.md', new Uint8Array([35, 0, 1]));
    store.write('latin1.md', new Uint8Array([0x63, 0x61, 0x66, 0xe9]));
    store.write('huge.md', new Uint8Array(2 * 1024 * 1024 + 1).fill(97));
    store.skipped.push({ path: 'loop', reason: 'is a symbolic link to a folder that is read already' });
    const vault = new Vault();
    const report = await buildIndex(store, vault, options());
    assert.deepEqual(report.skipped, [
      { path: 'loop', reason: 'is a symbolic link to a folder that is read already' },
      { path: 'binary.md', reason: 'is a binary file' },
      { path: 'latin1.md', reason: 'is not UTF-8 text' },
      { path: 'huge.md', reason: 'is larger than 2 MB (2.0 MB)' },
    ]);
    assert.equal(vault.size, 3);
  });

  it('reads a note without its BOM, and an empty one', async () => {
    const vault = new Vault();
    await buildIndex(
      new MemoryNoteStore([
        ['a.md', '\ufeff---\ntitle: A\n---\n'],
        ['b.md', ''],
      ]),
      vault,
      options(),
    );
    assert.equal(vault.note('a.md')?.title, 'A');
    assert.equal(vault.note('b.md')?.length, 0);
  });

  it('gives way when its time is used up, while it reads and while it looks links up', async () => {
    const store = new MemoryNoteStore(
      Array.from({ length: 1000 }, (_, i) => [`${i}.md`, `[[${i + 1}]]`] as const),
    );
    let time = 0;
    let pauses = 0;
    let longest = 0;
    let since = 0;
    const tick = (): number => {
      longest = Math.max(longest, ++time - since);
      return time;
    };
    const read = store.read.bind(store);
    store.read = (path) => {
      tick();
      return read(path);
    };
    const pause = async (): Promise<void> => {
      pauses++;
      since = time;
    };
    await buildIndex(store, new Vault(), options({ concurrency: 1, yieldEveryMs: 10, now: tick, pause }));
    assert.ok(pauses > 15, `${pauses} pauses`);
    assert.ok(longest <= 80, `${longest} ms without a pause`);
  });

  it('takes few notes at once where they are long', async () => {
    const store = new MemoryNoteStore(
      Array.from({ length: 20 }, (_, i) => [`${i}.md`, 'x'.repeat(200_000)] as const),
    );
    const told: string[] = [];
    await buildIndex(
      store,
      new Vault(),
      options({ concurrency: 1, onProgress: (done, total) => told.push(`${done}/${total}`) }),
    );
    assert.deepEqual(told.slice(0, 2), ['2/20', '4/20']);
    assert.equal(told.at(-1), '20/20');
  });

  it('tells what it has read when the store fails', async () => {
    const store = new MemoryNoteStore(NOTES);
    store.list = () => Promise.reject(new Error('no access'));
    const vault = new Vault();
    await assert.rejects(buildIndex(store, vault, options()), /no access/);
    let told = 0;
    vault.onDidChange(() => told++);
    vault.upsert('a.md', '');
    assert.equal(told, 1);
  });
});

describe('building the index from a saved one', () => {
  it('reads no file that has not changed', async () => {
    const { store, saved, fresh } = await savedStore();
    const vault = new Vault();
    const report = await buildIndex(store, vault, options({ saved: Promise.resolve(saved) }));
    assert.deepEqual([report.read, report.unchanged, store.asked.read], [0, 3, 0]);
    assert.deepEqual(describeVault(vault), describeVault(await fresh()));
  });

  it('takes in what came, changed and went in the meantime', async () => {
    const { store, saved, fresh } = await savedStore();
    store.write('missing.md', '[[a]] #new');
    store.write('b.md', '# Other title\n[[docs/X MOC]]');
    store.delete('a.md');
    const vault = new Vault();
    const report = await buildIndex(store, vault, options({ saved: Promise.resolve(saved) }));
    assert.deepEqual([report.read, report.unchanged, store.asked.read], [2, 1, 2]);
    assert.deepEqual(describeVault(vault), describeVault(await fresh()));
  });

  it('reads again what has the same size and another time, or no time', async () => {
    const { store, saved } = await savedStore();
    store.write('b.md', NOTES.get('b.md')!);
    store.files.get('a.md')!.mtime = 0;
    const report = await buildIndex(store, new Vault(), options({ saved: Promise.resolve(saved) }));
    assert.equal(report.read, 2);
  });

  it('reads all where the saved index is of other settings', async () => {
    const { store, saved, fresh } = await savedStore();
    const vault = new Vault({ privateTags: ['tag'] });
    const report = await buildIndex(store, vault, options({ saved: Promise.resolve(saved) }));
    assert.equal(report.read, 3);
    assert.equal(vault.note('a.md')?.isPrivate, true);
    assert.equal((await fresh()).note('a.md')?.isPrivate, false);
  });

  it('gives no stamp to a file that may have changed while it was read', async () => {
    const store = new MemoryNoteStore(NOTES);
    const { mtime } = (await store.stat('a.md'))!;
    const paths = ['a.md', 'gone.md'];
    assert.deepEqual([...(await stampNotes(store, paths, mtime + 2001, 8)).keys()], ['a.md']);
    assert.deepEqual([...(await stampNotes(store, paths, mtime + 2000, 8)).keys()], []);
  });
});
