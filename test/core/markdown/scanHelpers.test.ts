import assert from 'node:assert/strict';
import { detectEol, lineNumberAt, lineRange } from '../../../src/core/markdown/lines.ts';
import { linksAlone } from '../../../src/core/markdown/linksAlone.ts';
import { plainBlocks, plainText } from '../../../src/core/markdown/plainText.ts';
import { proseRanges } from '../../../src/core/markdown/prose.ts';
import { scanMarkdown } from '../../../src/core/markdown/scan.ts';
import { findSection, sectionOf } from '../../../src/core/markdown/sections.ts';

describe('lines', () => {
  it('counts lines from 1 with every kind of line end', () => {
    const text = 'a\nb\r\nc\rd';
    assert.deepEqual(
      ['a', 'b', 'c', 'd'].map((letter) => lineNumberAt(text, text.indexOf(letter))),
      [1, 2, 3, 4],
    );
    assert.equal(lineNumberAt('', 0), 1);
  });

  it('gives a line without its line end', () => {
    const text = 'one\r\ntwo\n';
    assert.deepEqual(lineRange(text, 6), { start: 5, end: 8 });
    assert.deepEqual(lineRange(text, 3), { start: 0, end: 3 });
    assert.deepEqual(lineRange(text, 9), { start: 9, end: 9 });
  });

  it('takes the line end that most lines have', () => {
    assert.equal(detectEol('a\r\nb\r\nc\n'), '\r\n');
    assert.equal(detectEol('a\r\nb\nc\n'), '\n');
    assert.equal(detectEol(''), '\n');
  });
});

describe('sections', () => {
  const text =
    '# Note\n\nintro\n\n## Links\n\n- [[a]]\n\n### Deeper\n\nb\n\n> ## Quoted\n\n## Empty\n\n## Last\nend\n';
  const scan = scanMarkdown(text);

  it('reaches to the next heading of the same or a higher level, deeper and quoted ones within', () => {
    const section = findSection(text, scan, ['links'])!;
    assert.equal(
      text.slice(section.start, section.end),
      text.slice(text.indexOf('## Links'), text.indexOf('## Empty')),
    );
    assert.equal(text.slice(section.textEnd - 6, section.textEnd), 'Quoted');
  });

  it('ends an empty section at its heading, and the last one with the text', () => {
    const empty = findSection(text, scan, ['Empty'])!;
    assert.equal(empty.textEnd, empty.heading.range.end);
    const last = sectionOf(text, scan, scan.headings.at(-1)!);
    assert.equal(last.end, text.length);
    assert.equal(text.slice(last.heading.range.end, last.textEnd), '\nend');
  });

  it('takes the first of the names that a heading has, whatever its case or colon', () => {
    assert.equal(findSection(text, scan, ['See also', 'LAST:'])?.heading.text, 'Last');
    assert.equal(findSection(text, scan, ['nothing']), undefined);
    assert.equal(findSection(text, scan, ['Quoted']), undefined);
  });

  it('takes setext headings and a BOM', () => {
    const other = '\uFEFFLinks\n-----\na\n';
    const section = findSection(other, scanMarkdown(other), ['Links'])!;
    assert.equal(other.slice(section.heading.range.end, section.textEnd), '\na');
  });
});

describe('proseRanges', () => {
  function prose(text: string): string[] {
    return proseRanges(scanMarkdown(text)).map(({ start, end }) => text.slice(start, end));
  }

  it('leaves out links, tags, code, math, HTML, headings, tables, definitions and frontmatter', () => {
    const text = [
      '---\ntitle: no\n---',
      '# no',
      'a [no](no) b [[no]] c `no` d $no$ e <b>f</b> g #no h https://no.org i',
      '| no |\n|---|\n| no |',
      '[no]: no',
      '```\nno\n```',
      '    no',
      '<div>no</div>',
      '- j\n\n  > k\n  > l',
    ].join('\n\n');
    assert.deepEqual(
      prose(text).map((each) => each.trim()),
      ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k\n  > l'],
    );
  });

  it('takes the outer of nested links', () => {
    assert.deepEqual(prose('a [![no](no)](no)b'), ['a ', 'b']);
  });
});

describe('linksAlone', () => {
  function alone(text: string): boolean[] {
    return linksAlone(text, scanMarkdown(text).links);
  }

  it('says yes for lines of links with separators, heading, list and quote marks', () => {
    for (const line of [
      '[[a]]',
      '### [[a]]',
      '###[a](b)',
      '- [[a]]',
      '  12. [[a]]',
      '> [[a]]',
      '**[[a]]**',
      '[[a]] | [[b]] · [c](d), <https://e.org>',
      '← [[a]] / [[b]] →',
      '[![i](p)](a.md)',
    ]) {
      assert.ok(alone(`text\n${line}\r\n\nmore [[x]]`).slice(0, -1).every(Boolean), line);
    }
  });

  it('says no for a link with words on its line, and for definitions', () => {
    for (const line of ['see [[a]]', '[[a]] is', '[[a]] and [[b]]', '3 [[a]]', '- [ ] [[a]]', '[a]: b']) {
      assert.ok(!alone(line).some(Boolean), line);
    }
  });

  it('judges each line by itself', () => {
    assert.deepEqual(alone('[[a]]\n[[b]] x\n[[c]] [[d]]\n\n[e](f\n) [[g]]'), [
      true,
      false,
      true,
      true,
      true,
      true,
    ]);
  });
});

describe('plainText', () => {
  function plain(text: string): string {
    return plainText(text, scanMarkdown(text));
  }

  it('gives headings, paragraphs and rows as a reader sees them, one line each', () => {
    const text =
      '---\na: 1\n---\n# The *one*\n\nTwo `lines` of\n[text](a.md) &amp; more.\n\n- item\n\n| a | [[b\\|c]] |\n|---|---|\n';
    assert.equal(plain(text), 'The one\nTwo lines of text & more.\nitem\na c');
  });

  it('leaves out code blocks, HTML, comments, embeds, footnote marks and block identifiers', () => {
    const text = 'a <b>b</b> %%no%%c![[no]][^1] ^id-1\n\n```\nno\n```\n\n<!-- no -->\n\n[no]: no\n';
    assert.equal(plain(text), 'a b c');
  });

  it('leaves out quote marks, task boxes, callout types and marks of broken headings', () => {
    assert.equal(
      plain('> one\n> two\nthree\n\n- [x] done\n- [ ] open\n\n> [!note]- Title\n> text\n\n###[a](b)'),
      'one two three\ndone\nopen\nTitle text\na',
    );
  });

  it('tells what each block is and where it stands', () => {
    const text = '# H\n\nfirst\n\nsecond';
    const [heading, first] = plainBlocks(text, scanMarkdown(text));
    assert.deepEqual([heading!.kind, heading!.text, first!.kind], ['heading', 'H', 'paragraph']);
    assert.equal(text.slice(first!.range.start, first!.range.end), 'first');
  });
});
