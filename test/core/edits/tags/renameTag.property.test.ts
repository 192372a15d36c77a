import assert from 'node:assert/strict';
import fc from 'fast-check';
import { deleteTag } from '../../../../src/core/edits/tags/deleteTag.ts';
import { planTagRename, renameTag } from '../../../../src/core/edits/tags/renameTag.ts';
import { frontmatterTags } from '../../../../src/core/markdown/frontmatterTags.ts';
import { parseFrontmatter } from '../../../../src/core/markdown/frontmatter.ts';
import { applyEdits } from '../../../../src/core/markdown/textEdit.ts';

/** A note in pieces: text that no rename may touch, and the tags that stand between. */
type Piece = string | { readonly tag: string };

const TAGS = [
  'data',
  'data/raw',
  'data/raw/x',
  'data-science',
  'big-data',
  'a/data',
  'facts',
  'データ',
  'caf\u00e9',
  'x_y',
];

function written(pieces: readonly Piece[], rename: (tag: string) => string = (tag) => tag): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : rename(piece.tag))).join('');
}

const listStyles: readonly ((tags: readonly string[], eol: string) => Piece[])[] = [
  (tags, eol) => ['tags:', eol, ...tags.flatMap((tag): Piece[] => ['  - ', { tag }, eol])],
  (tags, eol) => ['Tags:', eol, ...tags.flatMap((tag): Piece[] => ['-   ', { tag }, ' # data', eol])],
  (tags, eol) => ['tags:', eol, ...tags.flatMap((tag): Piece[] => ['    - "', { tag }, '"', eol])],
  (tags, eol) => ['tags: [', ...tags.flatMap((tag, i): Piece[] => [i > 0 ? ', ' : '', { tag }]), ']', eol],
  (tags, eol) => [
    '"tags": [ ',
    ...tags.flatMap((tag, i): Piece[] => [i > 0 ? ' , ' : '', "'#", { tag }, "'"]),
    ' ] # data',
    eol,
  ],
  (tags, eol) => ['tags: ', ...tags.flatMap((tag, i): Piece[] => [i > 0 ? ', ' : '', { tag }]), eol],
  (tags, eol) => ['tag: ', ...tags.flatMap((tag, i): Piece[] => [i > 0 ? ' ' : '', { tag }]), eol],
];

const otherLines = [
  '# On data',
  '`#data` and ``#data/raw``',
  '[#data](data.md#data) https://example.org/#data',
  '```\n#data\n```',
  'Code:\n\n    #data',
  '<!-- #data -->',
  '[[data]] data a#data',
  '',
  '- [ ] data\t',
  '> data 🍞',
];

const tagLine = fc
  .tuple(
    fc.constantFrom('', 'On ', '- ', '> ', '## ', '🍞 ('),
    fc.array(fc.constantFrom(...TAGS), { minLength: 1, maxLength: 3 }),
    fc.constantFrom('', '.', ', data', ' text'),
  )
  .map(([before, tags, after]): Piece[] => [
    before,
    ...tags.flatMap((tag, i): Piece[] => [i > 0 ? ' #' : '#', { tag }]),
    after,
  ]);

const note = fc
  .record({
    bom: fc.constantFrom('', '\uFEFF'),
    eol: fc.constantFrom('\n', '\r\n'),
    style: fc.constantFrom(...listStyles),
    tags: fc.uniqueArray(fc.constantFrom(...TAGS), { maxLength: 4 }),
    hasFrontmatter: fc.boolean(),
    lines: fc.array(
      fc.oneof(
        fc.constantFrom(...otherLines).map((line): Piece[] => [line]),
        tagLine,
      ),
      { maxLength: 8 },
    ),
  })
  .map(({ bom, eol, style, tags, hasFrontmatter, lines }): Piece[] => {
    const list = tags.length === 0 ? ['tags:', eol] : style(tags, eol);
    const block: Piece[] = hasFrontmatter
      ? ['---', eol, 'title:   "data"', eol, ...list, 'data: data', eol, '---', eol]
      : [];
    return [bom, ...block, ...lines.flatMap((line): Piece[] => [eol, eol, ...line])];
  });

function apply(text: string, from: string, to: string): string {
  const result = renameTag(text, { from, to, children: true });
  assert.ok(result.ok, result.ok ? '' : result.reason);
  return applyEdits(text, result.edits);
}

/** What the generator knows of the tags it wrote. */
function newName(tag: string): string {
  return tag === 'data' || tag.startsWith('data/') ? `fresh/naïve${tag.slice('data'.length)}` : tag;
}

describe('renaming tags in generated notes', () => {
  it('changes the bytes of the tag and no other, and renaming back restores every byte', function () {
    this.timeout(30_000);
    fc.assert(
      fc.property(note, (pieces) => {
        const text = written(pieces);
        const after = apply(text, 'data', 'fresh/naïve');
        assert.equal(after, written(pieces, newName));
        assert.equal(apply(after, 'fresh/naïve', 'data'), text);
      }),
      { numRuns: 400 },
    );
  });

  it('leaves no tag twice in a list when it merges, and every other line as it is', function () {
    this.timeout(30_000);
    fc.assert(
      fc.property(note, (pieces) => {
        const text = written(pieces);
        const after = apply(text, 'data', 'facts');
        const names = frontmatterTags(after, parseFrontmatter(after)).map(({ name }) => name.toLowerCase());
        assert.deepEqual(names, [...new Set(names)]);
        assert.ok(!names.includes('data') && !names.includes('data/raw'));
        const isUntouched = (line: string): boolean => !/tag|#(?:data|facts)|^\s*-/i.test(line);
        assert.deepEqual(after.split('\n').filter(isUntouched), text.split('\n').filter(isUntouched));
      }),
      { numRuns: 300 },
    );
  });

  it('deletes the tag and no other tag', function () {
    this.timeout(30_000);
    fc.assert(
      fc.property(
        note,
        fc.constantFrom('auto' as const, 'keepWord' as const, 'removeWord' as const),
        (pieces, inline) => {
          const text = written(pieces);
          const result = deleteTag(text, { tag: 'data', children: false, inline });
          assert.ok(result.ok, result.ok ? '' : result.reason);
          const after = applyEdits(text, result.edits);
          const left = frontmatterTags(text, parseFrontmatter(text)).filter(({ name }) => name !== 'data');
          assert.deepEqual(
            frontmatterTags(after, parseFrontmatter(after)).map(({ name }) => name),
            left.map(({ name }) => name),
          );
          if (!pieces.some((piece) => typeof piece !== 'string' && piece.tag === 'data'))
            assert.equal(after, text);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('never stops a vault at a malformed note, and never writes to one', function () {
    this.timeout(30_000);
    const malformed = fc.constantFrom(
      '---\ntags: [data\n---\n#data',
      '---\na: b: c\n---\n#data/raw',
      '---\ntags: data\n#data',
      '---\n\tdata: x\n---\n',
    );
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            note.map((pieces) => written(pieces)),
            malformed,
          ),
          { maxLength: 6 },
        ),
        (texts) => {
          const notes = texts.map((text, i) => ({ path: `${i}.md`, text }));
          const planned = planTagRename(notes, { from: 'data', to: 'fresh', children: true });
          assert.ok(planned.ok);
          const { plan } = planned;
          const bad = notes
            .filter(({ text }) => parseFrontmatter(text).kind === 'invalid')
            .map(({ path }) => path);
          assert.deepEqual(
            plan.refused.map(({ path }) => path),
            bad,
          );
          assert.ok(plan.notes.every(({ path }) => !bad.includes(path)));
        },
      ),
      { numRuns: 100 },
    );
  });
});
