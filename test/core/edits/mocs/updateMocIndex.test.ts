import assert from 'node:assert/strict';
import { updateMocIndex } from '../../../../src/core/edits/mocs/updateMocIndex.ts';
import { applyEdits } from '../../../../src/core/markdown/textEdit.ts';
import type { Vault } from '../../../../src/core/vault/vault.ts';
import { LINKS, vaultOf } from './mocVault.ts';

const PATH = 'README.md';

interface Updated {
  readonly text: string;
  /** With the repairs that were proposed. */
  readonly repaired: string;
  readonly reasons: readonly string[];
}

function updated(vault: Vault, text: string): Updated {
  const result = updateMocIndex({ path: PATH, text }, LINKS, vault);
  assert.ok(result.ok, result.ok ? '' : result.reason);
  const repairs = result.repairs.map(({ edit }) => edit);
  const after = applyEdits(text, result.edits);
  vault.upsert(PATH, after);
  return {
    text: after,
    repaired: applyEdits(text, [...result.edits, ...repairs]),
    reasons: result.repairs.map(({ reason }) => reason),
  };
}

function homeVault(): Vault {
  return vaultOf({
    'docs/Bread MOC.md': '---\ntitle: Bread\n---\n',
    'docs/Cheese MOC.md': '# Cheese MOC\n',
    'docs/Wine MOC.md': '---\ntitle: Wines of the world\n---\n',
    'docs/Rye MOC.md': '### [Bread](Bread%20MOC.md)\n\n# Rye MOC\n',
    'templates/moc.md': '# {{title}}\n',
    'docs/Note.md': '# Note\n',
  });
}

const home = (...lines: string[]): string =>
  ['# Home', '', '<!-- keep this current! -->', '', ...lines, '', '## More', '', '* x', ''].join('\n');

describe('updateMocIndex', () => {
  it('adds the MOCs that are missing, in the order, bullet and wording of the list', () => {
    const text = home(
      '-   [Bread MOC](docs/Bread%20MOC.md)',
      '-   [Other](https://o.example)',
      '-   [Wine MOC](docs/Wine%20MOC.md)',
    );
    const after = home(
      '-   [Bread MOC](docs/Bread%20MOC.md)',
      '-   [Cheese MOC](docs/Cheese%20MOC.md) <!-- notewright -->',
      '-   [Other](https://o.example)',
      '-   [Wine MOC](docs/Wine%20MOC.md)',
    );
    assert.equal(updated(homeVault(), text).text, after);
    assert.equal(updated(homeVault(), after).text, after);
  });

  it('calls MOCs by their titles where the list does', () => {
    const text = home('- [Bread](docs/Bread%20MOC.md)', '- [Cheese MOC](docs/Cheese%20MOC.md)');
    assert.match(
      updated(homeVault(), text).text,
      /^- \[Wines of the world\]\(docs\/Wine%20MOC\.md\) <!-- notewright -->$/m,
    );
  });

  it('names lower MOCs only where the list does', () => {
    const top = home('- [Bread MOC](docs/Bread%20MOC.md)', '- [Cheese MOC](docs/Cheese%20MOC.md)');
    assert.doesNotMatch(updated(homeVault(), top).text, /Rye/);
    const all = home('- [Bread MOC](docs/Bread%20MOC.md)', '- [Rye MOC](docs/Rye%20MOC.md)');
    const after = updated(homeVault(), all).text;
    assert.match(after, /Cheese MOC/);
    assert.match(after, /Wine MOC/);
    assert.doesNotMatch(after, /templates/);
  });

  it('proposes the right path for a link that leads nowhere, and does not add that MOC again', () => {
    const text = home(
      '- [Bread MOC](docs/Bread%20MOC.md)',
      '- [Cheese MOC](Cheese%20MOC.md)',
      '- [Wine MOC](old/Wine.md#top)',
      '- [Wine MOC](old/Wine.md)',
    );
    const { text: after, repaired, reasons } = updated(homeVault(), text);
    assert.equal(after, text, 'the user’s lines stay until they are asked');
    assert.equal(
      repaired,
      text.replace('(Cheese', '(docs/Cheese').replace('(old/Wine.md)', '(docs/Wine%20MOC.md)'),
    );
    assert.deepEqual(reasons, [
      '“Cheese MOC.md” leads nowhere from here; the MOC is “docs/Cheese MOC.md”.',
      '“old/Wine.md” leads nowhere from here; the MOC is “docs/Wine MOC.md”.',
    ]);
  });

  it('leaves links by name alone where that is how the list is written', () => {
    const text = home('- [Bread MOC](Bread%20MOC.md)', '- [Cheese MOC](Cheese%20MOC.md)');
    const result = updateMocIndex({ path: PATH, text }, { ...LINKS, target: 'name' }, homeVault());
    assert.ok(result.ok);
    assert.deepEqual(result.repairs, []);
    assert.match(applyEdits(text, result.edits), /\(Wine%20MOC\.md\)/);
  });

  it('takes its own line out when the MOC goes, never one of the user’s', () => {
    const vault = homeVault();
    const text = home('- [Bread MOC](docs/Bread%20MOC.md)', '- [Cheese MOC](docs/Cheese%20MOC.md)');
    const after = updated(vault, text).text;
    vault.remove('docs/Wine MOC.md');
    vault.remove('docs/Cheese MOC.md');
    assert.equal(updated(vault, after).text, text);
  });

  it('adds no MOC that the user names elsewhere in the note', () => {
    const text = `${home('- [Bread MOC](docs/Bread%20MOC.md)', '- [Cheese MOC](docs/Cheese%20MOC.md)')}\n[[Wine MOC]]\n`;
    assert.equal(updated(homeVault(), text).text, text);
  });

  it('writes wikilinks into a list of wikilinks', () => {
    const text = home('- [[Bread MOC]]', '- [[Cheese MOC]]');
    const result = updateMocIndex(
      { path: PATH, text },
      { ...LINKS, kind: 'wiki', target: 'name', extension: false },
      homeVault(),
    );
    assert.ok(result.ok);
    assert.equal(
      applyEdits(text, result.edits),
      text.replace('Cheese MOC]]\n', 'Cheese MOC]]\n- [[Wine MOC]] <!-- notewright -->\n'),
    );
  });

  it('refuses a note without a list of MOCs, or with frontmatter that it cannot read', () => {
    const refused = (text: string): unknown => {
      const result = updateMocIndex({ path: PATH, text }, LINKS, homeVault());
      return result.ok ? 'not refused' : result.reason;
    };
    assert.equal(refused('# Home\n\n- [Note](docs/Note.md)\n- x\n'), 'The note has no list of MOCs.');
    assert.match(String(refused('---\na: [\n---\n- [[Bread MOC]]\n- [[Wine MOC]]\n')), /YAML/);
  });
});
