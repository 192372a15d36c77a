import * as vscode from 'vscode';
import type { Vaults } from '../../src/vscode/vaults.ts';
import { MocsView } from '../../src/vscode/views/mocsView.ts';
import { TagsView } from '../../src/vscode/views/tagsView.ts';
import type { TreeRow } from '../../src/vscode/views/treeRow.ts';
import type { VaultTree } from '../../src/vscode/views/vaultTree.ts';

/** Every row of the Tags and the MOCs view of some vaults, all branches open: where it stands and all that it says. */
export async function rowsOfTrees(vaults: Vaults): Promise<string[]> {
  const memory: vscode.Memento = { keys: () => [], get: () => undefined, update: async () => undefined };
  const inOwnOrder = { ...memory, get: <T>(_key: string, fallback: T): T => fallback } as vscode.Memento;
  const nothing = async (): Promise<void> => undefined;
  const trees = beside(() => ({
    tags: new TagsView(vaults, inOwnOrder, nothing),
    mocs: new MocsView(vaults, inOwnOrder, nothing),
  }));
  const rows = [...(await allRows(trees.tags)), ...(await allRows(trees.mocs))];
  trees.tags.dispose();
  trees.mocs.dispose();
  return rows;
}

/** Makes views beside those of the extension, whose commands and places in the side bar they leave alone. */
function beside<T>(make: () => T): T {
  const { registerCommand } = vscode.commands;
  const { createTreeView } = vscode.window;
  const none = new vscode.Disposable(() => undefined);
  vscode.commands.registerCommand = () => none;
  vscode.window.createTreeView = <E>() =>
    ({
      visible: false,
      onDidChangeVisibility: () => none,
      dispose: () => undefined,
    }) as unknown as vscode.TreeView<E>;
  try {
    return make();
  } finally {
    vscode.commands.registerCommand = registerCommand;
    vscode.window.createTreeView = createTreeView;
  }
}

async function allRows<E extends TreeRow<E>>(tree: VaultTree<E>, parent?: E): Promise<string[]> {
  const rows: string[] = [];
  for (const row of await tree.getChildren(parent)) {
    const { id, label, description, tooltip, contextValue, collapsibleState } = tree.getTreeItem(row);
    rows.push(JSON.stringify([id, label, description, tooltip, contextValue]));
    if (collapsibleState !== vscode.TreeItemCollapsibleState.None) rows.push(...(await allRows(tree, row)));
  }
  return rows;
}
