import assert from 'node:assert/strict';
import type { Note } from '../../../src/core/vault/note.ts';
import { readNote } from '../../../src/core/vault/noteReader.ts';
import { noteRules } from '../../../src/core/vault/noteRules.ts';
import type { VaultSettings } from '../../../src/core/vault/vaultSettings.ts';

function read(text: string, path = 'docs/My note.md', settings: Partial<VaultSettings> = {}): Note {
  return readNote(path, text, noteRules(settings));
}

describe('reading a note', () => {
  describe('title', () => {
    for (const [what, text, title, source] of [
      ['is the frontmatter’s', '---\ntitle: "Stated"\n---\n# Heading', 'Stated', 'frontmatter'],
      ['is a number as well', '---\ntitle: 1984\n---\n', '1984', 'frontmatter'],
      ['is found under a key in capitals', '---\nTitle: Stated\n---\n', 'Stated', 'frontmatter'],
      ['else the first H1’s', '## Two\n# One *and* `more`\n# Later', 'One and more', 'heading'],
      ['else the file name’s', 'Words.', 'My note', 'fileName'],
      ['is not an empty one', '---\ntitle: ""\n---\n#\n', 'My note', 'fileName'],
      ['is not a template’s placeholder', '---\ntitle: "{{title}}"\n---\n# {{title}}', 'My note', 'fileName'],
      ['is not of a list', '---\ntitle: [a, b]\n---\n', 'My note', 'fileName'],
    ] as const) {
      it(what, () => {
        const note = read(text);
        assert.deepEqual([note.title, note.titleSource], [title, source]);
      });
    }
  });

  it('takes aliases from a list, a text with commas and both keys, each once', () => {
    assert.deepEqual(read('---\naliases: [A, "B, c"]\n---\n').aliases, ['A', 'B, c']);
    assert.deepEqual(read('---\nalias: A, B\naliases:\n  - B\n  - 7\n---\n').aliases, ['B', '7', 'A']);
    assert.deepEqual(read('---\naliases:\n---\n').aliases, []);
  });

  it('takes tags from frontmatter and text with the range of each name', () => {
    const text = '---\ntags: [a/b, "#c"]\n---\n#d and `#e`\n';
    const { tags } = read(text);
    assert.deepEqual(
      tags.map(({ name, source }) => [name, source]),
      [
        ['a/b', 'frontmatter'],
        ['c', 'frontmatter'],
        ['d', 'inline'],
      ],
    );
    for (const { name, range } of tags) assert.equal(text.slice(range!.start, range!.end), name);
  });

  it('takes dates as they are written', () => {
    const note = read('---\ndate: 2023-05-23 11:03\nlast_modified_at: "2023-05-24"\n---\n');
    assert.deepEqual([note.created, note.modified], ['2023-05-23 11:03', '2023-05-24']);
    assert.equal(read('---\ncreated: 20240101000000\n---\n').created, '20240101000000');
    const own = read('---\nborn: 1.2.2020\ndate: x\n---\n', 'a.md', { createdKeys: ['Born', 'date'] });
    assert.equal(own.created, '1.2.2020');
  });

  it('takes the summary from the first key that has one', () => {
    assert.equal(read('---\nabstract: Two\ndescription: One\n---\n').summary, 'One');
    assert.equal(read('---\nsummary:\n---\n').summary, undefined);
  });

  describe('MOC', () => {
    for (const [path, isMoc] of [
      ['Data science MOC.md', true],
      ['moc.md', true],
      ['x/data-moc.md', true],
      ['data_MoC.md', true],
      ['Democ.md', false],
      ['MOC of all.md', false],
      ['dataMOC.md', false],
      ['templates/moc.md', false],
    ] as const) {
      it(`${path} is ${isMoc ? 'one' : 'none'}`, () => assert.equal(read('', path).isMoc, isMoc));
    }

    it('is told by title, type and tag', () => {
      assert.equal(read('# Wheels MOC').isMoc, true);
      assert.equal(read('---\ntype: MOC\n---\n').isMoc, true);
      assert.equal(read('---\ntags: [Moc]\n---\n').isMoc, true);
      assert.equal(read('#moc').isMoc, true);
      assert.equal(read('#mocha and #moc/sub').isMoc, false);
    });

    it('is told by the pattern of the settings', () => {
      const settings = { mocPattern: '^(?:index|map) ' };
      assert.equal(read('', 'Map of it.md', settings).isMoc, true);
      assert.equal(read('', 'It MOC.md', settings).isMoc, false);
    });
  });

  describe('privacy', () => {
    const settings = {
      privateKeys: ['private', 'secret'],
      privateTags: ['me', '#work'],
      privateGlobs: ['diary/**', 'journal', '/trip/'],
    };
    for (const [what, path, text, isPrivate] of [
      ['a key', 'a.md', '---\nprivate: true\n---\n', true],
      ['a key that says yes', 'a.md', '---\nSecret: yes\n---\n', true],
      ['a key that says no', 'a.md', '---\nprivate: false\n---\n', false],
      ['a key that says "no"', 'a.md', '---\nprivate: "no"\n---\n', false],
      ['an empty key', 'a.md', '---\nprivate:\n---\n', false],
      ['a tag', 'a.md', 'Words #Me', true],
      ['a tag below', 'a.md', '---\ntags: [work/pay]\n---\n', true],
      ['a tag that only begins so', 'a.md', '#mental', false],
      ['a folder', 'diary/x/a.md', '', true],
      ['another folder', 'diaries/a.md', '', false],
      ['a key in frontmatter that cannot be read', 'a.md', '---\nprivate: true\na: [\n---\n', true],
      ['frontmatter that cannot be read', 'a.md', '---\na: [\n---\n', false],
      ['a tag in frontmatter that cannot be read', 'a.md', '---\ntags: [me\n---\n', true],
      ['a tag below it there', 'a.md', '---\nTags:\n  - x\n  - "#me/at home\n---\n', true],
      ['a tag there in a list at the margin', 'a.md', '---\ntag:\n- me\nb: [\n---\n', true],
      ['no other word there', 'a.md', '---\ntags: [x\ntitle: me\n---\n', false],
      ['the name of a folder', 'Journal/a.md', '', true],
      ['the name of a folder with slashes', 'trip/spa/a.md', '', true],
      ['no folder that begins alike', 'journals/a.md', '', false],
      ['a key in frontmatter that is never closed', 'a.md', '---\nprivate: true\n\nWords', true],
    ] as const) {
      it(`by ${what}: ${isPrivate}`, () => assert.equal(read(text, path, settings).isPrivate, isPrivate));
    }
  });

  it('tells frontmatter that cannot be read', () => {
    assert.equal(read('---\na: [\n---\n').hasInvalidFrontmatter, true);
    assert.equal(read('---\na: b\n---\n').hasInvalidFrontmatter, false);
    assert.equal(read('Words').hasInvalidFrontmatter, false);
  });

  it('gives headings and links just as they were scanned', () => {
    const text = '# A [b](c.md)\n\nText ![[d#e|f]] <https://g.example>\n';
    const note = read(text);
    assert.deepEqual(
      note.headings.map(({ level, text, range }) => [level, text, range.start, range.end]),
      [[1, 'A b', 0, 13]],
    );
    assert.deepEqual(
      note.links.map(({ kind, embed, target, fragment, text }) => [kind, embed, target, fragment, text]),
      [
        ['inline', false, 'c.md', undefined, 'b'],
        ['wiki', true, 'd', 'e', 'f'],
        ['autolink', false, 'https://g.example', undefined, undefined],
      ],
    );
    const [inline, wiki] = note.links;
    assert.equal(text.slice(inline!.targetRange.start, inline!.targetRange.end), 'c.md');
    assert.equal(text.slice(wiki!.range.start, wiki!.range.end), '![[d#e|f]]');
    assert.equal(text.slice(wiki!.textRange!.start, wiki!.textRange!.end), 'f');
    assert.equal(note.length, text.length);
  });

  it('survives any text', () => {
    for (const text of [
      '',
      '---',
      '---\n',
      '\ufeff# A',
      '\ud800',
      '---\n---\n',
      '[[',
      '[](',
      '#',
      '\0',
      '---\ntags: [[a]]\n---\n',
    ]) {
      const note = read(text);
      assert.equal(note.length, text.length);
      assert.ok(note.title.length > 0);
    }
  });
});
