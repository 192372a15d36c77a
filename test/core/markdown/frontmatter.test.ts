import assert from 'node:assert/strict';
import { parseFrontmatter, setFrontmatterValue } from '../../../src/core/markdown/frontmatter.ts';
import { frontmatterStrings } from '../../../src/core/markdown/frontmatterStrings.ts';
import { frontmatterTags } from '../../../src/core/markdown/frontmatterTags.ts';
import { applyEdits } from '../../../src/core/markdown/textEdit.ts';
import { hostileBlocks } from '../../support/hostileBlocks.ts';

function dataOf(content: string): Record<string, unknown> {
  const read = parseFrontmatter(`---\n${content}\n---\nText\n`);
  assert.equal(read.kind, 'yaml', read.problem?.reason);
  return { ...read.data };
}

function problemOf(content: string): { reason: string; line: number } {
  const read = parseFrontmatter(`---\n${content}\n---\nText\n`);
  assert.equal(read.kind, 'invalid');
  assert.deepEqual({ ...read.data }, {});
  return read.problem!;
}

describe('parseFrontmatter', () => {
  it('reads the block of an ordinary note', () => {
    const text = '---\ntitle: "Pumps"\ndate: 2023-05-23 11:03\ntags:\n  - heat\n  - home\n---\n\n# Pumps\n';
    const read = parseFrontmatter(text);
    assert.equal(read.kind, 'yaml');
    assert.deepEqual({ ...read.data }, { title: 'Pumps', date: '2023-05-23 11:03', tags: ['heat', 'home'] });
    assert.deepEqual(read.range, { start: 0, end: text.indexOf('\n# Pumps') });
    assert.equal(read.problem, undefined);
  });

  it('keeps dates, times and words as they are written', () => {
    const content = 'a: 2023-05-23\nb: 12:30\nc: yes\nd: 2023-13-45\ne: 1_000\nf: 2023-05-23T11:03:00Z';
    assert.deepEqual(dataOf(content), {
      a: '2023-05-23',
      b: '12:30',
      c: 'yes',
      d: '2023-13-45',
      e: '1_000',
      f: '2023-05-23T11:03:00Z',
    });
  });

  it('reads numbers, booleans and null', () => {
    assert.deepEqual(dataOf('a: 12\nb: 1.5\nc: true\nd: ~\ne:\nf: null\ng: 0x1F\nh: 1e3\ni: -2'), {
      a: 12,
      b: 1.5,
      c: true,
      d: null,
      e: null,
      f: null,
      g: 31,
      h: 1000,
      i: -2,
    });
  });

  it('reads an empty block, and one of comments, as no keys', () => {
    for (const text of ['---\n---\n', '---\n\n---\nText', '---\n# later\n---', '---\r\n---\r\n']) {
      const read = parseFrontmatter(text);
      assert.equal(read.kind, 'yaml', JSON.stringify(text));
      assert.deepEqual(Object.keys(read.data), []);
    }
  });

  it('reads the block behind a BOM, with CRLF, trailing blanks and ... as its close', () => {
    const text = '\uFEFF--- \r\na: b\r\n...\t\r\nText';
    const read = parseFrontmatter(text);
    assert.deepEqual({ ...read.data }, { a: 'b' });
    assert.deepEqual(read.range, { start: 1, end: text.length - 'Text'.length });
  });

  it('finds no block where there is none', () => {
    for (const text of [
      '',
      'Text',
      '# A\n\n---\na: b\n---\n',
      ' ---\na: b\n---\n',
      '----\na: b\n----\n',
      '- a\n',
    ]) {
      const read = parseFrontmatter(text);
      assert.equal(read.kind, 'none', JSON.stringify(text));
      assert.equal(read.range, undefined);
      assert.equal(read.problem, undefined);
    }
  });

  it('calls a block invalid that is opened and not closed, and does not let it swallow the note', () => {
    const read = parseFrontmatter('---\ntitle: x\n\n# Heading\n');
    assert.equal(read.kind, 'invalid');
    assert.deepEqual(read.range, { start: 0, end: 4 });
    assert.equal(read.problem?.line, 1);
  });

  it('calls blocks in other languages invalid', () => {
    for (const text of [
      '+++\na = 1\n+++\n',
      '---js\nprocess.exit(1)\n---\n',
      '--- javascript\n1\n---\n',
      '---json\n{}\n---\n',
    ]) {
      const read = parseFrontmatter(`${text}Text`);
      assert.equal(read.kind, 'invalid', JSON.stringify(text));
      assert.deepEqual(read.range, { start: 0, end: text.length });
    }
  });

  it('says what is wrong with the YAML, and in which line of the note', () => {
    assert.equal(problemOf('a: b\nc: d: e').line, 3);
    assert.match(problemOf('a: b\nc: d: e').reason, /^The frontmatter is not valid YAML: .+\.$/);
    assert.deepEqual(problemOf('a: 1\nb: 2\na: 3'), {
      reason: 'The frontmatter is not valid YAML: this key stands there twice.',
      line: 4,
    });
    assert.match(problemOf('date: {{date}}').reason, /placeholder/);
    assert.match(problemOf('- a\n- b').reason, /not a set of keys/);
    assert.match(problemOf('only text').reason, /not a set of keys/);
    assert.match(problemOf('\tindented: by tab').reason, /not valid YAML/);
    assert.match(problemOf('a: \u0007').reason, /control character/);
  });

  it('has data without a prototype, whatever the keys', () => {
    for (const content of ['__proto__: x\nconstructor: y', '"__proto__": {polluted: true}\nb: {c: d}']) {
      const read = parseFrontmatter(`---\n${content}\n---\n`);
      assert.equal(Object.getPrototypeOf(read.data), null);
      assert.ok(Object.hasOwn(read.data, '__proto__'));
      assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
    }
  });

  it('does not remember what it read before', () => {
    const text = '---\na: [1\n---\n';
    assert.deepEqual(parseFrontmatter(text), parseFrontmatter(text));
    assert.equal(parseFrontmatter(text).kind, 'invalid');
  });
});

describe('hostile blocks', function () {
  this.timeout(20_000);

  for (const [name, content, expected] of hostileBlocks()) {
    const text = `---\n${content}\n---\nText\n`;

    it(`parseFrontmatter ${expected === 'yaml' ? 'reads' : 'refuses'} ${name}`, () => {
      const read = parseFrontmatter(text);
      assert.equal(read.kind, expected, read.problem?.reason);
    });

    it(`setFrontmatterValue edits or refuses ${name}`, () => {
      const edit = setFrontmatterValue(text, 'title', 'New');
      if (expected === 'invalid') assert.equal(edit.ok, false);
      if (edit.ok) assert.equal(parseFrontmatter(applyEdits(text, edit.edits)).data['title'], 'New');
    });
  }

  it('edits a block of 1,900 keys, and says why it does not edit one of 2,100', () => {
    const withKeys = (count: number): string =>
      `---\n${Array.from({ length: count }, (_, i) => `k${i}: 1\n`).join('')}---\n`;
    const edit = setFrontmatterValue(withKeys(1900), 'k7', 'New');
    assert.ok(edit.ok);
    assert.equal(applyEdits(withKeys(1900), edit.edits), withKeys(1900).replace('k7: 1\n', 'k7: New\n'));
    assert.deepEqual(setFrontmatterValue(withKeys(2100), 'k7', 'New'), {
      ok: false,
      reason: 'The frontmatter is not edited, because it has more than 2,000 lines and list items.',
      line: 1,
    });
  });

  it('is not stopped by a note of dashes', () => {
    assert.equal(parseFrontmatter('---\n'.repeat(50_000)).kind, 'yaml');
    assert.equal(parseFrontmatter(`---\n${'----\n'.repeat(50_000)}`).kind, 'invalid');
  });
});

function tagsOf(content: string): string[] {
  const text = `---\n${content}\n---\n`;
  const tags = frontmatterTags(text, parseFrontmatter(text));
  for (const { name, range } of tags)
    if (range !== undefined) assert.equal(text.slice(range.start, range.end), name);
  return tags.map((tag) => (tag.range === undefined ? `${tag.name} (hidden)` : tag.name));
}

describe('frontmatterTags', () => {
  it('finds the tags of every style with their places', () => {
    for (const content of [
      'tags:\n- heat\n- home',
      'tags:\n  - heat\n  - "home"',
      "tags:\n    - '#heat' # note\n    - home",
      'tags: [heat, home]',
      'tags: [ "#heat" , home, ]',
      'tags: [heat,\n  home]',
      'tags: heat, home',
      'tags: heat home',
      'tags: "#heat #home"',
      'Tags: [heat, home]',
      '"tags": [heat, home]',
      'tags : [heat, home]',
      'tag: heat\ntags: home',
      'title: x\nTAG: [heat, home]\nother: {a: b}',
    ]) {
      assert.deepEqual(tagsOf(content), ['heat', 'home'], content);
    }
  });

  it('keeps the blanks of a tag in a list, and numbers as they are written', () => {
    assert.deepEqual(tagsOf('tags:\n  - machine learning\n  - "2024"\n  - 2023\n  - 007'), [
      'machine learning',
      '2024',
      '2023',
      '007',
    ]);
    assert.deepEqual(tagsOf('tags: machine learning, physics'), ['machine learning', 'physics']);
  });

  it('has no place for a tag that YAML hides', () => {
    assert.deepEqual(tagsOf('tags: ["caf\\u00e9"]'), ['café (hidden)']);
  });

  it('finds none where there are none', () => {
    for (const content of [
      'title: x',
      'tags:',
      'tags: []',
      'tags: ""',
      'tags: [~, ""]',
      'tagsx: a',
      'x: tags',
    ]) {
      assert.deepEqual(tagsOf(content), [], content);
    }
    assert.deepEqual(tagsOf('tags: [a'), []);
  });
});

describe('frontmatterStrings', () => {
  function stringsOf(content: string): [string, string, string][] {
    const text = `---\n${content}\n---\n`;
    return frontmatterStrings(text, parseFrontmatter(text)).map(({ key, value, range }) => [
      key,
      value,
      text.slice(range.start, range.end),
    ]);
  }

  it('gives each value with its key and its place, without quotes', () => {
    assert.deepEqual(stringsOf('up: "[[Heat MOC]]"\nrelated:\n  - \'[[A]]\'\n  - B\nn: 12\nempty:'), [
      ['up', '[[Heat MOC]]', '[[Heat MOC]]'],
      ['related', '[[A]]', '[[A]]'],
      ['related', 'B', 'B'],
      ['n', '12', '12'],
    ]);
  });

  it('gives those of nested keys and flow lists too, under their topmost key', () => {
    assert.deepEqual(stringsOf('a:\n  b: "[[C]]"\n  d: [e, {f: "g"}]\nh: "i\\tj"'), [
      ['a', '[[C]]', '[[C]]'],
      ['a', 'e', 'e'],
      ['a', 'g', 'g'],
      ['h', 'i\tj', 'i\\tj'],
    ]);
  });
});
