import assert from 'node:assert/strict';
import { deleteTag, planTagDeletion, type TagDeletion } from '../../../../src/core/edits/tags/deleteTag.ts';
import { applyEdits } from '../../../../src/core/markdown/textEdit.ts';

function without(text: string, tag: string, inline: TagDeletion['inline'] = 'auto', children = true): string {
  const result = deleteTag(text, { tag, inline, children });
  return result.ok ? applyEdits(text, result.edits) : `refused: ${result.reason} (line ${result.line})`;
}

describe('deleteTag', () => {
  it('takes the entry with its line or comma, and leaves an empty list where none is left', () => {
    assert.equal(without('---\ntags:\n  - a # x\n  - b\n---\n', 'A'), '---\ntags:\n  - b\n---\n');
    assert.equal(without('---\ntags: [b, a, c]\n---\n', 'a'), '---\ntags: [b, c]\n---\n');
    assert.equal(without('---\ntags:\n- a\ntitle: x\n---\n', 'a'), '---\ntags: []\ntitle: x\n---\n');
    assert.equal(without('---\ntags: a\n---\n', 'a'), '---\ntags: []\n---\n');
  });

  it('keeps a word inside a sentence and removes a label at the end of a line', () => {
    assert.equal(without('Slow #bread is good. #bread', 'bread'), 'Slow bread is good.');
    assert.equal(without('- buy flour #todo #home\n- rest', 'todo'), '- buy flour #home\n- rest');
    assert.equal(without('I bake #bread, daily', 'bread'), 'I bake bread, daily');
  });

  it('does as it is told about the word', () => {
    assert.equal(without('Slow #bread is good. #bread', 'bread', 'removeWord'), 'Slow is good.');
    assert.equal(without('Slow #bread is good. #bread', 'bread', 'keepWord'), 'Slow bread is good. bread');
    assert.equal(without('#bread #bread text', 'bread', 'removeWord'), 'text');
  });

  it('takes a line that held nothing else, and one of two blank lines around it', () => {
    assert.equal(without('# T\n\n#todo\n\nText\n', 'todo'), '# T\n\nText\n');
    assert.equal(without('# T\r\n\r\n#todo #todo/now\r\n\r\nText\r\n', 'todo'), '# T\r\n\r\nText\r\n');
    assert.equal(without('One\n#todo\nTwo', 'todo'), 'One\nTwo');
    assert.equal(without('#todo', 'todo'), '');
    assert.equal(without('#todo #keep\n', 'todo'), '#keep\n');
  });

  it('deletes the tags below it only where asked', () => {
    assert.equal(without('---\ntags: [a, a/b, ab]\n---\n#a/c', 'a'), '---\ntags: [ab]\n---\n');
    assert.equal(
      without('---\ntags: [a, a/b, ab]\n---\n#a/c', 'a', 'auto', false),
      '---\ntags: [a/b, ab]\n---\n#a/c',
    );
  });

  it('leaves a note with malformed frontmatter and goes on with the rest', () => {
    const notes = [
      { path: 'bad.md', text: '---\ntags: [a\n---\n#a' },
      { path: 'good.md', text: '#a' },
    ];
    const plan = planTagDeletion(notes, { tag: '#a', children: true, inline: 'auto' });
    assert.deepEqual(
      plan.notes.map(({ path }) => path),
      ['good.md'],
    );
    assert.deepEqual(
      plan.refused.map(({ path }) => path),
      ['bad.md'],
    );
  });
});
