import assert from 'node:assert/strict';
import { Vault, type VaultChange } from '../../../src/core/vault/vault.ts';
import { vaultFrom } from '../../support/vaultFixture.ts';

describe('a vault', () => {
  it('knows who links to a note, and where', () => {
    const vault = vaultFrom(`
      == a.md
      [b](b.md) and [[b#Part|again]], not [[c]].
      == b.md
      # Part
      == c.md
      ---
      up: "[[b]]"
      ---
      [b]: b.md
      See [the other][b] and [self](c.md).
    `);
    assert.deepEqual(
      vault.backlinks('b.md').map(({ from, link }) => [from, link.kind, link.text, link.key]),
      [
        ['a.md', 'inline', 'b', undefined],
        ['a.md', 'wiki', 'again', undefined],
        ['c.md', 'wiki', undefined, 'up'],
        ['c.md', 'reference', 'the other', undefined],
      ],
    );
    assert.deepEqual(vault.outgoing('a.md'), ['b.md', 'c.md']);
    assert.deepEqual([...vault.incoming('b.md')].sort(), ['a.md', 'c.md']);
    // A note's link to itself leads nowhere else.
    assert.deepEqual(
      vault.backlinks('c.md').map(({ from }) => from),
      ['a.md'],
    );
    assert.deepEqual(vault.outgoing('c.md'), ['b.md']);
  });

  it('finds a missing note once it comes, and misses it again when it goes', () => {
    const vault = vaultFrom(`
      == docs/a.md
      [[GenAI]] [x](GenAI.md)
      == docs/b.md
      [y](GenAI)
    `);
    const [missing, ...others] = vault.dangling();
    assert.deepEqual(others, []);
    assert.deepEqual([missing?.title, missing?.path], ['GenAI', 'docs/GenAI.md']);
    assert.deepEqual(
      missing?.mentionedBy.map(({ from, link }) => [from, link.text]),
      [
        ['docs/a.md', undefined],
        ['docs/a.md', 'x'],
        ['docs/b.md', 'y'],
      ],
    );
    vault.upsert('else/where/genai.md', '');
    assert.deepEqual(vault.dangling(), []);
    assert.equal(vault.backlinks('else/where/genai.md').length, 3);
    vault.remove('else/where/genai.md');
    assert.equal(vault.dangling()[0]?.mentionedBy.length, 3);
    vault.remove('docs/a.md');
    vault.remove('docs/b.md');
    assert.deepEqual(vault.dangling(), []);
  });

  it('keeps missing notes apart that one note could not stand for', () => {
    const vault = vaultFrom(`
      == x/a.md
      [one](in/index.md) [[index]]
      == y/a.md
      [two](in/index.md) [again](in/index.md)
      == z/a.md
      [[Index]]
    `);
    assert.deepEqual(
      vault.dangling().map(({ path, mentionedBy }) => [path, mentionedBy.map(({ from }) => from)]),
      [
        ['x/in/index.md', ['x/a.md']],
        ['y/in/index.md', ['x/a.md', 'y/a.md', 'y/a.md', 'z/a.md']],
      ],
    );
  });

  it('has one missing note for all spellings of its name', () => {
    const vault = vaultFrom(`
      == a.md
      [[Rye starter]] [[Rye%20starter]] [[rye starter.md]]
      [x](Rye%20starter.md) [y](<Rye starter.md>) [z](/Rye%20starter.md) [w](./rye%20starter)
    `);
    assert.deepEqual(
      vault.dangling().map(({ path, mentionedBy }) => [path, mentionedBy.length]),
      [['Rye starter.md', 7]],
    );
  });

  it('sorts by title: case and accents aside, numbers by value', () => {
    const vault = new Vault();
    for (const title of ['week 10', 'École', 'Zebra', 'Week 2', 'eclair', '日本'])
      vault.upsert(`${title}.md`, '');
    assert.deepEqual(
      vault.orphans().map((path) => path.slice(0, -3)),
      ['eclair', 'École', 'Week 2', 'week 10', 'Zebra', '日本'],
    );
  });

  it('counts as orphans notes that no link leads to or from, missing notes and themselves apart', () => {
    const vault = vaultFrom(`
      == a.md
      [[b]]
      == b.md
      == c.md
      [[c]] [[nowhere]] https://example.org
      == d.md
      ![picture](d.png)
    `);
    assert.deepEqual(vault.orphans(), ['c.md', 'd.md']);
    vault.upsert('a.md', '');
    assert.deepEqual(vault.orphans(), ['a.md', 'b.md', 'c.md', 'd.md']);
  });

  it('misses no template where it belongs to nothing, and takes none for a MOC', () => {
    const vault = vaultFrom(`
      == templates/moc.md
      # {{title}}
      == templates/note.md
      text
      == a.md
      text
    `);
    assert.deepEqual(vault.mocs().mocs, []);
    assert.deepEqual(vault.mocs().unfiled, ['a.md']);
    assert.deepEqual(vault.orphans(), ['a.md']);
  });

  it('misses no note that only a template names, until it stands elsewhere', () => {
    const vault = vaultFrom(`
      == templates/note.md
      [[Diary of today]] [[Later]]
      == a.md
      [[Later]]
    `);
    assert.deepEqual(
      vault.dangling().map(({ title, mentionedBy }) => [title, mentionedBy.map(({ from }) => from)]),
      [['Later', ['a.md']]],
    );
    assert.equal(vault.counts().dangling, 1);
    vault.rename('templates/note.md', 'note.md');
    assert.deepEqual(
      vault.dangling().map(({ title }) => title),
      ['Diary of today', 'Later'],
    );
    vault.rename('note.md', 'templates/note.md');
    assert.equal(vault.counts().dangling, 1);
  });

  it('misses no MOC that is still to be chosen', () => {
    const vault = vaultFrom(`
      == a.md
      ### [[YOUR MOC]]
      == b.md
      [YOUR MOC](YOUR%20MOC.md) and [[Your garden MOC]]
    `);
    assert.deepEqual(
      vault.dangling().map(({ title }) => title),
      ['Your garden MOC'],
    );
    assert.equal(vault.counts().dangling, 1);
  });

  it('forgets nothing of a note that moves, and looks its links up from its new place', () => {
    const vault = vaultFrom(`
      == x/a.md
      [near](b.md) [[c]]
      == x/b.md
      == y/b.md
      == c.md
      [[a]] [a](x/a.md)
    `);
    assert.deepEqual(vault.outgoing('x/a.md'), ['x/b.md', 'c.md']);
    vault.rename('x/a.md', 'y/renamed.md');
    assert.equal(vault.note('x/a.md'), undefined);
    assert.equal(vault.note('y/renamed.md')?.title, 'renamed');
    assert.deepEqual(vault.outgoing('y/renamed.md'), ['y/b.md', 'c.md']);
    assert.deepEqual(vault.outgoing('c.md'), []);
    assert.deepEqual(
      vault.dangling().map(({ path }) => path),
      ['x/a.md'],
    );
    assert.equal(vault.rename('nobody.md', 'x.md'), false);
  });

  it('is found by its title from where it is nearest now', () => {
    const vault = vaultFrom(`
      == z/one.md
      # Sourdough
      == y/two.md
      # Sourdough
      == x/asks.md
      [[Sourdough]]
    `);
    assert.deepEqual(vault.outgoing('x/asks.md'), ['y/two.md']);
    vault.rename('z/one.md', 'x/one.md');
    assert.deepEqual(vault.outgoing('x/asks.md'), ['x/one.md']);
    vault.rename('x/one.md', 'x/deep/er/one.md');
    assert.deepEqual(vault.outgoing('x/asks.md'), ['y/two.md']);
  });

  it('makes a note a MOC, or private, when it moves to such a name or place, and back', () => {
    const vault = vaultFrom('== a.md\n== b.md\n---\ntype: moc\nprivate: yes\n---\n', {
      privateGlobs: ['secret/**'],
    });
    vault.rename('a.md', 'secret/A MOC.md');
    assert.deepEqual(
      [vault.note('secret/A MOC.md')?.isMoc, vault.note('secret/A MOC.md')?.isPrivate],
      [true, true],
    );
    vault.rename('secret/A MOC.md', 'a.md');
    assert.deepEqual([vault.note('a.md')?.isMoc, vault.note('a.md')?.isPrivate], [false, false]);
    vault.rename('b.md', 'c.md');
    assert.deepEqual([vault.note('c.md')?.isMoc, vault.note('c.md')?.isPrivate], [true, true]);
  });

  it('is not slow where every folder holds a note of the same name', () => {
    const vault = new Vault();
    for (let i = 0; i < 2000; i++) vault.upsert(`f${i}/index.md`, `[next](../f${i + 1}/index.md) [[index]]`);
    assert.deepEqual(vault.outgoing('f7/index.md'), ['f8/index.md']);
  }).timeout(20_000);
});

describe('what a vault tells', () => {
  function listen(vault: Vault): VaultChange[] {
    const told: VaultChange[] = [];
    vault.onDidChange((change) => told.push(change));
    return told;
  }

  it('each change at once, and nothing where nothing changed', () => {
    const vault = new Vault();
    const told = listen(vault);
    vault.upsert('a.md', 'x');
    vault.upsert('a.md', 'x');
    vault.upsert('a.md', 'y');
    vault.rename('a.md', 'b.md');
    vault.rename('b.md', 'b.md');
    vault.remove('b.md');
    vault.remove('b.md');
    assert.deepEqual(told, [
      { updated: ['a.md'], removed: [], renamed: [] },
      { updated: ['a.md'], removed: [], renamed: [] },
      { updated: [], removed: [], renamed: [{ from: 'a.md', to: 'b.md' }] },
      { updated: [], removed: ['b.md'], renamed: [] },
    ]);
  });

  it('a burst once', () => {
    const vault = vaultFrom('== gone.md\n== stays.md\n');
    const told = listen(vault);
    const result = vault.batch(() => {
      for (let i = 0; i < 500; i++) vault.upsert(`${i}.md`, `#tag [[${i + 1}]]`);
      vault.batch(() => vault.remove('gone.md'));
      vault.remove('0.md');
      return vault.tag('tag')?.total;
    });
    assert.equal(result, 499);
    assert.equal(told.length, 1);
    assert.equal(told[0]?.updated.length, 499);
    assert.deepEqual(told[0]?.removed, ['gone.md', '0.md']);
  });

  it('a burst that ends in an error, and the error', () => {
    const vault = new Vault();
    const told = listen(vault);
    const fail = (): void => {
      vault.upsert('a.md', '');
      throw new Error('no');
    };
    assert.throws(() => vault.batch(fail), /no/);
    assert.deepEqual(told, [{ updated: ['a.md'], removed: [], renamed: [] }]);
    vault.upsert('b.md', '');
    assert.equal(told.length, 2);
  });

  it('what is held when the last hold ends', () => {
    const vault = new Vault();
    const told = listen(vault);
    const first = vault.hold();
    const second = vault.hold();
    vault.upsert('a.md', '');
    first.dispose();
    first.dispose();
    assert.equal(told.length, 0);
    second.dispose();
    assert.deepEqual(told, [{ updated: ['a.md'], removed: [], renamed: [] }]);
  });
});
