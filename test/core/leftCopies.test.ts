import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTornNotes, forget, putBack } from '../../src/vscode/leftCopies.ts';
import { NoteCopies } from '../../src/vscode/noteCopies.ts';

const BEFORE = '---\ndate: 2024-01-01\n---\n\n# Oats\n\nA grain.\n';
const WANTED = '---\ndate: 2024-01-01\ntags: [grain]\n---\n\n# Oats\n\nA grain.\n';
/** As it is saved: its date has moved as well. */
const SAVED = WANTED.replace('2024-01-01', '2025-02-02');
/** No process has it. */
const GONE = 999_999_999;

describe('copies that a crash in a save has left', () => {
  let vault: string;
  let shared: string;
  let note: string;

  beforeEach(async () => {
    vault = await mkdtemp(join(tmpdir(), 'notewright-vault-'));
    shared = await mkdtemp(join(tmpdir(), 'notewright-shared-'));
    note = join(vault, 'Oats.md');
    await writeFile(note, BEFORE);
  });
  afterEach(async () => {
    await rm(vault, { recursive: true });
    await rm(shared, { recursive: true });
  });

  /** Copies are made, and then the process is gone. */
  async function crash(place = shared, pid = GONE, wanted = WANTED): Promise<string> {
    const before = new Set(await readdir(tmpdir()));
    assert.ok(await NoteCopies.make([{ file: note, wanted, vault }]));
    const made = (await readdir(tmpdir())).find(
      (name) => !before.has(name) && name.startsWith(`notewright-copies-${process.pid}-`),
    );
    assert.ok(made);
    const left = join(place, `${place === vault ? '.' : ''}notewright-copies-${pid}-left`);
    await rename(join(tmpdir(), made), left);
    return left;
  }

  for (const [where, place] of [
    ['among the temporary files', () => shared],
    ['in the vault', () => vault],
  ] as const) {
    it(`are offered for a note of which a part only is there, at every length: ${where}`, async () => {
      for (let length = 0; length < SAVED.length; length++) {
        await writeFile(note, BEFORE);
        const left = await crash(place());
        await writeFile(note, SAVED.slice(0, length));
        const torn = await findTornNotes(vault, shared);
        assert.deepEqual(torn, [{ file: note, copy: join(left, '0') }], String(length));
        await putBack(torn[0]!);
        assert.equal(await readFile(note, 'utf8'), BEFORE);
        assert.deepEqual([await readdir(vault), await readdir(shared)], [['Oats.md'], []], 'nothing is left');
      }
    });
  }

  it('are removed where the note is as it was, as it was to be, or gone', async () => {
    for (const text of [BEFORE, WANTED, SAVED, `\uFEFF${SAVED}`, undefined]) {
      await writeFile(note, BEFORE);
      await crash();
      if (text === undefined) await rm(note);
      else await writeFile(note, text);
      assert.deepEqual(await findTornNotes(vault, shared), []);
      assert.deepEqual(await readdir(shared), []);
      if (text !== undefined) assert.equal(await readFile(note, 'utf8'), text);
    }
  });

  it('are removed where the note is nothing but frontmatter, and whole', async () => {
    await crash(shared, GONE, '---\ntags: [grain]\n---\n');
    await writeFile(note, '---\ntags: [grain]\n---\n');
    assert.deepEqual(await findTornNotes(vault, shared), []);
  });

  it('are offered again until it is decided, and removed where the note shall stay', async () => {
    await crash();
    await writeFile(note, 'Torn');
    await findTornNotes(vault, shared);
    const [torn] = await findTornNotes(vault, shared);
    assert.ok(torn);
    await forget(torn);
    assert.deepEqual(await findTornNotes(vault, shared), []);
    assert.deepEqual(await readdir(shared), []);
    assert.equal(await readFile(note, 'utf8'), 'Torn');
  });

  it('are left alone while their process is there, and where they are of another vault', async () => {
    const going = await crash(shared, process.pid);
    await writeFile(note, '');
    assert.deepEqual(await findTornNotes(vault, shared), []);
    await rm(going, { recursive: true });
    await writeFile(note, BEFORE);
    await crash();
    await writeFile(note, '');
    const other = join(vault, 'Other');
    await mkdir(other);
    assert.deepEqual(await findTornNotes(other, shared), []);
    assert.equal((await findTornNotes(vault, shared)).length, 1);
  });

  it('are removed where they were being made: no note was touched yet', async () => {
    const left = await crash();
    await rm(join(left, 'notes.json'));
    assert.deepEqual(await findTornNotes(vault, shared), []);
    assert.deepEqual(await readdir(shared), []);
  });

  it('name no file outside of the vault, and none that is no note, whatever a vault from a stranger says', async () => {
    const secret = join(shared, 'secret.md');
    await writeFile(secret, 'Mine.');
    const left = join(vault, `.notewright-copies-${GONE}-x`);
    await mkdir(left);
    await symlink(secret, join(left, '1'));
    await writeFile(join(left, '0'), 'Theirs.');
    const of = (file: string, copy: unknown) => ({ file, copy, bytes: 1000, end: 'x' });
    const records = [
      of(secret, '0'),
      of(join(vault, '..', 'secret.md'), '0'),
      of(join(vault, 'settings.json'), '0'),
      of(note, '../../secret.md'),
      of(note, '1'),
      of(note, 5),
      null,
    ];
    for (const text of [JSON.stringify(records), '{}', '[', '']) {
      await writeFile(join(left, 'notes.json'), text);
      assert.deepEqual(await findTornNotes(vault, shared), []);
    }
    assert.equal(await readFile(secret, 'utf8'), 'Mine.');
    assert.equal(await readFile(note, 'utf8'), BEFORE);
  });
});
