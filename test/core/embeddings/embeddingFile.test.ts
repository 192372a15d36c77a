import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddingFile } from '../../../src/vscode/embeddings/embeddingFile.ts';

describe('embeddings on disk', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'notewright-embeddings-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function opened(model = 'm', day = 20_000): Promise<EmbeddingFile> {
    const file = new EmbeddingFile(folder, model, () => day);
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
    await truncate(await onlyFile(), 8 + 44 + 43);
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
    for (const bytes of ['', 'no', 'WEM2\0\0\0\0', 'x'.repeat(500)]) {
      await writeFile(await onlyFile(), bytes);
      const third = await opened();
      assert.equal(third.get('oats'), undefined);
      await third.add([['rye', Float32Array.of(9)]]);
      assert.deepEqual((await opened()).get('rye'), Float32Array.of(9));
    }
  });

  it('are forgotten half a year after the last use, and not before', async () => {
    await (
      await opened()
    ).add([
      ['rye', Float32Array.of(1, 2)],
      ['oats', Float32Array.of(3, 4)],
    ]);
    const later = await opened('m', 20_150);
    assert.deepEqual(later.get('rye'), Float32Array.of(1, 2));
    // Another window learns something meanwhile.
    await (await opened('m', 20_150)).add([['barley', Float32Array.of(5, 6)]]);
    await later.tidy();
    const last = await opened('m', 20_181);
    assert.deepEqual(last.get('barley'), Float32Array.of(5, 6));
    await last.tidy();
    const then = await opened('m', 20_181);
    assert.deepEqual(
      ['rye', 'oats', 'barley'].map((text) => then.get(text)),
      [Float32Array.of(1, 2), undefined, Float32Array.of(5, 6)],
    );
    assert.equal((await readFile(await onlyFile())).length, 8 + 2 * 44);
  });

  it('are not written anew while nothing is old', async () => {
    const file = await opened();
    await file.add([['rye', Float32Array.of(1)]]);
    const { mtimeMs, ino } = await stat(await onlyFile());
    const later = await opened('m', 20_029);
    assert.deepEqual(later.get('rye'), Float32Array.of(1));
    await later.tidy();
    const now = await stat(await onlyFile());
    assert.deepEqual([now.mtimeMs, now.ino], [mtimeMs, ino]);
  });

  it('are still of use in this session where they cannot be kept', async () => {
    await writeFile(join(folder, 'taken'), '');
    const file = new EmbeddingFile(join(folder, 'taken'), 'm', () => 20_000);
    await file.load();
    assert.notEqual(await file.add([['rye', Float32Array.of(1)]]), undefined);
    assert.deepEqual(file.get('rye'), Float32Array.of(1));
  });
});
