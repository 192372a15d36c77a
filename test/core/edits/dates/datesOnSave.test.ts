import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { DateMoment, DateSettings } from '../../../../src/core/edits/dates/dateSettings.ts';
import {
  datesOnSave,
  type DatesOnSave,
  type NoteSave,
} from '../../../../src/core/edits/dates/datesOnSave.ts';
import { parseFrontmatter } from '../../../../src/core/markdown/frontmatter.ts';
import { applyEdits } from '../../../../src/core/markdown/textEdit.ts';
import { dateSettings } from '../../../support/dateSettings.ts';
import { noteWithFrontmatter } from '../../../support/frontmatterBlocks.ts';

const moment: DateMoment = { now: Date.UTC(2024, 8, 3, 4, 5, 6), locale: 'en', localZone: 'UTC' };

function outcome(
  savedText: string | undefined,
  text: string,
  settings: Partial<DateSettings> = {},
  save: Partial<NoteSave> = {},
): DatesOnSave {
  return datesOnSave(
    { path: 'docs/a.md', savedText, text, reason: 'manual', createdAt: undefined, ...save },
    { ...dateSettings, ...settings },
    moment,
  );
}

/** The text as it is saved. */
function saved(
  savedText: string | undefined,
  text: string,
  settings: Partial<DateSettings> = {},
  save: Partial<NoteSave> = {},
): string {
  const result = outcome(savedText, text, settings, save);
  assert.notEqual(result.kind, 'refused');
  return result.kind === 'edits' ? applyEdits(text, result.edits) : text;
}

function skipped(
  savedText: string | undefined,
  text: string,
  settings?: Partial<DateSettings>,
  save?: Partial<NoteSave>,
) {
  const result = outcome(savedText, text, settings, save);
  return result.kind === 'none' ? result.because : result.kind;
}

const note = (modified: string, body = 'Text\n'): string =>
  `---\ntitle: "A"\ndate: 2023-05-23 11:03\nlast_modified_at: ${modified}\ntags:\n  - a\n---\n\n${body}`;
const before = note('2023-05-24 13:37');
const changed = note('2023-05-24 13:37', 'Text, changed\n');

describe('datesOnSave', () => {
  it('moves the modified date of a note that a person changed, and changes one line', () => {
    assert.equal(saved(before, changed), note('2024-09-03 04:05', 'Text, changed\n'));
  });

  it('keeps the form, the quotes and the precision of the date', () => {
    for (const [written, expected] of [
      ['2023-05-24, 13:37', '2024-09-03, 04:05'],
      ["'2023-05-24 13:37'", "'2024-09-03 04:05'"],
      ['"2023-05-24"', '"2024-09-03"'],
      ['2023-05-24 13:37:01 # auto', '2024-09-03 04:05:06 # auto'],
      ['1684935420000', '1725336306000'],
      ['20230524133700', '20240903040506'],
      ['2023-05-24T13:37:00+09:00', '2024-09-03T13:05:06+09:00'],
      ['"[[2023-05-24]]"', '"[[2024-09-03]]"'],
      ['&m 2023-05-24', '&m 2024-09-03'],
    ] as const) {
      assert.equal(saved(note(written), note(written, 'New\n')), note(expected, 'New\n'), written);
    }
  });

  it('does nothing on a save without a change', () => {
    assert.equal(skipped(before, before), 'unchanged');
  });

  it('does nothing when undo brought the text back', () => {
    const typed = before.replace('Text', 'Text!');
    assert.equal(skipped(before, typed.replace('Text!', 'Text')), 'unchanged');
  });

  it('does nothing when only the date line differs', () => {
    assert.equal(skipped(before, note('2023-06-01 09:00')), 'unchanged');
    assert.equal(skipped(before, before.replace('last_modified_at: 2023-05-24 13:37\n', '')), 'noKey');
    assert.equal(skipped(before.replace('last_modified_at: 2023-05-24 13:37\n', ''), before), 'unchanged');
    assert.equal(skipped(before, before.replace('date: 2023-05-23 11:03', 'date: 2023-05-22')), 'unchanged');
  });

  it('does nothing when only the frontmatter block with the dates is new', () => {
    assert.equal(
      skipped('Text\n', '---\ndate: 2023-05-23\nlast_modified_at: 2023-05-24\n---\nText\n'),
      'unchanged',
    );
    assert.equal(
      skipped('\uFEFFText\r\n', '\uFEFF---\r\nlast_modified_at: 2023-05-24\r\n---\r\nText\r\n'),
      'unchanged',
    );
  });

  it('does nothing when an editor or a formatter tidied what nobody sees', () => {
    const untidy = before.replace('Text\n', 'Text  \nMore\t\n\n\n');
    const tidy = before.replace('Text\n', 'Text\nMore\n');
    assert.equal(skipped(untidy, tidy), 'unchanged');
    assert.equal(skipped(before, before.replaceAll('\n', '\r\n')), 'unchanged');
    assert.equal(skipped(before, before.trimEnd()), 'unchanged');
  });

  it('does nothing when the text is what the formatter makes of the saved one, and no more', () => {
    const formattedText = note('2023-05-24 13:37', '_Text_\n');
    assert.equal(skipped(before, formattedText, {}, { formattedText }), 'unchanged');
    assert.equal(skipped(before, `${formattedText}\n`, {}, { formattedText }), 'unchanged');
    assert.equal(outcome(before, `${formattedText}Typed\n`, {}, { formattedText }).kind, 'edits');
  });

  it('leaves the conflict of a merge alone: in the frontmatter, and the date when the text alone has one', () => {
    const conflict = (ours: string, theirs: string): string =>
      `<<<<<<< HEAD\n${ours}=======\n${theirs}>>>>>>> other\n`;
    const line = 'last_modified_at: 2023-05-24 13:37\n';
    const inBlock = before.replace(line, conflict(line, line.replace('24', '25')));
    const refused = outcome(inBlock, `${inBlock}Typed\n`);
    assert.equal(refused.kind === 'refused' && refused.line, 5);
    // git wrote the marks, and the person's choice is a change.
    const inText = before.replace('Text\n', conflict('Text\n', 'Other\n'));
    assert.equal(skipped(inText, inText), 'unchanged');
    assert.equal(outcome(inText, before).kind, 'edits');
  });

  it('counts a change of the frontmatter, of a blank line and of spaces within a line', () => {
    for (const text of [
      before.replace('- a', '- b'),
      before.replace('Text', '\nText'),
      before.replace('Text', ' Text'),
    ]) {
      assert.equal(outcome(before, text).kind, 'edits');
    }
  });

  it('does nothing twice in the same minute, or day, or second, as precise as the date is', () => {
    assert.equal(skipped(note('2024-09-03 04:05'), note('2024-09-03 04:05', 'New')), 'sameDate');
    assert.equal(skipped(note('2024-09-03'), note('2024-09-03', 'New')), 'sameDate');
    assert.equal(skipped(note('2024-09-03 04:05:06'), note('2024-09-03 04:05:06', 'New')), 'sameDate');
    assert.equal(outcome(note('2024-09-03 04:05:05'), note('2024-09-03 04:05:05', 'New')).kind, 'edits');
  });

  it('waits for the smallest time between two moves', () => {
    const at = (minutes: number): DatesOnSave =>
      outcome(note('2024-09-03 04:00'), note('2024-09-03 04:00', 'New'), { minMinutes: minutes });
    assert.deepEqual(at(10), { kind: 'none', because: 'tooSoon' });
    assert.equal(at(5).kind, 'edits');
    assert.equal(outcome(note('2030-01-01'), note('2030-01-01', 'New'), { minMinutes: 10 }).kind, 'edits');
  });

  it('heeds on which saves to work', () => {
    assert.equal(skipped(before, changed, { onSave: 'never' }), 'never');
    assert.equal(skipped(before, changed, { onSave: 'manual' }, { reason: 'auto' }), 'autosave');
    assert.equal(outcome(before, changed, { onSave: 'manual' }).kind, 'edits');
    assert.equal(outcome(before, changed, {}, { reason: 'auto' }).kind, 'edits');
  });

  it('heeds where to work', () => {
    const inFolder = (path: string, settings: Partial<DateSettings>) =>
      skipped(before, changed, settings, { path });
    assert.equal(inFolder('templates/a.md', { exclude: ['templates/**'] }), 'excluded');
    assert.equal(inFolder('Templates/deep/a.md', { exclude: ['templates'] }), 'excluded');
    assert.equal(inFolder('docs/Books/a.md', { exclude: ['docs/Books/', '**/x.md'] }), 'excluded');
    assert.equal(inFolder('docs/Bookshelf/a.md', { exclude: ['docs/Books'] }), 'edits');
    assert.equal(inFolder('a.md', { include: ['docs/**'] }), 'excluded');
    assert.equal(inFolder('docs/a.md', { include: ['docs/**'] }), 'edits');
  });

  it('lets a note switch it off', () => {
    for (const line of [
      'notewright-dates: false',
      'Notewright-Dates: "no"',
      'disabled rules: [yaml-timestamp]',
    ]) {
      assert.equal(skipped(before, changed.replace('title: "A"', line)), 'switchedOff', line);
    }
    assert.equal(outcome(before, changed.replace('title: "A"', 'notewright-dates: true')).kind, 'edits');
  });

  it('prefers the key that the note has', () => {
    for (const key of [
      'updated',
      'Updated',
      'lastmod',
      'modified',
      'last_updated',
      'date modified',
      '"modified"',
      'modified ',
    ]) {
      const text = `---\n${key}: 2023-05-24\n---\nText\n`;
      assert.equal(
        saved(text, `${text}New\n`, { addMissing: 'modified' }),
        `---\n${key}: 2024-09-03\n---\nText\nNew\n`,
      );
    }
    const both = '---\nupdated: 2023-05-24\nlast_modified_at: 2023-05-25\n---\nText\n';
    assert.equal(saved(both, `${both}New\n`), both.replace('2023-05-25', '2024-09-03') + 'New\n');
  });

  it('adds nothing by default, and what the settings ask for otherwise', () => {
    const plain = '---\ntitle: x\n---\nText\n';
    assert.equal(skipped(plain, `${plain}New`), 'noKey');
    assert.equal(
      saved(plain, `${plain}New`, { addMissing: 'modified' }),
      '---\ntitle: x\nlast_modified_at: 2024-09-03 04:05\n---\nText\nNew',
    );
    assert.equal(
      saved(plain, `${plain}New`, { addMissing: 'both' }, { createdAt: Date.UTC(2023, 0, 2, 3, 4) }),
      '---\ntitle: x\ndate: 2023-01-02 03:04\nlast_modified_at: 2024-09-03 04:05\n---\nText\nNew',
    );
  });

  it('adds a created date only where it knows it: a new note was created now', () => {
    assert.equal(
      saved('Text', 'Text, more', { addMissing: 'both' }),
      '---\nlast_modified_at: 2024-09-03 04:05\n---\nText, more',
    );
    for (const savedText of [undefined, '', '\n']) {
      assert.equal(
        saved(savedText, 'Text', { addMissing: 'both' }),
        '---\ndate: 2024-09-03 04:05\nlast_modified_at: 2024-09-03 04:05\n---\nText',
      );
    }
  });

  it('writes a new date as the note\u2019s other date is written', () => {
    const text = '---\ncreated: 2023-05-23, 11:03\n---\nText\n';
    assert.equal(
      saved(text, `${text}New`, { addMissing: 'both', modifiedKey: 'updated' }),
      '---\ncreated: 2023-05-23, 11:03\nupdated: 2024-09-03, 04:05\n---\nText\nNew',
    );
    const epoch = '---\ncreated: 1684839780000\n---\nText\n';
    assert.match(saved(epoch, `${epoch}New`, { addMissing: 'both' }), /\nlast_modified_at: 1725336306000\n/);
  });

  it('writes local time, UTC, a fixed offset or the time of a place', () => {
    for (const [timeZone, expected] of [
      ['local', '2024-09-03 04:05'],
      ['UTC', '2024-09-03 04:05'],
      ['+09:00', '2024-09-03 13:05'],
      ['America/New_York', '2024-09-03 00:05'],
    ] as const) {
      assert.equal(saved(before, changed, { timeZone }), note(expected, 'Text, changed\n'));
    }
  });

  it('says what is wrong with a setting or a note instead of guessing', () => {
    const zone = outcome(before, changed, { timeZone: 'Mars/Olympus' });
    assert.ok(zone.kind === 'refused' && zone.reason.includes('Mars/Olympus'));
    const format = outcome(before, changed, { format: 'YYYY-ww' });
    assert.ok(format.kind === 'refused' && format.reason.includes('ww'));
    const broken = outcome('x', '---\nlast_modified_at: {{date}}\n---\nText', { addMissing: 'both' });
    assert.ok(broken.kind === 'refused' && broken.line === 2);
    const alias = '---\na: &x 2023-05-24\nlast_modified_at: *x\nb: &y 1\n---\nText\n';
    assert.notEqual(outcome(alias, `${alias}New`).kind, 'edits');
    const anchor = '---\nlast_modified_at: &x 2023-05-24\nb: *x\n---\nText\n';
    assert.equal(outcome(anchor, `${anchor}New`).kind, 'refused');
  });

  it('moves the date in a block of thousands of plain keys, and says why it does not in one of rich values', () => {
    const block = (line: string): string => `---\nlast_modified_at: 2023-05-24\n${line}---\nText\n`;
    const keys = Array.from({ length: 5000 }, (_, i) => `k${i}: 1\n`).join('');
    const plain = block(keys);
    assert.equal(saved(plain, `${plain}New`), `${plain}New`.replace('2023-05-24', '2024-09-03'));
    const rich = block(`x: {y: 1} # z\n${keys}`);
    const refused = outcome(rich, `${rich}New`);
    assert.match(refused.kind === 'refused' ? refused.reason : '', /more than 2,000 lines and list items/);
  });
});

describe('datesOnSave, whatever the block', function () {
  this.timeout(20_000);

  it('changes the dates alone, and only values that are dates', () => {
    const settings = { ...dateSettings, addMissing: 'both' } as const;
    let moved = 0;
    fc.assert(
      fc.property(noteWithFrontmatter, (savedText) => {
        const text = `${savedText}\ntyped`;
        const save = { path: 'a.md', savedText, text, reason: 'manual', createdAt: 0 } as const;
        const result = datesOnSave(save, settings, moment);
        assert.notEqual(result.kind === 'none' && result.because, 'unchanged');
        if (result.kind !== 'edits') return;
        moved++;
        const after = applyEdits(text, result.edits);
        const before = parseFrontmatter(text);
        const read = parseFrontmatter(after);
        for (const [key, value] of Object.entries(read.data)) {
          const old = before.data[key];
          if (!/^(?:date|last_modified_at|date modified)$/.test(key)) assert.deepEqual(value, old, key);
          else if (!isDeepStrictEqual(value, old) && old !== undefined && old !== null && old !== '')
            assert.match(String(old), /\d{4}/);
        }
        assert.equal(after.slice(read.range!.end), text.slice(before.range!.end));
        // A second save finds nothing more to do.
        const again = datesOnSave({ ...save, savedText: after, text: `${after}.` }, settings, moment);
        assert.equal(again.kind, 'none');
      }),
      { numRuns: 150 },
    );
    assert.ok(moved > 20, `${moved} moved`);
  });
});

describe('the Linter\u2019s date-on-save rule, case by case', () => {
  const plain = 'Text\n';
  const edited = 'Text, changed\n';

  it('no YAML: a block is added with the modified date only', () => {
    assert.equal(
      saved(plain, edited, { addMissing: 'modified' }),
      `---\nlast_modified_at: 2024-09-03 04:05\n---\n${edited}`,
    );
  });

  it('no YAML: a block is added with the created date only', () => {
    assert.equal(
      saved(plain, edited, { addMissing: 'created' }, { createdAt: Date.UTC(2020, 0, 1, 2, 3) }),
      `---\ndate: 2020-01-01 02:03\n---\n${edited}`,
    );
  });

  it('no YAML: a block is added with both dates, under custom keys, in UTC', () => {
    const settings = {
      addMissing: 'both',
      createdKey: 'created at',
      modifiedKey: 'changed',
      timeZone: 'UTC',
    } as const;
    const text = saved(plain, edited, settings, { createdAt: Date.UTC(2020, 0, 1) });
    assert.equal(text, `---\ncreated at: 2020-01-01 00:00\nchanged: 2024-09-03 04:05\n---\n${edited}`);
  });

  it('existing created kept', () => {
    const text = '---\ndate: 2020-01-01\n---\nText\n';
    const result = saved(text, `${text}New`, { addMissing: 'both' }, { createdAt: Date.UTC(2021, 0, 1) });
    assert.match(result, /^---\ndate: 2020-01-01\nlast_modified_at: 2024-09-03\n---\n/);
  });

  it('custom created key respected', () => {
    const text = '---\nborn: 2020-01-01\n---\nText\n';
    const result = saved(text, `${text}New`, { addMissing: 'both', createdKey: 'born' }, { createdAt: 0 });
    assert.match(result, /^---\nborn: 2020-01-01\nlast_modified_at: /);
  });

  it('trailing space in a format trimmed', () => {
    assert.equal(
      saved(plain, edited, { addMissing: 'modified', format: 'YYYY-MM-DD ' }).split('\n')[1],
      'last_modified_at: 2024-09-03',
    );
  });

  it('created reformatted from its own value: here the note\u2019s own form stays', () => {
    const text = '---\ndate: 2020-01-01\nlast_modified_at: 2020-01-02\n---\nText\n';
    const result = saved(
      text,
      `${text}New`,
      { format: 'dddd, D MMMM YYYY', addMissing: 'both' },
      { createdAt: 0 },
    );
    assert.match(result, /^---\ndate: 2020-01-01\nlast_modified_at: 2024-09-03\n---/);
  });

  it('modified kept if nothing changed', () => {
    assert.equal(saved(before, before, { addMissing: 'both' }), before);
  });

  it('modified moved when the text changed', () => {
    assert.equal(saved(before, changed), note('2024-09-03 04:05', 'Text, changed\n'));
  });

  it('a format change rewrites modified: here the note\u2019s own form stays, and no save without a change writes', () => {
    assert.equal(skipped(before, before, { format: 'YYYY/MM/DD' }), 'unchanged');
    assert.equal(
      saved(before, changed, { format: 'YYYY/MM/DD' }),
      note('2024-09-03 04:05', 'Text, changed\n'),
    );
  });

  it('a locale change rewrites: here names keep their own language', () => {
    const text = note('Wednesday, 24 May 2023');
    const result = datesOnSave(
      { path: 'a.md', savedText: text, text: `${text}New`, reason: 'manual', createdAt: undefined },
      dateSettings,
      { ...moment, locale: 'de' },
    );
    assert.ok(result.kind === 'edits');
    assert.equal(applyEdits(`${text}New`, result.edits), `${note('Tuesday, 3 September 2024')}New`);
  });

  it('adding created moves modified, new keys at the block\u2019s end', () => {
    const text = '---\nlast_modified_at: 2020-01-02 10:00\ntitle: x\n---\nText\n';
    const result = saved(text, `${text}New`, { addMissing: 'both' }, { createdAt: Date.UTC(2020, 0, 1, 9) });
    assert.equal(
      result,
      '---\nlast_modified_at: 2024-09-03 04:05\ntitle: x\ndate: 2020-01-01 09:00\n---\nText\nNew',
    );
  });

  it('empty modified: and created: filled in place mid-block', () => {
    const text = '---\ndate:\nlast_modified_at: # auto\ntitle: x\n---\nText\n';
    assert.equal(
      saved(text, `${text}New`, {}, { createdAt: Date.UTC(2020, 0, 1, 9) }),
      '---\ndate: 2020-01-01 09:00\nlast_modified_at: 2024-09-03 04:05 # auto\ntitle: x\n---\nText\nNew',
    );
    assert.match(saved(text, `${text}New`), /^---\ndate:\nlast_modified_at: 2024-09-03 04:05 # auto\n/);
  });

  it('no change: untouched', () => {
    for (const text of [plain, '---\n---\n', '', '---\ndate:\n---\n', before]) {
      assert.equal(saved(text, text, { addMissing: 'both' }), text);
    }
  });

  it('UTC value unchanged stays', () => {
    const text = note('2024-09-03T04:05:06Z');
    assert.equal(skipped(text, text), 'unchanged');
    assert.equal(skipped(text, `${text}New`, { timeZone: 'Asia/Tokyo' }), 'sameDate');
  });

  it('a quoted wikilink format stays stable', () => {
    const settings = { format: '[[[]YYYY-MM-DD[]]]', addMissing: 'modified' } as const;
    const once = saved(plain, edited, settings);
    assert.equal(once, `---\nlast_modified_at: "[[2024-09-03]]"\n---\n${edited}`);
    assert.equal(skipped(once, `${once}New`, settings), 'sameDate');
    assert.equal(
      saved(note('"[[2023-05-24]]"'), note('"[[2023-05-24]]"', 'New')),
      note('"[[2024-09-03]]"', 'New'),
    );
  });

  it('rule disabled by the note', () => {
    const text = '---\ndisabled rules: [all]\nlast_modified_at: 2020-01-01\n---\nText\n';
    assert.equal(skipped(text, `${text}New`), 'switchedOff');
  });
});

describe('Dates: what other tools do to notes', () => {
  it('bumped when a note is opened, synced, pulled or rewritten by another tool', () => {
    // The host tells what stands on disk now: text that a person did not type is no change.
    const pulled = before.replace('Text', 'Text from another machine');
    assert.equal(skipped(pulled, pulled), 'unchanged');
  });

  it('created dates overwritten', () => {
    assert.match(
      saved(before, changed, { addMissing: 'both' }, { createdAt: 0 }),
      /\ndate: 2023-05-23 11:03\n/,
    );
  });

  it('Invalid date written', () => {
    for (const written of [
      'soon',
      '"{{date}}"',
      '2023-13-45',
      '"<% tp.date.now() %>"',
      '[2023-05-24]',
      'Invalid date',
      'true',
    ]) {
      assert.equal(skipped(note(written), note(written, 'New'), { addMissing: 'both' }), 'notADate', written);
    }
  });

  it('a date-only value gaining T00:00', () => {
    assert.equal(saved(note('2023-05-24'), note('2023-05-24', 'New')), note('2024-09-03', 'New'));
  });

  it('an empty file given a block', () => {
    for (const text of ['', '\n', '\uFEFF', '  \n'])
      assert.equal(skipped(undefined, text, { addMissing: 'both' }), 'empty');
    assert.equal(skipped('Text', '', { addMissing: 'both' }), 'empty');
  });

  it('a block inserted when both dates are off', () => {
    assert.equal(skipped('Text\n', 'Text, changed\n', { addMissing: 'none' }), 'noKey');
    assert.equal(skipped(undefined, 'Text\n', { addMissing: 'none' }), 'noKey');
  });

  it('saves inside a debounce losing the bump', () => {
    const first = saved(before, changed);
    const second = datesOnSave(
      { path: 'a.md', savedText: first, text: `${first}More`, reason: 'auto', createdAt: undefined },
      dateSettings,
      { ...moment, now: moment.now + 60_000 },
    );
    assert.ok(second.kind === 'edits');
    assert.match(applyEdits(`${first}More`, second.edits), /\nlast_modified_at: 2024-09-03 04:06\n/);
  });

  it('scroll or cursor jump: one edit, within the date\u2019s own characters', () => {
    const result = outcome(before, changed);
    assert.ok(result.kind === 'edits');
    assert.equal(result.edits.length, 1);
    const { start, end } = result.edits[0]!;
    assert.equal(changed.slice(start, end), '2023-05-24 13:37');
  });

  it('a second key beside one that is there', () => {
    for (const key of ['Last_Modified_At:', '"last_modified_at":', 'last_modified_at :']) {
      const text = `---\n${key} 2023-05-24\n---\nText\n`;
      assert.equal(saved(text, `${text}New`, { addMissing: 'both' }).match(/modified/gi)?.length, 1);
    }
  });
});
