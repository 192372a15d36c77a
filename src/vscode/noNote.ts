import * as vscode from 'vscode';

/** Why nothing is done or shown for a file that the vault leaves out. */
export function noNoteMessage(path: string): string {
  return vscode.l10n.t(
    '“{0}” is no note of this vault: its name, notewright.exclude, files.exclude or a .gitignore leaves it out.',
    path,
  );
}
