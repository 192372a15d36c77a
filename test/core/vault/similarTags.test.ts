import assert from 'node:assert/strict';
import { similarTags } from '../../../src/core/vault/similarTags.ts';
import type { NoteTag } from '../../../src/core/vault/note.ts';

/** Notes with the tags given, one note a string. */
function notes(...tags: string[]): { tags: NoteTag[] }[] {
  return tags.map((line) => ({
    tags: line.split(' ').map((name) => ({ name, source: 'inline', range: undefined })),
  }));
}

function found(...tags: string[]): string[] {
  return similarTags(notes(...tags)).map(
    ({ tags: group, similarities }) =>
      `${group.map((tag) => tag.name).join(' = ')} (${similarities.join(', ')})`,
  );
}

describe('similarTags', function () {
  this.timeout(20_000);

  it('finds tags that differ in case, in joining, in number', () => {
    assert.deepEqual(found('LLM', 'llm', 'llm'), ['llm = LLM (case)']);
    assert.deepEqual(found('data-science', 'data_science', 'dataScience', 'datascience', 'data-science'), [
      'data-science = data_science = datascience = dataScience (case, separators)',
    ]);
    assert.deepEqual(found('book', 'books', 'books'), ['books = book (plural)']);
    for (const pair of [
      'library libraries',
      'database databases',
      'box boxes',
      'class classes',
      'LLM llms',
    ]) {
      const [one, many] = pair.split(' ');
      assert.equal(found(one!, many!).length, 1, pair);
    }
  });

  it('takes the most used one as the target, whatever its form', () => {
    const [group] = similarTags(notes('llm', 'llm', 'llms', 'LLM'));
    assert.equal(group?.target, 'llm');
    assert.deepEqual(group.tags, [
      { name: 'llm', count: 2 },
      { name: 'llms', count: 1 },
      { name: 'LLM', count: 1 },
    ]);
  });

  it('counts a note once, however often a tag stands in it', () => {
    const [group] = similarTags(notes('book book book', 'books', 'books'));
    assert.equal(group?.target, 'books');
  });

  it('finds abbreviations: initials, with an s, numeronyms', () => {
    assert.deepEqual(found('machine-learning', 'machine-learning', 'ml'), [
      'machine-learning = ml (abbreviation)',
    ]);
    assert.deepEqual(found('large-language-model', 'llms'), ['large-language-model = llms (abbreviation)']);
    assert.deepEqual(found('internet-of-things', 'iot'), ['internet-of-things = iot (abbreviation)']);
    assert.deepEqual(found('kubernetes', 'k8s'), ['kubernetes = k8s (abbreviation)']);
  });

  it('proposes no abbreviation that two tags share', () => {
    assert.deepEqual(found('machine-learning', 'markup-language', 'ml'), []);
  });

  it('gathers all forms of a tag in one group', () => {
    assert.deepEqual(found('llms', 'llms', 'LLM', 'llm', 'large-language-models'), [
      'llms = large-language-models = llm = LLM (case, plural, abbreviation)',
    ]);
  });

  it('leaves alone what only looks alike', () => {
    assert.deepEqual(found('data', 'data-science', 'big-data', 'database'), []);
    assert.deepEqual(found('news', 'new', 'css', 'cs', 'aws', 'aw', 'status', 'statu', 'c', 'r'), []);
    assert.deepEqual(found('books/llm', 'llm'), []);
  });

  it('compares nested tags level by level and tells children only where their parents stay apart', () => {
    assert.deepEqual(found('ai/llm', 'ai/llms'), ['ai/llms = ai/llm (plural)']);
    assert.deepEqual(found('llm', 'llms', 'llm/tools', 'llms/tools'), ['llms = llm (plural)']);
    assert.deepEqual(found('book/fiction', 'books/fiction'), ['books/fiction = book/fiction (plural)']);
  });

  it('finds tags that stand on nearly the same notes, not parent and child', () => {
    const companions = similarTags(notes(...Array<string>(4).fill('bread baking'), 'bread'));
    assert.deepEqual(
      companions.map((group) => [group.target, group.similarities, group.why]),
      [['bread', ['coOccurrence'], 'They stand together on 4 of the 5 notes that carry either.']],
    );
    assert.deepEqual(found('bread rye', 'bread rye', 'bread wheat', 'bread'), []);
    assert.deepEqual(found(...Array<string>(5).fill('bread bread/rye')), []);
  });

  it('leaves out the tags that take no part', () => {
    const all = notes(...Array<string>(4).fill('reviewed bread'));
    assert.equal(similarTags(all).length, 1);
    assert.deepEqual(
      similarTags(all, (tag) => tag === 'reviewed'),
      [],
    );
  });

  it('puts the groups that are used most first and does not depend on the order of the notes', () => {
    const all = ['book', 'books', 'cat', 'cats', 'cats', 'LLM', 'llm', 'llm', 'llm'];
    const groups = found(...all);
    assert.deepEqual(groups, ['llm = LLM (case)', 'cats = cat (plural)', 'books = book (plural)']);
    assert.deepEqual(found(...all.toReversed()), groups);
  });

  it('survives hostile names and stays fast on many tags of one note', () => {
    const many = Array.from({ length: 20_000 }, (_, i) => `tag${i}`).join(' ');
    assert.deepEqual(found(many), []);
    assert.deepEqual(found('/', '//', '-', '__proto__', 'constructor', '', '🍞', '#'), []);
  });
});
