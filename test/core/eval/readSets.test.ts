import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { evaluate } from '../../../eval/evaluate.ts';
import { readSets } from '../../../eval/readSets.ts';
import { cut } from '../../../eval/sets.ts';
import { readVault } from '../../../eval/vaultUnderTest.ts';

describe('evaluation sets', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'notewright-sets-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const link = (path: string, to: string, more: object = {}): object => ({
    path,
    fold: 0,
    frontmatter: '',
    text: `Bake it as in ${to.replace('.md', '')}.`,
    anchor_spans: [[14, 14 + to.length - 3]],
    targets: [{ path: to, anchors: [], ctx: 'prose', is_moc: false }],
    also_true: [],
    ...more,
  });
  const write = (name: string, ...lines: readonly (object | string)[]): void =>
    writeFileSync(
      join(folder, name),
      lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\r\n'),
    );

  it('are read whatever else their lines hold, with Windows line ends, a byte order mark and decomposed paths', () => {
    const known = link('Café.md'.normalize('NFD'), 'Rye.md', { titles: [], later: { added: true } });
    write('links.jsonl', `\ufeff${JSON.stringify(known)}`, '', link('Rye.md', 'Café.md'));
    const { sets, problems } = readSets(folder, new Set(['Café.md', 'Rye.md']));
    assert.deepEqual(problems, []);
    assert.deepEqual(
      sets.links.map(({ path }) => path),
      ['Café.md', 'Rye.md'],
    );
    assert.deepEqual([sets.tags, sets.mocs, sets.tagVocabulary], [[], [], {}]);
  });

  it('leave out lines that cannot be used, and say which and why', () => {
    const good = link('Rye.md', 'Oven.md');
    write(
      'links.jsonl',
      '{"path": "Rye.md", ',
      good,
      '[]',
      link('Gone.md', 'Oven.md'),
      link('Rye.md', 'Oven.md', { targets: [] }),
      link('Rye.md', 'Oven.md', { fold: 2 }),
      link('Rye.md', 'Oven.md', { anchor_spans: [[4]] }),
    );
    write('mocs.json', '[{');
    const { sets, problems } = readSets(folder, new Set(['Rye.md', 'Oven.md']));
    assert.equal(sets.links.length, 1);
    assert.match(problems[0]!, /^mocs\.json is left out: it is no JSON/);
    assert.match(problems[1]!, /^links\.jsonl, line 1 is left out: it is no JSON/);
    assert.deepEqual(problems.slice(2), [
      'links.jsonl, line 3 is left out: it has no text',
      'links.jsonl, line 4 is left out: the vault has no note Gone.md',
      'links.jsonl, line 5 is left out: it has no targets',
      'links.jsonl, line 6 is left out: its fold is neither 0 nor 1',
      'links.jsonl, line 7 is left out: one of its spans is no pair of offsets',
    ]);
  });

  it('leave out a question about a MOC whose mask is on a note that the vault lacks', () => {
    const query = { path: 'Rye.md', fold: 1, text: 'Rye', moc: 'Bread MOC.md', members: 2 };
    write(
      'moc.jsonl',
      { ...query, mask: [{ path: 'Bread MOC.md', start: 0, end: 1 }] },
      { ...query, mask: [{ path: 'Other MOC.md', start: 0, end: 1 }] },
    );
    const { sets, problems } = readSets(folder, new Set(['Rye.md', 'Bread MOC.md']));
    assert.equal(sets.mocs.length, 1);
    assert.deepEqual(problems, ['moc.jsonl, line 2 is left out: the vault has no note Other MOC.md']);
  });

  it('cut by code points, line ends kept, whatever the order of the spans', () => {
    const spans = [
      { start: 0, end: 2 },
      { start: 5, end: 7 },
    ];
    assert.equal(cut('🍞🍞a\r\n🥖🥖b', spans), 'a\r\nb');
  });

  it('are measured on a vault of odd paths with Windows line ends', () => {
    const odd = '日記 #1/100% [a](b) \'q\' "z".md'.replaceAll('"', '');
    const texts = new Map([
      [odd, '# Rye\r\n\r\nRye needs a hot Oven.\r\n'],
      ['Oven.md', '---\r\ntitle: Oven\r\n---\r\n\r\n# Oven\r\n\r\nStone.\r\n'],
    ]);
    write('links.jsonl', link(odd, 'Oven.md'));
    const { sets, problems } = readSets(folder, new Set(texts.keys()));
    const { folds } = evaluate(texts, sets, () => 0);
    assert.deepEqual(problems, []);
    assert.equal(folds['fold0']!['links.text.recall@10.ours'], 1);
    assert.equal(folds['fold1'], undefined);
  });
});

describe('a vault to be measured', () => {
  it('is empty where there is no such folder', () => {
    assert.equal(readVault(join(tmpdir(), 'notewright-no-such-folder')).size, 0);
  });
});
