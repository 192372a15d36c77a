import assert from 'node:assert/strict';
import { planRemovalFromMoc } from '../../../../src/core/edits/mocs/removeFromMoc.ts';
import { applyEdits } from '../../../../src/core/markdown/textEdit.ts';
import { vaultOf } from './mocVault.ts';

const MOC = 'Bread MOC.md';

/** The note and the MOC after the note was taken out, and what was left. */
function removed(note: string, moc: string): { note: string; moc: string; refused: string[] } {
  const vault = vaultOf({ 'Rye.md': note, [MOC]: moc, 'Grain MOC.md': '# Grain MOC\n', 'Oat.md': '# Oat\n' });
  const plan = planRemovalFromMoc([{ path: 'Rye.md', text: note }], { path: MOC, text: moc }, vault);
  const after = (path: string, text: string): string => {
    const edits = plan.notes.find((each) => each.path === path);
    return edits === undefined ? text : applyEdits(edits.before, edits.edits);
  };
  return {
    note: after('Rye.md', note),
    moc: after(MOC, moc),
    refused: plan.refused.map(({ path, reason, line }) => `${path}:${line ?? ''} ${reason}`),
  };
}

describe('planRemovalFromMoc', () => {
  const up = '### [Bread MOC](Bread%20MOC.md)\n';

  it('takes the up-link out with its line and one blank line', () => {
    assert.equal(removed(`---\na: 1\n---\n\n${up}\n# Rye\n`, '').note, '---\na: 1\n---\n\n# Rye\n');
    assert.equal(removed(`---\na: 1\n---\n${up}# Rye\n`, '').note, '---\na: 1\n---\n# Rye\n');
    assert.equal(removed(`# Rye\n\n${up.trimEnd()}`, '').note, '# Rye');
    assert.equal(removed('[[Bread MOC]]\r\n\r\n# Rye\r\n', '').note, '# Rye\r\n');
  });

  it('leaves other up-links, on other lines and on the same one', () => {
    assert.equal(
      removed(`${up}[Grain MOC](Grain%20MOC.md)\n\n# Rye\n`, '').note,
      '[Grain MOC](Grain%20MOC.md)\n\n# Rye\n',
    );
    assert.equal(removed('[[Bread MOC]], [[Grain MOC]]\n', '').note, '[[Grain MOC]]\n');
    assert.equal(removed('Up: [[Grain MOC]] | [[Bread MOC]]\n', '').note, 'Up: [[Grain MOC]]\n');
  });

  it('takes it out of the frontmatter, the key with its last value', () => {
    assert.equal(removed('---\nup: "[[Bread MOC]]"\nx: 1\n---\n', '').note, '---\nx: 1\n---\n');
    assert.equal(
      removed('---\nup:\n  - "[[Grain MOC]]"\n  - "[[Bread MOC]]"\n---\n', '').note,
      '---\nup:\n  - "[[Grain MOC]]"\n---\n',
    );
    const other = '---\nrelated: "[[Bread MOC]]"\n---\n';
    assert.equal(removed(other, '').note, other);
  });

  it('takes the marks of its own list out with the last entry', () => {
    const list = (entries: string): string =>
      `# Bread MOC\n\nText.\n\n<!-- notewright:members -->\n\n${entries}\n<!-- /notewright:members -->\n`;
    assert.equal(removed('# Rye\n', list('- [[Rye]]\n')).moc, '# Bread MOC\n\nText.\n');
    assert.equal(removed('# Rye\n', list('- [[Oat]]\n- [[Rye]]\n')).moc, list('- [[Oat]]\n'));
  });

  it('leaves a mention of the MOC in a sentence or a list', () => {
    const text = 'As the [Bread MOC](Bread%20MOC.md) says.\n\n- [Bread MOC](Bread%20MOC.md)\n';
    assert.equal(removed(text, '').note, text);
  });

  it('takes the entries out of the MOC, its own and plain ones of the user', () => {
    const moc = '- [Oat](Oat.md)\n- [Rye](Rye.md)\n\n## X\n\n* [Rye](Rye.md) <!-- notewright -->\n* y\n';
    assert.equal(removed('# Rye\n', moc).moc, '- [Oat](Oat.md)\n\n## X\n\n* y\n');
    assert.equal(removed('# Rye\n', '- [Oat](Oat.md)\n- [Rye](Rye.md)').moc, '- [Oat](Oat.md)');
  });

  it('keeps an entry that holds a person’s work, and tells', () => {
    const moc =
      '- [Rye](Rye.md): dark\n- [Rye](Rye.md)\n  - nested\n- [Rye](Rye.md) [Oat](Oat.md)\n\nSee [Rye](Rye.md) too.\n';
    const result = removed(`${up}\n# Rye\n`, moc);
    assert.equal(result.moc, moc);
    assert.equal(result.note, '# Rye\n');
    assert.deepEqual(
      result.refused,
      [1, 2, 4].map(
        (line) => `Bread MOC.md:${line} The entry for “Rye.md” holds more than its link, so it stays.`,
      ),
    );
  });

  it('leaves a note whose frontmatter it cannot read', () => {
    const result = removed(`---\na: [\n---\n${up}`, '- [Rye](Rye.md)\n');
    assert.equal(result.note, `---\na: [\n---\n${up}`);
    assert.equal(result.moc, '');
    assert.match(result.refused[0]!, /^Rye\.md:\d .*YAML/);
  });
});
