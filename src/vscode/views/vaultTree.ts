import * as vscode from 'vscode';
import type { TreeOrder } from '../../core/vault/treeOrder.ts';
import type { FolderVault } from '../folderVault.ts';
import type { Vaults } from '../vaults.ts';
import { pickOrder, typeFilter } from './treeCommands.ts';
import type { TreeRow } from './treeRow.ts';
import { TreeShape } from './treeShape.ts';

/** How long changes are gathered before a visible tree is asked to draw again. */
const REFRESH_AFTER_MS = 100;

/** What makes one tree of another: its ids and its words. */
export interface TreeKind {
  readonly viewId: string;
  readonly commands: {
    readonly sort: string;
    readonly filter: string;
    readonly clearFilter: string;
    readonly reveal: string;
  };
  /** Context key: the tree is filtered. */
  readonly filtered: string;
  readonly sortTitle: string;
  readonly filterTitle: string;
  /** The orders that make sense, by their names. */
  readonly orders: ReadonlyMap<TreeOrder, string>;
  /** Said where the tree shows no row for the note that is to be revealed. */
  readonly notShown: string;
}

/**
 * A tree over the vaults: one level for the workspace folders when there is more than one, a message while notes
 * are being read, and one refresh for a burst of changes. Rows keep their ids, so that expansion, selection and
 * scroll position outlive a refresh; while the view is hidden nothing is computed.
 */
export abstract class VaultTree<E extends TreeRow<E>>
  implements vscode.TreeDataProvider<E>, vscode.Disposable
{
  readonly #vaults: Vaults;
  readonly #kind: TreeKind;
  readonly #changed = new vscode.EventEmitter<E | undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  protected readonly view: vscode.TreeView<E>;
  protected readonly shape: TreeShape;
  protected readonly subscriptions: vscode.Disposable[];
  #timer: NodeJS.Timeout | undefined;
  #stale = false;
  /** The row that was revealed last, and the note for which it was. */
  #revealed = { of: '', index: -1 };

  constructor(
    kind: TreeKind,
    vaults: Vaults,
    memory: vscode.Memento,
    options: Partial<vscode.TreeViewOptions<E>> = {},
  ) {
    this.#vaults = vaults;
    this.#kind = kind;
    this.shape = new TreeShape(memory, `${kind.viewId}.order`);
    this.view = vscode.window.createTreeView(kind.viewId, {
      ...options,
      treeDataProvider: this,
      showCollapseAll: true,
    });
    const { commands } = kind;
    this.subscriptions = [
      this.view,
      this.#changed,
      vscode.commands.registerCommand(commands.sort, () => this.#sort()),
      vscode.commands.registerCommand(commands.filter, () =>
        typeFilter(kind.filterTitle, this.shape, () => this.#reshape()),
      ),
      vscode.commands.registerCommand(commands.clearFilter, () => this.#clearFilter()),
      vscode.commands.registerCommand(commands.reveal, () => this.#revealActiveNote()),
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

  abstract getTreeItem(row: E): vscode.TreeItem;
  /** @param parent the row of the workspace folder, where there is one */
  protected abstract roots(owner: FolderVault, parent: E | undefined): E[];
  protected abstract childrenOf(row: E): E[];
  protected abstract folderRow(owner: FolderVault): E;
  /** Every row that stands for a note, in no filter, from the top of the tree. */
  protected abstract rowsOf(owner: FolderVault, path: string, parent: E | undefined): E[];
  /** What is said above the rows of a vault that has been read, where they need a word. */
  protected abstract hint(owner: FolderVault): string | undefined;

  /** What is said above the rows until it has been looked at; `undefined` for nothing. */
  protected news(_vaults: Vaults): string | undefined {
    return undefined;
  }

  async getChildren(row?: E): Promise<E[]> {
    if (row !== undefined) return this.childrenOf(row);
    await this.#vaults.ready();
    this.#showState();
    const vaults = this.#vaults.all();
    const [only] = vaults;
    if (vaults.length === 1 && only !== undefined) return this.roots(only, undefined);
    return vaults.map((owner) => this.folderRow(owner));
  }

  getParent(row: E): E | undefined {
    return row.parent;
  }

  dispose(): void {
    clearTimeout(this.#timer);
    vscode.Disposable.from(...this.subscriptions).dispose();
  }

  /**
   * The row that the keyboard is on. VS Code tells of selected rows only, and passes none to a command that a key
   * runs: the row is the one that joins or leaves the selection when that is asked for, which is then taken back.
   */
  protected async focusedRow(): Promise<E | undefined> {
    const before = this.view.selection;
    await vscode.commands.executeCommand('list.toggleSelection');
    const after = this.view.selection;
    await vscode.commands.executeCommand('list.toggleSelection');
    const ids = (rows: readonly E[]): Set<string> => new Set(rows.map(({ id }) => id));
    const [was, is] = [ids(before), ids(after)];
    return after.find(({ id }) => !was.has(id)) ?? before.find(({ id }) => !is.has(id));
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

  /** A branch that a filter shows for what is below it is opened; its own id keeps it apart from the same row unfiltered. */
  protected opened(item: vscode.TreeItem, owner: FolderVault, onlyFound: boolean): vscode.TreeItem {
    const filter = this.shape.filterOf(owner);
    if (filter === undefined) return item;
    item.id = `${item.id}~${onlyFound ? 'open' : 'closed'}`;
    if (onlyFound && filter.opens && item.collapsibleState !== vscode.TreeItemCollapsibleState.None)
      item.collapsibleState = vscode.TreeItemCollapsibleState.Expanded;
    return item;
  }

  async #sort(): Promise<void> {
    const { sortTitle, orders } = this.#kind;
    const order = await pickOrder(sortTitle, orders, this.shape.order);
    if (order === undefined) return;
    await this.shape.setOrder(order);
    this.#reshape();
  }

  #clearFilter(): void {
    this.shape.typed = '';
    this.#reshape();
  }

  /** Draws at once: somebody waits for it. */
  #reshape(): void {
    void vscode.commands.executeCommand('setContext', this.#kind.filtered, this.shape.typed !== '');
    this.#changed.fire(undefined);
  }

  /** Opens the tree at the note in the editor; called again, at the next place where it stands. */
  async #revealActiveNote(): Promise<void> {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const owner = uri === undefined ? undefined : this.#vaults.of(uri);
    if (uri === undefined || owner === undefined) {
      void vscode.window.showInformationMessage(vscode.l10n.t('Open a note of your vault first.'));
      return;
    }
    await this.#vaults.readyWithProgress(owner);
    if (this.shape.typed !== '') this.#clearFilter();
    const folder = this.#vaults.all().length > 1 ? this.folderRow(owner) : undefined;
    const path = owner.path(uri);
    const problem = owner.whyNoNote(path);
    if (problem !== undefined) {
      void vscode.window.showInformationMessage(problem);
      return;
    }
    const rows = this.rowsOf(owner, path, folder);
    const of = uri.toString();
    const index = this.#revealed.of === of ? (this.#revealed.index + 1) % rows.length : 0;
    const row = rows[index];
    if (row === undefined) {
      void vscode.window.showInformationMessage(this.#kind.notShown);
      return;
    }
    if (this.#revealed.of !== of) {
      for (const other of rows.slice(1)) await this.view.reveal(other, { select: false });
    }
    this.#revealed = { of, index };
    await this.view.reveal(row, { select: true, focus: true });
  }

  #shown(): void {
    this.#showState();
    void this.#vaults.ready();
    if (this.#stale) this.#refreshSoon();
  }

  #refreshSoon(): void {
    this.shape.forget();
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

  /** What the tree itself can say: how far reading is, by what it is filtered, why it shows so little. */
  #showState(): void {
    const { order, typed } = this.shape;
    const hints = this.#vaults.all().map((owner) => (owner.isReady ? this.hint(owner) : undefined));
    const isEmpty = hints.length > 0 && hints.every((hint) => hint !== undefined);
    this.view.message =
      this.#vaults.stateMessage() ??
      (typed === '' ? undefined : vscode.l10n.t('Filter: {0}', typed)) ??
      this.news(this.#vaults) ??
      (isEmpty ? hints[0] : undefined);
    this.view.description = order === 'own' ? undefined : this.#kind.orders.get(order)?.toLowerCase();
  }
}
