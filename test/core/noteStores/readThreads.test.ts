import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildIndex, type BuildOptions, type BuildReport } from '../../../src/core/vault/buildIndex.ts';
import { Vault } from '../../../src/core/vault/vault.ts';
import { fileNoteStore } from '../../../src/vscode/noteStores/fileNoteStore.ts';
import { ReadThreads } from '../../../src/vscode/noteStores/readThreads.ts';
import { describeVault } from '../../support/vaultFixture.ts';

const THREAD = fileURLToPath(
  new URL(`../../../src/vscode/noteStores/readThread.${import.meta.url.slice(-2)}`, import.meta.url),
);
const COUNT = 700;

const options: BuildOptions = {
  concurrency: 8,
  yieldEveryMs: 20,
  now: () => performance.now(),
  pause: () => new Promise((resolve) => setImmediate(resolve)),
};

function textOf(i: number): string {
  const tags = i % 3 === 0 ? 'tags: [grain/rye, Öl]\nprivate: yes\n' : '';
  return `---\naliases: [Loaf ${i}, 麦${i}]\n${tags}---\n# Bread ${i}\n\nUp: [[Bread MOC]]\n\n> See [next](${i + 1}.md#Crumb) and [[Loaf ${i + 2}|another]]. #dough\n`;
}

describe('reading notes in threads', function () {
  // Threads load the sources module by module, which takes its time on a busy machine.
  this.timeout(20_000);
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'notewright-threads-'));
    for (let i = 0; i < COUNT; i++) await writeFile(join(folder, `${i}.md`), textOf(i));
    await writeFile(join(folder, 'Bread MOC.md'), '- [[0]]\n');
    await writeFile(join(folder, 'long.md'), `See [[1]].\n\n${'Long [[2]] rise. '.repeat(10_000)}`);
    await writeFile(join(folder, 'binary.md'), new Uint8Array([35, 0, 1]));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  async function read(
    threads: ReadThreads,
    settings = {},
  ): Promise<{ vault: Vault; report: BuildReport; told: number[] }> {
    const vault = new Vault(settings);
    const told: number[] = [];
    const onProgress = (done: number): number => told.push(done);
    const report = await buildIndex(fileNoteStore(folder, [], threads), vault, { ...options, onProgress });
    return { vault, report, told };
  }

  async function withThreads<T>(use: (threads: ReadThreads) => Promise<T>, cores = 2): Promise<T> {
    const threads = new ReadThreads(THREAD, cores);
    try {
      return await use(threads);
    } finally {
      threads.dispose();
    }
  }

  /** What reading the same files one by one gives. */
  async function readPlainly(settings = {}): Promise<Vault> {
    const vault = new Vault(settings);
    await buildIndex(fileNoteStore(folder, [], undefined), vault, options);
    return vault;
  }

  for (const cores of [1, 2, 4]) {
    it(`gives the vault that reading one by one gives, with ${cores} cores`, async () => {
      const { vault, report, told } = await withThreads(read, cores);
      assert.deepEqual(describeVault(vault), describeVault(await readPlainly()));
      assert.equal(report.read, COUNT + 2);
      assert.deepEqual(report.skipped, [{ path: 'binary.md', reason: 'is a binary file' }]);
      assert.equal(told.at(-1), COUNT + 3);
      assert.ok(told.length > 5, 'in portions');
      let changes = 0;
      vault.onDidChange(() => changes++);
      vault.upsertAll(Array.from({ length: COUNT }, (_, i) => [`${i}.md`, textOf(i)] as const));
      assert.equal(changes, 0, 'the same texts are told from others');
    });
  }

  it('reads by the vault’s own settings', async () => {
    const settings = { mocPattern: '^Bread \\d*7$', privateKeys: ['aliases'] };
    const { vault } = await withThreads((threads) => read(threads, settings));
    assert.deepEqual(describeVault(vault), describeVault(await readPlainly(settings)));
    assert.equal(vault.note('17.md')?.isMoc, true);
    assert.equal(vault.note('18.md')?.isPrivate, true);
  });

  it('reads each vault by its settings where the same threads read several, in turn and at once', async () => {
    const settings = { mocPattern: '^Bread \\d*7$' };
    const [plain, other] = [describeVault(await readPlainly()), describeVault(await readPlainly(settings))];
    await withThreads(async (threads) => {
      assert.deepEqual(describeVault((await read(threads)).vault), plain);
      assert.deepEqual(describeVault((await read(threads, settings)).vault), other);
      const both = await Promise.all([read(threads), read(threads, settings)]);
      assert.deepEqual(
        both.map(({ vault }) => describeVault(vault)),
        [plain, other],
      );
    });
  });

  it('keeps a thread for what comes next, until it is disposed of', async () => {
    const started = join(folder, 'started.txt');
    const file = join(folder, 'thread.mjs');
    const lines = [
      `import { appendFileSync } from 'node:fs';`,
      `appendFileSync(${JSON.stringify(started)}, 'started\\n');`,
      `await import(${JSON.stringify(pathToFileURL(THREAD).href)});`,
    ];
    await writeFile(file, lines.join('\n'));
    const threads = new ReadThreads(file, 2);
    for (let i = 0; i < 3; i++) assert.equal((await read(threads)).report.read, COUNT + 2);
    assert.equal(await readFile(started, 'utf8'), 'started\n');
    threads.dispose();
    const paths = Array.from({ length: COUNT }, (_, i) => `${i}.md`);
    assert.equal(threads.read({ root: folder, settings: new Vault().settings }, paths), undefined);
  });

  it('leaves long notes to a thread, and reads them itself where there is none', async () => {
    const paths = ['long.md', ...Array.from({ length: COUNT }, (_, i) => `${i}.md`)];
    const given = async (file: string): Promise<string[]> => {
      const threads = new ReadThreads(file, 2);
      const found: string[] = [];
      const parcels = threads.read({ root: folder, settings: new Vault().settings }, paths);
      for await (const { notes } of parcels!) found.push(...notes.map(({ path }) => path));
      threads.dispose();
      return found.sort();
    };
    assert.deepEqual(await given(THREAD), [...paths].sort());
    assert.ok(!(await given(join(folder, 'no such thread.js'))).includes('long.md'));
  });

  it('is no worse for a reading that is given up', async () => {
    await withThreads(async (threads) => {
      const paths = Array.from({ length: COUNT }, (_, i) => `${i}.md`);
      for await (const { notes } of threads.read({ root: folder, settings: new Vault().settings }, paths)!) {
        if (notes.length > 0) break;
      }
      assert.deepEqual(describeVault((await read(threads)).vault), describeVault(await readPlainly()));
    });
  });

  it('is done without the thread where that does not start', async () => {
    const { vault, report } = await read(new ReadThreads(join(folder, 'no such thread.js'), 2));
    assert.equal(report.read, COUNT + 2);
    assert.deepEqual(describeVault(vault), describeVault(await readPlainly()));
  });

  it('keeps the note that is known where its text is the same', async () => {
    await withThreads(async (threads) => {
      const { vault } = await read(threads);
      const known = vault.note('5.md');
      await buildIndex(fileNoteStore(folder, [], threads), vault, options);
      assert.equal(vault.note('5.md'), known);
    });
  });
});
