import assert from 'node:assert/strict';
import { sourceOf, unfaithfulPart } from '../../../src/core/assistant/faithful.ts';

function part(note: string, sentence: string): string | undefined {
  return unfaithfulPart(sentence, sourceOf(note));
}

function holds(note: string, ...sentences: readonly string[]): void {
  for (const sentence of sentences) assert.equal(part(note, sentence), undefined, sentence);
}

describe('numbers of a summary', () => {
  it('may be written in any usual way', () => {
    holds(
      'It has 175000000 parts.',
      'It has 175,000,000 parts.',
      'It has 175.000.000 parts.',
      'It has 175 000 000 parts.',
    );
    holds('It costs 1,500 dollars.', 'It costs 1500 dollars.', 'It costs 1.500 dollars.');
    holds('About 3.5 percent.', 'About 3,5 percent.', 'About 3.50 percent.');
    holds('In ２０２３ it rained.', 'It rained in 2023.');
    holds('On 2023-05-03 it rained.', 'It rained on May 3, 2023.', 'It rained on 3/5/2023.');
    holds('Three cats and twelve dogs.', 'There are 3 cats and 12 dogs.');
    holds('Version 1.2.3 is out.', 'Version 1.2.3 came out.');
    holds('GPT-3.5 has ~45 terabytes.', 'GPT-3.5 has 45 TB of it.'.replace(' TB', ' terabytes'));
  });

  it('are dropped when the note does not have them', () => {
    assert.equal(part('It has 175 parts.', 'It has 176 parts.'), '176');
    assert.equal(part('It has 3.5 parts.', 'It has 35 parts.'), '35');
    assert.equal(part('It has 35 parts.', 'It has 3.5 parts.'), '3.5');
    assert.equal(part('In 2023 it rained.', 'It rained in 2024.'), '2024');
    assert.equal(part('Three cats.', 'There are 4 cats.'), '4');
    assert.equal(part('It rained.', 'It rained 90% of the time.'), '90');
    assert.equal(part('2023 年に雨が降った。', '2024年に雨が降った。'), '2024');
  });

  it('next to each other are two numbers unless they group thousands', () => {
    holds('In 2023 45 people came.', 'In 2023 45 people came.', '45 people came in 2023.');
  });
});

describe('names of a summary', () => {
  it('stand in the note, in another form perhaps', () => {
    holds('Written in python by Ada.', 'Ada uses Python.', 'The work is Ada’s.');
    holds('On Europe and its rivers.', 'The European rivers are long.');
    holds('An LLM reads text.', 'Two models, both LLMs, read text.'.replace('Two', 'Such'));
    holds('State-of-the-art NLP.', 'The field of Natural Language Processing moves.');
    holds('Use git.', 'It is Git that helps.');
  });

  it('are dropped when the note does not have them', () => {
    assert.equal(part('Ada wrote it.', 'It was Grace who wrote it.'), 'Grace');
    assert.equal(part('Ada wrote it.', 'The author is Grace Hopper of the navy.'), 'Grace Hopper');
    assert.equal(part('A tool.', 'OpenAI made it.'), 'OpenAI');
    assert.equal(part('A tool.', 'It needs gpt4 to run.'), 'gpt4');
    assert.equal(part('A tool.', 'It came out of NASA.'), 'NASA');
    assert.equal(part('道具です。', 'これは OpenAI の道具です。'), 'OpenAI');
    assert.equal(part('Инструмент.', 'Это сделала Анна.'), 'Анна');
  });

  it('are not taken for names at the beginning of a sentence, nor months, days and “I”', () => {
    holds('bread rises.', 'Dough rises. Yeast helps. “Heat kills it.”');
    holds('bread rises.', 'In May and on Mondays I bake.');
  });

  it('do not hide behind a capitalised first word', () => {
    assert.equal(part('Bread rises.', 'Then Ada baked.'), 'Ada');
  });

  it('are told by inner capitals and digits alone where nouns have capitals', () => {
    const german =
      'Der Teig braucht viel Zeit und die Hefe braucht Wärme. Wenn der Teig ruht, bildet sich ein Netz aus Kleber. ' +
      'Das Mehl nimmt dabei langsam das Wasser auf, und der Bäcker knetet den Teig nur kurz.';
    holds(german, 'Der Kleber bildet ein Gerüst im Laib.');
    assert.equal(part(german, 'Das Verfahren stammt von OpenAI.'), 'OpenAI');
  });
});

describe('time', () => {
  it('grows with the text, not faster', () => {
    const long = 'ab '.repeat(100_000) + 'A1 '.repeat(20_000);
    const sentence = 'The Ab of Aab and Bab '.repeat(20);
    assert.equal(typeof (unfaithfulPart(sentence, sourceOf(long)) ?? ''), 'string');
  });
});
