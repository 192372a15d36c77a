import assert from 'node:assert/strict';
import fc from 'fast-check';
import { composeEdits } from '../../../src/core/edits/composeEdits.ts';
import {
  planSuggestions,
  type AcceptedSuggestion,
  type WritingStyle,
} from '../../../src/core/edits/planSuggestions.ts';
import { scanMarkdown } from '../../../src/core/markdown/scan.ts';
import { applyEdits, type TextEdit } from '../../../src/core/markdown/textEdit.ts';
import { Vault } from '../../../src/core/vault/vault.ts';

const STYLE: WritingStyle = {
  links: { kind: 'markdown', target: 'relative', extension: true, blanks: 'percent' },
  upLinks: { form: 'heading', level: 3, key: 'up', place: 'beforeTitle', kind: 'markdown' },
  linksSection: 'Links',
  summary: { placement: 'callout', sectionName: 'Summary', replaceExisting: false },
};

const vault = new Vault();
for (const path of ['note.md', 'GenAI.md', 'Rye bread.md', 'Baking MOC.md']) vault.upsert(path, '');

const ACCEPTED: readonly AcceptedSuggestion[] = [
  { kind: 'summary', sentences: ['Bread rises.', 'Rye is dense.'] },
  { kind: 'tag', tag: 'baking' },
  { kind: 'related', path: 'Rye bread.md', title: 'Rye bread' },
  { kind: 'moc', path: 'Baking MOC.md', title: 'Baking MOC' },
];

function plan(text: string, accepted = ACCEPTED) {
  return planSuggestions('Enrich note', { path: 'note.md', text }, accepted, STYLE, vault);
}

describe('planning accepted suggestions', () => {
  it('makes one plan of all of them', () => {
    const text =
      '---\ntags:\n  - bread\n---\n\n### [[YOUR MOC]]\n\n# Note\n\nWe ask GenAI here.\n\n## Links\n';
    const mention: AcceptedSuggestion = {
      kind: 'mention',
      path: 'GenAI.md',
      quote: 'GenAI',
      start: text.indexOf('GenAI'),
      sentence: 'We ask GenAI here.',
    };
    const { notes, refused, label, newNotes } = plan(text, [...ACCEPTED, mention]);
    assert.deepEqual([refused, newNotes, label], [[], [], 'Enrich note']);
    assert.equal(notes.length, 1);
    assert.equal(notes[0]!.before, text);
    assert.equal(
      applyEdits(text, notes[0]!.edits),
      '---\ntags:\n  - bread\n  - baking\n---\n\n### [Baking MOC](Baking%20MOC.md)\n\n# Note\n\n' +
        '> [!summary]\n> Bread rises. Rye is dense.\n\nWe ask [GenAI](GenAI.md) here.\n\n' +
        '## Links\n\n- [Rye bread](Rye%20bread.md)\n',
    );
  });

  it('leaves a note alone whose frontmatter cannot be read, and says where', () => {
    const { notes, refused } = plan('---\na: [\n---\n# T\n');
    assert.deepEqual(notes, []);
    assert.equal(refused.length, 1);
    assert.equal(typeof refused[0]!.line, 'number');
  });

  it('plans nothing for nothing', () => {
    assert.deepEqual(plan('# T\n', []).notes, []);
  });

  const line = fc.oneof(
    fc.constantFrom(
      '',
      '',
      '# Title',
      '## Links',
      '## Summary',
      '- a',
      '* b',
      '-',
      '\t- c',
      '1. one',
      '> quoted',
      '> [!summary]',
      '> old',
      '### [[YOUR MOC]]',
      '[Baking MOC](Baking%20MOC.md)',
      '```',
      '~~~js',
      '<!-- a comment -->',
      '<!--',
      '| a | b |',
      '|---|---|',
      '$$',
      '%% x %%',
      'Text with `code` and #tag.',
      '[[Rye bread]]',
      '    indented',
      '***',
      '===',
      '---',
      '<div>',
      '\\',
      '日本語。',
    ),
    fc.string({ maxLength: 12 }),
  );
  const note = fc
    .tuple(
      fc.constantFrom('', '\uFEFF'),
      fc.constantFrom('', '---\nx: 1\n---\n', '---\ntags: [a]\n---\n\n', '---\ntags:\n- a\n...\n'),
      fc.array(line, { maxLength: 12 }),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
    )
    .map(
      ([bom, head, lines, eol, ends]) =>
        bom + (head + lines.join('\n') + (ends ? '\n' : '')).replace(/\r?\n/g, eol),
    );

  it('keeps every byte between its edits, does not overlap, and can be undone', () => {
    fc.assert(
      fc.property(note, (text) => {
        for (const { before, edits } of plan(text).notes) {
          assert.equal(before, text);
          const after = applyEdits(text, edits);
          // Undoing is replacing each new text by the old one where it stands now.
          let shift = 0;
          const inverse = edits.map(({ start, end, newText }): TextEdit => {
            const at = start + shift;
            shift += newText.length - (end - start);
            return { start: at, end: at + newText.length, newText: text.slice(start, end) };
          });
          assert.equal(applyEdits(after, inverse), text);
        }
      }),
      { numRuns: 300 },
    );
  }).timeout(20_000);

  it('writes the line ends of the note, and keeps its links, code and comments', () => {
    fc.assert(
      fc.property(note, (text) => {
        for (const { edits } of plan(text).notes) {
          const hasCrlf = text.includes('\r\n');
          const added = edits.map(({ newText }) => newText).join('');
          if (hasCrlf && !/(?<!\r)\n/.test(text)) assert.doesNotMatch(added, /(?<!\r)\n/);
          if (!hasCrlf && text.includes('\n')) assert.doesNotMatch(added, /\r/);
          const before = scanMarkdown(text);
          const after = scanMarkdown(applyEdits(text, edits));
          assert.equal(after.codeRanges.length, before.codeRanges.length);
          assert.equal(after.opaqueRanges.length, before.opaqueRanges.length);
          // A `#` right after the BOM becomes the first character of its line.
          if (!text.startsWith('\uFEFF#')) assert.equal(after.inlineTags.length, before.inlineTags.length);
        }
      }),
      { numRuns: 300 },
    );
  }).timeout(20_000);

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(note, (text) => {
        const first = plan(text);
        if (first.notes[0] === undefined || first.refused.length > 0) return;
        const after = applyEdits(text, first.notes[0].edits);
        const second = plan(after);
        assert.deepEqual(second.notes, [], after);
      }),
      { numRuns: 300 },
    );
  }).timeout(20_000);
});

describe('composing edits', () => {
  it('does at once what both do one after the other', () => {
    const edits = (length: number) =>
      fc
        .array(fc.tuple(fc.nat(length), fc.nat(length), fc.string({ maxLength: 4 })), { maxLength: 4 })
        .map((found) => {
          const bounds = found.flatMap(([a, b]) => [a, b]).sort((a, b) => a - b);
          return found.map(([, , newText], index): TextEdit => ({
            start: bounds[2 * index]!,
            end: bounds[2 * index + 1]!,
            newText,
          }));
        });
    fc.assert(
      fc.property(
        fc
          .string({ maxLength: 20 })
          .chain((text) =>
            edits(text.length).chain((first) =>
              edits(applyEdits(text, first).length).map((second) => ({ text, first, second })),
            ),
          ),
        ({ text, first, second }) => {
          const expected = applyEdits(applyEdits(text, first), second);
          assert.equal(applyEdits(text, composeEdits(text.length, first, second)), expected);
        },
      ),
      { numRuns: 1000 },
    );
  }).timeout(20_000);
});
