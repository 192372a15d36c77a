import assert from 'node:assert/strict';
import type { LinkStyle } from '../../../src/core/edits/links/linkStyle.ts';
import { addRelated, type RelatedNote } from '../../../src/core/edits/links/relatedEdits.ts';
import { applyEdits } from '../../../src/core/markdown/textEdit.ts';
import { Vault } from '../../../src/core/vault/vault.ts';

const MARKDOWN: LinkStyle = { kind: 'markdown', target: 'relative', extension: true, blanks: 'percent' };
const vault = new Vault();
for (const path of ['note.md', 'a.md', 'b.md', 'Rye bread.md']) vault.upsert(path, '');
const A: RelatedNote = { path: 'a.md', title: 'A' };
const B: RelatedNote = { path: 'b.md', title: 'B' };

function add(text: string, ...related: readonly RelatedNote[]): string {
  const { edits, refused } = addRelated({ path: 'note.md', text }, related, 'Links', MARKDOWN, vault);
  assert.deepEqual(refused, []);
  return applyEdits(text, edits);
}

function refusals(text: string, ...related: readonly RelatedNote[]): string[] {
  const { edits, refused } = addRelated({ path: 'note.md', text }, related, 'Links', MARKDOWN, vault);
  assert.deepEqual(edits, []);
  return refused.map(({ reason }) => reason);
}

describe('adding related notes', () => {
  it('fills an empty links section', () => {
    assert.equal(add('# T\n\n## Links\n', A, B), '# T\n\n## Links\n\n- [A](a.md)\n- [B](b.md)\n');
    assert.equal(add('# T\n\n## Links', A), '# T\n\n## Links\n\n- [A](a.md)');
    assert.equal(add('## Links\n\n\n## More\n', A), '## Links\n\n- [A](a.md)\n\n\n## More\n');
    assert.equal(add('## Links\n## More\n', A), '## Links\n\n- [A](a.md)\n\n## More\n');
  });

  it('goes on in the style of the list that is there', () => {
    const web = '[W](https://example.org)';
    assert.equal(
      add(`## Links\n\n*   ${web}\n\n## Z\n`, A),
      `## Links\n\n*   ${web}\n*   [A](a.md)\n\n## Z\n`,
    );
    assert.equal(
      add(`## Links\r\n\r\n* ${web}`, A, B),
      `## Links\r\n\r\n* ${web}\r\n* [A](a.md)\r\n* [B](b.md)`,
    );
    assert.equal(
      add(`## Links\n\n1. ${web}\n2. x\n`, A, B),
      `## Links\n\n1. ${web}\n2. x\n3. [A](a.md)\n4. [B](b.md)\n`,
    );
    assert.equal(
      add(`## Links\n\n- ${web}\n\t- deeper\n`, A),
      `## Links\n\n- ${web}\n\t- deeper\n- [A](a.md)\n`,
    );
  });

  it('fills a bullet that was left empty', () => {
    const web = '[W](https://example.org)';
    assert.equal(
      add(`## Links\n\n-   ${web}\n-\n`, A, B),
      `## Links\n\n-   ${web}\n-   [A](a.md)\n-   [B](b.md)\n`,
    );
    assert.equal(add('## Links\n\n* \n', A), '## Links\n\n* [A](a.md)\n');
  });

  it('begins a list after words that are no list, and before deeper headings', () => {
    assert.equal(add('## Links\n\nVia someone.\n', A), '## Links\n\nVia someone.\n\n- [A](a.md)\n');
    assert.equal(add('## Links\n\n### Web\n\n- x\n', A), '## Links\n\n- [A](a.md)\n\n### Web\n\n- x\n');
  });

  it('makes the section at the end of the note, before empty lines', () => {
    assert.equal(add('# T\n\nText.\n', A), '# T\n\nText.\n\n## Links\n\n- [A](a.md)\n');
    assert.equal(add('# T\n\n* x\n\n\n', A), '# T\n\n* x\n\n## Links\n\n* [A](a.md)\n\n\n');
    assert.equal(add('Text', A), 'Text\n\n## Links\n\n- [A](a.md)');
    assert.equal(add('---\nx: 1\n---\n', A), '---\nx: 1\n---\n\n## Links\n\n- [A](a.md)\n');
    assert.equal(add('\uFEFF', A), '\uFEFF## Links\n\n- [A](a.md)\n');
  });

  it('leaves out what is linked already and the note itself', () => {
    assert.deepEqual(refusals('See [a](a.md).\n', A), ['“A” is linked already.']);
    assert.deepEqual(refusals('x\n', { path: 'note.md', title: 'Note' }), ['“Note” is linked already.']);
    assert.deepEqual(refusals('x\n', { path: 'gone.md', title: 'Gone' }), [
      'No link that leads to “Gone” can be written.',
    ]);
  });

  it('does not write into code or a comment that is still open', () => {
    const reason = 'The links section cannot be written to safely: code or a comment is open there.';
    assert.deepEqual(refusals('## Links\n\n```\ncode', A), [reason]);
    assert.deepEqual(refusals('Text\n\n<!-- open', A), [reason]);
  });

  it('is not misled by a heading in code', () => {
    const text = '```\n## Links\n```\n\nText.\n';
    assert.equal(add(text, A), `${text}\n## Links\n\n- [A](a.md)\n`);
  });
});
