import assert from 'node:assert/strict';
import { linksAlone } from '../../../src/core/markdown/linksAlone.ts';
import { plainText } from '../../../src/core/markdown/plainText.ts';
import { proseRanges } from '../../../src/core/markdown/prose.ts';
import { scanMarkdown } from '../../../src/core/markdown/scan.ts';

const size = 1024 * 1024;

function fill(piece: string): string {
  return piece.repeat(Math.ceil(size / piece.length)).slice(0, size);
}

/** Texts of 1 MB that make careless scanners quadratic, or deep. */
const named: Record<string, string> = {
  'open brackets': fill('['),
  'unfinished links': fill('[a]('),
  'emphasis marks': fill('*a_'),
  'emphasis marks in a heading': `# ${fill('*a_')}`,
  backticks: fill('`'),
  'runs of backticks of all lengths': Array.from({ length: 1400 }, (_, i) => '`'.repeat(i + 1)).join('a'),
  'less-than signs': fill('<'),
  pipes: fill('|'),
  'open images': fill('!['),
  'open wikilinks': fill('[['),
  'closed texts of links': fill(']('),
  'wikilinks before unfinished targets': fill('[[a]]('),
  'escaped wikilinks before unfinished targets': `${fill('\\[[a]](')}`,
  backslashes: fill('\\'),
  dollars: fill('$'),
  'comment marks': fill('%%'),
  'open HTML comments': fill('<!--'),
  'nested quotes': fill('>'),
  'nested quotes with blanks': fill('> '),
  'nested quotes, line by line': `${'>'.repeat(1000)}a\n`.repeat(size / 1000),
  'nested quotes, then lazy lines': fill('> ').slice(0, size / 2) + 'a\n'.repeat(size / 4),
  'nested lists': `${fill('- ')}a`,
  'nested lists, then blank lines': `${'- '.repeat(size / 4)}a${'\n'.repeat(size / 2)}`,
  'nested lists, line by line': Array.from({ length: 1000 }, (_, depth) => `${'  '.repeat(depth)}- a\n`).join(
    '',
  ),
  'nested ordered lists': fill('1. '),
  hashes: fill('#'),
  'tags that touch': fill('#a'),
  'one long word': fill('a'),
  'one long line of blanks': fill(' '),
  'carriage returns': fill('\r'),
  'mixed line ends': fill('\n\r'),
  'CRLF and lone CR': fill('a\r\nb\rc\n\r\n'),
  'thematic breaks that fail': `${fill('* ')}a`,
};

/** The same, of texts that make many objects or are less likely. */
const others: Record<string, string> = {
  'an address without end': fill('a@b.'),
  'open HTML comments in quotes': fill('> <!--\n\n'),
  'unclosed math blocks': fill('$$a\n\n'),
  'nested images': '!['.repeat(size / 6) + '](a)'.repeat(size / 6),
  'unclosed frontmatter': `---\n${fill('a: b\n')}`,
  emoji: fill('😀'),
  'URLs with parentheses': fill('https://a('),
  'labels as long as they may be': `[a]: b\n\n${fill(`[${'x'.repeat(998)}]`)}`,
  'nested brackets, closed': '['.repeat(size / 2) + ']'.repeat(size / 2),
  'open tags': fill('<a b="" c='),
  'dollars that open math': fill('$a '),
};

/** Pieces that make many small blocks, and how the text ends. */
const pieces: Record<string, string | readonly [piece: string, end: string]> = {
  'quotes, definitions and rows that are no table': '> \n[a]:||a|\n|-|\n',
  definitions: '[a]: b\n',
  'definitions with titles that do not end': '[a]: b "c\n',
  'setext headings with a backtick': 'a`\n=\n',
  'setext headings that begin with a backtick': '`a\n===\n',
  'empty headings': '\n#',
  'tables of one cell': '|a|\n|-|\n',
  'wikilinks before targets that never end': '[[a]](',
  'wikilinks before a target that ends with the text': ['[[a]](', ' b)'],
  'wikilinks on lines of their own': '[[a]]\n',
};

/** The time of reading 1 MB against that of a quarter of it; the best of some attempts. */
function growth(piece: string, end: string): number {
  const whole = fill(piece) + end;
  const quarter = fill(piece).slice(0, size / 4) + end;
  let [full, part] = [Infinity, Infinity];
  for (let attempt = 0; attempt < 25 && !(full / part < LARGEST_GROWTH); attempt++) {
    part = Math.min(
      part,
      cpu(() => scanMarkdown(quarter)),
    );
    full = Math.min(
      full,
      cpu(() => scanMarkdown(whole)),
    );
  }
  return full / part;
}

/** Linear it would be 4, quadratic 16. */
const LARGEST_GROWTH = 8;

function cpu(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/** Milliseconds for one call: the best of some, as other programs may hold the machine. */
function cost(run: () => void, bound: number): number {
  let best = Infinity;
  for (let attempt = 0; attempt < 25 && best >= bound; attempt++) {
    const before = process.cpuUsage();
    const start = performance.now();
    run();
    const wall = performance.now() - start;
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, wall, (user + system) / 1000);
  }
  return best;
}

describe('scanMarkdown on hostile text', function () {
  this.timeout(60_000);

  for (const [name, text] of Object.entries(named)) {
    it(`reads 1 MB of ${name} in less than 100 ms`, () => {
      const milliseconds = cost(() => scanMarkdown(text), 100);
      assert.ok(milliseconds < 100, `${milliseconds.toFixed(0)} ms`);
    });
  }

  for (const [name, text] of Object.entries(others)) {
    it(`reads 1 MB of ${name} in less than 400 ms`, () => {
      const milliseconds = cost(() => scanMarkdown(text), 400);
      assert.ok(milliseconds < 400, `${milliseconds.toFixed(0)} ms`);
    });
  }

  for (const [name, piece] of Object.entries(pieces)) {
    it(`takes time in proportion to the length of ${name}`, () => {
      const times = typeof piece === 'string' ? growth(piece, '') : growth(...piece);
      assert.ok(times < LARGEST_GROWTH, `${times.toFixed(1)} times as long for four times the text`);
    });
  }

  it('has helpers that neither throw nor grow with the square of the text', () => {
    for (const piece of [
      '*a_',
      '![',
      '[a](b)',
      '**[a](b)** ',
      '[[a]] ',
      '[^',
      ' ^a',
      '`a`b',
      '| a ',
      '\\',
      '&amp;',
      ' ',
    ]) {
      const text = fill(piece).slice(0, size / 8);
      const scan = scanMarkdown(text);
      const run = (): void => {
        plainText(text, scan);
        linksAlone(text, scan.links);
        proseRanges(scan);
      };
      // Linear they take some 30 ms; quadratic they would take ten seconds.
      const milliseconds = cost(run, 400);
      assert.ok(milliseconds < 400, `${piece}: ${milliseconds.toFixed(0)} ms`);
    }
  });
});
