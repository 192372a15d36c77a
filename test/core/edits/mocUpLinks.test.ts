import assert from 'node:assert/strict';
import type { LinkStyle } from '../../../src/core/edits/links/linkStyle.ts';
import { addUpLinks } from '../../../src/core/edits/upLinks/upLinkEdits.ts';
import { learnUpLinkStyle, type UpLinkStyle } from '../../../src/core/edits/upLinks/upLinkStyle.ts';
import { applyEdits } from '../../../src/core/markdown/textEdit.ts';
import { Vault } from '../../../src/core/vault/vault.ts';

const MARKDOWN: LinkStyle = { kind: 'markdown', target: 'relative', extension: true, blanks: 'percent' };
const HEADING: UpLinkStyle = { form: 'heading', level: 3, key: 'up', place: 'beforeTitle', kind: 'markdown' };
const BAKING = { path: 'Baking MOC.md', title: 'Baking MOC' };
const HOME = { path: 'Home MOC.md', title: 'Home MOC' };

function vaultOf(notes: Readonly<Record<string, string>>): Vault {
  const vault = new Vault();
  for (const [path, text] of Object.entries({ 'Baking MOC.md': '', 'Home MOC.md': '', ...notes }))
    vault.upsert(path, text);
  return vault;
}

function learn(notes: Readonly<Record<string, string>>, path = 'note.md'): UpLinkStyle {
  const vault = vaultOf(notes);
  return learnUpLinkStyle(path, vault.notes(), vault, 'wiki');
}

const vault = vaultOf({ 'note.md': '' });

function file(text: string, mocs = [BAKING], style = HEADING): string {
  const { edits, refused } = addUpLinks({ path: 'note.md', text }, mocs, style, MARKDOWN, vault);
  assert.deepEqual(refused, []);
  return applyEdits(text, edits);
}

describe('the style of up-links', () => {
  it('is a heading before the title', () => {
    const style = learn({ 'a.md': '---\nx: 1\n---\n\n### [Baking MOC](Baking%20MOC.md)\n\n# A\n' });
    assert.deepEqual(style, HEADING);
  });

  it('is a bare wikilink below the title', () => {
    const style = learn({ 'a.md': '# A\n\n[[Baking MOC]]\n\nText.', 'b.md': '# B\n[[Home MOC]]\n## C\n' });
    assert.deepEqual(style, { form: 'line', level: 3, key: 'up', place: 'afterTitle', kind: 'wiki' });
  });

  it('is a key of the frontmatter', () => {
    const style = learn({ 'a.md': '---\nparent: "[[Baking MOC]]"\n---\n# A\n' });
    assert.equal(style.form, 'frontmatter');
    assert.equal(style.key, 'parent');
  });

  it('is at the end', () => {
    assert.equal(learn({ 'a.md': '# A\n\n## B\n\nText.\n\n[[Baking MOC]]\n' }).place, 'end');
  });

  it('comes from the folder of the note where that has enough of them', () => {
    const top = '## [[Baking MOC]]\n\n# T\n';
    const low = '# T\n\n## S\n\n[[Baking MOC]]\n';
    const imported = Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`Books/${n}.md`, low]));
    const own = { 'docs/a.md': top, 'docs/b.md': top, 'docs/c.md': top };
    assert.equal(learn({ ...imported, ...own }, 'docs/new.md').place, 'beforeTitle');
    assert.equal(learn({ ...imported, ...own }, 'other/new.md').place, 'end');
  });

  it('is not learned from links within sentences, from MOCs, or from links to ordinary notes', () => {
    const style = learn({
      'a.md': '# A\n\nSee [[Baking MOC]] for more.\n',
      'Sub MOC.md': '### [[Baking MOC]]\n\n# Sub MOC\n',
      'b.md': '### [[a]]\n',
    });
    assert.deepEqual(style, { form: 'line', level: 3, key: 'up', place: 'afterTitle', kind: 'wiki' });
  });
});

describe('adding up-links', () => {
  const link = '[Baking MOC](Baking%20MOC.md)';

  it('replaces a placeholder and keeps its heading', () => {
    assert.equal(
      file('---\nx: 1\n---\n\n### [[YOUR MOC]]\n\n# T\n'),
      `---\nx: 1\n---\n\n### ${link}\n\n# T\n`,
    );
    assert.equal(file('[[your moc]]\r\n\r\n# T\r\n'), `${link}\r\n\r\n# T\r\n`);
    assert.equal(
      file('## [[YOUR MOC]]\n\n# T\n', [BAKING, HOME]),
      `## ${link}\n## [Home MOC](Home%20MOC.md)\n\n# T\n`,
    );
  });

  it('takes no link within a sentence for a placeholder', () => {
    const text = '# T\n\nWrite [[YOUR MOC]] on top.\n';
    assert.equal(file(text), `### ${link}\n\n${text}`);
  });

  it('goes below the up-links that are there, in their form', () => {
    const home = '[Home MOC](Home%20MOC.md)';
    assert.equal(file(`### ${home}\n\n# T\n`), `### ${home}\n### ${link}\n\n# T\n`);
    assert.equal(file(`${home}\n\n# T\n`), `${home}\n${link}\n\n# T\n`);
    assert.equal(file(`# T\n\n###${home}\n`), `# T\n\n###${home}\n###${link}\n`);
  });

  it('changes nothing where the note names the MOC', () => {
    for (const text of [`### ${link}\n\n# T\n`, '# T\n\n[[Baking MOC]]\n', `# T\n\n- ${link}\n`]) {
      assert.equal(file(text), text);
    }
  });

  it('puts the first one at the top, with one empty line on each side', () => {
    assert.equal(file('# T\n'), `### ${link}\n\n# T\n`);
    assert.equal(file('\uFEFF# T\n'), `\uFEFF### ${link}\n\n# T\n`);
    assert.equal(file('---\nx: 1\n---\n\n# T\n'), `---\nx: 1\n---\n\n### ${link}\n\n# T\n`);
    assert.equal(file('---\nx: 1\n---\n# T\n'), `---\nx: 1\n---\n\n### ${link}\n\n# T\n`);
    assert.equal(file('---\r\nx: 1\r\n---\r\n'), `---\r\nx: 1\r\n---\r\n\r\n### ${link}\r\n`);
    assert.equal(file('---\nx: 1\n---'), `---\nx: 1\n---\n\n### ${link}\n`);
    assert.equal(file(''), `### ${link}\n`);
  });

  it('puts it below the title or at the end where the vault does', () => {
    const below: UpLinkStyle = { ...HEADING, form: 'line', place: 'afterTitle' };
    assert.equal(file('# T\n\nText.\n', [BAKING], below), `# T\n\n${link}\n\nText.\n`);
    assert.equal(file('# T\nText.\n', [BAKING], below), `# T\n\n${link}\n\nText.\n`);
    assert.equal(file('Title\n=====\n', [BAKING], below), `Title\n=====\n\n${link}\n`);
    assert.equal(file('No title.\n', [BAKING], below), `${link}\n\nNo title.\n`);
    const end: UpLinkStyle = { ...HEADING, form: 'line', place: 'end' };
    assert.equal(file('# T\n\nText.\n\n', [BAKING], end), `# T\n\nText.\n\n${link}\n\n`);
  });

  it('writes the key of the frontmatter where the vault does', () => {
    const key: UpLinkStyle = { ...HEADING, form: 'frontmatter' };
    assert.equal(file('---\nx: 1\n---\n# T\n', [BAKING], key), '---\nx: 1\nup: "[[Baking MOC]]"\n---\n# T\n');
    assert.match(
      file('---\nup: "[[Home MOC]]"\n---\n# T\n', [BAKING], key),
      /\[\[Home MOC\]\][^]*\[\[Baking MOC\]\][^]*# T/,
    );
  });

  it('says what cannot be done', () => {
    const reasonOf = (text: string, mocs = [BAKING], style = HEADING): string[] =>
      addUpLinks({ path: 'note.md', text }, mocs, style, MARKDOWN, vault).refused.map(({ reason }) => reason);
    assert.deepEqual(reasonOf('# T\n', [{ path: 'gone MOC.md', title: 'Gone' }]), [
      'No link that leads to “Gone” can be written.',
    ]);
    assert.deepEqual(reasonOf('# T\n\n<!-- open\n', [BAKING], { ...HEADING, place: 'end' }), [
      'The up-link cannot be written safely: code or a comment is open where it belongs.',
    ]);
    assert.deepEqual(reasonOf('---\nup: {a: 1}\n---\n', [BAKING], { ...HEADING, form: 'frontmatter' }), [
      'The frontmatter key “up” holds something else than links.',
    ]);
  });
});
