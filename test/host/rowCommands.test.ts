import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { newPath, openNew, tidyUp, type OpenedNote } from './openNotes.ts';
import { until } from '../support/until.ts';

const LIST = '# Shelf MOC\n\n- [[Cup]]\n- [[Jar]]\n';
const CUP = '### [[Shelf MOC]]\n\n# Cup\n\nA cup.\n';

describe('a command of rows and of the palette', () => {
  const { showInformationMessage } = vscode.window;
  let told: string[];
  let moc: string;
  let cup: OpenedNote;

  beforeEach(async () => {
    told = [];
    vscode.window.showInformationMessage = (message: string) => {
      told.push(message);
      return Promise.resolve(undefined);
    };
    moc = newPath('Shelf MOC.md');
    await writeFile(moc, LIST);
    await writeFile(newPath('Jar.md'), '# Jar\n');
    cup = await openNew(CUP, 'Cup.md');
  });
  afterEach(async () => {
    vscode.window.showInformationMessage = showInformationMessage;
    await tidyUp();
  });

  for (const nothing of [undefined, null]) {
    it(`leaves the open note alone where a menu has lost its row, which is ${nothing}`, async () => {
      await vscode.commands.executeCommand('notewright.removeFromMoc', nothing, nothing);
      assert.deepEqual(told, ['The list has just changed. Please choose again.']);
      assert.equal(cup.document.getText(), CUP);
      assert.equal(await readFile(moc, 'utf8'), LIST);
    });
  }

  it('acts on the open note from the palette, which gives it nothing', async () => {
    // The vault learns of new files a moment later; until then the note is in no MOC.
    await until('the note to go out of its MOC', async () => {
      await vscode.commands.executeCommand('notewright.removeFromMoc');
      return cup.document.getText() !== CUP;
    });
    assert.equal(cup.document.getText(), '# Cup\n\nA cup.\n');
    await until('the list to be written', async () => (await readFile(moc, 'utf8')) !== LIST);
    assert.equal(await readFile(moc, 'utf8'), '# Shelf MOC\n\n- [[Jar]]\n');
    assert.deepEqual(
      told.filter((message) => message !== 'This note belongs to no MOC.'),
      [],
    );
  });
});
