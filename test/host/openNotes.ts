import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { until } from '../support/until.ts';

let made = 0;
/** The files that the test at hand has put into the vault. */
const madeFiles = new Set<string>();

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

/** The path of a file that a test is going to have in the vault until it is over. */
export function newPath(name: string): string {
  const path = join(vaultFolder(), name);
  madeFiles.add(path);
  return path;
}

/** Writes a note that no other test knows into the vault and opens it. */
export async function openNew(text: string, name = `Made for a test ${++made}.md`): Promise<OpenedNote> {
  const path = newPath(name);
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

/**
 * VS Code waits 1.75 s for who wants to change a note on its way to the disk, and then saves it as it is: what was
 * saved in less has been asked about.
 */
const askedAbout = 1500;

/** Saves in some way, and once more for as long as the machine is too busy for VS Code to wait. */
export async function inTime<T>(save: () => Promise<T>): Promise<T> {
  for (;;) {
    const start = performance.now();
    const result = await save();
    if (performance.now() - start < askedAbout) return result;
  }
}

/** Saves as Ctrl+S does, which VS Code carries out even where nothing is unsaved. */
export async function save(note: OpenedNote): Promise<void> {
  await vscode.window.showTextDocument(note.document, { preserveFocus: false });
  await inTime(async () => {
    await vscode.commands.executeCommand('workbench.action.files.save');
    await until('the save to end', () => !note.document.isDirty);
  });
}

/** Undoes in the note's editor until its text is as wanted; fails when that takes more than one step. */
export async function undoOnce(note: OpenedNote, wanted: string): Promise<void> {
  await vscode.window.showTextDocument(note.document);
  await vscode.commands.executeCommand('undo');
  await until('one undo to take it back', () => note.document.getText() === wanted);
}

/** Leaves the vault as the test found it: takes back what is unsaved, closes every editor, removes what was made. */
export async function tidyUp(): Promise<void> {
  for (const document of vscode.workspace.textDocuments) {
    if (!document.isDirty || document.isUntitled) continue;
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  for (const path of madeFiles) await rm(path, { force: true });
  madeFiles.clear();
}

/** Runs a command that ends by picking from a list, and takes what is ticked there. */
export async function runAndAccept(command: string, ...args: readonly unknown[]): Promise<void> {
  let done = false;
  const running = Promise.resolve(vscode.commands.executeCommand(command, ...args)).finally(
    () => (done = true),
  );
  await until('the command to end', async () => {
    if (!done) await acceptList();
    return done;
  });
  await running;
}

/**
 * Accepts the list that is open, if one is.
 *
 * VS Code opens a list by one message to its window and fills it by the next. On a busy machine the window reads
 * both and the command to accept at once, carries the commands out before the items are in, and takes an empty
 * list for the answer. So it has to come back to this extension host first: its way there and back is longer.
 */
async function acceptList(): Promise<void> {
  const thereAndBack = vscode.commands.registerCommand('notewright.test.thereAndBack', () => undefined);
  try {
    const commands = ['notewright.test.thereAndBack', 'workbench.action.acceptSelectedQuickOpenItem'];
    await vscode.commands.executeCommand('runCommands', { commands });
  } finally {
    thereAndBack.dispose();
  }
}

/** `2024-05-06 07:08` of a moment, in local time. */
export function stamp(moment: Date): string {
  const two = (n: number): string => String(n).padStart(2, '0');
  const day = `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())}`;
  return `${day} ${two(moment.getHours())}:${two(moment.getMinutes())}`;
}
