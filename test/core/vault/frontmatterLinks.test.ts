import assert from 'node:assert/strict';
import { readNote } from '../../../src/core/vault/noteReader.ts';
import { noteRules } from '../../../src/core/vault/noteRules.ts';

function links(frontmatter: string): (readonly [string, string | undefined, string])[] {
  const text = `---\n${frontmatter}\n---\nBody\n`;
  return readNote('x.md', text, noteRules())
    .links.filter((link) => link.source === 'frontmatter')
    .map((link) => [link.target, link.key, text.slice(link.range.start, link.range.end)]);
}

describe('links in frontmatter', () => {
  for (const [what, frontmatter, expected] of [
    ['quoted', 'up: "[[A]]"', [['A', 'up', '[[A]]']]],
    ['unquoted, which YAML reads as lists', 'up: [[A]]', [['A', 'up', '[[A]]']]],
    [
      'in a block list',
      'related:\n  - "[[A|b]]"\n  - \'[[C]]\'',
      [
        ['A', 'related', '[[A|b]]'],
        ['C', 'related', '[[C]]'],
      ],
    ],
    [
      'in a flow list',
      'related: ["[[A]]", "[[B]]"]',
      [
        ['A', 'related', '[[A]]'],
        ['B', 'related', '[[B]]'],
      ],
    ],
    ['as markdown', 'parent: "[A](a%20b.md)"', [['a b.md', 'parent', '[A](a%20b.md)']]],
    ['under a quoted key', '"see also": "[[A]]"', [['A', 'see also', '[[A]]']]],
    ['below a nested key, by the top one', 'meta:\n  up: "[[A]]"', [['A', 'meta', '[[A]]']]],
    ['not in comments', '# up: "[[A]]"\ntitle: x', []],
    ['not where there is none', 'tags: [a, b]', []],
  ] as const) {
    it(what, () => assert.deepEqual(links(frontmatter), expected));
  }

  it('are not read where the frontmatter cannot be', () => {
    assert.deepEqual(links('up: "[[A]]"\na: ['), []);
  });
});
