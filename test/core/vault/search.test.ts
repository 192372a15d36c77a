import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Postings } from '../../../src/core/vault/postings.ts';
import { SearchIndex } from '../../../src/core/vault/search.ts';
import { placeTerms } from '../../../src/core/vault/searchFields.ts';
import { termsOf } from '../../../src/core/vault/terms.ts';
import { TopList } from '../../../src/core/vault/topList.ts';
import { Vault } from '../../../src/core/vault/vault.ts';
import { notesFrom } from '../../support/vaultFixture.ts';

function indexOf(packed: string): { search: SearchIndex; vault: Vault } {
  const search = new SearchIndex();
  const vault = new Vault();
  for (const [path, text] of notesFrom(packed)) search.upsert(path, text, vault.upsert(path, text));
  return { search, vault };
}

function found(search: SearchIndex, words: string, except?: string): string[] {
  return search
    .rank(search.queryOf(words))
    .best(10, except)
    .map(({ path }) => path);
}

describe('the terms of a text', () => {
  it('are words in lower case, without a plural s', () => {
    assert.deepEqual(termsOf("Linear Models, the class's bus"), [
      'linear',
      'model',
      'the',
      'class',
      's',
      'bus',
    ]);
  });
  it('are pairs of characters where a script has no spaces', () => {
    assert.deepEqual(termsOf('東京都でDockerを使う'), ['東京', '京都', '都で', 'docker', 'を使', '使う']);
    assert.deepEqual(termsOf('茶'), ['茶']);
  });
  it('are the same for all forms of a long word of another alphabet', () => {
    assert.equal(termsOf('системами')[0], termsOf('система')[0]);
    assert.notEqual(termsOf('дом')[0], termsOf('дома')[0]);
  });
  it('do not depend on how accents are stored', () => {
    assert.deepEqual(termsOf('cafe\u0301'), termsOf('café'));
  });
});

describe('the places of a note', () => {
  it('are its folders and the levels of a dotted name', () => {
    assert.deepEqual(placeTerms('Docs/topic.git.commands.md'), ['/docs', '/docs/topic', '/docs/topic/git']);
    assert.deepEqual(placeTerms('note.md'), []);
  });
});

describe('the search index', () => {
  const vaultText = `
    == bread.md
    # Bread
    Flour, water, salt and time.
    == rye.md
    # Rye bread
    Rye flour takes more water than wheat flour.
    == tyres.md
    # Tyres
    Check the pressure before every ride.
    == 輪行.md
    自転車を袋に入れて電車で運ぶ。
  `;

  it('finds notes by their words, the best first, and none that shares no word', () => {
    const { search } = indexOf(vaultText);
    assert.deepEqual(found(search, 'rye flour'), ['rye.md', 'bread.md']);
    assert.deepEqual(found(search, '電車'), ['輪行.md']);
    assert.deepEqual(found(search, 'volcano'), []);
  });
  it('weighs the title more than the body', () => {
    const { search } = indexOf(`
      == a.md
      # Salt
      Of the sea.
      == b.md
      # Sea
      With some salt in it.
    `);
    assert.deepEqual(found(search, 'salt'), ['a.md', 'b.md']);
  });
  it('does not search addresses and frontmatter', () => {
    const { search } = indexOf(`
      == a.md
      ---
      isbn: zebra
      ---
      See [this](https://zebra.example/zebra).
    `);
    assert.deepEqual(found(search, 'zebra'), []);
    assert.deepEqual(found(search, 'this'), ['a.md']);
  });
  it('forgets a note that was removed and reads one anew that was changed', () => {
    const { search, vault } = indexOf(vaultText);
    search.remove('rye.md');
    search.upsert('bread.md', 'Volcano', vault.upsert('bread.md', 'Volcano'));
    assert.deepEqual(found(search, 'rye flour'), []);
    assert.deepEqual(found(search, 'volcano'), ['bread.md']);
    assert.equal(search.size, 3);
    assert.equal(search.frequency('flour'), 0);
    assert.equal(search.remove('rye.md'), false);
  });
  it('makes notes alike that stand in one folder or link to the same note', () => {
    const { search, vault } = indexOf(`
      == x/a.md
      alpha [[Gone]]
      == x/b.md
      beta
      == y/c.md
      gamma [[gone]]
      == y/d.md
      delta
    `);
    const likes = (path: string, text: string, withPlace: boolean): string[] =>
      search
        .rank(search.queryOf(text, vault.note(path), withPlace))
        .best(5, path)
        .map((hit) => hit.path);
    assert.deepEqual(likes('x/a.md', 'alpha [[Gone]]', false), ['y/c.md']);
    assert.deepEqual(new Set(likes('x/a.md', 'alpha [[Gone]]', true)), new Set(['y/c.md', 'x/b.md']));
  });
  it('counts the notes that hold all words of a phrase', () => {
    const { search } = indexOf(vaultText);
    assert.equal(search.frequencyOfAll(['water', 'flour']), 2);
    assert.equal(search.frequencyOfAll(['water', 'rye']), 1);
    assert.equal(search.frequencyOfAll(['water', 'volcano']), 0);
    assert.equal(search.frequencyOfAll([]), 0);
  });
});

describe('postings', () => {
  it('tell after any changes and packing what a plain map tells', () => {
    const change = fc.record({
      document: fc.nat(6),
      terms: fc.uniqueArray(fc.nat(8), { maxLength: 5 }),
      packs: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 30 }), (changes) => {
        const postings = new Postings();
        const expected = new Map<number, readonly number[]>();
        let numbers = new Map<number, number>();
        for (const { document, terms, packs } of changes) {
          const old = numbers.get(document);
          if (old !== undefined) postings.remove(old);
          numbers.set(
            document,
            postings.add(terms, (term) => term + 1),
          );
          expected.set(document, terms);
          if (packs) {
            const moved = postings.pack();
            numbers = new Map([...numbers].map(([key, number]) => [key, moved[number]!]));
          }
        }
        const keys = new Map([...numbers].map(([key, number]) => [number, key]));
        for (let term = 0; term <= 8; term++) {
          const holders: number[] = [];
          postings.forEachDocument(term, (number, weight) => {
            assert.equal(weight, term + 1);
            holders.push(keys.get(number)!);
          });
          const wanted = [...expected].filter(([, terms]) => terms.includes(term)).map(([key]) => key);
          assert.deepEqual(holders.sort(), wanted.sort());
          assert.equal(postings.frequency(term), wanted.length);
        }
        assert.equal(postings.size, expected.size);
      }),
    );
  });
});

describe('a list of the best', () => {
  it('keeps the highest scores, equal ones in the order of offering', () => {
    const top = new TopList<string>(3);
    for (const [item, score] of [
      ['a', 1],
      ['b', 3],
      ['c', 1],
      ['d', 2],
      ['e', 1],
    ] as const)
      top.offer(item, score);
    assert.deepEqual(
      top.items().map(({ item }) => item),
      ['b', 'd', 'a'],
    );
    const none = new TopList<string>(0);
    none.offer('a', 1);
    assert.deepEqual(none.items(), []);
  });
});
