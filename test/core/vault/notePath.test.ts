import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fold, sortKeyOf } from '../../../src/core/vault/noteName.ts';
import { folderDistance, isJoinedPath, joinPath, stemOf } from '../../../src/core/vault/notePath.ts';

describe('paths', () => {
  for (const [folder, target, expected] of [
    ['', 'a', 'a'],
    ['x', 'a', 'x/a'],
    ['x/y', '../a', 'x/a'],
    ['x/y', '../../a', 'a'],
    ['x/y', '../../../a', undefined],
    ['', '../a', undefined],
    ['x', './a/./b//c', 'x/a/b/c'],
    ['x', 'a/../../b', 'b'],
    ['x', 'a/../../../b', undefined],
    ['x', 'a.b/c..', 'x/a.b/c..'],
  ] as const) {
    it(`${target} from ${folder === '' ? 'the root' : folder} is ${expected ?? 'outside'}`, () => {
      assert.equal(joinPath(folder, target), expected);
    });
  }

  for (const [a, b, steps] of [
    ['', '', 0],
    ['', 'x', 1],
    ['x', 'x/y', 1],
    ['x/y', 'x/z', 2],
    ['xy', 'x', 2],
    ['x/yy', 'x/y', 2],
    ['a/b/c', 'a/b/c', 0],
    ['a/b/c', 'd', 4],
  ] as const) {
    it(`from ${a || 'the root'} to ${b || 'the root'} it is ${steps} steps`, () => {
      assert.equal(folderDistance(a, b), steps);
      assert.equal(folderDistance(b, a), steps);
    });
  }

  it('are compared with what would be put together as if it were', () => {
    const steps = fc.array(fc.constantFrom('a', 'b', 'ab', '..', '.', '/', 'a.'), { maxLength: 6 });
    const folders = fc.array(fc.constantFrom('a', 'b', 'ab'), { maxLength: 3 });
    fc.assert(
      fc.property(folders, steps, fc.boolean(), steps, (folder, target, joins, other) => {
        const from = folder.join('/');
        const to = target.join('/');
        const joined = joinPath(from, to);
        const path = joined !== undefined && joins ? `${joined}.md` : `${other.join('/')}.md`;
        assert.equal(isJoinedPath(path, from, to, '.md'), joined !== undefined && path === `${joined}.md`);
        assert.equal(isJoinedPath(path, from, to, '.markdown'), false);
      }),
      { numRuns: 2000 },
    );
  });

  it('have a stem', () => {
    assert.deepEqual(['x/a.b.md', 'A.MD', 'a.markdown', 'a.txt', '.md'].map(stemOf), [
      'a.b',
      'A',
      'a',
      'a.txt',
      '',
    ]);
  });
});

describe('names', () => {
  it('are compared without case and Unicode form', () => {
    assert.equal(fold('CAFE\u0301'), fold('caf\u00e9'));
    assert.notEqual(fold('cafe'), fold('caf\u00e9'));
    assert.equal(fold(fold('\u0130')), fold('\u0130'));
  });

  it('sort without accents and with numbers by value', () => {
    const sorted = ['b', 'Ä2', 'a10', 'a2', 'A1'].sort((x, y) => (sortKeyOf(x) < sortKeyOf(y) ? -1 : 1));
    assert.deepEqual(sorted, ['A1', 'Ä2', 'a2', 'a10', 'b']);
  });
});
