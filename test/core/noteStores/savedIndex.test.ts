import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SavedIndex } from '../../../src/vscode/savedIndex.ts';

describe('the file of a saved index', () => {
  let storage: string;
  before(async () => (storage = await mkdtemp(join(tmpdir(), 'notewright-saved-'))));
  after(() => rm(storage, { recursive: true, force: true }));

  it('is not there at first', async () => {
    assert.equal(await new SavedIndex(storage, 'new').read(), undefined);
  });

  it('gives the bytes that were written last, and keeps vaults apart', async () => {
    const [one, other] = [new SavedIndex(storage, 'one'), new SavedIndex(storage, 'other')];
    const bytes = Uint8Array.from({ length: 3_000_000 }, (_, i) => i);
    for (const written of [new Uint8Array(8), bytes, bytes.slice(0, 64)]) {
      assert.equal(await one.write(written), undefined);
      assert.deepEqual(await one.read(), written);
    }
    assert.equal(await other.write(new Uint8Array()), undefined);
    assert.deepEqual(await other.read(), new Uint8Array());
    assert.equal((await one.read())?.length, 64);
    assert.deepEqual(
      (await readdir(storage)).filter((name) => name.endsWith('.part')),
      [],
    );
  });

  it('tells why it was not written', async () => {
    const file = join(storage, 'file');
    await writeFile(file, '');
    assert.match((await new SavedIndex(join(file, 'below'), 'x').write(new Uint8Array(8))) ?? '', /ENOTDIR/);
  });
});
