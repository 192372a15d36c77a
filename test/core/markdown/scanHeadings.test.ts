import assert from 'node:assert/strict';
import { scanMarkdown } from '../../../src/core/markdown/scan.ts';

/** Level, text and source of each heading. */
function headings(text: string): [number, string, string][] {
  return scanMarkdown(text).headings.map((each) => [
    each.level,
    each.text,
    text.slice(each.range.start, each.range.end),
  ]);
}

function titles(text: string): string[] {
  return scanMarkdown(text).headings.map((each) => each.text);
}

describe('scanMarkdown: headings', () => {
  it('finds ATX headings of every level', () => {
    assert.deepEqual(headings('# One\n\n###### Six\ntext'), [
      [1, 'One', '# One'],
      [6, 'Six', '###### Six'],
    ]);
  });

  it('wants a blank after the marks and at most six of them', () => {
    assert.deepEqual(titles('#tag\n\n####### seven\n\n###[Note](Note.md)\n\n#\tTab\n\n#'), ['Tab', '']);
  });

  it('leaves out closing marks only where a blank parts them from the text', () => {
    assert.deepEqual(titles('## Two ##\n# C#\n# One # \n### ###'), ['Two', 'C#', 'One', '']);
  });

  it('finds setext headings, of several lines too, and gives both lines as range', () => {
    assert.deepEqual(headings('Title\n===\n\nOther\nline\n---\ntext'), [
      [1, 'Title', 'Title\n==='],
      [2, 'Other line', 'Other\nline\n---'],
    ]);
  });

  it('tells a thematic break, a list and frontmatter from a setext underline', () => {
    assert.deepEqual(titles('---\ntitle: x\n---\n\nText\n\n---\n\n- item\n---\n\n```\ncode\n```\n---'), []);
  });

  it('finds headings within quotes and list items', () => {
    assert.deepEqual(headings('> # Quoted\n\n- ## Listed\n  ### Below\n\n> Set\n> ---'), [
      [1, 'Quoted', '# Quoted'],
      [2, 'Listed', '## Listed'],
      [3, 'Below', '### Below'],
      [2, 'Set', 'Set\n> ---'],
    ]);
  });

  it('sees none in code, comments and HTML', () => {
    const text =
      '```\n# a\n```\n\n    # b\n\n<!--\n# c\n-->\n\n<div>\n# d\n</div>\n\n%%\n# e\n%%\n\n$$\n# f\n$$\n';
    assert.deepEqual(titles(text), []);
  });

  it('shows the text as a reader sees it', () => {
    assert.deepEqual(titles('# The *big* __bold__ ~~old~~ ==new== `code` idea'), [
      'The big bold old new code idea',
    ]);
    assert.deepEqual(titles('# [Data *science*](a.md) and [[Note|alias]] and [[Other#Part]]'), [
      'Data science and alias and Other#Part',
    ]);
    assert.deepEqual(titles('# ![logo](a.png) Tool <b>x</b> &amp; \\*more\\* <!-- hidden -->'), [
      'logo Tool x & *more*',
    ]);
    assert.deepEqual(titles('# snake_case_name 2 * 3 * 4 *open'), ['snake_case_name 2 * 3 * 4 *open']);
    assert.deepEqual(titles('# `*not* emphasis` and $a*b*c$'), ['*not* emphasis and $a*b*c$']);
    assert.deepEqual(titles('# [ref] **[text][ref]**\n\n[ref]: a.md'), ['ref text']);
  });

  it('keeps offsets right after a BOM and with every kind of line end', () => {
    assert.deepEqual(headings('\uFEFF# One\r\n\r\n# Two\r# Three\n'), [
      [1, 'One', '# One'],
      [1, 'Two', '# Two'],
      [1, 'Three', '# Three'],
    ]);
  });

  it('counts tabs and indents as CommonMark does', () => {
    assert.deepEqual(titles('   # three\n\n    # four\n\n\t# tab\n\n- a\n\n  # in item\n\n# out'), [
      'three',
      'in item',
      'out',
    ]);
  });
});
