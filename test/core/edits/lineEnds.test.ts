import assert from 'node:assert/strict';
import { hasMixedLineEnds, refuseMixedLineEnds } from '../../../src/core/edits/lineEnds.ts';

describe('line ends', () => {
  it('are mixed where some lines end otherwise than others', () => {
    for (const text of ['', 'a', 'a\nb\n', 'a\r\nb\r\n', '\r\n'])
      assert.equal(hasMixedLineEnds(text), false, text);
    for (const text of ['a\r\nb\nc', '\na\r\n', 'a\rb', 'a\r\nb\r'])
      assert.equal(hasMixedLineEnds(text), true, text);
  });

  it('that are mixed are no reason to leave the other notes of a plan', () => {
    const note = (path: string, before: string) => ({
      path,
      before,
      edits: [{ start: 0, end: 0, newText: 'x' }],
    });
    const refused = [{ path: 'Broken.md', reason: 'It is broken.' }];
    const plan = {
      label: 'Add tags',
      notes: [note('Even.md', 'a\r\nb\r\n'), note('Mixed.md', 'a\r\nb\n')],
      newNotes: [{ path: 'New.md', text: '' }],
      refused,
    };
    assert.deepEqual(refuseMixedLineEnds(plan, 'Mixed.'), {
      ...plan,
      notes: [plan.notes[0]],
      refused: [...refused, { path: 'Mixed.md', reason: 'Mixed.' }],
    });
  });
});
