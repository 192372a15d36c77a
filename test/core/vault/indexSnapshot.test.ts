import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sealSnapshot } from '../../../src/core/vault/indexSnapshot.ts';
import { Vault } from '../../../src/core/vault/vault.ts';
import { describeVault, notesFrom } from '../../support/vaultFixture.ts';

const NOTES = notesFrom(`
  == docs/a.md
  ---
  title: "Größe 😀"
  aliases: [Zwei, 三]
  tags: [Ort/Berlin, ai]
  date: 2023-05-23 11:03
  summary: Kurz.
  up: "[[X MOC]]"
  ---
  # Anfang
  Text with [[b|a link]], [one](missing.md#part) and ![[picture.png]]. #AI #ai/Agents
  == docs/b.md
  ### [X MOC](X%20MOC.md)
  [[AC/DC]] [[docs/a]] https://example.org
  == docs/X MOC.md
  - [[b]]
  - [[Zwei]]
  == rock.md
  ---
  alias: AC/DC
  ---
  == lone.md
  \ufeffnot first
`);

const noPause = async (): Promise<void> => undefined;

function vaultOf(notes: Iterable<readonly [string, string]>): Vault {
  const vault = new Vault();
  for (const [path, text] of notes) vault.upsert(path, text);
  return vault;
}

async function save(vault: Vault): Promise<Uint8Array> {
  const bytes = await vault.save(() => ({ size: 1, mtime: 2 }), noPause);
  return bytes ?? assert.fail('was not saved');
}

async function restored(vault: Vault): Promise<Vault> {
  const other = new Vault();
  assert.ok((await other.restore(await save(vault), noPause)) !== undefined);
  return other;
}

describe('a saved index', () => {
  it('answers as the vault did', async () => {
    const vault = vaultOf(NOTES);
    assert.deepEqual(describeVault(await restored(vault)), describeVault(vault));
  });

  it('answers as the vault did after changes, and once more when saved again', async () => {
    const vault = vaultOf(NOTES);
    const again = await restored(vault);
    for (const one of [vault, again]) {
      one.upsert('missing.md', '# Found\n[[X MOC]] #ai');
      one.upsert('docs/b.md', '[[a]]');
      one.rename('rock.md', 'docs/stone.md');
      one.remove('docs/X MOC.md');
      one.upsert('docs/New MOC.md', '- [[Zwei]]\n- [[stone]]');
    }
    assert.deepEqual(describeVault(again), describeVault(vault));
    assert.deepEqual(describeVault(await restored(again)), describeVault(vault));
  });

  it('is empty for an empty vault', async () => {
    assert.equal((await restored(new Vault())).size, 0);
  });

  it('is told as one change', async () => {
    const saved = await save(vaultOf(NOTES));
    const vault = new Vault();
    const told: string[][] = [];
    vault.onDidChange(({ updated }) => told.push([...updated]));
    await vault.restore(saved, noPause);
    assert.deepEqual(
      told.map((paths) => paths.sort()),
      [[...NOTES.keys()].sort()],
    );
  });

  it('knows a file by size and time', async () => {
    const vault = vaultOf(NOTES);
    const saved = await vault.save(
      (path) => (path === 'rock.md' ? undefined : { size: 5, mtime: 7.25 }),
      noPause,
    );
    const isSaved = (await new Vault().restore(saved!, noPause))!;
    assert.equal(isSaved('docs/a.md', { size: 5, mtime: 7.25 }), true);
    assert.equal(isSaved('docs/a.md', { size: 5, mtime: 7.5 }), false);
    assert.equal(isSaved('docs/a.md', { size: 6, mtime: 7.25 }), false);
    assert.equal(isSaved('rock.md', { size: 5, mtime: 7.25 }), false);
    assert.equal(isSaved('new.md', { size: 5, mtime: 7.25 }), false);
  });

  it('is not taken into a vault that holds notes', async () => {
    const saved = await save(vaultOf(NOTES));
    const vault = vaultOf([['a.md', '']]);
    assert.equal(await vault.restore(saved, noPause), undefined);
    assert.equal(vault.size, 1);
  });

  it('is not taken when a note comes while it is restored', async () => {
    const saved = await save(vaultOf(NOTES));
    const vault = new Vault();
    const isSaved = await vault.restore(saved, () => {
      vault.upsert('new.md', '# New');
      return Promise.resolve();
    });
    assert.equal(isSaved, undefined);
    assert.deepEqual(
      [...vault.notes()].map(({ path }) => path),
      ['new.md'],
    );
  });

  it('is not finished when the vault changes in between', async () => {
    const vault = vaultOf(NOTES);
    const saved = await vault.save(
      () => undefined,
      async () => void vault.upsert('docs/b.md', 'other'),
    );
    assert.equal(saved, undefined);
  });

  it('is left aside when it is cut, lengthened, empty or not there at all', async () => {
    const saved = await save(vaultOf(NOTES));
    const longer = new Uint8Array(saved.length + 8);
    longer.set(saved);
    for (const bytes of [
      saved.slice(0, -8),
      saved.slice(0, 64),
      longer,
      new Uint8Array(0),
      new Uint8Array(4096),
    ]) {
      assert.equal(await new Vault().restore(bytes, noPause), undefined);
    }
  });

  it('is left aside, or as it was, whichever bytes are broken', async () => {
    const vault = vaultOf(NOTES);
    const saved = await save(vault);
    const broken = fc.record({
      at: fc.nat(saved.length - 1),
      bytes: fc.uint8Array({ minLength: 1, maxLength: 12 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(broken, { minLength: 1, maxLength: 4 }), async (places) => {
        const copy = saved.slice();
        for (const { at, bytes } of places) copy.set(bytes.subarray(0, copy.length - at), at);
        const other = new Vault();
        const isUsed = (await other.restore(copy, noPause)) !== undefined;
        assert.equal(
          isUsed,
          copy.every((byte, i) => byte === saved[i]),
        );
        assert.equal(other.size, isUsed ? vault.size : 0);
      }),
      { numRuns: 500 },
    );
  }).timeout(20_000);

  it('does no harm when it is forged: with a right checksum over wrong contents', async () => {
    const saved = await save(vaultOf(NOTES));
    const forged = fc.record({
      word: fc.integer({ min: 4, max: saved.length / 4 - 1 }),
      value: fc.integer(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(forged, { minLength: 1, maxLength: 3 }), async (changes) => {
        const copy = saved.slice();
        const words = new Int32Array(copy.buffer);
        for (const { word, value } of changes) words[word] = value;
        sealSnapshot(copy);
        const vault = new Vault();
        if ((await vault.restore(copy, noPause)) === undefined) return;
        describeVault(vault);
        vault.upsert('docs/b.md', '[[Zwei]] [[X MOC]] #ai');
        for (const { path } of [...vault.notes()]) vault.remove(path);
        describeVault(vault);
      }),
      { numRuns: 500 },
    );
  }).timeout(20_000);
});
