import assert from 'node:assert/strict';
import { readNote } from '../../../src/core/vault/noteReader.ts';
import { noteRules } from '../../../src/core/vault/noteRules.ts';

function excerpt(text: string): string {
  return readNote('x.md', text, noteRules()).excerpt;
}

describe('the excerpt of a note', () => {
  for (const [what, text, expected] of [
    ['is its first prose', '---\na: b\n---\n\n# Title\n\nFirst words.\n', 'First words.'],
    ['passes over up-links', '### [X MOC](X%20MOC.md)\n\n[[Y MOC]]\n\nWords.', 'Words.'],
    ['passes over code', '```\ncode here\n```\n\nWords.', 'Words.'],
    [
      'passes over math, HTML and comments',
      '$$\nx\n$$\n\n<div>\nno\n</div>\n\n%% not this %%\n\nWords.',
      'Words.',
    ],
    ['passes over tables', '| a | b |\n|---|---|\n| c | d |\n\nWords.', 'Words.'],
    ['passes over lines of tags and fields', '#a #b\n\nstatus:: done\n\nWords.', 'Words.'],
    [
      'has no markup',
      '**Bold**, _it_, `code`, ~~gone~~, ==marked== and snake_case.',
      'Bold, it, code, gone, marked and snake_case.',
    ],
    [
      'shows links as their text',
      'See [the note](a.md) and [[b|that]] or [[c]].',
      'See the note and that or c.',
    ],
    ['shows no pictures', 'A ![picture](a.png) here ![[b.png]].', 'A here .'],
    ['takes list items where there is nothing else', '- one thing\n- another\n', 'one thing another'],
    ['goes on over paragraphs', 'One.\n\n## Two\n\nThree.', 'One. Three.'],
    ['shows what a quote says', '> Quoted\n> words', 'Quoted words'],
    ['is empty where there is no prose', '# Title\n\n- [[a]]\n', ''],
    ['reads other scripts', '# 見出し\n\n本文です。', '本文です。'],
  ] as const) {
    it(what, () => assert.equal(excerpt(text), expected));
  }

  it('has at most 200 characters and ends with a word', () => {
    const long = excerpt('seven77 '.repeat(100));
    assert.ok(long.length <= 200 && long.length > 190);
    assert.ok(long.endsWith('seven77'));
  });

  it('cuts text without blanks between characters, never inside one', () => {
    const long = excerpt(`${'文'.repeat(199)}😀字`);
    assert.equal(long, '文'.repeat(199));
  });
});
