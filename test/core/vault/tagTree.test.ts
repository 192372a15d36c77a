import assert from 'node:assert/strict';
import { isWithinTags, notesWithTag, withTagsBelow } from '../../../src/core/vault/tagTree.ts';
import { Vault } from '../../../src/core/vault/vault.ts';

describe('the tag tree', () => {
  const vault = new Vault();
  vault.upsert('a.md', '#food #food/bread');
  vault.upsert('b.md', '#food/bread/rye');
  vault.upsert('c.md', '#foodstuff');

  it('names a tag and those below it', () => {
    assert.deepEqual(
      withTagsBelow(vault.tag('food')!).map(({ name }) => name),
      ['food', 'food/bread', 'food/bread/rye'],
    );
  });

  it('names each note with the tag or one below it once', () => {
    assert.deepEqual(notesWithTag(vault.tag('food')!).sort(), ['a.md', 'b.md']);
  });

  it('tells tags within others by whole levels, in any case', () => {
    const isHidden = isWithinTags(['#Food', 'todo']);
    assert.deepEqual(['food', 'FOOD/bread', 'foodstuff', 'my/food', 'todo'].map(isHidden), [
      true,
      true,
      false,
      false,
      true,
    ]);
  });
});
