import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { writeNewNote, type NewNoteStyle } from '../../../../src/core/edits/newNote/newNoteInMoc.ts';
import { newNotePath, takenPaths, usualFolder } from '../../../../src/core/edits/newNote/newNotePath.ts';
import { LINKS, UP_LINKS, vaultOf } from '../mocs/mocVault.ts';

const MOC = { path: 'docs/Bread MOC.md', title: 'Bread MOC' };
const vault = vaultOf({ [MOC.path]: '# Bread MOC\n', 'docs/Rye.md': '# Rye\n', 'a/X.md': '', 'a/Y.md': '' });

function written(template: string | undefined, filed: 'filed' | 'unfiled' = 'filed'): string {
  const moc = filed === 'filed' ? MOC : undefined;
  const style: NewNoteStyle = {
    template,
    formatDate: (format) => `<${format}>`,
    links: LINKS,
    upLinks: UP_LINKS,
  };
  const result = writeNewNote('docs/New.md', 'New', moc, style, vault);
  assert.ok(result.ok, result.ok ? '' : result.reason);
  assert.equal(result.note.path, 'docs/New.md');
  return result.note.text;
}

describe('writeNewNote', () => {
  const up = '### [Bread MOC](Bread%20MOC.md)';

  it('files a note from the sample vault’s own template', () => {
    const template = readFileSync('samples/vault/templates/note.md', 'utf8');
    assert.equal(
      written(template),
      `---\ntitle: "New"\ndate: <YYYY-MM-DD> <HH:mm>\nlast_modified_at: <YYYY-MM-DD> <HH:mm>\ntags:\n---\n\n${up}\n\n# New\n\n## Miscellaneous\n\n## Links\n`,
    );
  });

  it('keeps the reminder where there is no MOC', () => {
    assert.equal(written('### [[YOUR MOC]]\n\n# {{title}}\n', 'unfiled'), '### [[YOUR MOC]]\n\n# New\n');
  });

  it('files in the vault’s way where the template has no reminder, or there is no template', () => {
    assert.equal(written('# {{title}}\n\n## Links\n'), `${up}\n\n# New\n\n## Links\n`);
    assert.equal(written(undefined), `${up}\n\n# New\n`);
    assert.equal(written(undefined, 'unfiled'), '# New\n');
  });

  it('names the MOC once where the template does it in the frontmatter', () => {
    assert.equal(
      written('---\nup: "[[YOUR MOC]]"\n---\n# {{title}}\n'),
      '---\nup: "[[Bread MOC]]"\n---\n# New\n',
    );
  });
});

describe('newNotePath', () => {
  it('is free in any case of letters', () => {
    const isTaken = takenPaths(vault);
    assert.equal(newNotePath('docs', 'RYE', isTaken), 'docs/RYE 2.md');
    assert.equal(newNotePath('', 'Rye', isTaken), 'Rye.md');
    assert.equal(newNotePath('docs', 'Why?', isTaken), 'docs/Why.md');
  });

  it('takes the folder of most notes', () => {
    assert.equal(usualFolder(['a/X.md', 'a/Y.md', 'docs/Rye.md']), 'a');
    assert.equal(usualFolder([]), '');
  });
});
