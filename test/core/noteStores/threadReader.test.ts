import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildIndex, type BuildOptions, type BuildReport } from '../../../src/core/vault/buildIndex.ts';
import type { NoteStore } from '../../../src/core/vault/noteStore.ts';
import { Vault } from '../../../src/core/vault/vault.ts';
import { fileNoteStore } from '../../../src/vscode/noteStores/fileNoteStore.ts';
import { readInThreads } from '../../../src/vscode/noteStores/threadReader.ts';
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
    thread: string,
    settings = {},
    cores = 2,
  ): Promise<{ vault: Vault; report: BuildReport; told: number[] }> {
    const vault = new Vault(settings);
    const told: number[] = [];
    const onProgress = (done: number): number => told.push(done);
    const store: NoteStore = {
      ...fileNoteStore(folder, [], thread),
      readMany: (paths, all) => readInThreads(thread, { root: folder, settings: all }, paths, cores),
    };
    const report = await buildIndex(store, vault, { ...options, onProgress });
    return { vault, report, told };
  }

  /** What reading the same files one by one gives. */
  async function readPlainly(settings = {}): Promise<Vault> {
    const vault = new Vault(settings);
    const store = { ...fileNoteStore(folder, [], THREAD), readMany: () => undefined };
    await buildIndex(store, vault, options);
    return vault;
  }

  for (const [cores, what] of [
    [2, 'one thread reads and the caller packs'],
    [4, 'threads read and pack'],
  ] as const) {
    it(`gives the vault that reading one by one gives: ${what}`, async () => {
      const { vault, report, told } = await read(THREAD, {}, cores);
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
    const { vault } = await read(THREAD, settings);
    assert.deepEqual(describeVault(vault), describeVault(await readPlainly(settings)));
    assert.equal(vault.note('17.md')?.isMoc, true);
    assert.equal(vault.note('18.md')?.isPrivate, true);
  });

  it('is done without the thread where that does not start', async () => {
    const { vault, report } = await read(join(folder, 'no such thread.js'));
    assert.equal(report.read, COUNT + 2);
    assert.deepEqual(describeVault(vault), describeVault(await readPlainly()));
  });

  it('keeps the note that is known where its text is the same', async () => {
    const { vault } = await read(THREAD);
    const known = vault.note('5.md');
    await buildIndex(fileNoteStore(folder, [], THREAD), vault, options);
    assert.equal(vault.note('5.md'), known);
  });
});
