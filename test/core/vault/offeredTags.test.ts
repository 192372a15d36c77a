import assert from 'node:assert/strict';
import { offeredTags } from '../../../src/core/vault/offeredTags.ts';
import { Vault } from '../../../src/core/vault/vault.ts';

describe('the tags that are offered while one is typed', () => {
  const vault = new Vault();
  vault.upsertAll([
    ['a.md', '#bread #bread/Rye #method/slow'],
    ['b.md', '#bread #Oven'],
    ['c.md', '#bread/Rye #oven/'],
    ['draft.md', '#brea #method/quick/new'],
  ]);
  const offered = (typed: string, path: string): string[] =>
    offeredTags(vault.tags(), typed, path).map(({ name, total }) => `${name} ${total}`);

  it('are those of the vault, in its own case, nested ones too, the most used first', () => {
    assert.deepEqual(offered('', 'other.md'), [
      'bread 3',
      'bread/Rye 2',
      'method 2',
      'Oven 2',
      'brea 1',
      'method/quick 1',
      'method/quick/new 1',
      'method/slow 1',
    ]);
  });

  it('leave out what is a tag only because it is being typed', () => {
    assert.ok(!offered('brea', 'draft.md').includes('brea 1'));
    assert.ok(offered('brea', 'a.md').includes('brea 1'), 'another note has it');
    assert.deepEqual(
      offered('Method/quick/new', 'draft.md').filter((tag) => tag.startsWith('method')),
      ['method 2', 'method/slow 1'],
    );
  });
});
