import assert from 'node:assert/strict';
import fc from 'fast-check';
import moment from 'moment';
import { fieldsAt, findTimeZone, instantInZone } from '../../../../src/core/edits/dates/dateFields.ts';
import { readFormat, writeDate } from '../../../../src/core/edits/dates/dateFormat.ts';

function write(format: string, instant: number, offset = 0, locale = 'en'): string {
  const read = readFormat(format, locale);
  assert.ok(read.ok, read.ok ? '' : read.token);
  return writeDate(read.parts, fieldsAt(instant, offset), instant);
}

const anyInstant = fc.integer({ min: Date.UTC(1970, 0, 2), max: Date.UTC(2199, 11, 30) });
const anyOffset = fc.integer({ min: -12 * 4, max: 14 * 4 }).map((quarters) => quarters * 15);

const tokens = [
  ...[
    'YYYY',
    'YY',
    'Q',
    'M',
    'MM',
    'MMM',
    'MMMM',
    'D',
    'DD',
    'Do',
    'DDD',
    'DDDD',
    'd',
    'dd',
    'ddd',
    'dddd',
    'E',
  ],
  ...[
    'GGGG',
    'W',
    'WW',
    'H',
    'HH',
    'h',
    'hh',
    'k',
    'kk',
    'm',
    'mm',
    's',
    'ss',
    'S',
    'SS',
    'SSS',
    'SSSS',
    'A',
    'a',
  ],
  ...['Z', 'ZZ', 'X', 'x'],
];

describe('date formats', function () {
  this.timeout(20_000);

  it('mean what they mean in moment, token by token', () => {
    fc.assert(
      fc.property(anyInstant, anyOffset, (instant, offset) => {
        const oracle = moment(instant)
          .utcOffset(write('Z', instant, offset))
          .locale('en');
        for (const token of tokens) assert.equal(write(token, instant, offset), oracle.format(token), token);
      }),
      { numRuns: 100 },
    );
  });

  it('mean what they mean in moment when tokens and literals are mixed', () => {
    const literal = fc.constantFrom(
      ' ',
      '-',
      '/',
      ', ',
      ':',
      'T',
      '[T]',
      '[at] ',
      '[a day]',
      '\\D',
      '年',
      '[[]',
      '[]]',
      "o'",
    );
    const format = fc.array(fc.oneof(fc.constantFrom(...tokens), literal), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(format, anyInstant, (pieces, instant) => {
        // Neighbours of one letter would run together into another token.
        const text = pieces.join('~');
        assert.equal(write(text, instant), moment.utc(instant).format(text).trim());
      }),
      { numRuns: 300 },
    );
  });

  it('write names in the language given', () => {
    const instant = Date.UTC(2023, 4, 23, 15, 3);
    assert.equal(write('dddd, D MMMM YYYY', instant, 0, 'de'), 'Dienstag, 23 Mai 2023');
    assert.equal(write('D MMMM YYYY', instant, 0, 'ru'), '23 мая 2023');
    assert.equal(write('MMMM YYYY', instant, 0, 'ru'), 'май 2023');
    assert.equal(write('dddd', instant, 0, 'ja'), '火曜日');
    assert.equal(write('dddd', instant, 0, 'qps-ploc'), 'Tuesday');
  });

  it('lose the blanks at their ends', () => {
    assert.equal(write(' YYYY-MM-DD ', Date.UTC(2023, 4, 23)), '2023-05-23');
  });

  it('are refused where a token means something that is not supported', () => {
    for (const token of [
      'w',
      'ww',
      'gggg',
      'e',
      'N',
      'y',
      'YYYYY',
      'YYY',
      'LLLL',
      'LT',
      'z',
      'Mo',
      'HHH',
      'mmm',
    ]) {
      const read = readFormat(`YYYY ${token}`, 'en');
      assert.ok(!read.ok, token);
    }
  });

  it('write wikilinks as moment does', () => {
    const instant = Date.UTC(2023, 4, 24);
    assert.equal(write('[[[]YYYY-MM-DD[]]]', instant), moment.utc(instant).format('[[[]YYYY-MM-DD[]]]'));
    assert.equal(write('[[[]YYYY-MM-DD[]]]', instant), '[[2023-05-24]]');
  });
});

describe('time zones', () => {
  const offsetAt = (zone: string, instant: number): number | undefined =>
    findTimeZone(zone)?.offsetAt(instant);

  it('are UTC, a fixed offset or a name', () => {
    const summer = Date.UTC(2023, 6, 1);
    const winter = Date.UTC(2023, 0, 1);
    assert.equal(offsetAt('UTC', summer), 0);
    assert.equal(offsetAt('utc', summer), 0);
    assert.equal(offsetAt('+09:00', summer), 540);
    assert.equal(offsetAt('-0330', summer), -210);
    assert.equal(offsetAt('Europe/London', summer), 60);
    assert.equal(offsetAt('Europe/London', winter), 0);
    assert.equal(offsetAt('Asia/Kolkata', winter), 330);
    assert.equal(offsetAt('Mars/Olympus', winter), undefined);
  });

  it('tell which instant a clock on the wall means', () => {
    assert.equal(
      instantInZone(Date.UTC(2023, 6, 1, 12), findTimeZone('Europe/London')!),
      Date.UTC(2023, 6, 1, 11),
    );
    assert.equal(
      instantInZone(Date.UTC(2023, 0, 1, 12), findTimeZone('America/New_York')!),
      Date.UTC(2023, 0, 1, 17),
    );
    // The hour after clocks went forward, and the one before they go back.
    assert.equal(
      instantInZone(Date.UTC(2023, 2, 26, 2, 30), findTimeZone('Europe/London')!),
      Date.UTC(2023, 2, 26, 1, 30),
    );
    assert.equal(
      instantInZone(Date.UTC(2023, 9, 28, 23, 30), findTimeZone('Europe/London')!),
      Date.UTC(2023, 9, 28, 22, 30),
    );
  });
});
