import assert from 'node:assert/strict';
import { countLinkStyles, learnLinkStyle, type LinkStyle } from '../../../src/core/edits/links/linkStyle.ts';
import { writeLink } from '../../../src/core/edits/links/writeLink.ts';
import { Vault } from '../../../src/core/vault/vault.ts';

function vaultOf(notes: Readonly<Record<string, string>>): Vault {
  const vault = new Vault();
  for (const [path, text] of Object.entries(notes)) vault.upsert(path, text);
  return vault;
}

const NOTHING = countLinkStyles([], new Vault());

function styleIn(notes: Readonly<Record<string, string>>, path: string): LinkStyle {
  const vault = vaultOf(notes);
  return learnLinkStyle({
    preferred: 'auto',
    note: countLinkStyles([vault.note(path)!], vault),
    vault: countLinkStyles(vault.notes(), vault),
    obsidian: undefined,
  });
}

describe('the style of links', () => {
  it('is learned from the note before the vault', () => {
    const others = { 'b.md': '[a](a.md) [c](c.md) [d](d.md)', 'c.md': '', 'd.md': '' };
    assert.equal(styleIn({ 'a.md': 'See [[b]].', ...others }, 'a.md').kind, 'wiki');
    assert.equal(styleIn({ 'a.md': 'No link.', ...others }, 'a.md').kind, 'markdown');
  });

  it('tells %20 from angle brackets', () => {
    assert.equal(styleIn({ 'a.md': '[x](My%20note.md)', 'My note.md': '' }, 'a.md').blanks, 'percent');
    assert.equal(styleIn({ 'a.md': '[x](<My note.md>)', 'My note.md': '' }, 'a.md').blanks, 'angle');
    assert.equal(styleIn({ 'a.md': '[x](<My note.md#One two>)', 'My note.md': '' }, 'a.md').blanks, 'angle');
  });

  it('tells names from paths where only one of them fits', () => {
    const at = (link: string): string =>
      styleIn({ 'x/a.md': link, 'y/deep/b.md': '', 'x/c.md': '' }, 'x/a.md').target;
    assert.equal(at('[[b]]'), 'name');
    assert.equal(at('[[y/deep/b]]'), 'root');
    assert.equal(at('[b](../y/deep/b.md)'), 'relative');
    assert.equal(at('[b](/y/deep/b.md)'), 'root');
    // `c` is beside the note: name and relative path are the same, so the usual form of markdown links holds.
    assert.equal(at('[c](c.md)'), 'relative');
  });

  it('learns whether .md is written', () => {
    assert.equal(styleIn({ 'a.md': '[[b.md]]', 'b.md': '' }, 'a.md').extension, true);
    assert.equal(styleIn({ 'a.md': '[b](b)', 'b.md': '' }, 'a.md').extension, false);
  });

  it('counts no embeds, no links to nowhere, none in the frontmatter', () => {
    const text = '---\nup: "[[b]]"\n---\n![[b]] [[gone]] [web](https://example.org)';
    const vault = vaultOf({ 'a.md': text, 'b.md': '' });
    assert.deepEqual(countLinkStyles(vault.notes(), vault), NOTHING);
  });

  it('asks the setting first and Obsidian last', () => {
    const learn = (preferred: 'auto' | 'wiki', obsidian: object | undefined): LinkStyle =>
      learnLinkStyle({ preferred, note: NOTHING, vault: NOTHING, obsidian });
    assert.equal(learn('auto', undefined).kind, 'markdown');
    assert.equal(learn('auto', {}).kind, 'wiki');
    assert.equal(learn('auto', { useMarkdownLinks: true }).kind, 'markdown');
    assert.equal(learn('wiki', { useMarkdownLinks: true }).kind, 'wiki');
    assert.equal(learn('auto', { newLinkFormat: 'absolute' }).target, 'root');
    assert.deepEqual(learn('wiki', undefined), {
      kind: 'wiki',
      target: 'name',
      extension: false,
      blanks: 'percent',
    });
  });
});

describe('writing a link', () => {
  const WIKI: LinkStyle = { kind: 'wiki', target: 'name', extension: false, blanks: 'percent' };
  const MARKDOWN: LinkStyle = { kind: 'markdown', target: 'relative', extension: true, blanks: 'percent' };

  /** The link from `from` to a note at `to` in a vault that holds both. */
  function written(
    to: string,
    text: string,
    style: LinkStyle,
    from = 'docs/from.md',
    others: string[] = [],
  ): string | undefined {
    const vault = vaultOf(Object.fromEntries([from, to, ...others].map((path) => [path, ''])));
    return writeLink({ from, to, text }, style, vault);
  }

  it('writes each style', () => {
    assert.equal(
      written('docs/Data science.md', 'Data science', MARKDOWN),
      '[Data science](Data%20science.md)',
    );
    assert.equal(
      written('docs/Data science.md', 'Data science', { ...MARKDOWN, blanks: 'angle' }),
      '[Data science](<Data science.md>)',
    );
    assert.equal(written('docs/Data science.md', 'Data science', WIKI), '[[Data science]]');
    assert.equal(written('docs/Data science.md', 'the field', WIKI), '[[Data science|the field]]');
    assert.equal(written('other/b.md', 'B', MARKDOWN), '[B](../other/b.md)');
    assert.equal(written('other/b.md', 'B', { ...WIKI, target: 'root' }), '[[other/b|B]]');
    assert.equal(written('docs/b.md', 'B', { ...MARKDOWN, extension: false }), '[B](b)');
  });

  it('turns a name that two notes bear into a path', () => {
    assert.equal(
      written('a/Notes.md', 'Notes', WIKI, 'docs/from.md', ['b/Notes.md']),
      '[[../a/Notes|Notes]]',
    );
  });

  it('encodes what would end a target or change its meaning', () => {
    for (const name of [
      'a (b).md',
      'a) b.md',
      '100%.md',
      'C#.md',
      'what?.md',
      '<x>.md',
      'a[1].md',
      'q"q.md',
      'é ü 日本.md',
    ]) {
      for (const blanks of ['percent', 'angle'] as const) {
        const link = written(`docs/${name}`, 'x', { ...MARKDOWN, blanks });
        assert.match(link ?? name, /^\[x\]\(/, name);
      }
    }
    assert.equal(written('docs/a: b.md', 'x', MARKDOWN), '[x](./a:%20b.md)');
  });

  it('escapes a title that is markup', () => {
    assert.equal(written('docs/a.md', 'a ] b', MARKDOWN), '[a \\] b](a.md)');
    assert.equal(written('docs/a.md', 'a [b](c)', MARKDOWN), '[a \\[b\\](c)](a.md)');
    assert.equal(
      written('docs/a.md', '`x` *y* <img src=x>', MARKDOWN),
      '[\\`x\\` \\*y\\* \\<img src=x>](a.md)',
    );
  });

  it('leaves wikilinks for markdown where a wikilink cannot hold the title or the name', () => {
    assert.equal(written('docs/a.md', 'a | b', WIKI), '[a | b](a.md)');
    assert.equal(written('docs/a.md', 'x ]] y', WIKI), '[x \\]\\] y](a.md)');
    assert.equal(written('docs/C#.md', 'C#', WIKI), '[C#](C%23.md)');
  });

  it('gives nothing rather than a link that leads elsewhere', () => {
    const vault = vaultOf({ 'a.md': '', 'b.md': '' });
    assert.equal(writeLink({ from: 'a.md', to: 'missing.md', text: 'x' }, WIKI, vault), undefined);
    assert.equal(
      writeLink({ from: 'a.md', to: 'b.md', text: 'x](y) [', isSource: true }, MARKDOWN, vault),
      undefined,
    );
  });
});
