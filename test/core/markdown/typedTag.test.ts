import assert from 'node:assert/strict';
import { parseFrontmatter } from '../../../src/core/markdown/frontmatter.ts';
import { frontmatterTags } from '../../../src/core/markdown/frontmatterTags.ts';
import { scanMarkdown } from '../../../src/core/markdown/scan.ts';
import { spellTag, type TypedTag } from '../../../src/core/markdown/tagPlace.ts';
import { typedTagAt } from '../../../src/core/markdown/typedTag.ts';

/** The tag at `|`, which is no part of the text. */
function at(marked: string): { text: string; offset: number; tag: TypedTag | undefined } {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  return { text, offset, tag: typedTagAt(text, offset) };
}

/** What is typed at `|`, and all of the name. */
function typed(marked: string): [string, string] | undefined {
  const { text, tag } = at(marked);
  return tag && [tag.typed, text.slice(tag.start, tag.end)];
}

/** The note's tags after the name at `|` was completed. */
function complete(marked: string, name: string): string[] {
  const { text, tag } = at(marked);
  assert.ok(tag, `no tag is typed in ${JSON.stringify(marked)}`);
  const written = spellTag(name, tag.place);
  assert.ok(written !== undefined, `${name} cannot stand in ${JSON.stringify(marked)}`);
  const after = text.slice(0, tag.start) + written + text.slice(tag.end);
  const frontmatter = parseFrontmatter(after);
  const tags = [...frontmatterTags(after, frontmatter), ...scanMarkdown(after).inlineTags];
  return tags.map((one) => one.name);
}

const block = (lines: string): string => `---\ntitle: Rye\n${lines}\ndate: 2024-01-02\n---\n\n# Rye\n`;

describe('the tag that is being typed', () => {
  describe('in the frontmatter', () => {
    const places: [what: string, lines: string, typed: string, whole: string][] = [
      ['a flow list', 'tags: [bread, so|]', 'so', 'so'],
      ['a flow list that is not closed', 'tags: [bread, so|', 'so', 'so'],
      ['an empty flow list', 'tags: [|]', '', ''],
      ['after a comma', 'tags: [bread,|]', '', ''],
      ['between two items', 'tags: [bread, s|, rye]', 's', 's'],
      ['the middle of an item', 'tags: [bread, so|ur, rye]', 'so', 'sour'],
      ['an item with a blank', 'tags: [slow fo|]', 'slow fo', 'slow fo'],
      ['quotes in a flow list', 'tags: [bread, "so|"]', 'so', 'so'],
      ['quotes with a hash', "tags: ['#so|']", 'so', 'so'],
      ['a quote that is not closed', 'tags: ["so|', 'so', 'so'],
      ['a flow list over several lines', 'tags: [\n  bread, # first\n  so|\n  ]', 'so', 'so'],
      ['a block list', 'tags:\n  - bread\n  - so|', 'so', 'so'],
      ['a block list without indent', 'tags:\n- bread\n- so|\n- rye', 'so', 'so'],
      ['an empty item', 'tags:\n- bread\n- |', '', ''],
      ['a block list with an odd indent', 'tags:\n     -   so|', 'so', 'so'],
      ['a quoted item', 'tags:\n- "so|"', 'so', 'so'],
      ['a nested tag', 'tags:\n- bread/s|', 'bread/s', 'bread/s'],
      ['an item before a comment', 'tags:\n- so|  # check', 'so', 'so'],
      ['an item after comments and empty lines', 'tags: # mine\n# more\n\n- so|', 'so', 'so'],
      ['one text', 'tags: so|', 'so', 'so'],
      ['no value yet', 'tags: |', '', ''],
      ['texts parted by commas', 'tags: bread, so|, rye', 'so', 'so'],
      ['texts parted by blanks', 'tags: bread so| rye', 'so', 'so'],
      ['a name with a blank between commas', 'tags: bread, slow f|', 'slow f', 'slow f'],
      ['texts in quotes', 'tags: "bread, so|"', 'so', 'so'],
      ['the key tag', 'tag: so|', 'so', 'so'],
      ['the key in capitals', 'Tags: [so|]', 'so', 'so'],
      ['the key in quotes', '"tags": [so|]', 'so', 'so'],
      ['a blank before the colon', 'tags : so|', 'so', 'so'],
    ];
    for (const [what, lines, typedName, whole] of places) {
      it(`is told in ${what}`, () => {
        assert.deepEqual(typed(block(lines)), [typedName, whole]);
        assert.deepEqual(typed(block(lines).replaceAll('\n', '\r\n')), [typedName, whole], 'with CRLF');
      });
    }

    const nowhere: [what: string, lines: string][] = [
      ['another key', 'title2: so|'],
      ['another key after tags', 'tags: [bread]\nsummary: so|'],
      ['a key below another', 'data:\n  tags: [so|]'],
      ['a comment', 'tags: # so|'],
      ['a comment in a list', 'tags: [bread, # so|\n  rye]'],
      ['the comment of an item', 'tags:\n- bread # so|'],
      ['after the list', 'tags: [bread] so|'],
      ['after a quoted item', 'tags: ["bread"|]'],
      ['a mapping', 'tags: {so|}'],
      ['a mapping in a list', 'tags:\n- name: so|'],
      ['a list in a list', 'tags: [[so|]]'],
      ['an alias', 'tags: *so|'],
      ['a text in a block', 'tags: >-\n  so|'],
      ['no blank after the colon', 'tags:|'],
      ['no blank after the dash', 'tags:\n-|'],
      ['before a list', 'tags: |[bread]'],
      ['the name of the key', 'ta|gs: [bread]'],
    ];
    for (const [what, lines] of nowhere) {
      it(`is none in ${what}`, () => assert.equal(typed(block(lines)), undefined));
    }

    it('is told in a block that has no end yet', () => {
      assert.deepEqual(typed('---\ntitle: Rye\ntags: [so|'), ['so', 'so']);
      assert.deepEqual(typed('---\ntags:\n- so|\n\nText'), ['so', 'so']);
      assert.equal(typed('---\n\ntags: so|'), undefined);
    });

    it('is told quickly in a long list', () => {
      const text = block(`tags: [${'bread, '.repeat(8000)}so|]`);
      assert.deepEqual(typed(text), ['so', 'so']);
    });

    it('is none at the fences', () => {
      assert.equal(typed('---|\ntags: a\n---\n'), undefined);
      assert.equal(typed('---\ntags: a\n---|\n'), undefined);
    });
  });

  describe('in the text', () => {
    const places: [what: string, text: string, typed: string, whole: string][] = [
      ['a sentence', 'Bread #so| rises', 'so', 'so'],
      ['a lone hash', 'Bread #|', '', ''],
      ['a hash on a line of its own', '#|', '', ''],
      ['a nested tag', 'Bread #bread/|', 'bread/', 'bread/'],
      ['a word with a dash', '#data-s|', 'data-s', 'data-s'],
      ['the middle of a tag', '#so|ur dough', 'so', 'sour'],
      ['a heading', '## Rye #so|', 'so', 'so'],
      ['a list', '- one\n- two #so|', 'so', 'so'],
      ['a quote', '> #so|', 'so', 'so'],
      ['another script', 'パン #発酵|', '発酵', '発酵'],
      ['after a block with frontmatter', '---\ntags: [a]\n---\n#so|', 'so', 'so'],
    ];
    for (const [what, text, typedName, whole] of places) {
      it(`is told in ${what}`, () => {
        assert.deepEqual(typed(text), [typedName, whole]);
      });
    }

    it('is told in a table', () => {
      const text = 'a | b\n--|--\n1 | #so';
      assert.equal(typedTagAt(text, text.length)?.typed, 'so');
    });

    const nowhere: [what: string, text: string][] = [
      ['a heading mark', '# |'],
      ['a heading mark before its text', '#| Rye'],
      ['a heading mark of the second level', '##|'],
      ['a heading mark in a list', '- #| Rye'],
      ['a heading', '# Ry|e'],
      ['inline code', 'See `#so|` here'],
      ['a fenced block', '```sh\n#so|\n```\n'],
      ['a fenced block that has no end yet', '```sh\n#so|'],
      ['an indented block', 'Text\n\n    #so|\n'],
      ['math', 'So $a #so| b$ it is'],
      ['a block of math', '$$\n#so|\n$$\n'],
      ['a comment', '%% #so| %%'],
      ['an HTML comment', '<!-- #so| -->'],
      ['a web address', 'https://example.org/#so|'],
      ['a web address in brackets', '<https://example.org/?a=#so|>'],
      ['the target of a link', '[Rye](#so|)'],
      ['the heading of a wikilink', '[[Rye#so|]]'],
      ['the heading of a wikilink in this note', '[[#so|]]'],
      ['the middle of a word', 'C#|'],
      ['after a blank', 'Bread # so|'],
      ['plain words', 'Bread|'],
    ];
    for (const [what, text] of nowhere) {
      it(`is none in ${what}`, () => assert.equal(typed(text), undefined));
    }
  });
});

describe('a completed tag', () => {
  const names = [
    'sourdough',
    'slow food',
    'yes',
    '2024',
    'a: b',
    '#x',
    "baker's",
    'bread/rye',
    'c,d',
    '発酵',
    '🍞',
  ];
  const places = [
    'tags: [bread, so|]',
    'tags: [bread, "so|"]',
    "tags: [bread, 'so|']",
    'tags:\n- bread\n- so|',
    'tags:\n  - bread\n  - "so|"',
    "tags:\n  - bread\n  - 'so|'",
    'tags: bread, so|',
    'tags: bread so|',
    'tags: "bread, so|"',
    'tag: "bread so|"',
  ];
  for (const lines of places) {
    it(`reads back as the same name in ${lines.replaceAll('\n', '⏎')}`, () => {
      for (const name of names) {
        const { tag } = at(block(lines));
        assert.ok(tag);
        if (spellTag(name, tag.place) === undefined) continue;
        // A name never begins with a hash: that one is a mark.
        assert.deepEqual(complete(block(lines), name), ['bread', name.replace(/^#/, '')], name);
      }
    });
  }

  it('is written in a list whatever it is, and in one text where that can hold it', () => {
    const writable = (lines: string): string[] =>
      names.filter((name) => spellTag(name, at(block(lines)).tag!.place) !== undefined);
    assert.deepEqual(writable('tags: [|]'), names);
    assert.deepEqual(writable('tags:\n- |'), names);
    assert.deepEqual(writable('tags: a, |'), [
      'sourdough',
      'slow food',
      "baker's",
      'bread/rye',
      '発酵',
      '🍞',
    ]);
    assert.deepEqual(writable('tags: a |'), ['sourdough', "baker's", 'bread/rye', '発酵', '🍞']);
  });

  it('takes the place of the whole name in the text', () => {
    assert.deepEqual(complete('Bread #so|ur rises', 'sourdough'), ['sourdough']);
    const { tag } = at('#so|');
    assert.deepEqual(
      names.filter((name) => spellTag(name, tag!.place) !== undefined),
      ['sourdough', 'yes', 'bread/rye', '発酵', '🍞'],
    );
  });
});
