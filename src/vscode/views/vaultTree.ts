import * as vscode from 'vscode';
import type { FolderVault } from '../folderVault.ts';
import type { Vaults } from '../vaults.ts';

/** How long changes are gathered before a visible tree is asked to draw again. */
const REFRESH_AFTER_MS = 100;

/**
 * A tree over the vaults: one level for the workspace folders when there is more than one, a message while notes
 * are being read, and one refresh for a burst of changes. Rows keep their ids, so that expansion, selection and
 * scroll position outlive a refresh; while the view is hidden nothing is computed.
 */
export abstract class VaultTree<E extends { readonly id: string }>
  implements vscode.TreeDataProvider<E>, vscode.Disposable
{
  readonly #vaults: Vaults;
  readonly #changed = new vscode.EventEmitter<E | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  protected readonly view: vscode.TreeView<E>;
  readonly #subscriptions: vscode.Disposable[];
  #timer: NodeJS.Timeout | undefined;
  #stale = false;

  constructor(viewId: string, vaults: Vaults, options: Partial<vscode.TreeViewOptions<E>> = {}) {
    this.#vaults = vaults;
    this.view = vscode.window.createTreeView(viewId, {
      ...options,
      treeDataProvider: this,
      showCollapseAll: true,
    });
    this.#subscriptions = [
      this.view,
      this.#changed,
      vaults.onDidChange(() => this.#refreshSoon()),
      vaults.onDidChangeState(() => this.#showState()),
      this.view.onDidChangeVisibility(({ visible }) => {
        if (visible) this.#shown();
      }),
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('notewright')) this.#refreshSoon();
      }),
    ];
    if (this.view.visible) this.#shown();
  }

  abstract getTreeItem(element: E): vscode.TreeItem;
  protected abstract roots(owner: FolderVault): E[];
  protected abstract childrenOf(element: E): E[];
  protected abstract folderElement(owner: FolderVault): E;

  async getChildren(element?: E): Promise<E[]> {
    if (element !== undefined) {
      return this.childrenOf(element);
    }
    await this.#vaults.ready();
    const vaults = this.#vaults.all();
    const [only] = vaults;
    if (vaults.length === 1 && only !== undefined) return this.roots(only);
    return vaults.map((owner) => this.folderElement(owner));
  }

  dispose(): void {
    clearTimeout(this.#timer);
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  protected folderItem(owner: FolderVault, id: string): vscode.TreeItem {
    const item = new vscode.TreeItem(owner.folder.name, vscode.TreeItemCollapsibleState.Expanded);
    item.id = id;
    item.iconPath = vscode.ThemeIcon.Folder;
    item.resourceUri = owner.folder.uri;
    item.description = vscode.l10n.t('{0} notes', owner.vault.size);
    item.contextValue = 'folder';
    return item;
  }

  #shown(): void {
    this.#showState();
    void this.#vaults.ready();
    if (this.#stale) this.#refreshSoon();
  }

  #refreshSoon(): void {
    if (!this.view.visible) {
      this.#stale = true;
      return;
    }
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#stale = false;
      this.#changed.fire(undefined);
    }, REFRESH_AFTER_MS);
  }

  #showState(): void {
    this.view.message = this.#vaults.stateMessage();
  }
}
