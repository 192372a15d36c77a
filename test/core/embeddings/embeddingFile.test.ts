import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddingFile } from '../../../src/vscode/embeddings/embeddingFile.ts';

describe('embeddings on disk', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'notewright-embeddings-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function opened(model = 'm'): Promise<EmbeddingFile> {
    const file = new EmbeddingFile(folder, model);
    await file.load();
    return file;
  }

  async function onlyFile(): Promise<string> {
    return join(folder, (await readdir(folder))[0]!);
  }

  it('are there in the next session, by their text, and hold no text', async () => {
    const first = await opened();
    assert.equal(await first.add([['rye bread', Float32Array.of(1, 2)]]), undefined);
    assert.equal(await first.add([['oats', Float32Array.of(3, 4)]]), undefined);
    const second = await opened();
    assert.deepEqual(second.get('rye bread'), Float32Array.of(1, 2));
    assert.deepEqual(second.get('oats'), Float32Array.of(3, 4));
    assert.equal(second.get('rye'), undefined);
    assert.ok(!(await readFile(await onlyFile(), 'latin1')).includes('rye'));
  });

  it('are kept for each model by itself', async () => {
    await (await opened('m')).add([['rye', Float32Array.of(1)]]);
    assert.equal((await opened('n')).get('rye'), undefined);
  });

  it('lose no more than what a crash cut off, and go on from there', async () => {
    const file = await opened();
    await file.add([
      ['rye', Float32Array.of(1, 2)],
      ['oats', Float32Array.of(3, 4)],
    ]);
    await truncate(await onlyFile(), 8 + 40 + 39);
    const second = await opened();
    assert.deepEqual([second.get('rye'), second.get('oats')], [Float32Array.of(1, 2), undefined]);
    await second.add([['barley', Float32Array.of(5, 6)]]);
    const third = await opened();
    assert.deepEqual([third.get('rye'), third.get('barley')], [Float32Array.of(1, 2), Float32Array.of(5, 6)]);
  });

  it('begin anew where the file is broken or the model’s vectors have another size', async () => {
    const file = await opened();
    await file.add([['rye', Float32Array.of(1, 2)]]);
    await file.add([['oats', Float32Array.of(1, 2, 3)]]);
    const second = await opened();
    assert.deepEqual([second.get('rye'), second.get('oats')], [undefined, Float32Array.of(1, 2, 3)]);
    for (const bytes of ['', 'no', 'MEWN\0\0\0\0', 'x'.repeat(500)]) {
      await writeFile(await onlyFile(), bytes);
      const third = await opened();
      assert.equal(third.get('oats'), undefined);
      await third.add([['rye', Float32Array.of(9)]]);
      assert.deepEqual((await opened()).get('rye'), Float32Array.of(9));
    }
  });

  it('are still of use in this session where they cannot be kept', async () => {
    await writeFile(join(folder, 'taken'), '');
    const file = new EmbeddingFile(join(folder, 'taken'), 'm');
    await file.load();
    assert.notEqual(await file.add([['rye', Float32Array.of(1)]]), undefined);
    assert.deepEqual(file.get('rye'), Float32Array.of(1));
  });
});
