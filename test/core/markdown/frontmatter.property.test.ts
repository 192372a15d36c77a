import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseDocument } from 'yaml';
import {
  parseFrontmatter,
  removeFrontmatterKey,
  setFrontmatterValue,
} from '../../../src/core/markdown/frontmatter.ts';
import { findFrontmatterFence } from '../../../src/core/markdown/frontmatterFence.ts';
import { readPlainYaml } from '../../../src/core/markdown/frontmatterPlain.ts';
import { frontmatterStrings } from '../../../src/core/markdown/frontmatterStrings.ts';
import { readYaml } from '../../../src/core/markdown/frontmatterYaml.ts';
import { applyEdits } from '../../../src/core/markdown/textEdit.ts';
import { awkwardString, noteWithFrontmatter } from '../../support/frontmatterBlocks.ts';

/** What a full YAML parser that the reading does not use makes of the note's block. */
function otherParser(text: string): Record<string, unknown> {
  const fence = findFrontmatterFence(text)!;
  const document = parseDocument(text.slice(fence.contentStart, fence.contentEnd), { logLevel: 'silent' });
  assert.deepEqual(document.errors, []);
  return (document.toJS() as Record<string, unknown> | null) ?? {};
}

function bodyOf(text: string): string {
  return text.slice(findFrontmatterFence(text)?.end ?? 0);
}

/** The text without what the edits take out or put in. */
function untouched(text: string, edits: readonly { start: number; end: number; newText: string }[]): string {
  const kept: string[] = [];
  let position = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    kept.push(text.slice(position, edit.start));
    position = edit.end;
  }
  return kept.join('') + text.slice(position);
}

const lineOfPlainYaml = fc.oneof(
  fc.stringMatching(/^[a-zA-Z_][a-z0-9_ .-]{0,6}: {1,2}[ -~]{0,12}$/),
  fc.stringMatching(/^[a-z]{1,3}:$/),
  fc.stringMatching(/^ {1,3}[a-z_]{1,3}: [ -~]{0,8}$/),
  fc.constantFrom('  a:', '  a: b', '   a: "b"', "  b: '1'", '  __proto__: a', '  - a: b'),
  fc.stringMatching(/^ {0,3}- {1,2}[ -~]{0,10}$/),
  fc.stringMatching(/^[a-z]{1,2}: \[[a-z0-9 ,"':#.]{0,12}\]$/),
  fc.stringMatching(/^[a-z]{1,2}: ["'][a-z0-9 ,"':#.\\]{0,8}["'] {0,1}$/),
  fc.stringMatching(/^[a-z]{1,2}: [0-9.eExXo+_:-]{1,8}$/),
  fc.constantFrom(
    '',
    '  ',
    '# note',
    '  # note',
    'a: null',
    'a: True',
    'true: a',
    'null:',
    '-',
    '- ',
    '---',
    '...',
    'é: ü',
  ),
  fc.constantFrom(
    'k: {{x}}',
    'k: - a',
    'k: a: b',
    'k: a #b',
    'k: a#b',
    'k: [a]b',
    'k: "a" b',
    "k: 'a''b'",
    'k: \u00a0',
    'k:\ta',
  ),
);

describe('frontmatter, whatever the block', function () {
  this.timeout(30_000);

  it('the quick reader says what the full parser says, or nothing', () => {
    let read = 0;
    fc.assert(
      fc.property(fc.array(lineOfPlainYaml, { maxLength: 6 }), fc.boolean(), (lines, crlf) => {
        const yaml = lines.map((line) => line + (crlf ? '\r\n' : '\n')).join('');
        const plain = readPlainYaml(yaml, 0, yaml.length);
        if (plain === undefined) return;
        read++;
        const full = readYaml(yaml);
        assert.ok(full.ok, full.ok ? '' : `${full.reason} ${JSON.stringify(yaml)}`);
        assert.deepEqual({ ...plain.data }, { ...full.data });
      }),
      { numRuns: 3000 },
    );
    assert.ok(read > 200, `only ${read} blocks were plain`);
  });

  it('the quick reader and the full parser agree on where the values stand', () => {
    fc.assert(
      fc.property(noteWithFrontmatter, (text) => {
        const quick = parseFrontmatter(text);
        if (quick.scalars === undefined) return;
        assert.deepEqual(quick.scalars, frontmatterStrings(text, { ...quick, scalars: undefined }));
      }),
      { numRuns: 150 },
    );
  });

  it('what is read is what another full YAML parser reads', () => {
    fc.assert(
      fc.property(noteWithFrontmatter, (text) => {
        const read = parseFrontmatter(text);
        assert.equal(read.kind, 'yaml', read.problem?.reason);
        assert.deepEqual({ ...read.data }, otherParser(text));
        assert.equal(text.slice(read.range!.end), bodyOf(text));
      }),
      { numRuns: 250 },
    );
  });

  const anyValue = fc.oneof(awkwardString, fc.array(awkwardString, { maxLength: 4 }));
  const anyKey = fc.constantFrom(
    'title',
    'tags',
    'date',
    'aliases',
    'up',
    'date modified',
    'LAST_MODIFIED_AT',
    '名前',
    'new',
    'a: b',
  );

  it('setting a value changes that key alone, and it reads back as given', () => {
    let refused = 0;
    fc.assert(
      fc.property(noteWithFrontmatter, anyKey, anyValue, (text, key, value) => {
        const edit = setFrontmatterValue(text, key, value);
        if (!edit.ok) {
          assert.ok(edit.reason.length > 10 && edit.line !== undefined && edit.line >= 1);
          refused++;
          return;
        }
        const after = applyEdits(text, edit.edits);
        const before = otherParser(text);
        const data = otherParser(after);
        const spelled = Object.keys(before).includes(key)
          ? key
          : (Object.keys(before).find((name) => name.toLowerCase() === key.toLowerCase()) ?? key);
        assert.deepEqual(data, { ...before, [spelled]: value });
        assert.deepEqual(Object.keys(data).slice(0, Object.keys(before).length), Object.keys(before));
        assert.equal(bodyOf(after), bodyOf(text));
        assert.equal(after.startsWith('\uFEFF'), text.startsWith('\uFEFF'));
        // A CRLF note stays one.
        if (text.includes('\r\n'))
          assert.doesNotMatch(after.slice(0, after.length - bodyOf(after).length), /[^\r]\n/);
      }),
      { numRuns: 400 },
    );
    assert.ok(refused < 70, `${refused} refused`);
  });

  it('setting a value twice changes nothing the second time', () => {
    fc.assert(
      fc.property(noteWithFrontmatter, anyKey, anyValue, (text, key, value) => {
        const edit = setFrontmatterValue(text, key, value);
        if (!edit.ok) return;
        const after = applyEdits(text, edit.edits);
        assert.deepEqual(setFrontmatterValue(after, key, value), { ok: true, edits: [] });
      }),
      { numRuns: 150 },
    );
  });

  it('removing a key removes that key alone', () => {
    fc.assert(
      fc.property(noteWithFrontmatter, anyKey, (text, key) => {
        const edit = removeFrontmatterKey(text, key);
        if (!edit.ok) return;
        const before = otherParser(text);
        const spelled = Object.keys(before).includes(key)
          ? key
          : Object.keys(before).find((name) => name.toLowerCase() === key.toLowerCase());
        if (spelled !== undefined) delete before[spelled];
        const after = applyEdits(text, edit.edits);
        assert.deepEqual(otherParser(after), before);
        assert.equal(untouched(text, edit.edits), after);
        assert.equal(bodyOf(after), bodyOf(text));
      }),
      { numRuns: 250 },
    );
  });

  it('a note without frontmatter gets a block and stays as it is below it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), anyValue, (text, value) => {
        if (parseFrontmatter(text).kind !== 'none') return;
        const edit = setFrontmatterValue(text, 'new', value);
        assert.ok(edit.ok);
        const after = applyEdits(text, edit.edits);
        assert.deepEqual({ ...parseFrontmatter(after).data }, { new: value });
        assert.equal(bodyOf(after), text.replace(/^\uFEFF/, ''));
      }),
      { numRuns: 150 },
    );
  });
});
