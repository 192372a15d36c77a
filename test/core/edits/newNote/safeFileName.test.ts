import assert from 'node:assert/strict';
import fc from 'fast-check';
import { safeFileName } from '../../../../src/core/edits/newNote/safeFileName.ts';

describe('safeFileName', () => {
  it('keeps a title that is a fine name already', () => {
    for (const title of [
      "Bayes' theorem",
      'A-B testing',
      '輪行',
      'Ünïcode & more (2nd)',
      'Node.js',
      '👩‍🍳',
      'می‌خواهم',
      '100 %',
    ]) {
      assert.equal(safeFileName(title), title);
    }
  });

  it('replaces what a file system, a link or Obsidian cannot carry', () => {
    assert.equal(safeFileName('What is CI/CD?'), 'What is CI-CD');
    assert.equal(safeFileName('Part 1: the start'), 'Part 1 the start');
    assert.equal(safeFileName('a\\b|c*d"e<f>g#h^i[j]'), 'a-b-c d e f g h i j');
    assert.equal(safeFileName('line\nbreak\ttab\u0000nul'), 'line break tab nul');
    assert.equal(safeFileName('gpj\u202Eexe'), 'gpj exe', 'no name that reads backwards');
    assert.equal(safeFileName('\ud800x'), 'x');
  });

  it('leaves no way out of the folder and nothing hidden', () => {
    assert.equal(safeFileName('../../etc/passwd'), '-..-etc-passwd');
    assert.equal(safeFileName('..'), 'Untitled');
    assert.equal(safeFileName('.git'), 'git');
    assert.equal(safeFileName('C:\\Windows'), 'C--Windows');
    assert.equal(safeFileName(' ... '), 'Untitled');
    assert.equal(safeFileName(''), 'Untitled');
  });

  it('does not take long over a hostile title', () => {
    const title = `a${'.'.repeat(200_000)}b${' '.repeat(200_000)}`;
    assert.ok(safeFileName(title).length <= 200);
  });

  it('avoids the names of devices', () => {
    for (const name of ['CON', 'aux', 'nul.txt', 'Com1', 'LPT9', 'COM¹', 'conin$']) {
      assert.notEqual(safeFileName(name), name);
    }
    assert.equal(safeFileName('nul.txt'), 'nul_.txt');
    assert.equal(safeFileName('console'), 'console');
  });

  it('is safe, short, stable and well-formed for any title', function () {
    this.timeout(30_000);
    const codes = fc.oneof(fc.integer({ min: 0, max: 0x17f }), fc.integer({ min: 0, max: 0xffff }));
    const titles = fc.array(codes, { maxLength: 150 }).map((units) => String.fromCharCode(...units));
    fc.assert(
      fc.property(titles, (title) => {
        const name = safeFileName(title);
        assert.doesNotMatch(name, /[\\/:*?"<>|#^[\]\u0000-\u001f]|^[. ]|[. ]$|^$/u);
        assert.ok(new TextEncoder().encode(`${name}.md`).length <= 255);
        assert.equal(safeFileName(name), name);
        assert.equal(name, name.normalize('NFC'));
        assert.doesNotMatch(name, /\p{Cs}/u);
      }),
    );
  });
});
