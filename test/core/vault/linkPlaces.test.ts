import assert from 'node:assert/strict';
import { readNote } from '../../../src/core/vault/noteReader.ts';
import { noteRules } from '../../../src/core/vault/noteRules.ts';

/** What is told of the first link to another note. */
function place(text: string): string {
  const note = readNote('x.md', text, noteRules());
  const i = note.links.findIndex((link) => link.target.startsWith('A'));
  const { alone, inList } = note.links[i]!;
  const told = [alone && 'alone', inList && 'in a list', note.isAtTop(i) && 'at the top'];
  return told.filter((part) => part !== false).join(', ');
}

describe('the place of a link', () => {
  for (const [text, expected] of [
    ['[[A]]', 'alone, at the top'],
    ['### [A](A.md)', 'alone, at the top'],
    ['### [A](A.md) ###', 'alone, at the top'],
    ['# Title\n\n#tag #other\n\n[[A]]\n', 'alone, at the top'],
    ['---\ntags: x\n---\n\n[[A]]\n# Title\n', 'alone, at the top'],
    ['[[B]]\n[[A]]', 'alone, at the top'],
    ['[[B]] · [[A]]', 'alone, at the top'],
    ['**[[A]]**', 'alone, at the top'],
    ['Up: [[A]]', 'alone, at the top'],
    ['up:: [[A]], [[B]]', 'alone, at the top'],
    ['← [[A]]', 'alone, at the top'],
    ['> [[A]]', 'alone, at the top'],
    ['([[A]])', 'alone, at the top'],
    ['<!-- toc -->\n[[A]]', 'alone, at the top'],
    ['## Section\n\n[[A]]', 'alone'],
    ['Words first.\n\n[[A]]', 'alone'],
    ['- [[B]]\n\n[[A]]', 'alone'],
    ['- [[A]]', 'alone, in a list'],
    ['1. [[A]]', 'alone, in a list'],
    ['- [[B]]\n\t* [ ] [[A]]', 'alone, in a list'],
    ['- see [[A]] for more', 'in a list'],
    ['| [[A]] | words |', 'in a list'],
    ['See [[A]].', ''],
    ['[[A]] is good', ''],
    ['Up the hill: [[A]]', ''],
    ['[[B]] and then some words [[A]]', ''],
    ['Words [[B]]\n[[A]]', 'alone'],
  ] as const) {
    it(`${JSON.stringify(text)}: ${expected === '' ? 'in a sentence' : expected}`, () => {
      assert.equal(place(text), expected);
    });
  }

  it('is found in time linear in the text', () => {
    const note = readNote('x.md', `${'[[a]] '.repeat(30_000)}\n${'[[a]]\n'.repeat(30_000)}`, noteRules());
    assert.equal(note.linkCount, 60_000);
  });
});
