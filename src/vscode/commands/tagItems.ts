import type * as vscode from 'vscode';
import { withTagsBelow } from '../../core/vault/tagTree.ts';
import type { FolderVault } from '../folderVault.ts';

/** A tag of the vault in a list to pick from. */
export interface TagItem extends vscode.QuickPickItem {
  readonly tag: string;
}

/** Every tag of a vault with how many notes carry it or one below it. */
export function tagItems(owner: FolderVault): TagItem[] {
  return owner.vault
    .tags()
    .flatMap(withTagsBelow)
    .map(({ name, total }) => ({ label: `#${name}`, description: String(total), tag: name }));
}
