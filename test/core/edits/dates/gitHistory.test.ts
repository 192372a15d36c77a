import assert from 'node:assert/strict';
import { followNotes, readGitLog, type GitCommit } from '../../../../src/core/edits/dates/gitHistory.ts';

const none = '0'.repeat(40);
/** The id of a content that a letter stands for. */
const id = (letter: string): string => letter.repeat(40);

/** What git prints for a commit: its header, then each change with its paths. */
function printed(commit: string, seconds: number, ...changes: readonly (readonly string[])[]): string {
  const lines = changes.map(
    ([before, after, status, ...paths], i) =>
      `${i === 0 ? '\n' : ''}:100644 100644 ${before} ${after} ${status}\0${paths.join('\0')}\0`,
  );
  return `commit ${id(commit)} ${seconds}\0${lines.join('')}`;
}

function follow(log: string, paths: readonly string[], boundary: readonly string[] = []) {
  return followNotes(readGitLog(log), paths, new Set(boundary.map(id)));
}

describe('readGitLog', () => {
  it('reads commits with their changes, renames and what a path may hold', () => {
    const log =
      printed('c', 30, [id('2'), id('3'), 'M', 'a b.md'], [none, id('4'), 'A', 'ünï\n"tab"\t.md']) +
      printed('b', 20, [id('1'), id('2'), 'R087', 'old.md', 'a b.md']) +
      printed('a', 10, [id('1'), none, 'D', 'commit of mine.md']);
    assert.deepEqual(readGitLog(log), [
      {
        id: id('c'),
        at: 30_000,
        changes: [
          { status: 'M', before: id('2'), after: id('3'), path: 'a b.md', from: undefined },
          { status: 'A', before: undefined, after: id('4'), path: 'ünï\n"tab"\t.md', from: undefined },
        ],
      },
      {
        id: id('b'),
        at: 20_000,
        changes: [{ status: 'R', before: id('1'), after: id('2'), path: 'a b.md', from: 'old.md' }],
      },
      {
        id: id('a'),
        at: 10_000,
        changes: [
          { status: 'D', before: id('1'), after: undefined, path: 'commit of mine.md', from: undefined },
        ],
      },
    ] satisfies GitCommit[]);
  });

  it('takes a file whose name looks like a commit for a file', () => {
    const log = printed('a', 10, [none, id('1'), 'A', `commit ${id('f')} 99`]);
    assert.deepEqual(
      readGitLog(log).map(({ id: commit, changes }) => [commit, changes.length]),
      [[id('a'), 1]],
    );
  });

  it('leaves out what it does not understand, and ends on output that was cut off', () => {
    assert.deepEqual(readGitLog(''), []);
    assert.deepEqual(readGitLog('warning: something\0else\0'), []);
    const cut = printed('a', 10, [none, id('1'), 'A', 'a.md']).slice(0, -6);
    assert.deepEqual(readGitLog(cut)[0]?.changes, []);
  });
});

describe('followNotes', () => {
  it('gives the first commit and every change of the content, the newest first', () => {
    const log =
      printed('c', 30, [id('2'), id('3'), 'M', 'a.md']) +
      printed('b', 20, [id('1'), id('2'), 'M', 'a.md'], [none, id('9'), 'A', 'b.md']) +
      printed('a', 10, [none, id('1'), 'A', 'a.md']);
    const found = follow(log, ['a.md', 'b.md', 'not committed.md']);
    assert.deepEqual([...found.keys()], ['a.md', 'b.md']);
    assert.equal(found.get('a.md')?.created, 10_000);
    assert.deepEqual(
      found.get('a.md')?.versions.map(({ at }) => at),
      [30_000, 20_000, 10_000],
    );
    assert.equal(found.get('b.md')?.created, 20_000);
  });

  it('follows a rename, which is no change of the content, and two names that change places', () => {
    const log =
      printed(
        'c',
        30,
        [id('1'), id('1'), 'R100', 'a.md', 'b.md'],
        [id('2'), id('2'), 'R100', 'b.md', 'a.md'],
      ) +
      printed('b', 20, [none, id('2'), 'A', 'b.md']) +
      printed('a', 10, [none, id('1'), 'A', 'a.md']);
    const found = follow(log, ['a.md', 'b.md']);
    assert.equal(found.get('b.md')?.created, 10_000);
    assert.equal(found.get('a.md')?.created, 20_000);
    assert.deepEqual(
      found.get('b.md')?.versions.map(({ at }) => at),
      [10_000],
    );
  });

  it('tells a new note from an older one that had its name', () => {
    const renamed =
      printed('c', 30, [none, id('2'), 'A', 'Untitled.md']) +
      printed('b', 20, [id('1'), id('1'), 'R100', 'Untitled.md', 'Tea.md']) +
      printed('a', 10, [none, id('1'), 'A', 'Untitled.md']);
    assert.equal(follow(renamed, ['Untitled.md', 'Tea.md']).get('Untitled.md')?.created, 30_000);
    assert.equal(follow(renamed, ['Untitled.md', 'Tea.md']).get('Tea.md')?.created, 10_000);
    const deleted =
      printed('c', 30, [none, id('2'), 'A', 'a.md']) +
      printed('b', 20, [id('1'), none, 'D', 'a.md']) +
      printed('a', 10, [none, id('1'), 'A', 'a.md']);
    assert.equal(follow(deleted, ['a.md']).get('a.md')?.created, 30_000);
  });

  it('knows a note again that was deleted and came back as it was', () => {
    const log =
      printed('c', 30, [none, id('1'), 'A', 'a.md']) +
      printed('b', 20, [id('1'), none, 'D', 'a.md']) +
      printed('a', 10, [none, id('1'), 'A', 'a.md']);
    assert.equal(follow(log, ['a.md']).get('a.md')?.created, 10_000);
  });

  it('gives no first commit where the history is cut off', () => {
    const log =
      printed('c', 30, [id('1'), id('2'), 'M', 'a.md'], [none, id('9'), 'A', 'b.md']) +
      printed('b', 20, [none, id('1'), 'A', 'a.md'], [none, id('7'), 'A', 'c.md']);
    const found = follow(log, ['a.md', 'b.md', 'c.md'], ['b']);
    assert.equal(found.get('a.md')?.created, undefined);
    assert.equal(found.get('a.md')?.versions.length, 1);
    assert.equal(found.get('b.md')?.created, 30_000);
    assert.deepEqual(found.get('c.md'), { created: undefined, versions: [], isCut: true });
  });

  it('matches names that differ in how an accent is written only', () => {
    const log = printed('a', 10, [none, id('1'), 'A', 'Cafe\u0301.md']);
    assert.equal(follow(log, ['Caf\u00e9.md']).get('Caf\u00e9.md')?.created, 10_000);
  });
});
