import assert from 'node:assert/strict';
import { linksAlone } from '../../../src/core/markdown/linksAlone.ts';
import { plainText } from '../../../src/core/markdown/plainText.ts';
import { proseRanges } from '../../../src/core/markdown/prose.ts';
import { scanMarkdown } from '../../../src/core/markdown/scan.ts';
import { fill, hostilePieces, hostileTexts, largeTexts, size } from '../../support/hostileTexts.ts';

/** The time of reading 1 MB against that of a sixteenth of it; the best of some attempts. */
function growth(piece: string, end: string): number {
  const whole = fill(piece) + end;
  const small = fill(piece).slice(0, size / 16) + end;
  let [full, part] = [Infinity, Infinity];
  for (let attempt = 0; attempt < 25 && !(full / part < LARGEST_GROWTH); attempt++) {
    part = Math.min(
      part,
      cpu(() => scanMarkdown(small)),
    );
    full = Math.min(
      full,
      cpu(() => scanMarkdown(whole)),
    );
  }
  return full / part;
}

/** Linear it would be 16, and some more where many objects are to be collected; quadratic 256. */
const LARGEST_GROWTH = 80;

function cpu(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

describe('scanMarkdown on hostile text', function () {
  // What is not linear takes minutes; how long what is linear takes stands in the bench.
  this.timeout(60_000);

  for (const [name, text] of Object.entries({ ...hostileTexts, ...largeTexts })) {
    it(`reads 1 MB of ${name} to the end`, () => {
      const { headings, links, inlineTags, textBlocks } = scanMarkdown(text);
      for (const ranges of [headings, links, inlineTags].map((found) => found.map(({ range }) => range)))
        assert.ok(ranges.every(({ start, end }) => start < end && end <= text.length));
      assert.ok(textBlocks.every(({ start, end }) => start < end && end <= text.length));
    });
  }

  for (const [name, piece] of Object.entries(hostilePieces)) {
    it(`takes time in proportion to the length of ${name}`, () => {
      const times = typeof piece === 'string' ? growth(piece, '') : growth(...piece);
      assert.ok(times < LARGEST_GROWTH, `${times.toFixed(1)} times as long for 16 times the text`);
    });
  }

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
    it(`has helpers that neither throw nor grow with the square of a text of ${piece}`, () => {
      const text = fill(piece).slice(0, size / 8);
      const scan = scanMarkdown(text);
      plainText(text, scan);
      linksAlone(text, scan.links);
      proseRanges(scan);
      // Linear it takes some 30 ms.
    }).timeout(5000);
  }
});
