import assert from 'node:assert/strict';
import type { Vault } from '../../../src/core/vault/vault.ts';
import { vaultFrom } from '../../support/vaultFixture.ts';

/** How the members of a MOC belong to it, e.g. `a.md: listed in Section, up-link`. */
function members(vault: Vault, path: string): string[] {
  const moc = vault.mocs().mocs.find((one) => one.path === path);
  return (moc?.members ?? []).map(({ path: member, listed, upLink, section }) => {
    const how = [listed && (section === undefined ? 'listed' : `listed in ${section}`), upLink && 'up-link'];
    return `${member}: ${how.filter((part) => part !== false).join(', ')}`;
  });
}

describe('belonging to a MOC', () => {
  it('comes from an up-link on a line of its own or under a key', () => {
    const vault = vaultFrom(`
      == X MOC.md
      == heading.md
      ### [X MOC](X%20MOC.md)
      # Title
      == line.md
      # Title

      Some words.

      [[X MOC]]
      == key.md
      ---
      up: "[[X MOC]]"
      ---
      == parent.md
      ---
      parent: [[X MOC]]
      ---
      == moc key.md
      ---
      moc: "[x](X%20MOC.md)"
      ---
      == sentence.md
      As the [[X MOC]] says.
      == other key.md
      ---
      related: "[[X MOC]]"
      ---
      == list.md
      - [[X MOC]]
    `);
    assert.deepEqual(members(vault, 'X MOC.md'), [
      'key.md: up-link',
      'moc key.md: up-link',
      'parent.md: up-link',
      'heading.md: up-link',
      'line.md: up-link',
    ]);
    assert.deepEqual(vault.mocs().unfiled, ['list.md', 'other key.md', 'sentence.md']);
    assert.deepEqual(vault.mocsOf('key.md'), ['X MOC.md']);
  });

  it('comes from being listed, in the order and under the headings of the MOC; the others follow by title', () => {
    const vault = vaultFrom(`
      == X MOC.md
      # X MOC
      A sentence names [[f]] and lists nothing.
      ## Second
      - [[b]] with a remark
      1. [a](a.md)
      ## First
      [[c]]
      | [[d]] | cell |
      |---|---|
      - [[b]] again
      == a.md
      [[X MOC]]
      == b.md
      == c.md
      == d.md
      == e.md
      # Zoo
      [[X MOC]]
      == ee.md
      # Ant
      [[X MOC]]
      == f.md
    `);
    assert.deepEqual(members(vault, 'X MOC.md'), [
      'b.md: listed in Second',
      'a.md: listed in Second, up-link',
      'c.md: listed in First',
      'd.md: listed in First',
      'ee.md: up-link',
      'e.md: up-link',
    ]);
    assert.deepEqual(vault.mocs().unfiled, ['f.md']);
  });

  it('makes MOCs that are listed sub-MOCs, and takes the lines at a MOC’s top for its up-links', () => {
    const vault = vaultFrom(`
      == All MOC.md
      ## Topics
      - [[Data MOC]]
      [[Web MOC]]
      == Data MOC.md
      ### [[All MOC]]
      # Data
      [[Stats MOC]]
      ## Parts
      [[Maths MOC]]
      == Stats MOC.md
      == Web MOC.md
      == Maths MOC.md
    `);
    assert.deepEqual(members(vault, 'All MOC.md'), [
      'Data MOC.md: listed in Topics, up-link',
      'Web MOC.md: listed in Topics',
    ]);
    assert.deepEqual(members(vault, 'Data MOC.md'), ['Maths MOC.md: listed in Parts']);
    assert.deepEqual(members(vault, 'Stats MOC.md'), ['Data MOC.md: up-link']);
    assert.deepEqual(vault.mocs().roots, ['All MOC.md', 'Stats MOC.md']);
    assert.deepEqual(vault.mocs().unfiled, []);
  });

  it('takes no index of MOCs for a member of each', () => {
    const vault = vaultFrom(`
      == README.md
      - [X MOC](X%20MOC.md)
      - [Y MOC](Y%20MOC.md)
      == X MOC.md
      == Y MOC.md
    `);
    assert.deepEqual(vault.mocsOf('README.md'), []);
  });

  it('shows one of each circle, and all that is in it', () => {
    const vault = vaultFrom(`
      == A MOC.md
      - [[B MOC]]
      == B MOC.md
      - [[C MOC]]
      == C MOC.md
      - [[A MOC]]
      - [[D MOC]]
      == D MOC.md
      - [[D MOC]]
      - [[E MOC]]
      == E MOC.md
      - [[D MOC]]
    `);
    assert.deepEqual(vault.mocs().roots, ['A MOC.md']);
    assert.deepEqual(members(vault, 'D MOC.md'), ['E MOC.md: listed']);
  });

  it('leaves a placeholder unfiled', () => {
    const vault = vaultFrom('== a.md\n### [[YOUR MOC]]\n');
    assert.deepEqual(vault.mocs().unfiled, ['a.md']);
  });

  it('follows a note that becomes a MOC and ceases to be one', () => {
    const vault = vaultFrom(`
      == wheels.md
      - [[tyre]]
      == tyre.md
      == bike.md
      [[wheels]]
    `);
    assert.deepEqual(vault.mocs().unfiled, ['bike.md', 'tyre.md', 'wheels.md']);
    vault.upsert('wheels.md', '- [[tyre]]\n#moc');
    assert.deepEqual(members(vault, 'wheels.md'), ['tyre.md: listed', 'bike.md: up-link']);
    assert.deepEqual(vault.mocs().unfiled, []);
    vault.upsert('wheels.md', '- [[tyre]]');
    assert.deepEqual(vault.mocs().mocs, []);
    assert.deepEqual(vault.mocs().unfiled, ['bike.md', 'tyre.md', 'wheels.md']);
  });

  it('shows how things stand now in what it handed out', () => {
    const vault = vaultFrom('== X MOC.md\n== a.md\n[[X MOC]]\n');
    const overview = vault.mocs();
    const [moc] = overview.mocs;
    vault.upsert('b.md', '[[X MOC]]');
    assert.deepEqual(
      moc?.members.map(({ path }) => path),
      ['a.md', 'b.md'],
    );
    vault.rename('X MOC.md', 'x/Y MOC.md');
    assert.equal(moc?.path, 'x/Y MOC.md');
    assert.deepEqual(
      overview.mocs.map(({ path }) => path),
      ['x/Y MOC.md'],
    );
    vault.remove('x/Y MOC.md');
    assert.deepEqual(overview.mocs, []);
    assert.deepEqual(moc?.members, []);
  });

  it('walks a chain of 5,000 MOCs', () => {
    const vault = vaultFrom('');
    vault.batch(() => {
      for (let i = 0; i < 5_000; i++) vault.upsert(`${i} MOC.md`, `- [[${i + 1} MOC]]`);
    });
    assert.deepEqual(vault.mocs().roots, ['0 MOC.md']);
  }).timeout(20_000);
});
