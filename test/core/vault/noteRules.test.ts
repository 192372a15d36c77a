import assert from 'node:assert/strict';
import { Vault } from '../../../src/core/vault/vault.ts';
import { noteRules } from '../../../src/core/vault/noteRules.ts';

describe('rules from settings', () => {
  for (const [pattern, why] of [
    ['(', 'is not a valid regular expression'],
    ['', 'is empty'],
    ['x'.repeat(201), 'is longer than 200 characters'],
    ['(a+)+$', 'could take forever on some titles'],
    ['(a|a)*b', 'could take forever on some titles'],
    ['(?:(?:x*)y){3,}', 'could take forever on some titles'],
    ['a*a*a*a*b', 'could take forever on some titles'],
    ['(moc)\\1', 'could take forever on some titles'],
    ['(?<x>moc)\\k<x>', 'could take forever on some titles'],
  ] as const) {
    it(`refuses the MOC pattern ${pattern.slice(0, 20)} and says why`, () => {
      const vault = new Vault({ mocPattern: pattern });
      assert.deepEqual(vault.settingsProblems, [`The MOC pattern ${why}; the default is used instead.`]);
      vault.upsert('A MOC.md', '');
      assert.equal(vault.note('A MOC.md')?.isMoc, true);
    });
  }

  for (const pattern of [
    '(?:^|[\\s_-])moc$',
    '^(index|hub) ',
    'moc.*$',
    '[(*+]moc',
    '\\(moc\\)+',
    '^\\d{2}-\\w+ map$',
  ]) {
    it(`takes the MOC pattern ${pattern}`, () =>
      assert.deepEqual(noteRules({ mocPattern: pattern }).problems, []));
  }

  it('asks no title that is no title', () => {
    const vault = new Vault({ mocPattern: 'x*y*z*moc$' });
    vault.upsert('a.md', `# ${'x'.repeat(100_000)}`);
    assert.equal(vault.note('a.md')?.isMoc, false);
  });

  it('has one key for the same settings and another for others', () => {
    assert.equal(noteRules({}).key, noteRules({ privateTags: ['private'] }).key);
    assert.notEqual(noteRules({}).key, noteRules({ privateTags: ['me'] }).key);
  });
});
