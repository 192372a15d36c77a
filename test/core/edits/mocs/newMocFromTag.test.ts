import assert from 'node:assert/strict';
import { mocTitleFor, planMocFromTag } from '../../../../src/core/edits/mocs/newMocFromTag.ts';
import type { NewNoteStyle } from '../../../../src/core/edits/newNote/newNoteInMoc.ts';
import { applyEdits } from '../../../../src/core/markdown/textEdit.ts';
import { LINKS, UP_LINKS, vaultOf } from './mocVault.ts';

const style = (template?: string): NewNoteStyle => ({
  template,
  formatDate: (format) => `<${format}>`,
  links: LINKS,
  upLinks: UP_LINKS,
});

const notes = {
  'docs/Rye.md': '---\ntags: [command-line]\n---\n\n# Rye\n',
  'docs/Oat.md': '---\ntags: [command-line/x]\n---\n\n### [[YOUR MOC]]\n\n# Oat\n',
  'Bad.md': '---\ntags: [command-line\n---\n',
};
const live = Object.entries(notes).map(([path, text]) => ({ path, text }));
const moc = { tag: 'tools/command-line', title: 'Command line MOC', path: 'docs/Command line MOC.md' };

describe('mocTitleFor', () => {
  it('reads the last level as words', () => {
    assert.equal(mocTitleFor('tools/command-line'), 'Command line MOC');
    assert.equal(mocTitleFor('llms'), 'Llms MOC');
    assert.equal(mocTitleFor('data_science'), 'Data science MOC');
  });
});

describe('planMocFromTag', () => {
  it('writes the MOC from the template, lists the notes and files them, the placeholder replaced', () => {
    const template =
      '---\ntitle: "{{title}}"\ndate: {{date}}\ntags:\n---\n\n# {{title}}\n\n```dataview\nlist from [[]]\n```\n';
    const planned = planMocFromTag(moc, live, style(template), vaultOf(notes));
    assert.ok(planned.ok);
    const { plan } = planned;
    assert.deepEqual(plan.newNotes, [
      {
        path: 'docs/Command line MOC.md',
        text: [
          '---\ntitle: "Command line MOC"\ndate: <YYYY-MM-DD>\ntags:\n  - tools/command-line\n---\n\n# Command line MOC\n',
          '```dataview\nlist from [[]]\n```\n',
          '<!-- notewright:members -->\n',
          '- [Oat](Oat.md)\n- [Rye](Rye.md)\n',
          '<!-- /notewright:members -->\n',
        ].join('\n'),
      },
    ]);
    assert.deepEqual(
      plan.notes.map(({ path, before, edits }) => [path, applyEdits(before, edits)]),
      [
        [
          'docs/Rye.md',
          '---\ntags: [command-line]\n---\n\n### [Command line MOC](Command%20line%20MOC.md)\n\n# Rye\n',
        ],
        [
          'docs/Oat.md',
          notes['docs/Oat.md'].replace('[[YOUR MOC]]', '[Command line MOC](Command%20line%20MOC.md)'),
        ],
      ],
    );
    assert.deepEqual(
      plan.refused.map(({ path }) => path),
      ['Bad.md'],
    );
  });

  it('does without a template, and what it plans makes the notes members', () => {
    const planned = planMocFromTag(moc, live, style(), vaultOf(notes));
    assert.ok(planned.ok);
    const vault = vaultOf(notes);
    for (const { path, text } of planned.plan.newNotes) vault.upsert(path, text);
    for (const { path, before, edits } of planned.plan.notes) vault.upsert(path, applyEdits(before, edits));
    const [node] = vault.mocs().mocs;
    assert.deepEqual(node?.members, [
      { path: 'docs/Oat.md', listed: true, upLink: true, section: 'Command line MOC' },
      { path: 'docs/Rye.md', listed: true, upLink: true, section: 'Command line MOC' },
    ]);
  });
});
