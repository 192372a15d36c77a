import type * as vscode from 'vscode';
import { fileNoteStore } from './fileNoteStore.ts';
import type { FolderStore } from './noteStore.ts';
import type { ReadThreads } from './readThreads.ts';
import { virtualNoteStore } from './virtualNoteStore.ts';

/** Notes in local files are read through Node, ten times faster; all others through VS Code's file system. */
export function openNoteStore(
  folder: vscode.WorkspaceFolder,
  excluded: readonly string[],
  threads: ReadThreads,
): FolderStore {
  return folder.uri.scheme === 'file'
    ? fileNoteStore(folder.uri.fsPath, excluded, threads)
    : virtualNoteStore(folder, excluded);
}
