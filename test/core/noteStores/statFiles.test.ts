import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { statFiles } from '../../../src/vscode/noteStores/statFiles.ts';

describe('statFiles', () => {
  let root: string;
  const notes = Array.from({ length: 100 }, (_, i) => `sub/${i}.md`);
  /** What is no file any more, or never was one. */
  const missing = ['gone.md', 'sub', 'sub/1.md/inside.md'];
  const paths = [...notes.slice(0, 50), ...missing, ...notes.slice(50)];

  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'notewright-stat-'));
    await mkdir(join(root, 'sub'));
    for (const [i, path] of notes.entries()) await writeFile(join(root, path), 'x'.repeat(i));
  });
  after(() => rm(root, { recursive: true, force: true }));

  async function expected(): Promise<unknown[]> {
    const stamps = notes.map(async (path) => {
      const { size, mtimeMs } = await stat(join(root, path));
      return { size, mtime: mtimeMs };
    });
    const found = await Promise.all(stamps);
    return [...found.slice(0, 50), ...missing.map(() => undefined), ...found.slice(50)];
  }

  it('gives size and time of each file in the order of the paths, and nothing for what is no file', async () => {
    assert.deepEqual(await statFiles(root, paths, 8), await expected());
  });

  it('gives the same where the disk is slow', async () => {
    let now = 0;
    const clock = (): number => (now += 1000);
    assert.deepEqual(await statFiles(root, paths, 8, clock), await expected());
    assert.ok(now < 10_000, 'others wait for a slow disk after the first few files');
  });

  it('gives nothing for no paths', async () => {
    assert.deepEqual(await statFiles(root, [], 8), []);
  });
});
