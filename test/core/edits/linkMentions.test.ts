import assert from 'node:assert/strict';
import type { LinkStyle } from '../../../src/core/edits/links/linkStyle.ts';
import { linkMentions, type MentionToLink } from '../../../src/core/edits/links/mentionEdits.ts';
import { applyEdits } from '../../../src/core/markdown/textEdit.ts';
import { Vault } from '../../../src/core/vault/vault.ts';

const MARKDOWN: LinkStyle = { kind: 'markdown', target: 'relative', extension: true, blanks: 'percent' };
const vault = new Vault();
for (const path of ['note.md', 'GenAI.md', 'Transformers.md', 'Rye bread.md']) vault.upsert(path, '');

/** A mention of the words in `[…]` of the sentence, as it stood in `sent`. */
function mention(sent: string, marked: string, path: string): MentionToLink {
  const quote = /\[(.*)\]/.exec(marked)![1]!;
  const sentence = marked.replace(/[[\]]/g, '');
  const start = sent.indexOf(sentence) + marked.indexOf('[');
  return { path, quote, sentence, start };
}

function link(text: string, ...mentions: readonly MentionToLink[]): { text: string; refused: string[] } {
  const { edits, refused } = linkMentions({ path: 'note.md', text }, mentions, MARKDOWN, vault);
  return { text: applyEdits(text, edits), refused: refused.map(({ reason }) => reason) };
}

describe('linking mentions', () => {
  const sent = '# Note\n\nThe area is GenAI now. More on GenAI later.\n';

  it('links the words where they stand', () => {
    const found = mention(sent, 'The area is [GenAI] now.', 'GenAI.md');
    assert.deepEqual(link(sent, found), {
      text: '# Note\n\nThe area is [GenAI](GenAI.md) now. More on GenAI later.\n',
      refused: [],
    });
  });

  it('finds them again when the text around has moved', () => {
    const found = mention(sent, 'More on [GenAI] later.', 'GenAI.md');
    const live = `Typed meanwhile.\r\n\r\n${sent.replace('The area is GenAI now. ', '')}`;
    assert.equal(link(live, found).text, live.replace('More on GenAI', 'More on [GenAI](GenAI.md)'));
  });

  it('never takes another place where the same words stand', () => {
    const found = mention(sent, 'More on [GenAI] later.', 'GenAI.md');
    const live = sent.replace('More on GenAI later.', 'More later.');
    assert.deepEqual(link(live, found), { text: live, refused: ['“GenAI” is no longer in its sentence.'] });
    assert.deepEqual(link('# Note\n', found).refused, ['“GenAI” is no longer in the note.']);
  });

  it('asks for no guess when the sentence is there twice', () => {
    const found = mention(sent, 'The area is [GenAI] now.', 'GenAI.md');
    const live = `The area is GenAI now.\n\n${sent}`;
    // One of the two stands where the words stood only by chance.
    assert.deepEqual(link(live, found).refused, [
      '“GenAI” has moved, and stands in more than one place now.',
    ]);
  });

  it('leaves what has become code, a link, a heading or a comment', () => {
    const plain = 'The area is GenAI now.';
    const found = mention(`x ${plain}`, 'The area is [GenAI] now.', 'GenAI.md');
    for (const live of [
      `\`${plain}\``,
      `\`\`\`\n${plain}\n\`\`\``,
      `# ${plain}`,
      `[${plain}](GenAI.md)`,
      `<!-- ${plain} -->`,
    ]) {
      assert.deepEqual(link(live, found), { text: live, refused: ['“GenAI” is no longer in plain text.'] });
    }
  });

  it('links the first mention of a section only, in the order of the text', () => {
    const text = '## A\n\nOn GenAI first. Of GenAI then.\n\n## B\n\nTo GenAI again.\n';
    const [first, second, third] = [
      mention(text, 'On [GenAI] first.', 'GenAI.md'),
      mention(text, 'Of [GenAI] then.', 'GenAI.md'),
      mention(text, 'To [GenAI] again.', 'GenAI.md'),
    ];
    const result = link(text, third, second, first);
    assert.equal(
      result.text,
      '## A\n\nOn [GenAI](GenAI.md) first. Of GenAI then.\n\n## B\n\nTo [GenAI](GenAI.md) again.\n',
    );
    assert.deepEqual(result.refused, ['“GenAI” is linked in this section already.']);
  });

  it('does not link a note to itself, nor overlapping words twice', () => {
    const text = 'A note on Rye bread here.';
    assert.deepEqual(link(text, mention(text, 'A [note] on Rye bread here.', 'note.md')).refused, [
      '“note” is the note itself.',
    ]);
    const result = link(
      text,
      mention(text, 'A note on [Rye bread] here.', 'Rye bread.md'),
      mention(text, 'A note on Rye [bread] here.', 'GenAI.md'),
    );
    assert.equal(result.text, 'A note on [Rye bread](Rye%20bread.md) here.');
    assert.deepEqual(result.refused, ['“bread” overlaps other words that become a link.']);
  });

  it('keeps the words byte for byte, markup and all', () => {
    const text = 'It is **GenAI** that _Transformers_ made.\r\n';
    const result = link(
      text,
      mention(text, 'It is **[GenAI]** that', 'GenAI.md'),
      mention(text, 'that _[Transformers]_ made.', 'Transformers.md'),
    );
    assert.equal(result.text, 'It is **[GenAI](GenAI.md)** that _[Transformers](Transformers.md)_ made.\r\n');
  });
});
