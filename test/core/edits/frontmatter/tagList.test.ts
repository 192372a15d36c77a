import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  addTags,
  removeTag,
  replaceTag,
  rewriteTags,
} from '../../../../src/core/edits/frontmatter/tagList.ts';
import { parseFrontmatter, type FrontmatterEdit } from '../../../../src/core/markdown/frontmatter.ts';
import { frontmatterTags } from '../../../../src/core/markdown/frontmatterTags.ts';
import { applyEdits } from '../../../../src/core/markdown/textEdit.ts';
import { noteWithFrontmatter } from '../../../support/frontmatterBlocks.ts';

function applied(text: string, edit: FrontmatterEdit): string {
  assert.ok(edit.ok, edit.ok ? '' : edit.reason);
  return applyEdits(text, edit.edits);
}

/** The block's content after an edit of `content`. */
function block(content: string, edit: (text: string) => FrontmatterEdit): string {
  const text = `---\n${content}\n---\nText\n`;
  const after = applied(text, edit(text));
  assert.ok(after.startsWith('---\n') && after.endsWith('\n---\nText\n'), after);
  return after.slice(4, -10);
}

const add = (content: string, ...tags: string[]): string => block(content, (text) => addTags(text, tags));
const remove = (content: string, tag: string): string => block(content, (text) => removeTag(text, tag));
const replace = (content: string, tag: string, other: string): string =>
  block(content, (text) => replaceTag(text, tag, other));

describe('addTags', () => {
  it('adds to a list in the style of the list', () => {
    assert.equal(add('tags:\n- a', 'b'), 'tags:\n- a\n- b');
    assert.equal(add('tags:\n  - a # one\nx: 1', 'b'), 'tags:\n  - a # one\n  - b\nx: 1');
    assert.equal(add('tags:\n    - "a"', 'b', 'c'), 'tags:\n    - "a"\n    - "b"\n    - "c"');
    assert.equal(add('tags: [a, b]', 'c'), 'tags: [a, b, c]');
    assert.equal(add('tags: [a,b,]', 'c'), 'tags: [a,b,c,]');
    assert.equal(add('tags: []', 'c', 'd'), 'tags: [c, d]');
    assert.equal(add("tags:\n  - '#a'", '#b'), "tags:\n  - '#a'\n  - '#b'");
    assert.equal(add('tags: [a] # note', 'b'), 'tags: [a, b] # note');
  });

  it('fills an empty key', () => {
    assert.equal(add('tags:\nx: 1', 'a'), 'tags:\n  - a\nx: 1');
    assert.equal(add('tags: # note', 'a'), 'tags: # note\n  - a');
    assert.equal(add('tags: ""', 'a'), 'tags:\n  - a');
    assert.equal(add('x: [1]\ntags:', 'a', 'b'), 'x: [1]\ntags: [a, b]');
  });

  it('adds to tags that stand in one text, and makes a list of a lone tag', () => {
    assert.equal(add('tags: a, b', 'c'), 'tags: a, b, c');
    assert.equal(add('tags: a,b', 'c'), 'tags: a,b,c');
    assert.equal(add('tags: a b', 'c'), 'tags: a b c');
    assert.equal(add('tags: "#a #b"', 'c'), 'tags: "#a #b #c"');
    assert.equal(add('tags: a', 'b'), 'tags:\n  - a\n  - b');
    assert.equal(add('tags: a b', 'machine learning'), 'tags:\n  - a\n  - b\n  - machine learning');
    assert.equal(add('tags: 2024', 'b'), 'tags:\n  - "2024"\n  - b');
  });

  it('finds the key in every spelling and never adds a second', () => {
    for (const key of ['tag:', 'Tags:', '"tags":', "'tag':", 'tags :', 'TAGS:']) {
      assert.equal(add(`${key} [a]`, 'b'), `${key} [a, b]`);
    }
    assert.equal(add('tag: [a]\ntags: [b]', 'c', 'A'), 'tag: [a]\ntags: [b, c]');
  });

  it('adds a key, and a block, where there is none', () => {
    assert.equal(add('title: x', 'a'), 'title: x\ntags:\n  - a');
    assert.equal(applied('Text\r\n', addTags('Text\r\n', ['a'])), '---\r\ntags:\r\n  - a\r\n---\r\nText\r\n');
  });

  it('leaves out what is there already, in any case, and what is no tag', () => {
    for (const content of [
      'tags: [Heat, home]',
      'tags:\n- "#Heat"\n- home',
      'tags: Heat home',
      'tag: heat\nTags: HOME',
    ]) {
      assert.equal(add(content, 'heat', '#home', ' ', '#'), content);
    }
    assert.equal(add('tags: [a]', 'b', 'B', '#b'), 'tags: [a, b]');
  });

  it('refuses where the key holds something else, or the block cannot be read', () => {
    for (const content of ['tags: {a: b}', 'x: &x [a]\ntags: *x', 'tags: [a', 'tags: {{tags}}']) {
      const edit = addTags(`---\n${content}\n---\n`, ['b']);
      assert.equal(edit.ok, false, content);
    }
    assert.equal(addTags('+++\ntags = []\n+++\n', ['b']).ok, false);
  });
});

describe('removeTag', () => {
  it('takes the item out, with its line where it has one', () => {
    assert.equal(remove('tags:\n- a\n- b # two\n- c', 'b'), 'tags:\n- a\n- c');
    assert.equal(remove('tags: [a, "#b", c]', 'B'), 'tags: [a, c]');
    assert.equal(remove('tags: [a]', 'a'), 'tags: []');
    assert.equal(remove('tags:\n  - a\nx: 1', 'a'), 'tags: []\nx: 1');
    assert.equal(remove('tags: a, b, c', 'b'), 'tags: a, c');
    assert.equal(remove('tags: a', 'a'), 'tags: []');
    assert.equal(remove('tag: a b\ntags:\n- a\n- b', 'a'), 'tag: b\ntags:\n- b');
  });

  it('leaves other tags alone, those below it too', () => {
    const content = 'tags: [data-science, data/big, "2024"]';
    assert.equal(remove(content, 'data'), content);
    assert.equal(remove(content, '#2024'), 'tags: [data-science, data/big]');
  });

  it('does nothing in a note without frontmatter', () => {
    assert.deepEqual(removeTag('# A\n', 'a'), { ok: true, edits: [] });
  });
});

describe('replaceTag', () => {
  it('changes the name and keeps quotes, # and comments', () => {
    assert.equal(replace('tags:\n  - "#a" # one\n  - b', 'a', 'c'), 'tags:\n  - "#c" # one\n  - b');
    assert.equal(replace("tags: ['a', b]", 'A', 'c'), "tags: ['c', b]");
    assert.equal(replace('tags: a, b', 'b', 'c'), 'tags: a, c');
    assert.equal(replace('tags: a', 'a', 'b'), 'tags: b');
  });

  it('does not touch tags that hold the name', () => {
    assert.equal(replace('tags: [data-science, data]', 'data', 'big-data'), 'tags: [data-science, big-data]');
  });

  it('does not double a tag that is there', () => {
    assert.equal(replace('tags: [a, b]', 'a', 'b'), 'tags: [b]');
    assert.equal(replace('tags: [LLM, llm]', 'LLM', 'llm'), 'tags: [llm]');
    assert.equal(replace('tags:\n- a\n- A', 'a', 'c'), 'tags:\n- c');
  });

  it('quotes a name that needs it, and takes a name as it is', () => {
    assert.equal(replace('tags: [a]', 'a', 'x, y'), 'tags: ["x, y"]');
    assert.equal(replace('tags: [a]', 'a', "$&$'"), "tags: [$&$']");
  });
});

describe('rewriteTags', () => {
  it('renames a tag with those below it', () => {
    const rename = (name: string): string => name.replace(/^data(?=\/|$)/, 'science');
    assert.equal(
      block('tags: [data, data/big, database]', (text) => rewriteTags(text, rename)),
      'tags: [science, science/big, database]',
    );
  });

  it('changes these keys alone, whatever the block', function () {
    this.timeout(20_000);
    const tag = fc.constantFrom('a', 'b', 'llms', 'data/big', 'machine learning', '2024', 'é');
    fc.assert(
      fc.property(noteWithFrontmatter, fc.array(tag, { minLength: 1, maxLength: 3 }), (text, tags) => {
        const edit = addTags(text, tags);
        if (!edit.ok) return;
        const after = applyEdits(text, edit.edits);
        const before = parseFrontmatter(text).data;
        const read = parseFrontmatter(after);
        for (const key of Object.keys(before)) {
          if (!/^tags?$/i.test(key)) assert.deepEqual(read.data[key], before[key]);
        }
        const had = frontmatterTags(text, parseFrontmatter(text)).map(({ name }) => name.toLowerCase());
        const found = frontmatterTags(after, read).map(({ name }) => name.toLowerCase());
        assert.deepEqual(new Set(found), new Set([...had, ...tags]));
        // Taking out what was added leaves the tags that were there.
        const undone = rewriteTags(after, (name) => (had.includes(name.toLowerCase()) ? name : undefined));
        const last = applied(after, undone);
        assert.deepEqual(
          frontmatterTags(last, parseFrontmatter(last)).map(({ name }) => name.toLowerCase()),
          had,
        );
      }),
      { numRuns: 200 },
    );
  });
});
