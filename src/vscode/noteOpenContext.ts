import * as vscode from 'vscode';
import { contextKeys } from './contributions.ts';
import type { Vaults } from './vaults.ts';

/**
 * Keeps a context key true while the editor in front holds a note of a vault. VS Code's own keys for the language
 * are known inside an editor only, and not to the title of a view.
 */
export function tellWhetherNoteIsOpen(vaults: Vaults): vscode.Disposable {
  const tell = (editor = vscode.window.activeTextEditor): void => {
    const isOpen = editor?.document.languageId === 'markdown' && vaults.of(editor.document.uri) !== undefined;
    void vscode.commands.executeCommand('setContext', contextKeys.noteOpen, isOpen);
  };
  tell();
  return vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(tell),
    vscode.workspace.onDidOpenTextDocument(() => tell()),
  );
}
