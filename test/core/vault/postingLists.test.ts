import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { PostingLists } from '../../../src/core/vault/postingLists.ts';

type Posting = readonly [document: number, weight: number];

function read(lists: PostingLists, term: number): Posting[] {
  const found: Posting[] = [];
  lists.forEach(term, (document, weight) => found.push([document, weight]));
  return found;
}

describe('posting lists', () => {
  it('give what was added to each term, oldest first, however the terms take turns', () => {
    // A term that stands in hundreds of documents fills several slices of the largest size.
    const addition = fc.tuple(fc.nat({ max: 5 }), fc.nat({ max: 300 }), fc.nat({ max: 1000 }));
    fc.assert(
      fc.property(fc.array(addition, { maxLength: 60 }), (additions) => {
        const lists = new PostingLists();
        const expected = new Map<number, Posting[]>();
        let document = 0;
        for (const [term, count, weight] of additions) {
          for (let i = 0; i < count; i++) {
            lists.add(term, document, weight);
            const own = expected.get(term) ?? [];
            own.push([document++, weight]);
            expected.set(term, own);
          }
        }
        for (let term = 0; term < 7; term++) assert.deepEqual(read(lists, term), expected.get(term) ?? []);
      }),
      { numRuns: 30 },
    );
  });

  it('give no more than is wanted', () => {
    const lists = new PostingLists();
    for (let document = 0; document < 10; document++) lists.add(3, document, 1);
    const given: number[] = [];
    lists.forEach(3, (document) => given.push(document) < 4);
    assert.deepEqual(given, [0, 1, 2, 3]);
  });
});
