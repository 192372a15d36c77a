import assert from 'node:assert/strict';
import fc from 'fast-check';
import moment from 'moment';
import { findTimeZone, utc, type TimeZone } from '../../../../src/core/edits/dates/dateFields.ts';
import { readDateShape, type DateCulture } from '../../../../src/core/edits/dates/dateShape.ts';

const english: DateCulture = { format: 'YYYY-MM-DD HH:mm', locale: 'en', zone: utc };

function zoneOf(name: string): TimeZone {
  const zone = findTimeZone(name);
  assert.ok(zone);
  return zone;
}

/** Tuesday, 3 September 2024, 04:05:06.078 UTC. */
const later = Date.UTC(2024, 8, 3, 4, 5, 6, 78);

function moved(value: string, culture: Partial<DateCulture> = {}): string | undefined {
  return readDateShape(value, { ...english, ...culture })?.write(later);
}

describe('readDateShape', function () {
  this.timeout(20_000);

  const shapes: [value: string, later: string][] = [
    ['2023-05-23 11:03', '2024-09-03 04:05'],
    ['2023-05-23, 11:03', '2024-09-03, 04:05'],
    ['2023-05-23 11:03:07', '2024-09-03 04:05:06'],
    ['2023-05-23T11:03', '2024-09-03T04:05'],
    ['2023-05-23T11:03:07Z', '2024-09-03T04:05:06Z'],
    ['2023-05-23T11:03:07.123Z', '2024-09-03T04:05:06.078Z'],
    ['2023-05-23T11:03:07.123456Z', '2024-09-03T04:05:06.078000Z'],
    ['2023-05-23 11:03:07 UTC', '2024-09-03 04:05:06 UTC'],
    ['2023-05-23T11:03:07+09:00', '2024-09-03T13:05:06+09:00'],
    ['2023-05-23 11:03 +0900', '2024-09-03 13:05 +0900'],
    ['2023-05-23T11:03-05', '2024-09-02T23:05-05'],
    ['2023-05-23', '2024-09-03'],
    ['2023-05', '2024-09'],
    ['2023/05/23 11:03', '2024/09/03 04:05'],
    ['2023.05.23', '2024.09.03'],
    ['20230523', '20240903'],
    ['202305231103', '202409030405'],
    ['20240101000000', '20240903040506'],
    ['20230523T110307Z', '20240903T040506Z'],
    ['2023-05-23-1103', '2024-09-03-0405'],
    ['1684839780', '1725336306'],
    ['1684839780123', '1725336306078'],
    ['23.05.2023 11:03', '03.09.2024 04:05'],
    ['5.5.2023 9:05', '3.9.2024 4:05'],
    ['23. 5. 2023', '3. 9. 2024'],
    ['05/23/2023', '09/03/2024'],
    ['23/05/2023', '03/09/2024'],
    ['5/6/23, 9:05 a.m.', '9/3/24, 4:05 a.m.'],
    ['2023-05-23 11:03 PM', '2024-09-03 4:05 AM'],
    ['2023-05-23 09:03pm', '2024-09-03 04:05am'],
    ['2023-05-23 Tue 11:03', '2024-09-03 Tue 04:05'],
    ['Tue 2023-05-23', 'Tue 2024-09-03'],
    ['Tuesday, 23 May 2023 11:03', 'Tuesday, 3 September 2024 04:05'],
    ['Tuesday, May 23rd 2023, 11:03:07 am', 'Tuesday, September 3rd 2024, 4:05:06 am'],
    ['Tue May 23 2023', 'Tue Sep 3 2024'],
    ['TUE 23 MAY 2023', 'TUE 3 SEP 2024'],
    ['May 05, 2023', 'September 03, 2024'],
    ['23 Aug 2023', '3 Sep 2024'],
    ['May 2023', 'September 2024'],
    ['[[2023-05-23]]', '[[2024-09-03]]'],
    ['[[2023-09]]', '[[2024-09]]'],
    ['[[daily/2023-05-23]]', '[[daily/2024-09-03]]'],
    ['2023年5月23日', '2024年9月3日'],
  ];
  for (const [value, expected] of shapes) {
    it(`writes another date as ${value} is written`, () => assert.equal(moved(value), expected));
  }

  const foreign: [locale: string, value: string, later: string][] = [
    ['de', '23. Mai 2023', '3. September 2024'],
    ['de', 'Dienstag, 23. Mai 2023 11:03', 'Dienstag, 3. September 2024 04:05'],
    ['fr', 'mardi 23 mai 2023', 'mardi 3 septembre 2024'],
    ['es', 'martes, 23 de mayo de 2023', 'martes, 3 de septiembre de 2024'],
    ['pt-BR', '23 de maio de 2023', '3 de setembro de 2024'],
    ['ru', '23 мая 2023 г.', '3 сентября 2024 г.'],
    ['ja', '2023年5月23日 火曜日', '2024年9月3日 火曜日'],
    ['ja', '2023-05-23 (火)', '2024-09-03 (火)'],
    ['ko', '2023년 5월 23일', '2024년 9월 3일'],
    ['de', 'May 23, 2023', 'September 3, 2024'],
  ];
  for (const [locale, value, expected] of foreign) {
    it(`writes another date as ${value} is written (${locale})`, () =>
      assert.equal(moved(value, { locale }), expected));
  }

  it('leaves alone what is no date', () => {
    for (const value of [
      ...[
        '{{date}}',
        '{{date}} {{time}}',
        '<% tp.file.creation_date() %>',
        '',
        'soon',
        'v1.2.3',
        '12:30',
        '2023',
      ],
      ...[
        '2023-13-45',
        '2023-02-30',
        '2023-05-23 25:00',
        '0000-00-00',
        '99999999',
        '1',
        '123456',
        'Meeting 2023-05-23',
      ],
      ...[
        '2023-05-23 to 2023-05-24',
        'Invalid date',
        '[[2023-05-23|today]]',
        '[[2023/05/2023-05-23]]',
        '[[A]]',
        '-1',
      ],
      ...['Monday 2023-05-23', 'x'.repeat(100_000), '1'.repeat(79), '[['.repeat(39), 'Tuesday, 23 Mai 2023'],
    ]) {
      assert.equal(moved(value), undefined, value.slice(0, 90));
    }
  });

  it('takes the order of day and month from the language, and from the format before that', () => {
    assert.equal(moved('05/06/2023'), '09/03/2024');
    assert.equal(moved('05/06/2023', { locale: 'en-GB' }), '03/09/2024');
    assert.equal(moved('05/06/2023', { format: 'DD/MM/YYYY' }), '03/09/2024');
    assert.equal(moved('05.06.2023'), '03.09.2024');
    assert.equal(moved('May 5 2023', { format: 'MMM D YYYY' }), 'Sep 3 2024');
  });

  it('takes a form from the format that no value could tell', () => {
    assert.equal(moved('Changed 2023-05-23', { format: '[Changed] YYYY-MM-DD' }), 'Changed 2024-09-03');
  });

  it('writes local time where the value names no zone', () => {
    assert.equal(moved('2023-05-23 11:03', { zone: zoneOf('Asia/Tokyo') }), '2024-09-03 13:05');
    assert.equal(moved('2023-01-23 11:03', { zone: zoneOf('Europe/London') }), '2024-09-03 05:05');
    assert.equal(moved('2023-05-23', { zone: zoneOf('-08:00') }), '2024-09-02');
  });

  it('keeps UTC and a foreign offset, and lets a zone have its summer time', () => {
    assert.equal(moved('2023-05-23T11:03Z', { zone: zoneOf('Asia/Tokyo') }), '2024-09-03T04:05Z');
    assert.equal(moved('2023-05-23T11:03+02:00', { zone: zoneOf('Asia/Tokyo') }), '2024-09-03T06:05+02:00');
    assert.equal(
      moved('2023-01-23T11:03+00:00', { zone: zoneOf('Europe/London') }),
      '2024-09-03T05:05+01:00',
    );
  });

  it('knows the instant that a value names', () => {
    const instant = (value: string, zone: string): number | undefined =>
      readDateShape(value, { ...english, zone: zoneOf(zone) })?.instant;
    assert.equal(instant('2023-05-23 11:03', 'Europe/London'), Date.UTC(2023, 4, 23, 10, 3));
    assert.equal(instant('2023-05-23T11:03+09:00', 'UTC'), Date.UTC(2023, 4, 23, 2, 3));
    assert.equal(instant('1684839780', 'Asia/Tokyo'), 1_684_839_780_000);
    assert.equal(instant('2023-05-23', 'UTC'), Date.UTC(2023, 4, 23));
  });

  it('writes what moment writes, for values in moment\u2019s formats', () => {
    const format = fc.constantFrom(
      ...['YYYY-MM-DD HH:mm', 'YYYY-MM-DDTHH:mm:ss', 'YYYY-MM-DD', 'DD.MM.YYYY HH:mm', 'YYYY-MM-DD, HH:mm'],
      ...[
        'dddd, MMMM Do YYYY, h:mm:ss a',
        'ddd D MMM YYYY',
        'YYYYMMDDHHmmss',
        'X',
        'x',
        'YYYY-MM-DDTHH:mm:ss.SSS[Z]',
      ],
    );
    const anyInstant = fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2150, 0, 1) });
    fc.assert(
      fc.property(format, anyInstant, anyInstant, (written, first, second) => {
        const shape = readDateShape(moment.utc(first).format(written), { ...english, format: written });
        assert.equal(shape?.write(second), moment.utc(second).format(written));
      }),
      { numRuns: 300 },
    );
  });

  it('never writes anything for a text that it cannot write itself', () => {
    const piece = fc.constantFrom(
      '2023',
      '05',
      '5',
      '-',
      '/',
      '.',
      ' ',
      ':',
      'T',
      'Z',
      '+09:00',
      'May',
      'Tue',
      'PM',
      ',',
      '23rd',
      'at',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 10 }), (pieces) => {
        const value = pieces.join('');
        const shape = readDateShape(value, english);
        if (shape !== undefined) assert.equal(shape.write(shape.instant), value);
      }),
      { numRuns: 500 },
    );
  });
});
