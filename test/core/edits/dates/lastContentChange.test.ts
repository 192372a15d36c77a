import assert from 'node:assert/strict';
import type { DateSettings } from '../../../../src/core/edits/dates/dateSettings.ts';
import type { NoteHistory } from '../../../../src/core/edits/dates/gitHistory.ts';
import { lastContentChange } from '../../../../src/core/edits/dates/lastContentChange.ts';

const settings: DateSettings = {
  modifiedKey: 'last_modified_at',
  createdKey: 'date',
  aliases: ['updated'],
  format: 'YYYY-MM-DD HH:mm',
  timeZone: 'UTC',
  addMissing: 'none',
  onSave: 'always',
  include: [],
  exclude: [],
  minMinutes: 0,
};

/** A note's history from its texts, the oldest first, one an hour. */
function historyOf(texts: readonly string[]): NoteHistory {
  const versions = texts.map((_, i) => ({
    at: i,
    before: i === 0 ? undefined : String(i - 1),
    after: String(i),
  }));
  return { created: 0, versions: versions.reverse(), isCut: false };
}

/** Reads what is needed until there is an answer; `unreadable` cannot be read. */
function ask(now: string, texts: readonly string[], history = historyOf(texts), unreadable = -1) {
  const read = new Map<string, string | null>();
  for (;;) {
    const answer = lastContentChange(now, history, settings, (blob) => read.get(blob));
    if (answer.kind !== 'needs') return { answer, read: read.size };
    for (const blob of answer.blobs)
      read.set(blob, Number(blob) === unreadable ? null : texts[Number(blob)]!);
  }
}

const plain = '# Tea\n';
const dated = (date: string, body = '# Tea\n'): string => `---\nlast_modified_at: ${date}\n---\n${body}`;

describe('lastContentChange', () => {
  it('passes over commits of nothing but date lines, blanks and renames', () => {
    const texts = [
      plain,
      '# Tea\n\nGreen.\n',
      dated('2020', '# Tea\n\nGreen.\n'),
      dated('2021', '# Tea \n\nGreen.\n\n'),
    ];
    assert.deepEqual(ask(texts[3]!, texts).answer, { kind: 'at', at: 1 });
  });

  it('knows the keys that a note used before', () => {
    const texts = ['---\nupdated: 2019\n---\n# Tea\n', '---\nupdated: 2020\n---\n# Tea\n', dated('2021')];
    assert.deepEqual(ask(texts[2]!, texts).answer, { kind: 'at', at: 0 });
  });

  it('tells a note that has changed since its last commit', () => {
    assert.deepEqual(ask('# Coffee\n', [plain]).answer, { kind: 'uncommitted' });
    assert.deepEqual(ask(dated('2020'), [plain]).answer, { kind: 'at', at: 0 });
    assert.deepEqual(ask('# Tea\r\n', [plain]).answer, { kind: 'at', at: 0 });
  });

  it('reads no more contents than it needs', () => {
    const texts = [...Array.from({ length: 50 }, (_, i) => `# ${i}\n`)];
    assert.equal(ask(texts[49]!, texts).read, 2);
  });

  it('takes a content that cannot be read for a change', () => {
    assert.deepEqual(ask(plain, [plain, dated('1'), plain], undefined, 1).answer, { kind: 'at', at: 2 });
    assert.deepEqual(ask(plain, [plain], undefined, 0).answer, { kind: 'uncommitted' });
  });

  it('does not know when the history is cut off before the last change', () => {
    const history = { ...historyOf([plain, dated('1')]), created: undefined, isCut: true };
    const cut = { ...history, versions: history.versions.slice(0, 1) };
    assert.deepEqual(ask(dated('1'), [plain, dated('1')], cut).answer, { kind: 'unknown' });
  });
});
