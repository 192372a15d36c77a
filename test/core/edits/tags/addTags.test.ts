import assert from 'node:assert/strict';
import { planTagAddition } from '../../../../src/core/edits/tags/addTags.ts';
import { applyEdits } from '../../../../src/core/markdown/textEdit.ts';

describe('planTagAddition', () => {
  it('adds in the style of each list, never twice, and lists what it leaves', () => {
    const notes = [
      { path: 'block.md', text: '---\ntags:\n    - a\n---\n' },
      { path: 'flow.md', text: '---\ntags: ["a"]\n---\n' },
      { path: 'has.md', text: '---\ntags: [B]\n---\n' },
      { path: 'inline.md', text: 'Text #b' },
      { path: 'none.md', text: 'Text' },
      { path: 'bad.md', text: '---\ntags: [a\n---\n' },
    ];
    const planned = planTagAddition(notes, ['#b']);
    assert.ok(planned.ok);
    assert.equal(planned.plan.label, 'Add tag #b');
    assert.deepEqual(
      planned.plan.notes.map(({ path, before, edits }) => [path, applyEdits(before, edits)]),
      [
        ['block.md', '---\ntags:\n    - a\n    - b\n---\n'],
        ['flow.md', '---\ntags: ["a", "b"]\n---\n'],
        ['none.md', '---\ntags:\n  - b\n---\nText'],
      ],
    );
    assert.deepEqual(
      planned.plan.refused.map(({ path }) => path),
      ['bad.md'],
    );
  });

  it('keeps comments, and dates as they are written', () => {
    const before =
      '---\n# Filed by hand\ndate: 2024-02-10 # first loaf\ntags: # topics\n  - bread # why\n---\n<!-- kept -->\n';
    const planned = planTagAddition([{ path: 'a.md', text: before }], ['rye']);
    assert.ok(planned.ok);
    const [change] = planned.plan.notes;
    assert.ok(change !== undefined);
    assert.equal(
      applyEdits(before, change.edits),
      before.replace('  - bread # why\n', '  - bread # why\n  - rye\n'),
    );
  });

  it('refuses what is no tag', () => {
    assert.deepEqual(planTagAddition([], ['ok', ' ']), { ok: false, reason: 'A tag needs a name.' });
  });
});
