import assert from 'node:assert/strict';
import {
  parseFrontmatter,
  removeFrontmatterKey,
  setFrontmatterValue,
  type FrontmatterEdit,
} from '../../../src/core/markdown/frontmatter.ts';
import { applyEdits } from '../../../src/core/markdown/textEdit.ts';

function applied(text: string, edit: FrontmatterEdit): string {
  assert.ok(edit.ok, edit.ok ? '' : edit.reason);
  return applyEdits(text, edit.edits);
}

function set(text: string, key: string, value: string | string[]): string {
  return applied(text, setFrontmatterValue(text, key, value));
}

function refusal(text: string, key: string, value: string | string[]): { reason: string; line?: number } {
  const edit = setFrontmatterValue(text, key, value);
  assert.ok(!edit.ok, 'should be refused');
  return edit;
}

describe('setFrontmatterValue with a text', () => {
  it('replaces the value and nothing else', () => {
    const text = '---\n# about\ntitle:   Old   # why\ndate: 2023-05-23\n\nlast: "x"\n---\nText\n';
    assert.equal(set(text, 'title', 'New'), text.replace('Old', 'New'));
    assert.equal(set(text, 'last', 'y'), text.replace('"x"', '"y"'));
  });

  it('keeps the quotes of what it replaces', () => {
    assert.equal(set("---\na: 'x'\n---\n", 'a', "it's"), "---\na: 'it''s'\n---\n");
    assert.equal(set('---\na: "x"\n---\n', 'a', 'say "hi" \\o/'), '---\na: "say \\"hi\\" \\\\o/"\n---\n');
  });

  it('quotes only what needs it, in the quotes that the block uses', () => {
    assert.equal(set("---\na: b\nt: 'x'\n---\n", 'a', 'c: d'), "---\na: 'c: d'\nt: 'x'\n---\n");
    assert.equal(set('---\na: b\n---\n', 'a', 'c: d'), '---\na: "c: d"\n---\n');
    for (const plain of [
      '2023-05-23 11:03',
      'a-b',
      'https://x.y/?a=b#c',
      '日本',
      '😀',
      'a, b',
      "it's",
      'a "b"',
    ]) {
      assert.equal(set('---\na: b\n---\n', 'a', plain), `---\na: ${plain}\n---\n`);
    }
    for (const quoted of [
      'yes',
      'null',
      '1e3',
      '12:30',
      '#x',
      '[[A]]',
      '{{date}}',
      ' a',
      'a ',
      '',
      '- a',
      '*a',
      'a #b',
    ]) {
      assert.equal(set('---\na: b\n---\n', 'a', quoted), `---\na: "${quoted}"\n---\n`);
    }
    assert.equal(set('---\na: b\n---\n', 'a', 'two\nlines\u0085'), '---\na: "two\\nlines\\u0085"\n---\n');
  });

  it('fills an empty value in place, comments and blanks kept', () => {
    assert.equal(set('---\na:\nb: 1\n---\n', 'a', 'x'), '---\na: x\nb: 1\n---\n');
    assert.equal(set('---\na: \nb: 1\n---\n', 'a', 'x'), '---\na: x\nb: 1\n---\n');
    assert.equal(set('---\na: # note\n---\n', 'a', 'x'), '---\na: x # note\n---\n');
    assert.equal(set('---\na:   # note\n---\n', 'a', 'x'), '---\na: x  # note\n---\n');
    assert.equal(set('---\na: ~\n---\n', 'a', 'x'), '---\na: x\n---\n');
  });

  it('replaces values of several lines and lists', () => {
    assert.equal(set('---\na: >-\n  one\n  two\nb: 1\n---\n', 'a', 'x'), '---\na: x\nb: 1\n---\n');
    assert.equal(set('---\r\na: |\r\n  one\r\nb: 1\r\n---\r\n', 'a', 'x'), '---\r\na: x\r\nb: 1\r\n---\r\n');
    assert.equal(set('---\na:\n- one\n- two\nb: 1\n---\n', 'a', 'x'), '---\na: x\nb: 1\n---\n');
    assert.equal(set('---\na: [one, two]\n---\n', 'a', 'x'), '---\na: x\n---\n');
  });

  it('adds a missing key as the last line, indented like the others', () => {
    assert.equal(set('---\na: 1\n---\nText', 'b', 'x'), '---\na: 1\nb: x\n---\nText');
    assert.equal(set('---\n  a: 1\n---\n', 'b', 'x'), '---\n  a: 1\n  b: x\n---\n');
    assert.equal(set('---\n---\n', 'b', 'x'), '---\nb: x\n---\n');
    assert.equal(set('---\n# later\n---\n', 'b', 'x'), '---\n# later\nb: x\n---\n');
    assert.equal(set('---\na: |+\n  kept\n\n---\n', 'b', 'x'), '---\na: |+\n  kept\n\nb: x\n---\n');
    assert.equal(
      set('---\na: 1\n---\n', 'date modified: yes', 'x'),
      '---\na: 1\n"date modified: yes": x\n---\n',
    );
  });

  it('makes a block where there is none, in the line ends of the note and behind its BOM', () => {
    assert.equal(set('# A\n', 'b', 'x'), '---\nb: x\n---\n# A\n');
    assert.equal(set('\uFEFF# A\r\n', 'b', 'x'), '\uFEFF---\r\nb: x\r\n---\r\n# A\r\n');
    assert.equal(set('', 'b', 'x'), '---\nb: x\n---\n');
    assert.equal(set('# A', 'b', ['x', 'y z']), '---\nb:\n  - x\n  - y z\n---\n# A');
  });

  it('has nothing to do where the value stands there already', () => {
    const edit = setFrontmatterValue('---\na: x\nb: [c]\n---\n', 'a', 'x');
    assert.deepEqual(edit, { ok: true, edits: [] });
    assert.deepEqual(setFrontmatterValue('---\nb: [c]\n---\n', 'b', ['c']), { ok: true, edits: [] });
  });
});

describe('setFrontmatterValue with a list', () => {
  it('keeps the items that stay as they are', () => {
    const text = '---\ntags:\n  - "a" # first\n  # about b\n  - b\n  - c\n---\n';
    assert.equal(set(text, 'tags', ['a', 'b', 'c', 'd']), text.replace('  - c\n', '  - c\n  - d\n'));
    assert.equal(set(text, 'tags', ['a', 'c']), text.replace('  - b\n', ''));
    assert.equal(set(text, 'tags', ['a', 'x', 'c']), text.replace('- b', '- x'));
    assert.equal(set(text, 'tags', ['z', 'a', 'b', 'c']), text.replace('  - "a"', '  - z\n  - "a"'));
  });

  it('keeps the style of the list', () => {
    assert.equal(set('---\nt:\n- a\n---\n', 't', ['a', 'b']), '---\nt:\n- a\n- b\n---\n');
    assert.equal(set('---\nt:\n    -   a\n---\n', 't', ['a', 'b']), '---\nt:\n    -   a\n    -   b\n---\n');
    assert.equal(
      set('---\r\nt:\r\n  - a\r\n---\r\n', 't', ['a', 'b']),
      '---\r\nt:\r\n  - a\r\n  - b\r\n---\r\n',
    );
    assert.equal(set('---\nt: [a,b]\n---\n', 't', ['a', 'b', 'c']), '---\nt: [a,b,c]\n---\n');
    assert.equal(set('---\nt: [ a , b ]\n---\n', 't', ['a', 'c']), '---\nt: [ a , c ]\n---\n');
    assert.equal(set('---\nt: ["a"]\n---\n', 't', ['a', 'b']), '---\nt: ["a", "b"]\n---\n');
    assert.equal(
      set('---\nt: [\n  a,\n  b\n  ]\n---\n', 't', ['a', 'b', 'c']),
      '---\nt: [\n  a,\n  b,\n  c\n  ]\n---\n',
    );
  });

  it('gives a new list the style of the others in the block', () => {
    assert.equal(set('---\na:\n- x\n---\n', 'b', ['y']), '---\na:\n- x\nb:\n- y\n---\n');
    assert.equal(set('---\na: [x]\n---\n', 'b', ['y', 'z, z']), '---\na: [x]\nb: [y, "z, z"]\n---\n');
    assert.equal(set('---\na: 1\n---\n', 'b', ['y']), '---\na: 1\nb:\n  - y\n---\n');
  });

  it('empties and fills a list', () => {
    assert.equal(set('---\nt:\n  - a\nb: 1\n---\n', 't', []), '---\nt: []\nb: 1\n---\n');
    assert.equal(set('---\nt: [a]\n---\n', 't', []), '---\nt: []\n---\n');
    assert.equal(set('---\nt: []\n---\n', 't', ['a']), '---\nt: [a]\n---\n');
    assert.equal(set('---\nt:\nb: 1\n---\n', 't', ['a']), '---\nt:\n  - a\nb: 1\n---\n');
    assert.equal(set('---\nt: # note\n---\n', 't', ['a']), '---\nt: # note\n  - a\n---\n');
    assert.equal(set('---\nt: x\n---\n', 't', ['a', 'b']), '---\nt:\n  - a\n  - b\n---\n');
  });
});

describe('removeFrontmatterKey', () => {
  const remove = (text: string, key: string): string => applied(text, removeFrontmatterKey(text, key));

  it('takes the key out with its lines, and leaves the comments above it', () => {
    assert.equal(remove('---\na: 1\n# b\nb: 2 # two\nc: 3\n---\n', 'b'), '---\na: 1\n# b\nc: 3\n---\n');
    assert.equal(remove('---\nt:\n  - a\n  - b\nc: 3\n---\n', 'T'), '---\nc: 3\n---\n');
    assert.equal(remove('---\r\nt: >\r\n  a\r\n  b\r\nc: 3\r\n---\r\n', 't'), '---\r\nc: 3\r\n---\r\n');
    assert.equal(remove('---\na:\n  b: 1\n  c:\n    - d\ne: 2\n---\n', 'a'), '---\ne: 2\n---\n');
    assert.equal(remove('---\na: 1\n---\nText', 'a'), '---\n---\nText');
  });

  it('does nothing where the key is not there', () => {
    for (const text of ['---\na: 1\n---\n', '# A\n', '']) assert.equal(remove(text, 'b'), text);
  });

  it('refuses where another key leans on it', () => {
    const edit = removeFrontmatterKey('---\na: &x 1\nb: *x\n---\n', 'a');
    assert.equal(edit.ok, false);
  });
});

describe('YAML rewritten: what other tools do to notes', () => {
  it('comments and quotes dropped', () => {
    const text = "---\n# head\ntitle: 'A' # one\ntags: [a] # two\n# tail\n---\n";
    assert.equal(set(text, 'tags', ['a', 'b']), text.replace('[a]', '[a, b]'));
  });

  it('[a, b] turned into a block list', () => {
    assert.equal(set('---\ntags: [a, b]\n---\n', 'x', 'y'), '---\ntags: [a, b]\nx: y\n---\n');
  });

  it('> turned into |, indentation changed', () => {
    const text = '---\nsummary: >\n    one\n    two\nnested:\n      deep:\n        - a\nx: y\n---\n';
    assert.equal(set(text, 'x', 'z'), text.replace('x: y', 'x: z'));
  });

  it('dates turned into timestamps', () => {
    const text = '---\ndate: 2023-05-23\nother: 2023-05-23T11:03:00+09:00\ntime: 12:30\nx: y\n---\n';
    assert.equal(set(text, 'x', 'z'), text.replace('x: y', 'x: z'));
    assert.equal(parseFrontmatter(set(text, 'x', '2024-01-01')).data['x'], '2024-01-01');
  });

  it('YAML that the parser rejects read as {} and written back over the block', () => {
    for (const [content, line] of [
      ['a: b: c', 2],
      ['ok: 1\nbad: [1', 3],
      ['date: {{date}}', 2],
      ['a: 1\na: 2', 3],
    ] as const) {
      const refused = refusal(`---\n${content}\n---\nText`, 'x', 'y');
      assert.ok(refused.line !== undefined && refused.line >= line, `${content}: ${refused.line}`);
      assert.match(refused.reason, /not valid YAML/);
    }
  });

  it('a title holding --- splitting the file', () => {
    const text = '---\ntitle: a --- b\nx: y\n---\nText\n';
    assert.equal(set(text, 'x', '---'), text.replace('x: y', 'x: "---"'));
    assert.equal(set(text, 'title', 'c\n---\nd'), text.replace('a --- b', '"c\\n---\\nd"'));
  });

  it('CRLF read as no frontmatter', () => {
    assert.equal(set('---\r\na: b\r\n---\r\nText\r\n', 'a', 'c'), '---\r\na: c\r\n---\r\nText\r\n');
    assert.equal(set('---\r\na: b\r\n---\r\n', 'n', ['x']), '---\r\na: b\r\nn:\r\n  - x\r\n---\r\n');
  });

  it('a BOM read as no frontmatter', () => {
    assert.equal(set('\uFEFF---\na: b\n---\n', 'a', 'c'), '\uFEFF---\na: c\n---\n');
  });

  it('+++ given a second block on top', () => {
    assert.equal(refusal('+++\na = 1\n+++\nText', 'a', 'b').line, 1);
  });

  it('... and a fence with a trailing blank read as no frontmatter', () => {
    assert.equal(set('--- \na: b\n...\nText', 'a', 'c'), '--- \na: c\n...\nText');
  });

  it('an unclosed block given a second one on top', () => {
    assert.equal(refusal('---\na: b\n\nText', 'a', 'c').line, 1);
  });

  it('a new modified: beside Modified:, "modified": or modified :', () => {
    for (const key of ['Modified:', '"modified":', "'modified':", 'modified :', 'MODIFIED :']) {
      assert.equal(set(`---\n${key} x\n---\n`, 'modified', 'y'), `---\n${key} y\n---\n`);
    }
  });

  it('keys that differ in case alone mixed up', () => {
    const text = '---\ntags: a\nTags: b\n---\n';
    assert.equal(set(text, 'Tags', 'c'), text.replace('b', 'c'));
    assert.equal(set(text, 'tags', 'c'), text.replace(': a', ': c'));
    assert.match(refusal(text, 'TAGS', 'c').reason, /several spellings/);
  });

  it('a key used as a raw pattern', () => {
    const text = '---\ndateXmodified: a\n---\n';
    assert.equal(set(text, 'date.modified', 'b'), '---\ndateXmodified: a\ndate.modified: b\n---\n');
  });

  it('a list where a scalar was expected made invalid', () => {
    assert.equal(set('---\nmodified:\n  - a\n  - b\n---\n', 'modified', 'c'), '---\nmodified: c\n---\n');
  });

  it('a value written unescaped into quotes', () => {
    assert.equal(set('---\na: "x"\n---\n', 'a', 'b"c'), '---\na: "b\\"c"\n---\n');
    assert.equal(set("---\na: 'x'\n---\n", 'a', "b'c"), "---\na: 'b''c'\n---\n");
  });

  it('anchors and aliases broken', () => {
    const text = '---\na: &x one\nb: *x\nc: two\n---\n';
    assert.equal(set(text, 'c', 'three'), text.replace('two', 'three'));
    assert.equal(set(text, 'b', 'three'), text.replace('*x', 'three'));
    assert.match(refusal(text, 'a', 'three').reason, /another key would change/);
  });

  it('keys below a key, and comments in a value, lost', () => {
    assert.equal(refusal('---\nx: 1\na:\n  b: c\n---\n', 'a', 'd').line, 3);
    assert.match(refusal('---\na: # note\n  - b\n---\n', 'a', 'd').reason, /comment/);
    assert.match(refusal('---\na: [b, # note\n  c]\n---\n', 'a', ['d']).reason, /comments/);
  });

  it('JSON between the fences rewritten', () => {
    const text = '---\n{"a": "b", "t": []}\n---\n';
    assert.equal(set(text, 'a', 'c'), text.replace('"b"', '"c"'));
    assert.equal(set(text, 't', ['c']), text.replace('[]', '["c"]'));
    assert.match(refusal(text, 'n', 'x').reason, /\{…\}/);
  });

  it('a block grown beyond what is read', () => {
    const text = `---\na: b\n---\n`;
    assert.match(refusal(text, 'a', 'x'.repeat(70_000)).reason, /64 KB/);
  });
});
