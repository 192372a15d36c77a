import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NoteCopies } from '../../src/vscode/noteCopies.ts';
import { fillUp, onSmallDisk } from '../support/smallDisk.ts';

const BEFORE = '# Oats\n\nA grain.\n';
const WANTED = '# Oats\n\n> [!summary]\n> A grain of the north.\n\nA grain.\n';

describe('copies of notes while they are saved', function () {
  this.timeout(20_000);

  let folder: string;
  let note: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'notewright-vault-'));
    note = join(folder, 'Oats.md');
    await writeFile(note, BEFORE);
  });
  afterEach(async () => await rm(folder, { recursive: true, force: true }));

  async function copiesOf(...files: string[]): Promise<NoteCopies> {
    const copies = await NoteCopies.make(files.map((file) => ({ file, wanted: WANTED, vault: folder })));
    assert.ok(copies);
    return copies;
  }

  it('put back a note of which the disk took a part only, at every length', async () => {
    for (let length = 0; length < WANTED.length; length++) {
      const copies = await copiesOf(note);
      await writeFile(note, WANTED.slice(0, length));
      assert.deepEqual(await copies.mend(note, WANTED), { kind: 'putBack' }, String(length));
      assert.equal(await readFile(note, 'utf8'), BEFORE);
      await copies.remove();
    }
    assert.deepEqual(await readdir(folder), ['Oats.md'], 'nothing else is left');
  });

  it('put it back with its byte order mark, its rights and its time', async () => {
    await writeFile(note, `\uFEFF${BEFORE}`, { mode: 0o640 });
    const { mtimeMs, mode } = await stat(note);
    const copies = await copiesOf(note);
    await writeFile(note, `\uFEFF${WANTED}`.slice(0, 20));
    assert.deepEqual(await copies.mend(note, WANTED), { kind: 'putBack' });
    assert.equal(await readFile(note, 'utf8'), `\uFEFF${BEFORE}`);
    const now = await stat(note);
    assert.ok(Math.abs(now.mtimeMs - mtimeMs) < 1, 'VS Code takes it for what it wrote last');
    assert.equal(now.mode, mode);
    await copies.remove();
  });

  it('leave alone what is whole: the note before, the one after, and what somebody else wrote', async () => {
    const copies = await copiesOf(note);
    for (const text of [BEFORE, WANTED, `${WANTED}And more.\n`, '# Oats\n\nMine.\n']) {
      await writeFile(note, text);
      assert.deepEqual(await copies.mend(note, WANTED), { kind: 'whole' });
      assert.equal(await readFile(note, 'utf8'), text);
    }
    await copies.remove();
  });

  it('put back the file that a link leads to, and the link stays', async () => {
    const link = join(folder, 'Link.md');
    await symlink(note, link);
    const copies = await copiesOf(link);
    await writeFile(link, '');
    assert.deepEqual(await copies.mend(link, WANTED), { kind: 'putBack' });
    assert.equal(await readFile(note, 'utf8'), BEFORE);
    assert.equal(await readFile(link, 'utf8'), BEFORE);
    await copies.remove();
  });

  it('stay where they cannot be put back, and tell where they are', async () => {
    const copies = await copiesOf(note);
    await rm(note);
    // A folder with something in it stands in the way.
    await mkdir(join(note, 'in the way'), { recursive: true });
    const state = await copies.mend(note, WANTED);
    assert.ok(state.kind === 'torn');
    await copies.remove();
    assert.equal(await readFile(state.copy, 'utf8'), BEFORE);
    await rm(join(state.copy, '..'), { recursive: true });
  });

  it('leave out a note that is gone', async () => {
    const copies = await copiesOf(join(folder, 'None.md'), note);
    await writeFile(note, '');
    assert.deepEqual(await copies.mend(note, WANTED), { kind: 'putBack' });
    assert.deepEqual(await copies.mend(join(folder, 'None.md'), WANTED), { kind: 'whole' });
    await copies.remove();
  });

  it('put a note back on a disk that has no room left, and are not made on such a one', async function () {
    await onSmallDisk(this, 64, async (disk) => {
      const small = join(disk, 'Oats.md');
      await writeFile(small, BEFORE);
      const copies = await copiesOf(small);
      assert.equal((await readdir(disk)).length, 2, 'the copy lies on the same disk');
      await writeFile(small, '');
      await fillUp(disk);
      await assert.rejects(writeFile(small, WANTED), /ENOSPC/);
      assert.deepEqual(await copies.mend(small, WANTED), { kind: 'putBack' });
      assert.equal(await readFile(small, 'utf8'), BEFORE);
      await copies.remove();
      await fillUp(disk);
      assert.equal(await NoteCopies.make([{ file: small, wanted: WANTED, vault: disk }]), undefined);
      assert.deepEqual((await readdir(disk)).sort(), ['Oats.md', 'filler']);
    });
  });
});
