import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../support/until.ts';
import { append, tidyUp, openNew, type OpenedNote } from './openNotes.ts';

/** What Notewright offers at the end of `upTo` in the note. */
async function offeredAfter(note: OpenedNote, upTo: string): Promise<vscode.CompletionItem[]> {
  const offset = note.document.getText().indexOf(upTo) + upTo.length;
  const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    note.document.uri,
    note.document.positionAt(offset),
  );
  // Other providers offer files and words.
  return items.filter(({ kind }) => kind === vscode.CompletionItemKind.Value);
}

const labels = (items: readonly vscode.CompletionItem[]): unknown[] => items.map(({ label }) => label);

/** The text that an item would replace. */
function replaced(note: OpenedNote, { range }: vscode.CompletionItem): string {
  assert.ok(range instanceof vscode.Range, 'nothing follows the cursor');
  return note.document.getText(range);
}

describe('tag completion', () => {
  afterEach(tidyUp);

  it('offers the tags of the vault after a hash, the most used first, each with its count', async () => {
    const note = await openNew('# Steeping\n\nA cup of #');
    // The vault may have yet to notice that the notes of other tests are gone.
    const items = await until('the tags of the fixture', async () => {
      const offered = await offeredAfter(note, 'cup of #');
      assert.deepEqual(labels(offered).slice(0, 2), ['drink', 'drink/tea']);
      assert.equal(offered[0]?.detail, '4 notes');
      return offered;
    });
    assert.ok(labels(items).includes('brewing/water'));
  });

  it('replaces just what was typed, and does not offer that itself', async () => {
    const note = await openNew('---\ntags: [japan, dri]\n---\n\nA cup of #brewing/wa\n');
    const inText = await offeredAfter(note, '#brewing/wa');
    assert.deepEqual(new Set(inText.map((item) => replaced(note, item))), new Set(['brewing/wa']));
    assert.ok(!labels(inText).includes('brewing/wa'));
    const inList = await offeredAfter(note, 'japan, dri');
    assert.deepEqual(new Set(inList.map((item) => replaced(note, item))), new Set(['dri']));
    assert.ok(!labels(inList).includes('dri'));
  });

  it('knows a tag that was just typed in another note and is not saved', async () => {
    const other = await openNew('# Other\n');
    await append(other, '\n#gaiwan\n');
    const note = await openNew('---\ntags:\n  - \n---\n');
    const offered = await until('the new tag', async () => {
      const items = await offeredAfter(note, '\n  - ');
      return items.find(({ label }) => label === 'gaiwan');
    });
    assert.equal(offered.detail, '1 note');
  });

  it('offers none in code, links, headings and other keys', async () => {
    const note = await openNew(
      '---\ntitle: Dri\n---\n\n# Dri\n\n`#dri` [a](#dri) https://example.org/#dri\n\n```\n#tea\n```\n',
    );
    for (const upTo of ['title: Dri', '# ', '`#dri', '(#dri', 'org/#dri', '```\n#tea']) {
      assert.deepEqual(labels(await offeredAfter(note, upTo)), [], upTo);
    }
  });
});
