import assert from 'node:assert/strict';
import fc from 'fast-check';
import { restoreNote } from '../../../src/core/edits/restoreNote.ts';
import { applyEdits } from '../../../src/core/markdown/textEdit.ts';

const keys = ['last_modified_at'];
const text = fc
  .array(fc.constantFrom('a', 'b', '\n', '\r\n', '😀', '—', ' '), { maxLength: 40 })
  .map((all) => all.join(''));

describe('putting a note back', () => {
  it('gives every byte back, whatever was changed', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const restoring = restoreNote(after, [{ before, after }], keys);
        if (restoring.kind === 'edits') assert.equal(applyEdits(after, restoring.edits), before);
        else assert.deepEqual([restoring.kind, after], ['nothing', before]);
      }),
    );
  });

  it('goes back over several changes, and over dates that saves moved in between', () => {
    const stamped = (day: number, body: string): string =>
      `---\nlast_modified_at: 2024-01-0${day}\n---\n${body}\n`;
    const changes = [
      { before: stamped(1, 'A'), after: stamped(2, 'A\nB') },
      { before: stamped(3, 'A\nB'), after: stamped(3, 'A\nB\nC') },
    ];
    const live = stamped(4, 'A\nB\nC');
    const restoring = restoreNote(live, changes, keys);
    assert.ok(restoring.kind === 'edits');
    assert.equal(applyEdits(live, restoring.edits), stamped(1, 'A'));
  });

  it('leaves a note in which somebody has written since', () => {
    const change = { before: 'A\n', after: 'A\nB\n' };
    assert.equal(restoreNote('A\nB\nmine\n', [change], keys).kind, 'edited');
    const between = [change, { before: 'A\nB\nmine\n', after: 'A\nB\nmine\nC\n' }];
    assert.equal(restoreNote('A\nB\nmine\nC\n', between, keys).kind, 'edited');
  });

  it('replaces no more than what differs', () => {
    const restoring = restoreNote(
      'one\ntwo\nthree\n',
      [{ before: 'one\nthree\n', after: 'one\ntwo\nthree\n' }],
      keys,
    );
    assert.deepEqual(restoring, { kind: 'edits', edits: [{ start: 5, end: 9, newText: '' }] });
  });
});
