import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { until } from '../support/until.ts';

let made = 0;

/** The folder that the window of this run has open, a copy of `test/fixtures/teahouse`. */
export function vaultFolder(): string {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(folder, 'no folder is open');
  return folder.uri.fsPath;
}

/** A note that a test opens in an editor. */
export interface OpenedNote {
  readonly path: string;
  readonly document: vscode.TextDocument;
  readonly editor: vscode.TextEditor;
  /** What stands on the disk. */
  onDisk(): Promise<string>;
}

/** Writes a note that no other test knows into the vault and opens it. */
export async function openNew(text: string, name = `Made for a test ${++made}.md`): Promise<OpenedNote> {
  const path = join(vaultFolder(), name);
  await writeFile(path, text);
  return await open(path);
}

/** Opens a note of the vault. */
export async function open(path: string): Promise<OpenedNote> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(path));
  const editor = await vscode.window.showTextDocument(document);
  return { path, document, editor, onDisk: () => readFile(path, 'utf8') };
}

/** Appends to the note in its editor, as typing would. */
export async function append(note: OpenedNote, text: string): Promise<void> {
  const editor = await vscode.window.showTextDocument(note.document);
  const end = note.document.positionAt(note.document.getText().length);
  assert.equal(await editor.edit((edit) => edit.insert(end, text)), true);
}

/** Undoes in the note's editor until its text is as wanted; fails when that takes more than one step. */
export async function undoOnce(note: OpenedNote, wanted: string): Promise<void> {
  await vscode.window.showTextDocument(note.document);
  await vscode.commands.executeCommand('undo');
  await until('one undo to take it back', () => note.document.getText() === wanted, 3000);
}

/** Takes back what is unsaved and closes every editor. */
export async function closeAll(): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    if (!document.isDirty || document.isUntitled) continue;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Runs a command that ends by picking from a list, and takes what is ticked there. */
export async function runAndAccept(command: string, ...args: readonly unknown[]): Promise<void> {
  let done = false;
  const running = Promise.resolve(vscode.commands.executeCommand(command, ...args)).finally(
    () => (done = true),
  );
  await until('the command to end', async () => {
    if (!done) await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
    return done;
  });
  await running;
}

/** `2024-05-06 07:08` of a moment, in local time. */
export function stamp(moment: Date): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
  return `${day} ${two(moment.getHours())}:${two(moment.getMinutes())}`;
}
