import type * as vscode from 'vscode';
import { filterTrees, type TreeFilter } from '../../core/vault/treeFilter.ts';
import type { TreeOrder } from '../../core/vault/treeOrder.ts';
import { Recency } from '../../core/vault/recency.ts';
import type { FolderVault } from '../folderVault.ts';

/** How one tree shows the vaults: in which order, and which of their rows. The order outlives the window. */
export class TreeShape {
  readonly #memory: vscode.Memento;
  readonly #key: string;
  readonly #filters = new Map<FolderVault, TreeFilter | undefined>();
  readonly #recency = new WeakMap<FolderVault, Recency>();
  #typed = '';

  /** @param key under which the order is remembered */
  constructor(memory: vscode.Memento, key: string) {
    this.#memory = memory;
    this.#key = key;
  }

  get order(): TreeOrder {
    return this.#memory.get<TreeOrder>(this.#key, 'own');
  }

  async setOrder(order: TreeOrder): Promise<void> {
    await this.#memory.update(this.#key, order === 'own' ? undefined : order);
  }

  /** What was typed to filter by; empty for no filter. */
  get typed(): string {
    return this.#typed;
  }

  set typed(typed: string) {
    this.#typed = typed.trim();
    this.#filters.clear();
  }

  /** A vault has changed: what a filter shows of it is found anew. */
  forget(): void {
    this.#filters.clear();
  }

  filterOf(owner: FolderVault): TreeFilter | undefined {
    if (this.#typed === '') return undefined;
    if (!this.#filters.has(owner)) this.#filters.set(owner, filterTrees(owner.vault, this.#typed));
    return this.#filters.get(owner);
  }

  recencyOf(owner: FolderVault): Recency {
    const known = this.#recency.get(owner);
    if (known !== undefined) return known;
    const recency = new Recency((path) => owner.vault.note(path));
    this.#recency.set(owner, recency);
    return recency;
  }
}
