import assert from 'node:assert/strict';
import { Vault, type TagNode } from '../../../src/core/vault/vault.ts';
import { vaultFrom } from '../../support/vaultFixture.ts';

/** A tree as lines: name, notes with just this tag, notes with it or one below. */
function lines(tags: readonly TagNode[]): string[] {
  return tags.flatMap((tag) => [`${tag.name} ${tag.notes.length} ${tag.total}`, ...lines(tag.children)]);
}

describe('the tag tree', () => {
  it('nests, counts each note once, and sorts by name', () => {
    const vault = vaultFrom(`
      == a.md
      ---
      tags: [lang/rust, lang/go, week10]
      ---
      #lang #lang/rust
      == b.md
      #lang/rust/async #week2
      == c.md
    `);
    assert.deepEqual(lines(vault.tags()), [
      'lang 1 2',
      'lang/go 1 1',
      'lang/rust 1 2',
      'lang/rust/async 1 1',
      'week2 1 1',
      'week10 1 1',
    ]);
    assert.deepEqual(vault.untagged(), ['c.md']);
  });

  it('takes spellings together and shows the one used most', () => {
    const vault = vaultFrom(`
      == a.md
      #AI/Agents
      == b.md
      #ai/agents
      == c.md
      #ai
    `);
    assert.deepEqual(lines(vault.tags()), ['ai 1 3', 'ai/Agents 2 2']);
    vault.upsert('d.md', '#AI');
    vault.upsert('e.md', '#AI/agents');
    assert.deepEqual(lines(vault.tags()), ['AI 2 5', 'AI/agents 3 3']);
    vault.remove('d.md');
    vault.remove('e.md');
    assert.deepEqual(lines(vault.tags()), ['ai 1 3', 'ai/Agents 2 2']);
  });

  it('takes Unicode forms together', () => {
    const vault = new Vault();
    vault.upsert('a.md', '#caf\u00e9');
    vault.upsert('b.md', '#cafe\u0301');
    assert.deepEqual(
      vault.tags().map(({ total }) => total),
      [2],
    );
    assert.equal(vault.tag('CAFE\u0301')?.total, 2);
    assert.equal(vault.tag('tea'), undefined);
    assert.equal(vault.tag(''), undefined);
  });

  it('drops a tag with its last note, and what is above it', () => {
    const vault = vaultFrom('== a.md\n#x/y/z\n== b.md\n#x\n');
    vault.remove('a.md');
    assert.deepEqual(lines(vault.tags()), ['x 1 1']);
    vault.upsert('b.md', '');
    assert.deepEqual(lines(vault.tags()), []);
    vault.upsert('b.md', '#x/y');
    assert.deepEqual(lines(vault.tags()), ['x 0 1', 'x/y 1 1']);
  });

  it('lists notes by title, also when a title changes', () => {
    const vault = vaultFrom('== a.md\n# Zoo\n#t\n== b.md\n# Bee\n#t\n== c.md\n# Cat\n#t\n');
    const tag = vault.tag('t')!;
    assert.deepEqual(tag.notes, ['b.md', 'c.md', 'a.md']);
    const before = tag.notes;
    vault.upsert('a.md', '# Ant\n#t');
    assert.deepEqual(tag.notes, ['a.md', 'b.md', 'c.md']);
    assert.deepEqual(before, ['b.md', 'c.md', 'a.md']);
  });

  it('passes over empty levels', () => {
    const vault = vaultFrom('== a.md\n---\ntags: ["x//y/", "/"]\n---\n');
    assert.deepEqual(lines(vault.tags()), ['x 0 1', 'x/y 1 1']);
  });
});
