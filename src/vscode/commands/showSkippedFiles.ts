import * as vscode from 'vscode';
import type { FolderVault } from '../folderVault.ts';
import type { Vaults } from '../vaults.ts';

interface SkippedItem extends vscode.QuickPickItem {
  readonly uri: vscode.Uri;
}

/** *Show Skipped Files*: what looks like a note and is none that can be read, and why; the chosen one is opened. */
export async function showSkippedFiles({ vaults }: { readonly vaults: Vaults }): Promise<void> {
  await vaults.ready();
  const all = vaults.all();
  const items = all.flatMap((vault) => itemsOf(vault, all.length > 1));
  if (items.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Every note could be read.'));
    return;
  }
  for (const { skipped } of all) skipped.see();
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Skipped files'),
    placeHolder: vscode.l10n.t('Choose a file to look at it'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (chosen !== undefined) await show(chosen.uri);
}

function itemsOf(vault: FolderVault, areMany: boolean): SkippedItem[] {
  return vault.skipped.all().map(({ path, reason }) => {
    const slash = path.lastIndexOf('/');
    const folder = slash < 0 ? [] : [path.slice(0, slash)];
    return {
      label: path === '' ? vault.folder.name : path.slice(slash + 1),
      description: [...(areMany ? [vault.folder.name] : []), ...folder].join('/'),
      detail: reason,
      iconPath: new vscode.ThemeIcon('warning'),
      uri: vault.uri(path),
    };
  });
}

/** A file in an editor, where VS Code says itself what it cannot show; anything else in the Explorer. */
async function show(uri: vscode.Uri): Promise<void> {
  if (await isFile(uri)) await vscode.commands.executeCommand('vscode.open', uri);
  else await vscode.commands.executeCommand('revealInExplorer', uri);
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) !== 0;
  } catch {
    return false; // A link that leads nowhere.
  }
}
