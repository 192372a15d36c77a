import assert from 'node:assert/strict';
import { writeSummary, type SummaryOptions } from '../../../src/core/edits/summary/summaryEdits.ts';
import { scanMarkdown } from '../../../src/core/markdown/scan.ts';
import { applyEdits } from '../../../src/core/markdown/textEdit.ts';

const CALLOUT: SummaryOptions = { placement: 'callout', sectionName: 'Summary', replaceExisting: false };
const SECTION: SummaryOptions = { ...CALLOUT, placement: 'section' };
const FRONTMATTER: SummaryOptions = { ...CALLOUT, placement: 'frontmatter' };
const TAKEN = 'The note has a summary already.';

function write(text: string, sentences: readonly string[], options = CALLOUT): string {
  const { edits, refused } = writeSummary({ path: 'note.md', text }, sentences, options);
  assert.deepEqual(refused, []);
  return applyEdits(text, edits);
}

function refusal(text: string, options = CALLOUT): string | undefined {
  const { edits, refused } = writeSummary({ path: 'note.md', text }, ['New.'], options);
  assert.deepEqual(edits, []);
  return refused[0]?.reason;
}

describe('writing a summary', () => {
  it('puts a callout below the title', () => {
    assert.equal(write('# T\n\nText.\n', ['One.', 'Two.']), '# T\n\n> [!summary]\n> One. Two.\n\nText.\n');
    assert.equal(write('# T\nText.\n', ['One.']), '# T\n\n> [!summary]\n> One.\n\nText.\n');
    assert.equal(write('# T', ['One.']), '# T\n\n> [!summary]\n> One.');
    assert.equal(
      write('T\r\n=\r\n\r\nText.\r\n', ['One.']),
      'T\r\n=\r\n\r\n> [!summary]\r\n> One.\r\n\r\nText.\r\n',
    );
  });

  it('puts it below up-links, and on top of a note without a title', () => {
    assert.equal(
      write('---\nx: 1\n---\n\n### [A MOC](A%20MOC.md)\n\nText.\n', ['One.']),
      '---\nx: 1\n---\n\n### [A MOC](A%20MOC.md)\n\n> [!summary]\n> One.\n\nText.\n',
    );
    assert.equal(
      write('# T\n\n[[A MOC]]\n\nText.\n', ['One.']),
      '# T\n\n[[A MOC]]\n\n> [!summary]\n> One.\n\nText.\n',
    );
    assert.equal(write('Text.\n', ['One.']), '> [!summary]\n> One.\n\nText.\n');
    assert.equal(
      write('---\nx: 1\n---\nText.\n', ['One.']),
      '---\nx: 1\n---\n\n> [!summary]\n> One.\n\nText.\n',
    );
    assert.equal(write('\uFEFFText.\n', ['One.']), '\uFEFF> [!summary]\n> One.\n\nText.\n');
    assert.equal(write('\uFEFF> [!summary]\n\nText.\n', ['One.']), '\uFEFF> [!summary]\n> One.\n\nText.\n');
    assert.equal(
      write('\uFEFF> [!summary]\n> One.\n\nText.\n', ['One.']),
      '\uFEFF> [!summary]\n> One.\n\nText.\n',
    );
  });

  it('puts a section below the opening words, which stay outside it', () => {
    assert.equal(
      write('# T\n\nOpening.\n\n## A\n\nText.\n', ['One.'], SECTION),
      '# T\n\nOpening.\n\n## Summary\n\nOne.\n\n## A\n\nText.\n',
    );
    assert.equal(write('# T\n\nText.\n', ['One.'], SECTION), '# T\n\nText.\n\n## Summary\n\nOne.\n');
    assert.equal(write('# T\n## A\n', ['One.'], SECTION), '# T\n\n## Summary\n\nOne.\n\n## A\n');
  });

  it('fills a section above a comment that is never closed, and once', () => {
    const filled = write('# T\n\n## Summary\n<!-- open', ['One.']);
    assert.equal(filled, '# T\n\n## Summary\n\nOne.\n\n<!-- open');
    assert.equal(write(filled, ['One.'], { ...CALLOUT, replaceExisting: true }), filled);
  });

  it('fills a section that is empty, in many languages, a template’s hint apart', () => {
    assert.equal(write('# T\n\n## Summary\n\n## A\n', ['One.']), '# T\n\n## Summary\n\nOne.\n\n## A\n');
    assert.equal(write('# T\n\n## TL;DR\n## A\n', ['One.']), '# T\n\n## TL;DR\n\nOne.\n\n## A\n');
    assert.equal(write('## Zusammenfassung', ['Eins.']), '## Zusammenfassung\n\nEins.');
    assert.equal(write('## 摘要\n', ['一。', '二。']), '## 摘要\n\n一。二。\n');
    assert.equal(
      write('## Summary\n\n<!-- three sentences -->\n\n## A\n', ['One.']),
      '## Summary\n\n<!-- three sentences -->\n\nOne.\n\n## A\n',
    );
  });

  it('writes over text only when told so, and of it only the first block', () => {
    const text = '## Summary\n\nMine.\nStill mine.\n\nA remark.\n\n## A\n';
    assert.equal(refusal(text), TAKEN);
    assert.equal(
      write(text, ['New.'], { ...CALLOUT, replaceExisting: true }),
      '## Summary\n\nNew.\n\nA remark.\n\n## A\n',
    );
    assert.equal(refusal('> [!abstract] In short\n> Mine.\n'), TAKEN);
  });

  it('never writes over code, tables or HTML', () => {
    const reason = 'The place of the summary holds more than text.';
    const always = { ...CALLOUT, replaceExisting: true };
    for (const held of ['```\ncode\n```', '| a |\n|---|\n| b |', '<div>x</div>', 'Text\n```\ncode\n```']) {
      assert.equal(refusal(`## Summary\n\n${held}\n`, always), reason);
    }
  });

  it('replaces what it wrote, and nothing of what the user added', () => {
    const once = write('# T\n\nText.\n', ['One.']);
    assert.equal(write(once, ['New.']), '# T\n\n> [!summary]\n> New.\n\nText.\n');
    const added = once.replace('> One.\n', '> One.\n> Mine.\n>\n> - mine too\n');
    assert.equal(write(added, ['New.']), added.replace('One.', 'New.'));
    const lazy = '# T\n\n> [!summary]\n> One.\nText of mine.\n';
    assert.equal(write(lazy, ['New.']), lazy.replace('One.', 'New.'));
  });

  it('fills its callout when the text was taken out', () => {
    assert.equal(write('# T\n\n> [!summary]\n', ['One.']), '# T\n\n> [!summary]\n> One.\n');
    assert.equal(write('# T\n\n> [!summary]\n>\n', ['One.']), '# T\n\n> [!summary]\n> One.\n');
    assert.equal(write('> [!summary]', ['One.']), '> [!summary]\n> One.');
  });

  it('takes no callout for its own that stands in code or in the middle of a quote', () => {
    const text = '# T\n\n```\n> [!summary]\n> x\n```\n\n> quoted\n> [!summary]\n> y\n';
    assert.equal(write(text, ['One.']), text.replace('# T\n', '# T\n\n> [!summary]\n> One.\n'));
  });

  it('changes nothing the second time', () => {
    for (const options of [CALLOUT, SECTION, FRONTMATTER]) {
      for (const text of ['# T\n\nText.\n', '---\ntitle: x\n---\nText', '# T\r\n\r\n## Summary\r\n', '']) {
        const once = write(text, ['One: 1 * 2.', '- Two #tags.'], options);
        assert.notEqual(once, text);
        assert.equal(write(once, ['One: 1 * 2.', '- Two #tags.'], options), once);
      }
    }
  });

  it('writes the frontmatter key', () => {
    assert.equal(
      write('---\ntitle: x\n---\nText.\n', ['One: a.', 'Two.'], FRONTMATTER),
      "---\ntitle: x\nsummary: 'One: a. Two.'\n---\nText.\n".replace(/'/g, '"'),
    );
    assert.equal(refusal('---\nsummary: mine\n---\n', FRONTMATTER), TAKEN);
    assert.equal(
      write('---\nsummary: mine\n---\n', ['New.'], { ...FRONTMATTER, replaceExisting: true }),
      '---\nsummary: New.\n---\n',
    );
    assert.equal(write('---\nsummary:\n---\n', ['New.'], FRONTMATTER), '---\nsummary: New.\n---\n');
  });

  it('writes plain text that stays plain text', () => {
    const nasty = [
      '![x](p.png)',
      '<img src=x onerror=alert(1)>',
      '[click](command:workbench.action.quit)',
      '[[Some note]] and #tag and %%hidden%% and $math$',
      '```',
      '- a list',
      '> a quote',
      '# a heading',
      '1. first',
      '<!-- comment',
      '***',
      '| a | b |',
      '&lt;b&gt; *em* __strong__ ~~no~~ ==mark==',
      '<% tp.file.title %>',
      '\\`code\\`',
    ];
    for (const sentence of nasty) {
      for (const options of [CALLOUT, SECTION]) {
        const text = write('# T\n\nText.\n', [sentence], options);
        const { links, codeRanges, opaqueRanges, inlineTags, headings } = scanMarkdown(text);
        assert.deepEqual([links, codeRanges, opaqueRanges, inlineTags], [[], [], [], []], text);
        assert.equal(headings.length, options === CALLOUT ? 1 : 2, text);
      }
    }
  });

  it('repeats an address of the note, and adds none', () => {
    assert.match(
      write('# T\n\nSee https://a.example/x now.\n', ['See https://a.example/x for it.']),
      /> See https:/,
    );
    assert.equal(
      writeSummary({ path: 'n.md', text: '# T\n' }, ['See https://evil.example/x.'], CALLOUT).refused[0]
        ?.reason,
      'The summary cannot be written safely where it belongs.',
    );
  });

  it('does nothing without sentences', () => {
    assert.deepEqual(writeSummary({ path: 'n.md', text: '# T\n' }, [], CALLOUT), { edits: [], refused: [] });
  });
});
