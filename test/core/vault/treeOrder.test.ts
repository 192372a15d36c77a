import assert from 'node:assert/strict';
import { lastChange, Recency } from '../../../src/core/vault/recency.ts';
import { orderMembers, orderNotes, orderTags, type TreeOrder } from '../../../src/core/vault/treeOrder.ts';
import { vaultFrom } from '../../support/vaultFixture.ts';

const vault = vaultFrom(`
  == Bread MOC.md
  - [[Rye]]
  - [[Cakes MOC]]
  - [[Spelt]]
  - [[Ash crust]]
  == Cakes MOC.md
  - [[Rye]]
  == Rye.md
  ---
  modified: 2024-01-02 10:00
  tags: [flour]
  ---
  See [[Spelt]].
  == Spelt.md
  ---
  modified: 2024-03-01
  tags: [flour, grain/spelt]
  ---
  == Ash crust.md
  ---
  created: 2024-02-01, 09:00
  tags: [oven]
  ---
  See [[Spelt]].
`);
const recency = new Recency((path) => vault.note(path));

describe('the order of a tree', () => {
  it('puts tags by name, by how many notes are below them, or by the note changed last', () => {
    const tags = (order: TreeOrder) => orderTags(vault.tags(), order, recency).map(({ name }) => name);
    assert.deepEqual(tags('own'), ['flour', 'grain', 'oven']);
    assert.deepEqual(tags('count'), ['flour', 'grain', 'oven']);
    assert.deepEqual(tags('recency'), ['flour', 'grain', 'oven']);
    vault.upsert('New.md', '---\nmodified: 2024-05-01\ntags: [oven]\n---\n');
    vault.upsert('Newer.md', '---\nmodified: 2024-05-02\ntags: [oven]\n---\n');
    assert.deepEqual(tags('count'), ['oven', 'flour', 'grain']);
    assert.deepEqual(tags('recency'), ['oven', 'flour', 'grain']);
    vault.remove('New.md');
    vault.remove('Newer.md');
    assert.deepEqual(tags('recency'), ['flour', 'grain', 'oven']);
  });

  it('puts the notes of a MOC as it lists them, by title, by weight, or by the last change', () => {
    const { members } = vault.moc('Bread MOC.md')!;
    const notes = (order: TreeOrder) =>
      orderMembers(members, order, vault, recency).map(({ path }) => path.replace(/\.md$/, ''));
    assert.deepEqual(notes('own'), ['Rye', 'Cakes MOC', 'Spelt', 'Ash crust']);
    assert.deepEqual(notes('name'), ['Ash crust', 'Cakes MOC', 'Rye', 'Spelt']);
    assert.deepEqual(notes('count'), ['Cakes MOC', 'Spelt', 'Rye', 'Ash crust']);
    assert.deepEqual(notes('recency'), ['Spelt', 'Ash crust', 'Rye', 'Cakes MOC']);
  });

  it('leaves notes of equal weight in the order of their titles', () => {
    const paths = ['Ash crust.md', 'Rye.md', 'Spelt.md'];
    assert.deepEqual(orderNotes(paths, 'name', vault, recency), paths);
    assert.deepEqual(orderNotes(paths, 'count', vault, recency), ['Spelt.md', 'Rye.md', 'Ash crust.md']);
  });
});

describe('when a note was last changed', () => {
  const rows: readonly (readonly [string | undefined, string | undefined, string])[] = [
    ['2024-01-02, 03:04', '2020-01-01', '202401020304'],
    ['2024-01-02T03:04:05.678Z', undefined, '20240102030405'],
    [undefined, '2023/05/06', '20230506'],
    ['6 May 2023 12:00 UTC', undefined, '20230506120000'],
    ['{{date}}', '2023-05-06', '20230506'],
    ['soon', undefined, ''],
    [undefined, undefined, ''],
  ];
  for (const [modified, created, expected] of rows) {
    it(`is “${expected}” for ${modified} and ${created}`, () => {
      assert.equal(lastChange({ modified, created }), expected);
    });
  }
});
