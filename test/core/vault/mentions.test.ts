import assert from 'node:assert/strict';
import { scanMarkdown } from '../../../src/core/markdown/scan.ts';
import { MentionIndex } from '../../../src/core/vault/mentions.ts';
import { areFormsOfOneWord } from '../../../src/core/vault/phraseTokens.ts';
import { SentenceSplitter } from '../../../src/core/vault/sentences.ts';
import { Vault } from '../../../src/core/vault/vault.ts';
import { notesFrom } from '../../support/vaultFixture.ts';

function indexOf(packed: string): MentionIndex {
  const vault = new Vault();
  const mentions = new MentionIndex();
  for (const [path, text] of notesFrom(packed)) mentions.upsert(vault.upsert(path, text));
  return mentions;
}

/** The words found and the notes that bear them. */
function found(index: MentionIndex, text: string, except?: string): string[] {
  return index
    .find(text, scanMarkdown(text), except)
    .map(
      ({ start, end, named }) => `${text.slice(start, end)} → ${named.map(({ path }) => path).join(', ')}`,
    );
}

describe('mentions', () => {
  const titles = indexOf(`
    == Bread.md
    == Rye bread.md
    == LLMs.md
    ---
    aliases: [large language model]
    ---
    == C++.md
    == 機械学習.md
    == Бодрость.md
    == 2024-05-01.md
    == a.md
  `);

  it('are names of notes, the longest at each place, whatever their case', () => {
    assert.deepEqual(found(titles, 'Good rye bread is bread.'), [
      'rye bread → Rye bread.md',
      'bread → Bread.md',
    ]);
    assert.deepEqual(found(titles, 'C++ is not C.'), ['C++ → C++.md']);
  });
  it('are found as aliases and in the plural', () => {
    assert.deepEqual(found(titles, 'An LLM is a Large Language Models.'), [
      'LLM → LLMs.md',
      'Large Language Models → LLMs.md',
    ]);
  });
  it('need no spaces around Chinese and Japanese words, and join Latin ones', () => {
    assert.deepEqual(found(titles, 'これは機械学習とLLMsの話。'), [
      '機械学習 → 機械学習.md',
      'LLMs → LLMs.md',
    ]);
  });
  it('know the endings of long words in other alphabets', () => {
    assert.deepEqual(found(titles, 'Много бодрости.'), ['бодрости → Бодрость.md']);
  });
  it('are neither parts of words, nor numbers alone, nor single letters', () => {
    assert.deepEqual(found(titles, 'Breadth and 2024-05-01, a shortbread.'), []);
  });
  it('do not stand in code, links, addresses, headings, tags, tables, math or frontmatter', () => {
    const text = [
      '---',
      'about: bread',
      '---',
      '# Bread',
      '`bread` [bread](x.md) [[bread]] <https://a.example/bread> https://a.example/bread #bread $bread$',
      '',
      '| bread | b |',
      '|---|---|',
      '| bread | b |',
      '',
      '```',
      'bread',
      '```',
      '',
      '<div>',
      'bread',
      '</div>',
      '',
      '%% bread %%',
    ].join('\n');
    assert.deepEqual(found(titles, text), []);
  });
  it('may go over a line end, but not from one paragraph into the next', () => {
    assert.deepEqual(found(titles, 'some rye\nbread'), ['rye\nbread → Rye bread.md']);
    assert.deepEqual(found(titles, 'some rye\n\nbread'), ['bread → Bread.md']);
  });
  it('never name the note itself', () => {
    assert.deepEqual(found(titles, 'Bread and rye bread.', 'Bread.md'), ['rye bread → Rye bread.md']);
  });
  it('tell all notes of one name', () => {
    const twins = indexOf(`
      == a/Index of tools.md
      == b/Index of tools.md
    `);
    assert.deepEqual(found(twins, 'See the index of tools.'), [
      'index of tools → a/Index of tools.md, b/Index of tools.md',
    ]);
  });
  it('follow notes that are renamed, changed and removed', () => {
    const index = indexOf('== Bread.md');
    const vault = new Vault();
    index.upsert(vault.upsert('Bread.md', '---\ntitle: Loaf\n---\n'));
    assert.deepEqual(found(index, 'Bread, a loaf.'), ['Bread → Bread.md', 'loaf → Bread.md']);
    assert.equal(index.remove('Bread.md'), true);
    assert.deepEqual(found(index, 'Bread, a loaf.'), []);
    assert.equal(index.remove('Bread.md'), false);
  });
  it('are also the words that other notes link', () => {
    const index = indexOf(`
      == one.md
      See [the long rise](bulk.md) and [this](https://a.example).
      == bulk.md
    `);
    const text = 'After the long rise, see this.';
    const [mention, ...others] = index.find(text, scanMarkdown(text));
    assert.deepEqual(others, []);
    assert.deepEqual(mention?.named, []);
    assert.deepEqual(mention?.anchors, [
      { link: { kind: 'inline', target: 'bulk.md' }, from: new Set(['one.md']) },
    ]);
  });
});

describe('forms of one word', () => {
  it('differ by a plural s or, in other alphabets, by an ending', () => {
    assert.ok(areFormsOfOneWord('Model', 'models'));
    assert.ok(areFormsOfOneWord('система', 'системами'));
    assert.ok(!areFormsOfOneWord('система', 'системный'));
    assert.ok(!areFormsOfOneWord('model', 'modern'));
  });
});

describe('sentences', () => {
  const split = (text: string): string[] => new SentenceSplitter().split(text);

  it('do not end at abbreviations and initials', () => {
    assert.deepEqual(split('Dr. No met J. Bond in the U.S. once. It rained.'), [
      'Dr. No met J. Bond in the U.S. once.',
      'It rained.',
    ]);
    assert.deepEqual(split('Obst, z. B. Äpfel, d.h. Gesundes. Gut.'), [
      'Obst, z. B. Äpfel, d.h. Gesundes.',
      'Gut.',
    ]);
  });
  it('are found in Chinese, Japanese, Korean and Russian', () => {
    assert.deepEqual(split('今天下雨。明天晴。'), ['今天下雨。', '明天晴。']);
    assert.deepEqual(split('雨が降る。晴れる！'), ['雨が降る。', '晴れる！']);
    assert.deepEqual(split('비가 온다. 내일은 맑다.'), ['비가 온다.', '내일은 맑다.']);
    assert.deepEqual(split('Идёт дождь и т.д. весь день. Завтра ясно.'), [
      'Идёт дождь и т.д. весь день.',
      'Завтра ясно.',
    ]);
  });
  it('are pieces of the text, none lost', () => {
    const text = 'One. (Two.) "Three?" he said. 4. Five e.g. six';
    assert.equal(split(text).join(' '), text);
  });
});
