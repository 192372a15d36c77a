import assert from 'node:assert/strict';
import { filterTrees } from '../../../src/core/vault/treeFilter.ts';
import { Vault } from '../../../src/core/vault/vault.ts';
import { vaultFrom } from '../../support/vaultFixture.ts';

const vault = vaultFrom(`
  == Home MOC.md
  - [[Bread MOC]]
  == Bread MOC.md
  - [[Rye]]
  == Garden MOC.md
  - [[Roses]]
  == Rye.md
  ---
  title: Crème and rye
  aliases: [Roggen]
  tags: [food/bread, slow]
  ---
  == Roses.md
  #garden/rye-grass
  == Loose.md
  #slow
`);

/** What is shown of the vault, in short. */
function shown(typed: string): Record<string, string[]> {
  const filter = filterTrees(vault, typed);
  assert.ok(filter);
  return { notes: [...filter.notes].sort(), tags: [...filter.tags].sort(), mocs: [...filter.mocs].sort() };
}

describe('a filter of the trees', () => {
  it('shows what is named so, what is above it, and what is below a tag that is', () => {
    assert.deepEqual(shown('rye'), {
      notes: ['Rye.md'],
      tags: ['food', 'food/bread', 'garden', 'garden/rye-grass', 'slow'],
      mocs: ['Bread MOC.md', 'Home MOC.md'],
    });
    assert.deepEqual(shown('food').tags, ['food', 'food/bread']);
  });

  it('takes words in any order, case and accents aside, and aliases', () => {
    assert.deepEqual(shown('RYE creme').notes, ['Rye.md']);
    assert.deepEqual(shown('rogg').notes, ['Rye.md']);
    assert.deepEqual(shown('rye roses'), { notes: [], tags: [], mocs: [] });
  });

  it('is none where nothing was typed', () => {
    assert.equal(filterTrees(vault, ' '), undefined);
  });

  it('ends in MOCs that are in a circle', () => {
    const circle = vaultFrom(`
      == A MOC.md
      - [[B MOC]]
      == B MOC.md
      - [[A MOC]]
      - [[Leaf]]
      == Leaf.md
      text
    `);
    assert.deepEqual([...(filterTrees(circle, 'leaf')?.mocs ?? [])].sort(), ['A MOC.md', 'B MOC.md']);
  });

  it('opens branches for few notes only', () => {
    const many = new Vault();
    many.batch(() => {
      for (let i = 0; i < 300; i++) many.upsert(`Loaf ${i}.md`, '#bread');
    });
    assert.equal(filterTrees(many, 'loaf 29')?.opens, true);
    assert.equal(filterTrees(many, 'loaf')?.opens, false);
  });
});
