import assert from 'node:assert/strict';
import { findFrontmatterFence } from '../../../src/core/markdown/frontmatterFence.ts';

function parts(text: string): { content: string; body: string } | undefined {
  const fence = findFrontmatterFence(text);
  if (fence === undefined) return undefined;
  assert.equal(text.slice(fence.start, fence.start + 3), '---');
  return { content: text.slice(fence.contentStart, fence.contentEnd), body: text.slice(fence.end) };
}

describe('findFrontmatterFence', () => {
  it('finds the block whatever its line ends are', () => {
    assert.deepEqual(parts('---\na: 1\n---\nText'), { content: 'a: 1\n', body: 'Text' });
    assert.deepEqual(parts('---\r\na: 1\r\n---\r\nText'), { content: 'a: 1\r\n', body: 'Text' });
    assert.deepEqual(parts('---\ra: 1\r---\rText'), { content: 'a: 1\r', body: 'Text' });
  });

  it('takes a BOM before it, blanks after a fence and ... as its close', () => {
    assert.deepEqual(parts('\uFEFF---\na: 1\n---\nText'), { content: 'a: 1\n', body: 'Text' });
    assert.equal(findFrontmatterFence('\uFEFF---\na: 1\n---\n')?.start, 1);
    assert.deepEqual(parts('--- \t\na: 1\n---  \nText'), { content: 'a: 1\n', body: 'Text' });
    assert.deepEqual(parts('---\na: 1\n...\nText'), { content: 'a: 1\n', body: 'Text' });
  });

  it('takes an empty block and a close at the end of the text', () => {
    assert.deepEqual(parts('---\n---\nText'), { content: '', body: 'Text' });
    assert.deepEqual(parts('---\na: 1\n---'), { content: 'a: 1\n', body: '' });
  });

  it('does not close at dashes that begin or end a longer line', () => {
    assert.deepEqual(parts('---\ntitle: a --- b\n--- c\n ---\n----\n---\n'), {
      content: 'title: a --- b\n--- c\n ---\n----\n',
      body: '',
    });
  });

  it('sees no block where a fence is missing, longer, indented or not on the first line', () => {
    for (const text of [
      '',
      '---',
      '---\n',
      '---\na: 1\n',
      '----\na: 1\n----\n',
      ' ---\na: 1\n---\n',
      '\n---\na: 1\n---\n',
      '+++\na\n+++\n',
      '--- js\na\n---\n',
    ]) {
      assert.equal(findFrontmatterFence(text), undefined, JSON.stringify(text));
    }
  });

  it('gives up after 64 KB', () => {
    const filler = 'k: v\n'.repeat(13_000);
    assert.equal(findFrontmatterFence(`---\n${filler}${'k: v\n'.repeat(200)}---\n`), undefined);
    assert.equal(findFrontmatterFence(`---\n${filler}---\nText`)?.contentEnd, 4 + filler.length);
  });
});
