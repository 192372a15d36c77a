import * as vscode from 'vscode';
import type { NoteText } from '../../core/assistant/taskInput.ts';
import type { ObsidianLinkSettings } from '../../core/edits/links/linkStyle.ts';
import { obsidianLinkSettings } from '../obsidianSettings.ts';
import type { FolderVault } from '../folderVault.ts';
import type { Vaults } from '../vaults.ts';

/** Above this a note is not sent and not searched for candidates; UTF-16 code units. */
const LARGEST_NOTE = 2_000_000;

/** The note that a command works on, in its vault. */
export interface OpenNote {
  readonly document: vscode.TextDocument;
  readonly owner: FolderVault;
  /** Vault-relative. */
  readonly path: string;
  readonly title: string;
  /** As it stood when the command began. */
  readonly text: NoteText;
  readonly toUri: (path: string) => vscode.Uri;
  /** How Obsidian writes links here, where the vault is one of its vaults. */
  readonly obsidianLinks: ObsidianLinkSettings | undefined;
}

/** The note in the active editor, read into its vault; says what is missing where there is none. */
export async function activeNote(vaults: Vaults): Promise<OpenNote | undefined> {
  const document = vscode.window.activeTextEditor?.document;
  const problem = document === undefined ? vscode.l10n.t('Open a markdown note first.') : unfit(document);
  if (document === undefined || problem !== undefined) {
    void vscode.window.showInformationMessage(problem ?? '');
    return undefined;
  }
  const owner = vaults.of(document.uri);
  if (owner === undefined) {
    await askForFolder(document);
    return undefined;
  }
  await vaults.readyWithProgress(owner);
  const path = owner.path(document.uri);
  const text = document.getText();
  const note = owner.update(path, text);
  if (note === undefined) {
    void vscode.window.showInformationMessage(owner.whyNoNote(path) ?? '');
    return undefined;
  }
  const tags = [...new Set(note.tags.map((tag) => tag.name))];
  return {
    document,
    owner,
    path,
    title: note.title,
    text: { path, title: note.title, text, tags },
    toUri: (other) => owner.uri(other),
    obsidianLinks: await obsidianLinkSettings(owner.folder.uri),
  };
}

function unfit(document: vscode.TextDocument): string | undefined {
  const name = document.uri.path.slice(document.uri.path.lastIndexOf('/') + 1);
  if (document.languageId !== 'markdown') {
    return vscode.l10n.t('“{0}” is not a markdown note: Notewright works on notes only.', name);
  }
  const text = document.getText();
  if (text.trim() === '') {
    return vscode.l10n.t('“{0}” is empty: write something first.', name);
  }
  if (text.length > LARGEST_NOTE) {
    const size = (text.length / 1_000_000).toFixed(1);
    return vscode.l10n.t('“{0}” is too large ({1} million characters; the limit is 2 million).', name, size);
  }
  return undefined;
}

async function askForFolder(document: vscode.TextDocument): Promise<void> {
  const open = vscode.l10n.t('Open Folder');
  const sentence = document.isUntitled
    ? vscode.l10n.t(
        'Save this note in the folder of your notes first: Notewright looks for tags and links there.',
      )
    : vscode.l10n.t(
        'This note is in no open folder. Open the folder of your notes, so that Notewright can look for tags and links there.',
      );
  if ((await vscode.window.showInformationMessage(sentence, open)) === open) {
    await vscode.commands.executeCommand('vscode.openFolder');
  }
}
