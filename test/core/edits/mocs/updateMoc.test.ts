import assert from 'node:assert/strict';
import fc from 'fast-check';
import { updateMoc } from '../../../../src/core/edits/mocs/updateMoc.ts';
import { applyEdits } from '../../../../src/core/markdown/textEdit.ts';
import type { Vault } from '../../../../src/core/vault/vault.ts';
import { LINKS, member, vaultOf } from './mocVault.ts';

const PATH = 'Bread MOC.md';

/** The MOC after an update, written to the vault. */
function updated(vault: Vault, text: string): string {
  vault.upsert(PATH, text);
  const result = updateMoc({ path: PATH, text }, LINKS, vault);
  assert.ok(result.ok, result.ok ? '' : result.reason);
  const after = applyEdits(text, result.edits);
  vault.upsert(PATH, after);
  return after;
}

const block = (...lines: string[]): string =>
  ['<!-- notewright:members -->', '', ...lines, '', '<!-- /notewright:members -->', ''].join('\n');

function breadVault(): Vault {
  return vaultOf({
    'Rye bread.md': member('Rye bread', 'Bread MOC', 'rye'),
    'Autolyse.md': member('Autolyse', 'Bread MOC', 'method'),
    'Other.md': '# Other\n\nSee [Bread MOC](Bread%20MOC.md) for more.\n',
    'templates/loaf.md': '### [Bread MOC](../Bread%20MOC.md)\n\n# Template\n',
  });
}

describe('updateMoc', () => {
  const query = '# Bread MOC\n\n```dataview\nlist\nfrom [[]] and !outgoing([[]])\n```\n';

  it('lists members below the query, sorted by title; the query stays', () => {
    const after = updated(breadVault(), `${query}\n## Quotes\n\n> Knead.\n`);
    const list = block('- [Autolyse](Autolyse.md)', '- [Rye bread](Rye%20bread.md)');
    assert.equal(after, `${query}\n${list}\n## Quotes\n\n> Knead.\n`);
  });

  it('tells that a query may show fewer notes, only where there is a query and notes are added', () => {
    const tells = (vault: Vault, text: string): boolean => {
      vault.upsert(PATH, text);
      const result = updateMoc({ path: PATH, text }, LINKS, vault);
      return result.ok && result.mayShortenQuery;
    };
    assert.equal(tells(breadVault(), query), true);
    assert.equal(tells(breadVault(), '# Bread MOC\n\n~~~dataview\ntask\n~~~\n'), true);
    assert.equal(tells(breadVault(), updated(breadVault(), query)), false);
    assert.equal(tells(breadVault(), '# Bread MOC\n\n```dataviewjs\ndv.list()\n```\n'), false);
    assert.equal(tells(breadVault(), '# Bread MOC\n\nNo `dataview` here.\n'), false);
  });

  it('makes a list at the end where there is no query, under a heading where the note has sections', () => {
    const list = ['- [Autolyse](Autolyse.md)', '- [Rye bread](Rye%20bread.md)'];
    assert.equal(updated(breadVault(), '# Bread MOC\n'), `# Bread MOC\n\n${block(...list)}`);
    assert.equal(
      updated(breadVault(), '# Bread MOC\n\n## Quotes\n\n> Knead.\n'),
      `# Bread MOC\n\n## Quotes\n\n> Knead.\n\n${block('## Notes', '', ...list)}`,
    );
    assert.equal(updated(breadVault(), ''), block(...list));
  });

  it('keeps line ends, the bullet of the note and a missing final line end', () => {
    const vault = breadVault();
    vault.remove('Autolyse.md');
    assert.equal(
      updated(vault, '# Bread MOC\r\n\r\n*   one\r\n*   two'),
      '# Bread MOC\r\n\r\n*   one\r\n*   two\r\n\r\n<!-- notewright:members -->\r\n\r\n*   [Rye bread](Rye%20bread.md)\r\n\r\n<!-- /notewright:members -->',
    );
  });

  it('adds nothing that the user lists, wherever that is', () => {
    const vault = breadVault();
    const text = '# Bread MOC\n\n| a | b |\n|---|---|\n| [Rye](Rye%20bread.md) | x |\n\n[[Autolyse]]\n';
    assert.equal(updated(vault, text), text);
  });

  it('lists a note that the MOC only mentions in a sentence', () => {
    const vault = breadVault();
    vault.remove('Autolyse.md');
    const text = 'As [Rye bread](Rye%20bread.md) says.\n';
    assert.equal(updated(vault, text), `${text}\n${block('- [Rye bread](Rye%20bread.md)')}`);
  });

  it('finds its list again: new members come in order, notes that left go, a second run changes nothing', () => {
    const vault = breadVault();
    const first = updated(vault, query);
    assert.equal(updated(vault, first), first);
    vault.upsert('Focaccia.md', member('Focaccia', 'Bread MOC'));
    vault.upsert('Baguette.md', member('Baguette', 'Bread MOC'));
    vault.upsert('Autolyse.md', '# Autolyse\n');
    const second = updated(vault, first);
    const list = block(
      '- [Baguette](Baguette.md)',
      '- [Focaccia](Focaccia.md)',
      '- [Rye bread](Rye%20bread.md)',
    );
    assert.equal(second, `${query}\n${list}`);
    assert.equal(updated(vault, second), second);
  });

  it('leaves what a person wrote in its list, and the words of an entry', () => {
    const vault = breadVault();
    const text = `${query}\n${block('My favourites:', '', '- [Rye](Rye%20bread.md)', '- [Autolyse](Autolyse.md): flour and water', '- [ ] bake')}`;
    assert.equal(updated(vault, text), text);
    vault.upsert('Autolyse.md', '# Autolyse\n');
    assert.equal(updated(vault, text), text, 'the entry holds words of the user');
    vault.upsert('Rye bread.md', '# Rye bread\n');
    assert.equal(updated(vault, text), text.replace('- [Rye](Rye%20bread.md)\n', ''));
  });

  it('does not add an entry again that a person moved out of its list', () => {
    const vault = breadVault();
    const first = updated(vault, `${query}\n## Mine\n\n- a\n`);
    const entry = '- [Rye bread](Rye%20bread.md)\n';
    const moved = first.replace(entry, '').replace('- a\n', `- a\n${entry}`);
    assert.equal(updated(vault, moved), moved);
    const copied = first.replace('- a\n', `- a\n${entry}`);
    assert.equal(updated(vault, copied), moved, 'of two the user’s stays');
  });

  it('takes its list out when nothing is left of it, and the note is as it was', () => {
    for (const text of [
      query,
      `${query}\n## Quotes\n`,
      '# Bread MOC\n\n## Quotes\n\n> Knead.\n',
      '# Bread MOC',
      '\uFEFF# A\r\n\r\ntext\r\n',
    ]) {
      const vault = breadVault();
      const after = updated(vault, text);
      assert.notEqual(after, text);
      vault.remove('Rye bread.md');
      vault.remove('Autolyse.md');
      assert.equal(updated(vault, after), text);
    }
  });

  it('is not misled by its marks in code, or by one without its partner', () => {
    const vault = breadVault();
    const code =
      '# Bread MOC\n\n```\n<!-- notewright:members -->\n- [Rye bread](Rye%20bread.md)\n<!-- /notewright:members -->\n```\n';
    assert.equal(
      updated(vault, code),
      `${code}\n${block('- [Autolyse](Autolyse.md)', '- [Rye bread](Rye%20bread.md)')}`,
    );
    const open =
      '# Bread MOC\n\n<!-- notewright:members -->\n\n- [Rye bread](Rye%20bread.md)\n- [Autolyse](Autolyse.md)\n';
    assert.equal(updated(breadVault(), open), open);
  });

  it('refuses frontmatter that it cannot read, and a place where no list would be read', () => {
    const vault = breadVault();
    const refuse = (text: string): string => {
      vault.upsert(PATH, text);
      const result = updateMoc({ path: PATH, text }, LINKS, vault);
      return result.ok ? 'not refused' : result.reason;
    };
    assert.match(refuse('---\ntags: [a\n---\n'), /YAML/);
    assert.match(refuse('# Bread MOC\n\n```\nnever closed\n'), /would not read as a list/);
  });

  it('takes the line of an up-link for no entry', () => {
    const vault = vaultOf({
      'Food MOC.md': '# Food MOC\n\n- [Bread MOC](Bread%20MOC.md)\n',
      'Rye.md': member('Rye', 'Bread MOC'),
    });
    const text = '### [Food MOC](Food%20MOC.md)\n\n# Bread MOC\n\n- [Rye](Rye.md)\n';
    assert.equal(updated(vault, text), text);
  });
});

describe('updateMoc by section', () => {
  const marked = (line: string): string => `${line} <!-- notewright -->\n`;

  it('adds to the section whose heading or inline tag names a tag of the note', () => {
    const vault = vaultOf({
      'Rye.md': member('Rye', 'Bread MOC', 'grain/rye-flour'),
      'Poolish.md': member('Poolish', 'Bread MOC', 'pre-ferment'),
    });
    const text =
      '# Bread MOC\n\n## Rye flours\n\n* [a](https://example.org)\n\n## Before\n#pre-ferment\n\n1. one\n2. two\n\n## Links\n';
    const after = updated(vault, text);
    assert.equal(
      after,
      text
        .replace('example.org)\n', `example.org)\n${marked('* [Rye](Rye.md)')}`)
        .replace('2. two\n', `2. two\n${marked('3. [Poolish](Poolish.md)')}`),
    );
    assert.equal(updated(vault, after), after);
  });

  it('adds to the section whose notes share a tag with the note, but not a tag of the MOC itself', () => {
    const vault = vaultOf({
      'A.md': member('A', 'Bread MOC', 'bread, method'),
      'B.md': member('B', 'Bread MOC', 'bread, method'),
      'C.md': member('C', 'Bread MOC', 'bread'),
      'New.md': member('New', 'Bread MOC', 'bread, method'),
      'Plain.md': member('Plain', 'Bread MOC', 'bread'),
    });
    const text =
      '---\ntags: [bread]\n---\n\n## How\n\n- [A](A.md)\n- [B](B.md): good\n\n## What\n\n- [C](C.md)\n';
    const after = updated(vault, text);
    const list = block('## Notes', '', '- [Plain](Plain.md)');
    assert.equal(after, `${text.replace(': good\n', `: good\n${marked('- [New](New.md)')}`)}\n${list}`);
  });

  it('lists at the end what would be no entry in the list of its section, one inside a quote', () => {
    const vault = vaultOf({ 'New.md': member('New', 'Bread MOC', 'links') });
    const text = '# Bread MOC\n\n## Links\n> quote\n\t- nested\n---\n';
    const after = updated(vault, text);
    assert.ok(after.startsWith(text), after);
    assert.match(
      after.slice(text.length),
      /<!-- notewright:members -->\n\n## Notes\n\n- \[New\]\(New\.md\)\n/,
    );
    assert.equal(updated(vault, after), after);
  });

  it('adds a MOC to the section that lists MOCs', () => {
    const vault = vaultOf({
      'Sour MOC.md': '# Sour MOC\n',
      'Flat MOC.md': '### [Bread MOC](Bread%20MOC.md)\n\n# Flat MOC\n',
      'C.md': member('C', 'Bread MOC'),
    });
    const text = '# Bread MOC\n\n## What\n\n- [C](C.md)\n\n## Maps\n\n- [Sour MOC](Sour%20MOC.md)\n- \n';
    assert.equal(updated(vault, text), text.replace('- \n', `${marked('- [Flat MOC](Flat%20MOC.md)')}- \n`));
  });

  it('keeps a list in order that is in order', () => {
    const vault = vaultOf({
      'B.md': member('B', 'Bread MOC', 'how'),
      'Z.md': member('Z', 'Bread MOC', 'how'),
    });
    const text =
      '## How\n\n-   [A](https://a.example)\n    - nested\n-   [C](https://c.example)\n-   [D](https://d.example)\n';
    assert.equal(
      updated(vault, text),
      text
        .replace('-   [C]', `${marked('-   [B](B.md)')}-   [C]`)
        .replace('d.example)\n', `d.example)\n${marked('-   [Z](Z.md)')}`),
    );
  });

  it('does without a section where two would do', () => {
    const vault = vaultOf({ 'Rye.md': member('Rye', 'Bread MOC', 'rye, oven') });
    const text = '## Rye\n\n- a\n\n## Oven\n\n- b\n';
    assert.equal(updated(vault, text), `${text}\n${block('## Notes', '', '- [Rye](Rye.md)')}`);
  });

  it('takes marked lines out of the user’s lists again, and no other', () => {
    const vault = vaultOf({ 'Rye.md': member('Rye', 'Bread MOC', 'rye') });
    for (const text of ['## Rye\n\n- a\n- b\n\n## Oven\n', '## Rye\n\n- a']) {
      const after = updated(vault, text);
      vault.upsert('Rye.md', '# Rye\n');
      assert.equal(updated(vault, after), text);
      const noted = after.replace('(Rye.md)', '(Rye.md): mine');
      assert.equal(updated(vault, noted), noted);
      vault.upsert('Rye.md', member('Rye', 'Bread MOC', 'rye'));
    }
  });
});

describe('updateMoc on generated MOCs', () => {
  const lines = fc.constantFrom(
    '# Bread MOC',
    '## Rye',
    '## Links',
    '- [A](A.md)',
    '-   [B](B.md): words',
    '* [[C]]',
    '\t- nested',
    '1. one',
    '',
    '',
    'Text [A](A.md).',
    '```dataview\nlist from [[]]\n```',
    '> quote',
    '- ',
    '<!-- note -->',
    '| [C](C.md) |',
    '---',
    '- [ ] [D](D.md)',
    '~~~\n- [E](E.md)\n~~~',
  );
  const tags = fc.constantFrom('', 'rye', 'links', 'oven');
  const titles = ['A', 'B', 'C', 'D', 'E', 'F'];

  it('keeps every line of the user in its place, repeats itself in nothing, and can be taken back', function () {
    this.timeout(30_000);
    fc.assert(
      fc.property(
        fc.array(lines, { maxLength: 14 }),
        fc.array(tags, { minLength: 6, maxLength: 6 }),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        (body, tagsOf, eol, ends) => {
          const text = ['Start', ...body].join('\n').replaceAll('\n', eol) + (ends ? eol : '');
          const vault = vaultOf(
            Object.fromEntries(
              titles.map((title, i) => [`${title}.md`, member(title, 'Bread MOC', tagsOf[i])]),
            ),
          );
          vault.upsert(PATH, text);
          const result = updateMoc({ path: PATH, text }, LINKS, vault);
          assert.ok(result.ok, result.ok ? '' : result.reason);
          assert.ok(
            result.edits.every(({ start, end }) => start === end),
            'a first run only inserts',
          );
          const after = applyEdits(text, result.edits);
          assert.equal(updated(vault, after), after);
          const names = new Set(
            vault
              .mocs()
              .mocs.find(({ path }) => path === PATH)
              ?.members.filter(({ listed }) => listed)
              .map(({ path }) => path),
          );
          assert.deepEqual(
            [...names].sort(),
            titles.map((title) => `${title}.md`),
          );
          for (const title of titles) vault.upsert(`${title}.md`, `# ${title}\n`);
          assert.equal(updated(vault, after), text);
        },
      ),
      { numRuns: 150 },
    );
  });
});
