import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mocOfMissing, planMissingNote } from '../../../../src/core/edits/newNote/createMissingNote.ts';
import type { NewNoteStyle } from '../../../../src/core/edits/newNote/newNoteInMoc.ts';
import { applyEdits } from '../../../../src/core/markdown/textEdit.ts';
import { LINKS, UP_LINKS, vaultOf } from '../mocs/mocVault.ts';

const style: NewNoteStyle = {
  template: undefined,
  formatDate: (format) => format,
  links: LINKS,
  upLinks: UP_LINKS,
};

/** Creates the only missing note of a vault; what the vault holds afterwards. */
function created(notes: Record<string, string>): {
  path: string;
  notes: Record<string, string>;
  refused: readonly string[];
  dangling: readonly string[];
} {
  const vault = vaultOf(notes);
  const [target, ...others] = vault.dangling();
  assert.ok(target !== undefined && others.length === 0, `${vault.dangling().length} missing notes`);
  const mentioning = Object.entries(notes).map(([path, text]) => ({ path, text }));
  const planned = planMissingNote(target, mentioning, undefined, style, vault);
  assert.ok(planned.ok, planned.ok ? '' : planned.reason);
  const after = { ...notes };
  for (const { path, before, edits } of planned.plan.notes) after[path] = applyEdits(before, edits);
  for (const { path, text } of planned.plan.newNotes) after[path] = text;
  const dangling = vaultOf(after)
    .dangling()
    .map(({ path }) => path);
  return {
    path: planned.path,
    notes: after,
    refused: planned.plan.refused.map(({ reason }) => reason),
    dangling,
  };
}

describe('planMissingNote', () => {
  it('creates the note where its links say, and they all lead there', () => {
    const notes = {
      'docs/A.md': 'See [Rye bread](Rye%20bread.md) and [more](Rye%20bread.md#flour).\n',
      'docs/B.md': '---\nup: "[[Rye bread]]"\n---\n[[rye bread|dark]]\n',
      'C.md': '[x](docs/Rye%20bread.md)\n\n[y]: <docs/Rye bread.md>\n',
    };
    const result = created(notes);
    assert.equal(result.path, 'docs/Rye bread.md');
    assert.deepEqual(result.dangling, []);
    assert.deepEqual(result.notes, { ...notes, 'docs/Rye bread.md': '# Rye bread\n' });
  });

  it('makes a name safe and lets the links follow, a reader seeing the same words', () => {
    const result = created({
      'docs/A.md': '[why](Why%3F.md#because) and <!-- [why](Why%3F.md) -->\n',
      'docs/B.md': '---\nup: "[[Why?]]"\n---\n[[Why?]], [[Why?#because|so]] and ![[Why?]]\n',
    });
    assert.equal(result.path, 'docs/Why.md');
    assert.deepEqual(result.dangling, []);
    assert.deepEqual(result.refused, []);
    assert.equal(result.notes['docs/A.md'], '[why](Why.md#because) and <!-- [why](Why%3F.md) -->\n');
    assert.equal(
      result.notes['docs/B.md'],
      '---\nup: "[[Why|Why?]]"\n---\n[[Why|Why?]], [[Why#because|so]] and ![[Why|Why?]]\n',
    );
    assert.equal(result.notes['docs/Why.md'], '# Why?\n');
  });

  it('stays inside the vault and out of hidden folders, whatever the link says', () => {
    assert.equal(created({ 'A.md': '[x](.git/hooks/post-commit.md)' }).path, 'git/hooks/post-commit.md');
    assert.equal(created({ 'A.md': '[[con/aux]]' }).path, 'con_/aux_.md');
    assert.equal(created({ 'A.md': '[x](<C:/Windows/x.md>) [[C:/Windows/y]]' }).path, 'C/Windows/y.md');
    assert.equal(created({ 'docs/A.md': '[x](./a/../b/./c.md)' }).path, 'docs/b/c.md');
    assert.deepEqual(vaultOf({ 'A.md': '[x](../../secret.md) [[../x]]' }).dangling(), []);
  });

  it('keeps folders that the vault has, odd as they are', () => {
    assert.equal(created({ 'a: b/A.md': '[x](New.md)' }).path, 'a: b/New.md');
  });

  it('takes another name where the safe one is taken', () => {
    const result = created({ 'A.md': '[[Why?]]', 'Why.md': '# Other\n' });
    assert.equal(result.path, 'Why 2.md');
    assert.deepEqual(result.dangling, []);
    assert.equal(result.notes['A.md'], '[[Why 2|Why?]]');
  });

  it('files the note under the MOC that lists it', () => {
    const vault = vaultOf({
      'Bread MOC.md': '# Bread MOC\n\n- [Rye](Rye.md)\n',
      'A.md': 'On [Rye](Rye.md).\n',
    });
    const [target] = vault.dangling();
    const moc = mocOfMissing(target!, vault);
    assert.deepEqual(moc, { path: 'Bread MOC.md', title: 'Bread MOC' });
    const planned = planMissingNote(target!, [], moc, style, vault);
    assert.ok(planned.ok);
    assert.deepEqual(planned.plan.newNotes, [
      { path: 'Rye.md', text: '### [Bread MOC](Bread%20MOC.md)\n\n# Rye\n' },
    ]);
    const twice = vaultOf({ 'A MOC.md': '- [[X]]', 'B MOC.md': '- [[X]]' });
    assert.equal(mocOfMissing(twice.dangling()[0]!, twice), undefined, 'which one, the user says');
  });

  it('leaves nothing missing, whatever the links are called', function () {
    this.timeout(30_000);
    const names = fc.string({
      minLength: 1,
      maxLength: 20,
      unit: fc.constantFrom(
        'a',
        'B',
        ' ',
        '.',
        '-',
        '?',
        ':',
        '*',
        '"',
        '/',
        'é',
        '日',
        '%',
        '&',
        "'",
        '(',
        ')',
        '+',
        '!',
        '_',
        '~',
        '$',
        '{',
        '}',
        ',',
        ';',
        '=',
        '@',
        '`',
      ),
    });
    fc.assert(
      fc.property(names, (name) => {
        // A step that is no name leads to a folder.
        fc.pre(name.split('/').every((step) => /[^ .]/.test(step)));
        const text = `[[${name}]] and [x](<${encodeURIComponent(name)}.md>)\n`;
        const notes: Record<string, string> = { 'docs/A.md': text, 'docs/sub/B.md': `[[${name}]]\n` };
        for (let round = 0; round < 4; round++) {
          const vault = vaultOf(notes);
          const [target] = vault.dangling();
          if (target === undefined) return;
          const mentioning = Object.entries(notes).map(([path, live]) => ({ path, text: live }));
          const planned = planMissingNote(target, mentioning, undefined, style, vault);
          assert.ok(planned.ok, planned.ok ? '' : planned.reason);
          for (const { path, text: live } of planned.plan.newNotes) notes[path] = live;
          for (const { path, before, edits } of planned.plan.notes) notes[path] = applyEdits(before, edits);
          if (planned.plan.refused.length > 0) return;
          const still = vaultOf(notes)
            .dangling()
            .filter(({ path }) => path === target.path);
          assert.deepEqual(
            still.map(({ path }) => path),
            [],
          );
          assert.doesNotMatch(planned.path, /(?:^|\/)\.|\.\.\/|[\\:*?"<>|]/);
        }
        assert.fail('each round leaves a note missing');
      }),
      { numRuns: 150 },
    );
  });
});
