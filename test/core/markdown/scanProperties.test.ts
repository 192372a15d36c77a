import assert from 'node:assert/strict';
import fc from 'fast-check';
import { linksAlone } from '../../../src/core/markdown/linksAlone.ts';
import { plainText } from '../../../src/core/markdown/plainText.ts';
import { proseRanges } from '../../../src/core/markdown/prose.ts';
import { scanMarkdown, type MarkdownScan } from '../../../src/core/markdown/scan.ts';
import type { TextRange } from '../../../src/core/markdown/textEdit.ts';

/** Text made of what markdown is made of. */
const markdown = fc
  .array(
    fc.constantFrom(
      ...[
        'a',
        'b c',
        ' ',
        '\n',
        '\n\n',
        '\r\n',
        '\t',
        '# ',
        '> ',
        '- ',
        '1. ',
        '    ',
        '`',
        '```\n',
        '~~~',
        '*',
        '_',
        '[',
        ']',
      ],
      ...[
        '(',
        ')',
        '[[',
        ']]',
        '](',
        '![',
        '|',
        '\\',
        '<',
        '>',
        '<!--',
        '-->',
        '<b>',
        '$',
        '$$',
        '%%',
        '#tag',
        '#',
        '[^1]: ',
      ],
      ...[
        '[a]: b\n',
        '[a]',
        '|---|\n',
        '===\n',
        '---\n',
        'https://a.org',
        'www.b.org',
        'm@c.org',
        '&amp;',
        '😀',
        '\ud800',
        '\uFEFF',
      ],
    ),
    { maxLength: 30 },
  )
  .map((pieces) => pieces.join(''));

function assertOrdered(ranges: readonly TextRange[], name: string): void {
  for (let i = 1; i < ranges.length; i++)
    assert.ok(ranges[i - 1]!.end <= ranges[i]!.start, `${name} overlap`);
}

function assertInside(inner: TextRange, outer: TextRange): void {
  assert.ok(outer.start <= inner.start && inner.start <= inner.end && inner.end <= outer.end);
}

/** What does not depend on where in a text something stands. */
function summary(scan: MarkdownScan): unknown {
  return {
    headings: scan.headings.map(({ level, text }) => [level, text]),
    links: scan.links.map(({ kind, embed, target, fragment, text }) => [kind, embed, target, fragment, text]),
    tags: scan.inlineTags.map(({ name }) => name),
    code: scan.codeRanges.map(({ kind }) => kind),
    opaque: scan.opaqueRanges.length,
    blocks: scan.textBlocks.map(({ kind }) => kind),
  };
}

/** Blocks that are whole by themselves, so that what stands around them makes no difference. */
const wholeBlock = fc.constantFrom(
  '# A heading with [a link](a.md) and #tag',
  'Set\n===',
  'Plain *text* with [[Note#Part|alias]] and `code [[x]]`.',
  'Two lines [over\nlines](b.md) and ![[img.png]] at https://a.org/b.',
  '```js\n[[x]]\n\n#y\n```',
  '| a | [[b\\|c]] |\n|---|---|\n| `d` | #e |',
  '<div>\n[[x]]\n</div>',
  '<!--\n\n[[x]]\n-->',
  '$$\n[[x]]\n\n$$',
  '%%\n[[x]]\n\n%%',
  '$x$ and %%y%% and $5',
  '***',
);

describe('scanMarkdown: properties', () => {
  it('gives ranges that lie in the text, in order, and inside each other where they should', () => {
    fc.assert(
      fc.property(markdown, (text) => {
        const scan = scanMarkdown(text);
        const body = { start: scan.bodyStart, end: text.length };
        assertOrdered(scan.codeRanges, 'code ranges');
        assertOrdered(scan.opaqueRanges, 'opaque ranges');
        assertOrdered(scan.textBlocks, 'text blocks');
        assertOrdered(
          scan.headings.map((each) => each.range),
          'headings',
        );
        assertOrdered(
          scan.inlineTags.map((each) => each.range),
          'tags',
        );
        for (const range of [...scan.codeRanges, ...scan.opaqueRanges, ...scan.textBlocks])
          assertInside(range, body);
        for (const { range } of [...scan.headings, ...scan.inlineTags]) assertInside(range, body);
        let last = 0;
        for (const { range, targetRange, textRange, kind } of scan.links) {
          assertInside(range, body);
          assertInside(targetRange, range);
          if (textRange) assertInside(textRange, range);
          assert.ok(range.start >= last, 'links are in order');
          last = range.start;
          if (kind !== 'autolink') assert.match(text.slice(range.start, range.end), /^!?\[/);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('gives prose that holds no link, code, tag or heading, and helpers that never throw', () => {
    fc.assert(
      fc.property(markdown, (text) => {
        const scan = scanMarkdown(text);
        plainText(text, scan);
        assert.equal(linksAlone(text, scan.links).length, scan.links.length);
        const prose = proseRanges(scan);
        assertOrdered(prose, 'prose ranges');
        const others = [...scan.codeRanges, ...scan.opaqueRanges, ...scan.headings.map((each) => each.range)];
        others.push(...scan.links.map((each) => each.range), ...scan.inlineTags.map((each) => each.range));
        for (const { start, end } of prose) {
          assert.ok(start < end);
          assert.ok(others.every((other) => other.end <= start || other.start >= end));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('finds in a text what it finds in its blocks', () => {
    fc.assert(
      fc.property(fc.array(wholeBlock, { maxLength: 8 }), (blocks) => {
        const parts = blocks.map((block) => scanMarkdown(block));
        const whole = scanMarkdown(blocks.join('\n\n'));
        assert.deepEqual(whole.headings.length, parts.flatMap((part) => part.headings).length);
        assert.deepEqual(
          whole.links.map((link) => link.target),
          parts.flatMap((part) => part.links.map((link) => link.target)),
        );
        assert.equal(whole.codeRanges.length, parts.flatMap((part) => part.codeRanges).length);
        assert.equal(whole.opaqueRanges.length, parts.flatMap((part) => part.opaqueRanges).length);
        assert.equal(whole.inlineTags.length, parts.flatMap((part) => part.inlineTags).length);
      }),
    );
  });

  it('finds the same whatever the line ends are, and in a quote or list item', () => {
    fc.assert(
      fc.property(fc.array(wholeBlock, { maxLength: 6 }), (blocks) => {
        const text = blocks.join('\n\n');
        const expected = summary(scanMarkdown(text));
        const lines = text.split('\n');
        assert.deepEqual(summary(scanMarkdown(lines.join('\r\n'))), expected);
        assert.deepEqual(summary(scanMarkdown(lines.join('\r'))), expected);
        assert.deepEqual(summary(scanMarkdown(lines.map((line) => `> ${line}`).join('\n'))), expected);
        const item = lines.map((line, i) => (i === 0 ? `+ ${line}` : line === '' ? '' : `  ${line}`));
        assert.deepEqual(summary(scanMarkdown(item.join('\n'))), expected);
        assert.deepEqual(summary(scanMarkdown(`---\nup: "[[x]]"\n---\n${text}`)), expected);
      }),
    );
  });

  it('reads back any target that is written with percent-encoding', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
        fc.pre(!/\p{Cs}/u.test(name));
        const written = encodeURIComponent(name).replace(
          /[()!'*~_.-]/g,
          (c) => `%${c.charCodeAt(0).toString(16)}`,
        );
        const [link] = scanMarkdown(`See [it](${written}#part) there`).links;
        assert.deepEqual([link?.target, link?.fragment, link?.text], [name, 'part', 'it']);
      }),
    );
  });

  it('reads back any wikilink whose parts hold none of its marks', () => {
    const part = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((name) => !/[[\]|#%\r\n\\]/.test(name) && name === name.trim() && !/^\s|\s$/.test(name));
    fc.assert(
      fc.property(part, part, part, (target, fragment, alias) => {
        const [link] = scanMarkdown(`See [[${target}#${fragment}|${alias}]] there`).links;
        assert.deepEqual([link?.target, link?.fragment, link?.text], [target, fragment, alias]);
      }),
    );
  });
});
