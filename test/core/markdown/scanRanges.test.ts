import assert from 'node:assert/strict';
import { scanMarkdown } from '../../../src/core/markdown/scan.ts';

function slices(text: string, ranges: readonly { start: number; end: number }[]): string[] {
  return ranges.map(({ start, end }) => text.slice(start, end));
}

function code(text: string): [string, string][] {
  return scanMarkdown(text).codeRanges.map(({ kind, start, end }) => [kind, text.slice(start, end)]);
}

describe('scanMarkdown: code', () => {
  it('finds inline code with any number of backticks, over lines too', () => {
    assert.deepEqual(code('`a` ``b ` c`` ```d``` `e\nf` \\`no` `'), [
      ['inline', '`a`'],
      ['inline', '``b ` c``'],
      ['inline', '```d```'],
      ['inline', '`e\nf`'],
      ['inline', '` `'],
    ]);
    assert.deepEqual(code('``a`'), []);
  });

  it('gives precedence to code over links, and lets it cross no cell', () => {
    assert.deepEqual(code('[a `](b) c`'), [['inline', '`](b) c`']]);
    assert.deepEqual(code('| `a | b` |\n|---|---|\n| `c` | `d \\| e` |'), [
      ['inline', '`c`'],
      ['inline', '`d \\| e`'],
    ]);
  });

  it('finds fenced code, its fence as long as it must be, unclosed to the end of its container', () => {
    assert.deepEqual(code('````md\n```\nx\n```\n````\ny'), [['fenced', '````md\n```\nx\n```\n````']]);
    assert.deepEqual(code('~~~\n```\n~~~ x\n~~~~\ny'), [['fenced', '~~~\n```\n~~~ x\n~~~~']]);
    assert.deepEqual(code('> ```\n> a\n\ntext'), [['fenced', '```\n> a']]);
    assert.deepEqual(code('- ```\n  a\n\n  b\n  ```\n- c'), [['fenced', '```\n  a\n\n  b\n  ```']]);
    assert.deepEqual(code('```a`b\ntext'), []);
    assert.deepEqual(code('text\n```js\nx\n```'), [['fenced', '```js\nx\n```']]);
  });

  it('finds indented code, but not within a paragraph or a list item', () => {
    assert.deepEqual(code('    a\n\n    b\n\nc'), [['indented', '    a\n\n    b']]);
    assert.deepEqual(code('text\n    a\n\n- item\n\n    b\n'), []);
    assert.deepEqual(code('- item\n\n      a\n'), [['indented', '    a']]);
    assert.deepEqual(code('\ta'), [['indented', '\ta']]);
  });
});

describe('scanMarkdown: opaque ranges', () => {
  it('finds math, comments and HTML in order', () => {
    const text = 'a $x$ b $$y$$ <b>c</b> <!-- d --> %%e%%\n\n<div>\nf\n</div>\n\n$$\ng\n$$\n\n%%\nh\n%%\n';
    assert.deepEqual(slices(text, scanMarkdown(text).opaqueRanges), [
      '$x$',
      '$$y$$',
      '<b>',
      '</b>',
      '<!-- d -->',
      '%%e%%',
      '<div>\nf\n</div>',
      '$$\ng\n$$',
      '%%\nh\n%%',
    ]);
  });

  it('knows what is no math', () => {
    for (const text of ['$5 and $6', '$ a$', '$a $', 'US$5, CA$7', '$a\nb$', '\\$a$', '$a `b$`', '$']) {
      assert.deepEqual(scanMarkdown(text).opaqueRanges, [], text);
    }
  });

  it('ends HTML blocks as CommonMark does', () => {
    const text = '<div>\na\n\nb\n\n<!-- c\n\nd -->\n\n<pre>\n\ne\n</pre> f\n\n<x-y>\ng\n\nh <x-y>\ni';
    assert.deepEqual(slices(text, scanMarkdown(text).opaqueRanges), [
      '<div>\na',
      '<!-- c\n\nd -->',
      '<pre>\n\ne\n</pre> f',
      '<x-y>\ng',
      '<x-y>',
    ]);
  });

  it('goes on with text after a block of math or a comment on the same line', () => {
    const text = '%% a\nb %% c [[d]]\n\ne';
    const scan = scanMarkdown(text);
    assert.deepEqual(slices(text, scan.opaqueRanges), ['%% a\nb %%']);
    assert.deepEqual(slices(text, scan.textBlocks), ['c [[d]]', 'e']);
    assert.equal(scan.links.length, 1);
  });
});

describe('scanMarkdown: text blocks and the body', () => {
  it('finds paragraphs and table rows, in list items and quotes too', () => {
    const text =
      '# H\n\none\ntwo\n\n- three\n\n  four\n- > five\n> six\nseven\n\n| a | b |\n|---|---|\n| c | d |\n\neight';
    assert.deepEqual(
      scanMarkdown(text).textBlocks.map(({ kind, start, end }) => [kind, text.slice(start, end)]),
      [
        ['paragraph', 'one\ntwo'],
        ['paragraph', 'three'],
        ['paragraph', 'four'],
        ['paragraph', 'five'],
        ['paragraph', 'six\nseven'],
        ['tableRow', '| a | b |'],
        ['tableRow', '| c | d |'],
        ['paragraph', 'eight'],
      ],
    );
  });

  it('wants a table to have as many cells in its header as in its delimiter row', () => {
    const kinds = (text: string): string[] => scanMarkdown(text).textBlocks.map((block) => block.kind);
    assert.deepEqual(kinds('a | b\n--|--\nc'), ['tableRow', 'tableRow']);
    assert.deepEqual(kinds('| a |\n|---|---|\n'), ['paragraph']);
    assert.deepEqual(kinds('a \\| b\n--|--'), ['paragraph']);
    assert.deepEqual(kinds('| a |\n| :-: |\n\nb'), ['tableRow', 'paragraph']);
  });

  it('leaves definitions out of the paragraph that they begin', () => {
    const text = '[a]: b.md\n[c]: d.md\ntext';
    assert.deepEqual(slices(text, scanMarkdown(text).textBlocks), ['text']);
  });

  it('begins the body after the frontmatter and its closing line', () => {
    assert.equal(scanMarkdown('---\na: 1\n---\n# T').bodyStart, 13);
    assert.equal(scanMarkdown('\uFEFF---\r\na: 1\r\n...\r\n# T').bodyStart, 17);
    assert.equal(scanMarkdown('# T').bodyStart, 0);
    assert.equal(scanMarkdown('\uFEFF# T').bodyStart, 0);
    assert.equal(scanMarkdown('---\na: 1\n').bodyStart, 0);
  });

  it('takes empty and blank text', () => {
    for (const text of ['', '\n', ' \t\r\n', '\uFEFF', '\0', '\ud800'])
      assert.deepEqual(scanMarkdown(text).links, [], JSON.stringify(text));
  });
});
