import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Vault } from '../../../src/core/vault/vault.ts';
import { describeVault } from '../../support/vaultFixture.ts';

/** Few paths, names and tags, so that they meet often: same names in several folders, MOCs in circles, case twins. */
const path = fc.constantFrom(
  'a.md',
  'b.md',
  'x/a.md',
  'x/B.md',
  'x/y/c.md',
  'Data MOC.md',
  'x/Other MOC.md',
  'x/data moc.md',
  'z/C.md',
);
const line = fc.constantFrom(
  '# Title a',
  '# Title of MOC',
  '## Section',
  'Words and [[a]] in a sentence.',
  '[[b|text]]',
  '[[words|b]]',
  '[[c|a]]',
  '[[Title a|c]]',
  '[[Title a]]',
  '[[x/a]]',
  '[c](y/c.md)',
  '[root](/b.md)',
  '[up](../a.md)',
  '- [[a]]',
  '- [c](x/y/c.md) and more',
  '- [[missing]]',
  '[gone](missing.md)',
  '### [[Data MOC]]',
  '[[Other MOC]]',
  '- [[Other MOC]]',
  '- [[Data MOC]]',
  '| [[b]] | cell |',
  'See the [[Data MOC]] there.',
  '#tag #Tag/sub',
  '#tag/sub/deep text',
  '![[a]]',
  '[self](#section)',
  '[[AC/DC]]',
  '',
);
const frontmatter = fc.constantFrom(
  '',
  'title: Title a',
  'title: zz',
  'tags: [tag, other/one]',
  'tags: Other/One',
  'tags: moc',
  'type: MOC',
  'aliases: [AC/DC, missing]',
  'up: "[[Data MOC]]"',
  'up: [[Other MOC]]',
  'private: true',
  'a: [',
);
const text = fc
  .tuple(frontmatter, fc.array(line, { maxLength: 6 }))
  .map(([block, lines]) => `${block === '' ? '' : `---\n${block}\n---\n`}${lines.join('\n')}`);

type Step =
  | { readonly do: 'write'; readonly path: string; readonly text: string }
  | { readonly do: 'remove'; readonly path: string }
  | { readonly do: 'rename'; readonly path: string; readonly to: string }
  | { readonly do: 'ask' };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('write' as const), path, text }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), path }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('rename' as const), path, to: path }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('ask' as const) }) },
);

function take(vault: Vault, files: Map<string, string>, step: Step): void {
  switch (step.do) {
    case 'write':
      vault.upsert(step.path, step.text);
      files.set(step.path, step.text);
      break;
    case 'remove':
      assert.equal(vault.remove(step.path), files.delete(step.path));
      break;
    case 'rename': {
      const moved = files.get(step.path);
      assert.equal(vault.rename(step.path, step.to), moved !== undefined);
      files.delete(step.path);
      if (moved !== undefined) files.set(step.to, moved);
      break;
    }
    case 'ask':
      assertCounts(vault);
      describeVault(vault);
  }
}

function assertCounts(vault: Vault): void {
  const { untagged, unfiled, orphans, dangling } = vault.counts();
  assert.deepEqual(
    [untagged, unfiled, orphans, dangling],
    [vault.untagged(), vault.mocs().unfiled, vault.orphans(), vault.dangling()].map((list) => list.length),
  );
  for (const tag of vault.tags()) assert.equal(tag.ownCount, tag.notes.length);
}

function freshVault(files: ReadonlyMap<string, string>): Vault {
  const vault = new Vault();
  for (const [path, text] of [...files].reverse()) vault.upsert(path, text);
  return vault;
}

describe('a vault that changes', () => {
  it('answers as if all its notes had been read anew, whatever came, changed, moved or went', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        const vault = new Vault();
        const files = new Map<string, string>();
        for (const one of steps) take(vault, files, one);
        assert.deepEqual(describeVault(vault), describeVault(freshVault(files)));
      }),
      { numRuns: 200 },
    );
  }).timeout(60_000);

  it('keeps what was handed out as it was', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), fc.array(step, { maxLength: 6 }), (before, after) => {
        const vault = new Vault();
        const files = new Map<string, string>();
        for (const one of before) take(vault, files, one);
        const lists = [
          vault.untagged(),
          vault.orphans(),
          vault.dangling(),
          vault.mocs().unfiled,
          vault.mocs().mocs,
          ...vault.mocs().mocs.map((moc) => moc.members),
          ...vault.tags().flatMap((tag) => [tag.notes, tag.children]),
        ];
        const copies = lists.map((list) => [...list]);
        for (const one of after) take(vault, files, one);
        describeVault(vault);
        for (const [i, list] of lists.entries()) assert.ok(copies[i]!.every((item, j) => item === list[j]));
        assert.deepEqual(
          lists.map((list) => list.length),
          copies.map((list) => list.length),
        );
      }),
      { numRuns: 60 },
    );
  }).timeout(60_000);
});
