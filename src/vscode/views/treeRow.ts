import type { FolderVault } from '../folderVault.ts';

/** What every row of a tree over the vaults has. */
export interface TreeRow<E> {
  /** The same for the same row of the same tree, so that VS Code keeps it opened and selected. */
  readonly id: string;
  readonly owner: FolderVault;
  /** The row below which it stands. */
  readonly parent: E | undefined;
}
