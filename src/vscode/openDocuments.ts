import * as vscode from 'vscode';
import { isNotePath } from './noteStores/noteStore.ts';

/** Notes that stand in an editor otherwise than on disk. */
export function unsavedNotes(toPath: (uri: vscode.Uri) => string | undefined): string[] {
  return vscode.workspace.textDocuments
    .filter((document) => document.isDirty && isNotePath(document.uri.path))
    .flatMap((document) => toPath(document.uri) ?? []);
}

/** The open document of a file. A document that VS Code holds without an editor counts as well. */
export function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  const key = uri.toString();
  return vscode.workspace.textDocuments.find(
    (document) => document.uri.toString() === key && isNotePath(uri.path),
  );
}
