import assert from 'node:assert/strict';
import type { DateSettings } from '../../../../src/core/edits/dates/dateSettings.ts';
import { fillInDates, type KnownDates } from '../../../../src/core/edits/dates/fillInDates.ts';
import { applyEdits } from '../../../../src/core/markdown/textEdit.ts';
import { dateSettings } from '../../../support/dateSettings.ts';

const known: KnownDates = { created: Date.UTC(2020, 0, 2, 3, 4), modified: Date.UTC(2021, 5, 6, 7, 8) };

function filled(
  text: string,
  dates: Partial<KnownDates> = {},
  settings: Partial<DateSettings> = {},
  overwrite = false,
) {
  const moment = { now: Date.UTC(2024, 0, 1), locale: 'en', localZone: 'UTC' };
  const plan = fillInDates(text, { ...known, ...dates }, { ...dateSettings, ...settings }, moment, overwrite);
  assert.ok(plan.ok, plan.ok ? '' : plan.reason);
  return applyEdits(text, plan.edits);
}

describe('fillInDates', () => {
  it('adds the dates that a note lacks', () => {
    assert.equal(
      filled('---\ntitle: x\n---\nText'),
      '---\ntitle: x\ndate: 2020-01-02 03:04\nlast_modified_at: 2021-06-06 07:08\n---\nText',
    );
    assert.equal(
      filled('Text'),
      '---\ndate: 2020-01-02 03:04\nlast_modified_at: 2021-06-06 07:08\n---\nText',
    );
  });

  it('adds only what is known', () => {
    assert.equal(filled('Text', { modified: undefined }), '---\ndate: 2020-01-02 03:04\n---\nText');
    assert.equal(filled('Text', { created: undefined, modified: undefined }), 'Text');
  });

  it('fills empty keys in place, under the names that the note uses', () => {
    assert.equal(
      filled('---\ncreated:\nupdated:\nx: y\n---\n'),
      '---\ncreated: 2020-01-02 03:04\nupdated: 2021-06-06 07:08\nx: y\n---\n',
    );
  });

  it('never overwrites a date that is there unless asked, and then keeps its form', () => {
    const text = '---\ndate: 2019-12-31\nlast_modified_at: "31.12.2019 10:00"\n---\n';
    assert.equal(filled(text), text);
    assert.equal(
      filled(text, {}, {}, true),
      '---\ndate: 2020-01-02\nlast_modified_at: "06.06.2021 07:08"\n---\n',
    );
  });

  it('takes the form of the date that is there', () => {
    assert.match(filled('---\ndate: 2019-12-31\n---\n'), /\nlast_modified_at: 2021-06-06\n/);
  });

  it('never overwrites what is no date, asked or not', () => {
    const text = '---\ndate: "{{date}}"\nlast_modified_at: soon\n---\n';
    assert.equal(filled(text, {}, {}, true), text);
  });

  it('leaves empty notes and notes that ask for it alone', () => {
    for (const text of ['', '\n', '---\nnotewright-dates: false\n---\nText'])
      assert.equal(filled(text), text);
  });

  it('refuses what cannot be read', () => {
    const moment = { now: 0, locale: 'en', localZone: 'UTC' };
    const plan = fillInDates('---\na: [\n---\nText', known, dateSettings, moment);
    assert.ok(!plan.ok && plan.reason.length > 10);
  });
});
