import assert from 'node:assert/strict';
import { scanMarkdown, type Link } from '../../../src/core/markdown/scan.ts';

function links(text: string): readonly Link[] {
  return scanMarkdown(text).links;
}

/** The only link of the text: kind (`!` for an embed), target, fragment and text. */
function only(text: string): unknown[] {
  const found = links(text);
  assert.equal(found.length, 1, `${found.length} links in ${text}`);
  const { kind, embed, target, fragment, text: shown } = found[0]!;
  return [embed ? `!${kind}` : kind, target, fragment, shown];
}

/** The source of each link, target and anchor text. */
function sources(text: string): (string | undefined)[][] {
  return links(text).map(({ range, targetRange, textRange }) => [
    text.slice(range.start, range.end),
    text.slice(targetRange.start, targetRange.end),
    textRange && text.slice(textRange.start, textRange.end),
  ]);
}

function targets(text: string): string[] {
  return links(text).map((link) => link.target);
}

describe('scanMarkdown: inline links', () => {
  it('reads target, fragment and text, and gives where each stands', () => {
    assert.deepEqual(only('See [the note](notes/a.md#Part) there'), [
      'inline',
      'notes/a.md',
      'Part',
      'the note',
    ]);
    assert.deepEqual(sources('See [the note](notes/a.md#Part) there'), [
      ['[the note](notes/a.md#Part)', 'notes/a.md#Part', 'the note'],
    ]);
  });

  it('decodes percent-encoding, entities and escapes, and keeps what cannot be decoded', () => {
    assert.deepEqual(only('[x](Data%20science%20MOC.md#A%20b)'), [
      'inline',
      'Data science MOC.md',
      'A b',
      'x',
    ]);
    assert.deepEqual(only('[x](a%23b.md#c)'), ['inline', 'a#b.md', 'c', 'x']);
    assert.deepEqual(only('[x](a&amp;b&#x21;\\_c.md)'), ['inline', 'a&b!_c.md', undefined, 'x']);
    assert.deepEqual(only('[x](100%&unknown;%E4%20.md)'), [
      'inline',
      '100%&unknown;%E4%20.md',
      undefined,
      'x',
    ]);
    assert.deepEqual(only('[x](%E4%20a%20b.md)'), ['inline', '%E4%20a b.md', undefined, 'x']);
    assert.deepEqual(only('[x](%C3%A9t%C3%A9.md)'), ['inline', 'été.md', undefined, 'x']);
  });

  it('takes angle brackets, titles, balanced parentheses and an empty target', () => {
    assert.deepEqual(sources('[x](<a (b).md> "Title")'), [['[x](<a (b).md> "Title")', 'a (b).md', 'x']]);
    assert.deepEqual(targets("[x](a_(b_(c)).md 'T')"), ['a_(b_(c)).md']);
    assert.deepEqual(targets('[x](a\\(b.md (title))'), ['a(b.md']);
    assert.deepEqual(sources('[x]()'), [['[x]()', '', 'x']]);
    assert.deepEqual(only('[x](#Part)'), ['inline', '', 'Part', 'x']);
    assert.deepEqual(targets('[x](\n  a.md\n  "title"\n)'), ['a.md']);
  });

  it('sees none where CommonMark sees none', () => {
    for (const text of [
      '[x](a b.md)',
      '[x] (a.md)',
      '[x](a.md',
      '[x](a(b.md)',
      '\\[x](a.md)',
      '[x](<a\nb>)',
    ]) {
      assert.deepEqual(targets(text), [], text);
    }
  });

  it('shows the anchor text without markup, and gives it raw as range', () => {
    assert.deepEqual(only('[**Big** `code` \\[x\\]](a.md)'), ['inline', 'a.md', undefined, 'Big code [x]']);
    assert.deepEqual(sources('[**Big** `code`](a.md)')[0]![2], '**Big** `code`');
  });

  it('finds images, and images within links, the outer one first', () => {
    assert.deepEqual(only('![A picture](p.png)'), ['!inline', 'p.png', undefined, 'A picture']);
    assert.deepEqual(sources('[![alt](p.png)](a.md)'), [
      ['[![alt](p.png)](a.md)', 'a.md', '![alt](p.png)'],
      ['![alt](p.png)', 'p.png', 'alt'],
    ]);
    assert.equal(links('[![alt](p.png)](a.md)')[0]!.text, 'alt');
    assert.deepEqual(targets('!\\[x](a.md) \\![y](b.md)'), ['b.md']);
  });

  it('takes the inner of nested links', () => {
    assert.deepEqual(targets('[a [b](b.md) c](a.md)'), ['b.md']);
    assert.deepEqual(targets('[a [[b]] c](a.md)'), ['b']);
  });

  it('reads the style of an up-link without a blank after the marks', () => {
    assert.deepEqual(only('###[Garden MOC](Garden%20MOC.md)'), [
      'inline',
      'Garden MOC.md',
      undefined,
      'Garden MOC',
    ]);
    assert.deepEqual(only('### [[YOUR MOC]]'), ['wiki', 'YOUR MOC', undefined, undefined]);
  });

  it('reads links across the lines of a quote', () => {
    const text = '> see [two\n> lines](<a b.md>) and\n> [x](\n> c.md)';
    assert.deepEqual(targets(text), ['a b.md', 'c.md']);
    assert.equal(links(text)[0]!.text, 'two lines');
    assert.equal(sources(text)[0]![2], 'two\n> lines');
  });
});

describe('scanMarkdown: reference links and definitions', () => {
  it('resolves full, collapsed and shortcut references, before and after the definition', () => {
    const text = '[a][Ref] [ref][] [REF]\n\n[ref]: a%20b.md#c "Title"\n\n![img][ref]';
    assert.deepEqual(
      links(text).map(({ kind, embed, target, fragment, text: shown }) => [
        kind,
        embed,
        target,
        fragment,
        shown,
      ]),
      [
        ['reference', false, 'a b.md', 'c', 'a'],
        ['reference', false, 'a b.md', 'c', 'ref'],
        ['reference', false, 'a b.md', 'c', 'REF'],
        ['definition', false, 'a b.md', 'c', 'ref'],
        ['reference', true, 'a b.md', 'c', 'img'],
      ],
    );
    assert.deepEqual(sources(text)[3], ['[ref]: a%20b.md#c "Title"', 'a%20b.md#c', 'ref']);
    assert.deepEqual(sources(text)[0], ['[a][Ref]', 'Ref', 'a']);
  });

  it('takes the first of several definitions, and no undefined reference', () => {
    assert.deepEqual(targets('[a]: one.md\n[a]: two.md\n\n[a] [b] [c][d]'), ['one.md', 'two.md', 'one.md']);
  });

  it('reads definitions in angle brackets, over lines, in quotes and lists', () => {
    assert.deepEqual(targets('[a]:\n  <b c.md>\n  "title"\n[d]: e.md'), ['b c.md', 'e.md']);
    assert.deepEqual(targets('> [a]: b.md\n\n- [c]: d.md'), ['b.md', 'd.md']);
  });

  it('sees no definition within a paragraph, nor without a target or with text behind it', () => {
    assert.deepEqual(targets('text\n[a]: b.md\n\n[c]:\n\n[d]: e.md f'), []);
  });

  it('reads task boxes, footnotes and callouts as text', () => {
    assert.deepEqual(targets('- [ ] a\n- [x] b\n\n> [!note] Title\n\nText[^1]\n\n[^1]: The [note](n.md)'), [
      'n.md',
    ]);
  });

  it('keeps the links that Foam writes apart from the wikilinks that use them', () => {
    const text = 'See [[other-note]].\n\n[other-note]: other-note.md "Other note"\n';
    assert.deepEqual(
      links(text).map(({ kind, target }) => [kind, target]),
      [
        ['wiki', 'other-note'],
        ['definition', 'other-note.md'],
      ],
    );
  });
});

describe('scanMarkdown: wikilinks', () => {
  it('reads target, fragment, block reference and alias', () => {
    assert.deepEqual(only('[[Note]]'), ['wiki', 'Note', undefined, undefined]);
    assert.deepEqual(only('[[folder/Note#A part|shown]]'), ['wiki', 'folder/Note', 'A part', 'shown']);
    assert.deepEqual(only('[[#Here]]'), ['wiki', '', 'Here', undefined]);
    assert.deepEqual(only('[[Note#^a1b2]]'), ['wiki', 'Note', '^a1b2', undefined]);
    assert.deepEqual(only('[[Note#a#b]]'), ['wiki', 'Note', 'a#b', undefined]);
    assert.deepEqual(only('[[Data%20science]]'), ['wiki', 'Data science', undefined, undefined]);
    assert.deepEqual(only('[[A &amp; B]]'), ['wiki', 'A &amp; B', undefined, undefined]);
    assert.deepEqual(only('![[picture.png|200]]'), ['!wiki', 'picture.png', undefined, '200']);
  });

  it('gives where target and alias stand, blanks left out', () => {
    assert.deepEqual(sources('x ![[ Note#A | the alias ]]'), [
      ['![[ Note#A | the alias ]]', 'Note#A', 'the alias'],
    ]);
    assert.deepEqual(sources('[[Note]]'), [['[[Note]]', 'Note', undefined]]);
  });

  it('takes an alias after an escaped mark, as in a table', () => {
    const text = '| a | b |\n|---|---|\n| [[Note\\|alias]] | [[Other]] |\n';
    assert.deepEqual(sources(text), [
      ['[[Note\\|alias]]', 'Note', 'alias'],
      ['[[Other]]', 'Other', undefined],
    ]);
  });

  it('sees none that is empty, broken over lines, escaped or unclosed', () => {
    assert.deepEqual(targets('[[]] [[ ]] [[|a]] [[a\nb]] \\[[a]] [[a] [[b'), []);
    assert.deepEqual(targets('[[[a]]] [[[[b]]]]'), ['a', 'b']);
  });

  it('reads [[1]](target) as the link that it is everywhere else', () => {
    assert.deepEqual(only('[[1]](https://example.org/a)'), [
      'inline',
      'https://example.org/a',
      undefined,
      '[1]',
    ]);
    assert.deepEqual(targets('[[Note]](not a target)'), ['Note']);
  });
});

describe('scanMarkdown: URLs', () => {
  it('finds them in angle brackets', () => {
    assert.deepEqual(sources('<https://a.org/b?c=d#e> <mailto:me@a.org> <me@a.org>'), [
      ['<https://a.org/b?c=d#e>', 'https://a.org/b?c=d#e', undefined],
      ['<mailto:me@a.org>', 'mailto:me@a.org', undefined],
      ['<me@a.org>', 'me@a.org', undefined],
    ]);
    assert.deepEqual(targets('<https://a.org/b?c=d#e> <me@a.org> <not a url> <1:x>'), [
      'https://a.org/b?c=d',
      'mailto:me@a.org',
    ]);
  });

  it('finds bare ones, without the punctuation after them', () => {
    const text = 'At https://a.org/b_(c), (http://b.org/x). www.c.org/y! and me@d.org, "https://e.org"';
    assert.deepEqual(
      sources(text).map(([source]) => source),
      ['https://a.org/b_(c)', 'http://b.org/x', 'www.c.org/y', 'me@d.org', 'https://e.org'],
    );
    assert.deepEqual(targets('www.c.org/y me@d.org'), ['http://www.c.org/y', 'mailto:me@d.org']);
  });

  it('leaves those in link texts, targets and code alone', () => {
    assert.deepEqual(targets('[https://a.org](b.md) `https://c.org` [x](https://d.org)'), [
      'b.md',
      'https://d.org',
    ]);
    assert.deepEqual(targets('[see https://a.org] and <a href="https://b.org">x</a>'), ['https://a.org']);
  });
});

describe('scanMarkdown: where there are no links', () => {
  const cases: Record<string, string> = {
    'inline code': '`[[a]]` ``[b](c) ` [[d]]``',
    'fenced code':
      '```\n[[a]]\n```\n\n~~~js\n[b](c)\n```\n~~~\n\n> ```\n> [[d]]\n> ```\n\n- ```\n  [[e]]\n  ```\n',
    'an unclosed fence': '```\n[[a]]\n\n[[b]]',
    'indented code': '    [[a]]\n\n\t[[b]]\n',
    math: '$x [[a]] y$ and $$[b](c)$$\n\n$$\n[[d]]\n\n[[e]]\n$$\n',
    comments: '%%[[a]]%% <!-- [[b]] --> \n\n<!--\n[[c]]\n\n[[d]]\n-->\n\n%%\n[[e]]\n\n[[f]]\n%%\n',
    'HTML blocks': '<div>\n[[a]]\n</div>\n\n<script>\n\n[[b]]\n</script>\n\n<a title="[[c]]">\n\n',
    frontmatter: '---\nup: "[[a]]"\n---\n',
  };
  for (const [where, text] of Object.entries(cases)) {
    it(`in ${where}`, () => {
      assert.deepEqual(targets(text), []);
      assert.deepEqual(targets(`${text.endsWith('\n') ? text : ''}\n[[after]]`), ['after']);
    });
  }

  it('while prices and single marks are no math or comment', () => {
    assert.deepEqual(targets('costs $5 [[a]] or $6, 100% [[b]] of $x [[c]] 5%% [[d]]'), ['a', 'b', 'c', 'd']);
    assert.deepEqual(targets('$$ unclosed [[a]]\n\n%% unclosed [[b]]'), ['a', 'b']);
  });

  it('while a target opens more parentheses than may nest', () => {
    const nested = (depth: number): string => `[a](${'('.repeat(depth)}x${')'.repeat(depth)})`;
    assert.deepEqual([nested(32), nested(33)].map(targets), [[`${'('.repeat(32)}x${')'.repeat(32)}`], []]);
    // What is opened further on, or escaped, is not in the target.
    const later = '('.repeat(40);
    assert.deepEqual(targets(`[a](b "c" ${later} [d](e) [f](<g(> "${later}") [h](${'\\('.repeat(40)})`), [
      'e',
      'g(',
      later,
    ]);
  });

  it('while quotes and lists nest as deep as they like', () => {
    assert.deepEqual(targets(`${'> '.repeat(300)}[[a]]\n\n${'- '.repeat(300)}[[b]]`), ['a', 'b']);
  });

  it('while HTML tags within a line are only tags', () => {
    assert.deepEqual(targets('a <b>[[x]]</b> <br> [y](y.md)'), ['x', 'y.md']);
  });
});
