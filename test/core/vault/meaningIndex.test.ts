import assert from 'node:assert/strict';
import { findRelated } from '../../../src/core/vault/candidates/findRelated.ts';
import { MeaningIndex } from '../../../src/core/vault/candidates/meaningIndex.ts';
import { profileNote } from '../../../src/core/vault/candidates/noteProfile.ts';
import { MentionIndex } from '../../../src/core/vault/mentions.ts';
import { SearchIndex } from '../../../src/core/vault/search.ts';
import { Vault } from '../../../src/core/vault/vault.ts';

function indexOf(vectors: Readonly<Record<string, readonly number[]>>): MeaningIndex {
  const index = new MeaningIndex();
  for (const [path, vector] of Object.entries(vectors)) index.set(path, Float32Array.from(vector));
  return index;
}

describe('likeness by meaning', () => {
  it('ranks notes by the angle between their vectors, from 1 for the nearest to 0 for the average', () => {
    const ranking = indexOf({ a: [1, 0], b: [5, 1], c: [1, 1], d: [-1, 0] }).rank('a')!;
    assert.deepEqual(
      ranking.best.map(({ path }) => path),
      ['b', 'c'],
    );
    assert.equal(ranking.scoreOf('b'), 1);
    assert.ok(ranking.scoreOf('c') > 0 && ranking.scoreOf('c') < 1);
    assert.equal(ranking.scoreOf('d'), 0);
    assert.equal(ranking.scoreOf('nobody'), 0);
  });

  it('says nothing of a note that it does not know, and where all notes are alike', () => {
    assert.equal(indexOf({ a: [1, 0], b: [0, 1] }).rank('c'), undefined);
    assert.equal(indexOf({ a: [1, 0] }).rank('a'), undefined);
    assert.equal(indexOf({ a: [1, 0], b: [1, 0], c: [2, 0] }).rank('a'), undefined);
    assert.equal(indexOf({ a: [0, 0], b: [0, 0] }).rank('a'), undefined);
  });

  it('follows notes that change or go, and drops vectors of another model', () => {
    const index = indexOf({ a: [1, 0], b: [1, 0.1], c: [0, 1] });
    assert.equal(index.rank('a')!.best[0]!.path, 'b');
    index.set('b', Float32Array.of(-1, 0));
    assert.equal(index.rank('a')!.best[0]!.path, 'c');
    index.delete('b');
    index.set('a', Float32Array.of(1, 0, 0));
    assert.equal(index.size, 1);
  });

  it('brings up a note that shares no word with the one at hand', () => {
    const vault = new Vault();
    const search = new SearchIndex();
    const mentions = new MentionIndex();
    const texts = {
      'Car.md': 'Engine and wheels.',
      'Automobile.md': 'Motor, four tyres.',
      'Bread.md': 'Flour, water.',
      'Garage.md': 'A place for a vehicle. [[Automobile]]',
    };
    for (const [path, text] of Object.entries(texts)) {
      const note = vault.upsert(path, text);
      search.upsert(path, text, note);
      mentions.upsert(note);
    }
    const meaning = indexOf({
      'Car.md': [1, 0.1],
      'Automobile.md': [1, 0.2],
      'Bread.md': [0, 1],
      'Garage.md': [0.7, 0.7],
    });
    const related = (withMeaning: boolean): string[] => {
      const context = { vault, search, mentions, meaning: withMeaning ? meaning : undefined };
      return findRelated(profileNote(context, 'Car.md', texts['Car.md']), 2).map(({ path }) => path);
    };
    assert.equal(related(true)[0], 'Automobile.md');
    assert.ok(!related(false).includes('Bread.md'));
  });
});
