import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { planTagRename } from '../../../src/core/edits/tags/renameTag.ts';
import type { LiveNote } from '../../../src/core/edits/noteChange.ts';
import { levelsBelow } from '../../../src/core/edits/tags/tagName.ts';
import { applyEdits } from '../../../src/core/markdown/textEdit.ts';
import type { Note } from '../../../src/core/vault/note.ts';
import { fold } from '../../../src/core/vault/noteName.ts';
import { Vault } from '../../../src/core/vault/vault.ts';

const corpora = [
  'samples/vault',
  ...(process.env.NOTEWRIGHT_CORPUS === undefined ? [] : [process.env.NOTEWRIGHT_CORPUS]),
];

function readNotes(folder: string): LiveNote[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({
      path: file
        .slice(folder.length + 1)
        .split(sep)
        .join('/'),
      text: readFileSync(file, 'utf8'),
    }));
}

/** The tags of a vault, parents that no note carries included, each with the notes that a rename concerns. */
function tagsOf(
  notes: readonly LiveNote[],
  vault: Vault,
): Map<string, { notes: LiveNote[]; spellings: Set<string> }> {
  const tags = new Map<string, { notes: LiveNote[]; spellings: Set<string> }>();
  for (const source of notes) {
    const seen = new Set<string>();
    for (const { name } of vault.note(source.path)!.tags) {
      const levels = name.split('/');
      for (let depth = 1; depth <= levels.length; depth++) {
        const tag = levels.slice(0, depth).join('/');
        const entry = tags.get(fold(tag)) ?? { notes: [], spellings: new Set() };
        entry.spellings.add(tag);
        if (!seen.has(fold(tag))) entry.notes.push(source);
        seen.add(fold(tag));
        tags.set(fold(tag), entry);
      }
    }
  }
  return tags;
}

/** The text with the tag renamed where the index says that it stands; `undefined` where the index cannot tell. */
function spliced(text: string, note: Note, from: string, to: string): string | undefined {
  const edits = [];
  for (const { name, range } of note.tags) {
    const below = levelsBelow(name, from);
    if (below === undefined) continue;
    if (range === undefined) return undefined;
    edits.push({ ...range, newText: [to, ...below].join('/') });
  }
  return applyEdits(text, edits);
}

describe('renaming every tag of a vault and back', () => {
  for (const folder of corpora) {
    it(folder, function () {
      this.timeout(600_000);
      const notes = readNotes(folder);
      const vault = new Vault();
      for (const { path, text } of notes) vault.upsert(path, text);
      const target = 'renamed-by-the-test';
      assert.equal(vault.tag(target), undefined);
      let [changed, refused, skipped] = [0, 0, 0];
      const tags = tagsOf(notes, vault);
      for (const [, { notes: carriers, spellings }] of tags) {
        const [from] = [...spellings] as [string];
        const forth = planTagRename(carriers, { from, to: target, children: true });
        assert.ok(forth.ok);
        refused += forth.plan.refused.length;
        assert.equal(forth.plan.notes.length + forth.plan.refused.length, carriers.length, from);
        const after = forth.plan.notes.map(({ path, before, edits }) => ({
          path,
          text: applyEdits(before, edits),
        }));
        for (const [i, { path, before }] of forth.plan.notes.entries()) {
          const note = vault.note(path)!;
          const names = note.tags
            .filter(({ source }) => source === 'frontmatter')
            .map(({ name }) => fold(name));
          const expected =
            new Set(names).size < names.length ? undefined : spliced(before, note, from, target);
          if (expected === undefined) skipped++;
          else assert.equal(after[i]!.text, expected, `${path}: #${from}`);
        }
        changed += after.length;
        if (spellings.size > 1) continue;
        const back = planTagRename(after, { from: target, to: from, children: true });
        assert.ok(back.ok);
        assert.deepEqual(back.plan.refused, []);
        for (const [i, { path, before, edits }] of back.plan.notes.entries()) {
          assert.equal(applyEdits(before, edits), forth.plan.notes[i]!.before, `${path}: #${from} and back`);
        }
      }
      console.log(
        `      ${notes.length} notes, ${tags.size} tags: ${changed} edits of notes, ${refused} refused, ${skipped} not compared byte by byte`,
      );
      assert.ok(changed > 0, 'the corpus has no tags');
    });
  }
});
