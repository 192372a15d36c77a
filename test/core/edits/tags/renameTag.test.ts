import assert from 'node:assert/strict';
import {
  movedTag,
  planTagMerge,
  planTagRename,
  renameTag,
} from '../../../../src/core/edits/tags/renameTag.ts';
import { applyEdits } from '../../../../src/core/markdown/textEdit.ts';

/** The note after the rename, or why it was refused and where. */
function renamed(text: string, from: string, to: string, children = true): string {
  const result = renameTag(text, { from, to, children });
  return result.ok ? applyEdits(text, result.edits) : `refused: ${result.reason} (line ${result.line})`;
}

describe('renameTag', () => {
  it('renames in every style of list and keeps all other characters', () => {
    const styles = [
      ['---\ntags:\n  - bread # why\n  - rye\n---\n', '---\ntags:\n  - loaf # why\n  - rye\n---\n'],
      ['---\r\ntags:\r\n- rye\r\n- bread\r\n---\r\n', '---\r\ntags:\r\n- rye\r\n- loaf\r\n---\r\n'],
      ['---\ntags: [ bread,rye ]\n---\n', '---\ntags: [ loaf,rye ]\n---\n'],
      ['---\ntags: ["bread", \'rye\']\n---\n', '---\ntags: ["loaf", \'rye\']\n---\n'],
      ["---\nTags: ['#bread', '#rye']\n---\n", "---\nTags: ['#loaf', '#rye']\n---\n"],
      ['---\ntags: bread, rye\n---\n', '---\ntags: loaf, rye\n---\n'],
      ['---\ntag: rye bread\n---\n', '---\ntag: rye loaf\n---\n'],
      ['\uFEFF---\ntags: "bread"\n...\nText', '\uFEFF---\ntags: "loaf"\n...\nText'],
    ];
    for (const [before, after] of styles) assert.equal(renamed(before!, 'bread', 'loaf'), after);
  });

  it('renames in the text and leaves code, addresses, links and comments alone', () => {
    const text = [
      'On #bread, (#bread) and #bread.',
      '',
      'Not `#bread`, [#bread](bread.md#bread), https://example.org/#bread, a#bread, [[Rye#bread]].',
      '',
      '```',
      '#bread',
      '```',
      '<!-- #bread -->',
    ].join('\n');
    assert.equal(
      renamed(text, 'bread', 'loaf'),
      text.replace('On #bread, (#bread) and #bread.', 'On #loaf, (#loaf) and #loaf.'),
    );
  });

  it('matches whole levels in any case', () => {
    const text = '#Data #data-science #big-data #data/Raw #x/data #databases';
    assert.equal(
      renamed(text, 'data', 'facts'),
      '#facts #data-science #big-data #facts/Raw #x/data #databases',
    );
    assert.equal(
      renamed(text, 'DATA', 'facts', false),
      '#facts #data-science #big-data #data/Raw #x/data #databases',
    );
    assert.equal(
      renamed('---\ntags: [data-science, data]\n---\n', 'data', 'big-data'),
      '---\ntags: [data-science, big-data]\n---\n',
    );
    assert.equal(renamed('#X/Data and #x/data/y', 'x/data', 'z'), '#z and #z/y');
  });

  it('changes the case alone where that is asked', () => {
    assert.equal(renamed('---\ntags: [llm]\n---\n#LLM', 'llm', 'LLM'), '---\ntags: [LLM]\n---\n#LLM');
  });

  it('merges into a tag that the list has, and the old entry goes with its own line or comma', () => {
    assert.equal(
      renamed('---\ntags:\n  - llm\n  - x # y\n  - llms\n---\n', 'llm', 'llms'),
      '---\ntags:\n  - x # y\n  - llms\n---\n',
    );
    assert.equal(renamed('---\ntags: [x, llm, llms]\n---\n', 'llm', 'llms'), '---\ntags: [x, llms]\n---\n');
    assert.equal(renamed('---\ntags: llms, llm\n---\n', 'llm', 'llms'), '---\ntags: llms\n---\n');
    assert.equal(renamed('---\ntags: [a/x, b/X]\n---\n', 'a', 'b'), '---\ntags: [b/X]\n---\n');
  });

  it('refuses names that no tag can have', () => {
    for (const name of ['2024', '', '#', 'a//b', '/a', 'a/', 'a,b', 'a\nb', '12/34']) {
      assert.match(renamed('#a', 'a', name), /^refused: /, name);
    }
  });

  it('writes a tag with blanks into lists and refuses it in the text', () => {
    assert.equal(renamed('---\ntags: [a, b]\n---\n', 'a', 'two words'), '---\ntags: [two words, b]\n---\n');
    assert.match(renamed('---\ntags: [a]\n---\nX\n#a', 'a', 'two words'), /cannot|not in the text.*line 5/);
  });

  it('refuses a name that would read as something else where it stands', () => {
    assert.match(renamed('Here #a', 'a', 'fff'), /^refused/);
    assert.match(renamed('color: #a', 'a', 'facade'), /^refused/);
  });

  it('leaves a note with malformed frontmatter as it is, and says where', () => {
    assert.equal(renamed('---\ntags: [a\n---\n#a', 'b', 'c'), '---\ntags: [a\n---\n#a');
    assert.match(renamed('---\ntags: [x\n---\n#a', 'a', 'c'), /^refused: .*YAML.*\(line \d\)$/);
    assert.match(renamed('---\ntags: [a\n---\n', 'a', 'c'), /^refused: .*YAML.*\(line \d\)$/);
  });

  it('finds nothing to do in a note without the tag', () => {
    assert.deepEqual(renameTag('---\ntags: [b]\n---\n#b', { from: 'a', to: 'c', children: true }), {
      ok: true,
      edits: [],
    });
  });
});

describe('planTagRename', () => {
  const notes = [
    { path: 'a.md', text: '---\ntags: [a]\n---\n' },
    { path: 'bad.md', text: '---\ntags: [a\n---\n#a' },
    { path: 'b.md', text: 'Nothing' },
    { path: 'c.md', text: 'Some #a/b' },
  ];

  it('goes on after a note that it has to leave, and lists it', () => {
    const planned = planTagRename(notes, { from: '#a', to: ' #z ', children: true });
    assert.ok(planned.ok);
    const { plan } = planned;
    assert.equal(plan.label, 'Rename tag #a to #z');
    assert.deepEqual(
      plan.notes.map(({ path, before, edits }) => [path, applyEdits(before, edits)]),
      [
        ['a.md', '---\ntags: [z]\n---\n'],
        ['c.md', 'Some #z/b'],
      ],
    );
    assert.deepEqual(
      plan.refused.map(({ path, line }) => [path, line]),
      [['bad.md', 3]],
    );
  });

  it('refuses as a whole what makes sense for no note', () => {
    assert.deepEqual(planTagRename(notes, { from: 'a', to: '7', children: true }), {
      ok: false,
      reason: 'A tag needs more than digits: “7”.',
    });
    assert.equal(planTagRename(notes, { from: 'a', to: 'a', children: true }).ok, false);
  });
});

describe('planTagMerge', () => {
  function merged(text: string, tags: string[], target: string): string {
    const planned = planTagMerge([{ path: 'n.md', text }], tags, target);
    assert.ok(planned.ok);
    const [note] = planned.plan.notes;
    return note === undefined ? text : applyEdits(note.before, note.edits);
  }

  it('merges several tags at once, children included, and leaves no entry twice', () => {
    const text = '---\ntags:\n  - LLM\n  - llms\n  - llm/tools\n---\n#llm #large-language-models';
    assert.equal(
      merged(text, ['llm', 'llms', 'large-language-models'], 'llms'),
      '---\ntags:\n  - llms\n  - llms/tools\n---\n#llms #llms',
    );
  });

  it('merges a parent into its child and a child into its parent', () => {
    assert.equal(
      merged('#ai #ai/llm #ai/llm/x #ai/y', ['ai'], 'ai/llm'),
      '#ai/llm #ai/llm #ai/llm/x #ai/llm/y',
    );
    assert.equal(merged('#ai #ai/llm #ai/llm/x #ai/y', ['ai/llm'], 'ai'), '#ai #ai #ai/x #ai/y');
  });
});

describe('movedTag', () => {
  it('keeps the label under the new parent', () => {
    assert.equal(movedTag('method/slow', 'baking'), 'baking/slow');
    assert.equal(movedTag('slow', 'baking/method'), 'baking/method/slow');
    assert.equal(movedTag('method/slow', undefined), 'slow');
  });

  it('moves nothing below itself or to where it is', () => {
    assert.equal(movedTag('method', 'Method/slow'), undefined);
    assert.equal(movedTag('method', 'method'), undefined);
    assert.equal(movedTag('method/slow', 'method'), undefined);
    assert.equal(movedTag('method', undefined), undefined);
  });
});
