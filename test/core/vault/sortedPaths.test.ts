import assert from 'node:assert/strict';
import fc from 'fast-check';
import { SortedPaths } from '../../../src/core/vault/sortedPaths.ts';

const keyOf = (path: string): string => path.charAt(0);
const path = fc.stringMatching(/^[abc][0-9]$/);

function sorted(paths: Iterable<string>): string[] {
  return [...paths].sort((a, b) => (keyOf(a) === keyOf(b) ? (a < b ? -1 : 1) : keyOf(a) < keyOf(b) ? -1 : 1));
}

describe('sorted paths', () => {
  it('are those added and not deleted, in order, whenever they are read', () => {
    const step = fc.tuple(fc.constantFrom('add', 'delete', 'list'), path);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const list = new SortedPaths(keyOf);
        const expected = new Set<string>();
        for (const [what, path] of steps) {
          if (what === 'list') assert.deepEqual(list.list(), sorted(expected));
          else if (what === 'delete') {
            if (expected.delete(path)) list.delete(path);
          } else if (!expected.has(path)) {
            list.add(path);
            expected.add(path);
          }
          assert.equal(list.size, expected.size);
        }
        assert.deepEqual(list.list(), sorted(expected));
      }),
    );
  });

  it('may be filled in order and added to later', () => {
    const list = new SortedPaths(keyOf);
    for (const path of ['a1', 'b1', 'c1']) list.append(path);
    assert.deepEqual(list.list(), ['a1', 'b1', 'c1']);
    list.add('b0');
    assert.deepEqual(list.list(), ['a1', 'b0', 'b1', 'c1']);
  });
});
