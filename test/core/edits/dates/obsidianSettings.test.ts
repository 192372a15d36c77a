import assert from 'node:assert/strict';
import { momentFormat } from '../../../../src/core/edits/dates/dateFnsFormat.ts';
import {
  importObsidianSettings,
  type ObsidianFiles,
} from '../../../../src/core/edits/dates/obsidianSettings.ts';

function imported(files: ObsidianFiles): Record<string, unknown> {
  const { settings, problems } = importObsidianSettings(files);
  assert.deepEqual(problems, []);
  for (const { from } of settings) assert.ok(from.length > 3);
  return Object.fromEntries(settings.map(({ key, value }) => [key, value]));
}

const updateTimeOnEdit = {
  dateFormat: 'yyyy-MM-dd HH:mm',
  enableCreateTime: true,
  headerUpdated: 'last_modified_at',
  headerCreated: 'date',
  minMinutesBetweenSaves: 1,
  ignoreGlobalFolder: ['notes/Books', 'notes/Imports (old)', 'templates'],
  ignoreCreatedFolder: [],
};

const linter = {
  lintOnSave: true,
  foldersToIgnore: ['archive'],
  ruleConfigs: {
    'yaml-timestamp': {
      enabled: true,
      'date-created': true,
      'date-created-key': 'created',
      'date-modified': true,
      'date-modified-key': 'updated',
      format: 'dddd, MMMM Do YYYY, h:mm:ss a',
      'convert-to-utc': true,
    },
  },
};

describe('importObsidianSettings', () => {
  it('takes keys, format, folders and links from Obsidian and Update time on edit', () => {
    const files = {
      app: '{"useMarkdownLinks": true, "newFileLocation": "folder"}',
      updateTimeOnEdit: JSON.stringify(updateTimeOnEdit),
      templates: '{"folder": "templates"}',
    };
    assert.deepEqual(imported(files), {
      'links.style': 'markdown',
      'dates.modifiedKey': 'last_modified_at',
      'dates.createdKey': 'date',
      'dates.format': 'YYYY-MM-DD HH:mm',
      'dates.addMissing': 'both',
      'dates.minMinutes': 1,
      'dates.exclude': ['notes/Books/**', 'notes/Imports \\(old\\)/**', 'templates/**'],
    });
  });

  it('takes keys and format from the Linter', () => {
    assert.deepEqual(imported({ linter: JSON.stringify(linter) }), {
      'dates.modifiedKey': 'updated',
      'dates.createdKey': 'created',
      'dates.addMissing': 'both',
      'dates.format': 'dddd, MMMM Do YYYY, h:mm:ss a',
      'dates.timeZone': 'UTC',
      'dates.exclude': ['archive/**'],
    });
    const timestamps = { ...linter.ruleConfigs['yaml-timestamp'], 'date-modified': false };
    const createdOnly = { ...linter, ruleConfigs: { 'yaml-timestamp': timestamps } };
    assert.equal(imported({ linter: JSON.stringify(createdOnly) })['dates.addMissing'], 'created');
    const off = {
      ruleConfigs: { 'yaml-timestamp': { ...linter.ruleConfigs['yaml-timestamp'], enabled: false } },
    };
    assert.deepEqual(imported({ linter: JSON.stringify(off) }), {});
  });

  it('lets Update time on edit come first, and gathers the folders of all', () => {
    const both = imported({
      linter: JSON.stringify(linter),
      updateTimeOnEdit: JSON.stringify(updateTimeOnEdit),
    });
    assert.equal(both['dates.modifiedKey'], 'last_modified_at');
    assert.equal(both['dates.format'], 'YYYY-MM-DD HH:mm');
    assert.equal((both['dates.exclude'] as string[]).at(-1), 'archive/**');
  });

  it('heeds which plugins are switched on', () => {
    const files = { linter: JSON.stringify(linter), updateTimeOnEdit: JSON.stringify(updateTimeOnEdit) };
    assert.equal(
      imported({ ...files, communityPlugins: '["obsidian-linter"]' })['dates.modifiedKey'],
      'updated',
    );
    assert.deepEqual(imported({ ...files, communityPlugins: '[]' }), {});
  });

  it('takes the format of Templates where nothing else gives one', () => {
    assert.equal(
      imported({ templates: '{"dateFormat": "DD.MM.YYYY", "timeFormat": "HH:mm"}' })['dates.format'],
      'DD.MM.YYYY HH:mm',
    );
  });

  it('proposes nothing without files, and says what it cannot read', () => {
    assert.deepEqual(imported({}), {});
    assert.deepEqual(imported({ app: '{}', updateTimeOnEdit: '' }), {});
    assert.deepEqual(importObsidianSettings({ app: '{', linter: '[]' }).problems, [
      'app.json is not valid JSON.',
      'obsidian-linter/data.json does not hold settings.',
    ]);
    const odd = importObsidianSettings({ updateTimeOnEdit: '{"dateFormat": "PPpp", "headerUpdated": 5}' });
    assert.deepEqual(odd.settings, []);
    assert.match(odd.problems[0] ?? '', /PPpp/);
  });
});

describe('momentFormat', () => {
  it('translates the tokens of date-fns', () => {
    for (const [dateFns, moment] of [
      ["yyyy-MM-dd'T'HH:mm", 'YYYY-MM-DD[T]HH:mm'],
      ["yyyy-MM-dd'T'HH:mm:ss.SSSxxx", 'YYYY-MM-DD[T]HH:mm:ss.SSSZ'],
      ['EEEE, do MMMM yyyy h:mm a', 'dddd, Do MMMM YYYY h:mm A'],
      ["d 'de' MMM, h 'o''clock'", "D [de] MMM, h [o'clock]"],
      ['dd.MM.yy', 'DD.MM.YY'],
      ['t', 'X'],
      ['T', 'x'],
    ] as const) {
      assert.equal(momentFormat(dateFns), moment);
    }
    assert.equal(momentFormat('PPP'), undefined);
  });
});
