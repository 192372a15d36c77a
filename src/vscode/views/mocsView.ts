import * as vscode from 'vscode';
import { orderMembers, orderNotes } from '../../core/vault/treeOrder.ts';
import type { DanglingTarget } from '../../core/vault/vault.ts';
import { commandIds, contextKeys, viewIds } from '../contributions.ts';
import type { FolderVault } from '../folderVault.ts';
import type { Vaults } from '../vaults.ts';
import { groupItem } from './groupItem.ts';
import {
  danglingItem,
  danglingRow,
  groupRow,
  GROUPS,
  lookOf,
  memberItem,
  memberRow,
  mentionItem,
  mentionRows,
  MOC_DRAGGING,
  mocItem,
  mocRow,
  type Group,
  type MocNodeRow,
  type MocRow,
} from './mocRows.ts';
import { RowDragging, type DropHandler } from './rowDragging.ts';
import { VaultTree, type TreeKind } from './vaultTree.ts';

/** A note is revealed in this many places at the most. */
const MOST_PLACES = 20;

const KIND: TreeKind = {
  viewId: viewIds.mocs,
  commands: {
    sort: commandIds.sortMocs,
    filter: commandIds.filterMocs,
    clearFilter: commandIds.clearMocsFilter,
    reveal: commandIds.revealInMocs,
  },
  filtered: contextKeys.mocsFiltered,
  sortTitle: vscode.l10n.t('Sort MOCs and their notes'),
  filterTitle: vscode.l10n.t('Filter MOCs and notes'),
  orders: new Map([
    ['own', vscode.l10n.t('As the MOCs list them')],
    ['name', vscode.l10n.t('By name')],
    ['count', vscode.l10n.t('By count')],
    ['recency', vscode.l10n.t('By last change')],
  ]),
  notShown: vscode.l10n.t('This file is none of the notes that the MOCs view shows.'),
};

/** The vault by MOC: each with the notes that belong to it, MOCs inside MOCs, and the notes in none. */
export class MocsView extends VaultTree<MocRow> {
  constructor(vaults: Vaults, memory: vscode.Memento, onDrop: DropHandler) {
    super(KIND, vaults, memory, {
      canSelectMany: true,
      dragAndDropController: new RowDragging(MOC_DRAGGING, vaults, onDrop),
    });
  }

  protected override roots(owner: FolderVault, parent: MocRow | undefined): MocRow[] {
    const filter = this.shape.filterOf(owner);
    const mocs = this.#ordered(owner, owner.vault.mocs().roots)
      .filter((path) => filter === undefined || filter.mocs.has(path))
      .map((path) => mocRow(owner, path, parent, { onlyFound: this.#isOnlyFound(owner, path) }));
    const groups = GROUPS.filter((kind) => this.#countOf(owner, kind) > 0);
    return [...mocs, ...groups.map((kind) => groupRow(owner, kind, parent))];
  }

  protected override childrenOf(row: MocRow): MocRow[] {
    switch (row.kind) {
      case 'folder':
        return this.roots(row.owner, row);
      case 'moc':
        return this.#members(row);
      case 'missing':
        return this.#dangling(row.owner).map((target) => danglingRow(row, target));
      case 'unfiled':
      case 'orphans':
        return this.#ordered(row.owner, this.#notesOf(row.owner, row.kind)).map((path) =>
          memberRow(row, path),
        );
      case 'dangling':
        return mentionRows(row);
      case 'mention':
      case 'note':
        return [];
    }
  }

  override getTreeItem(row: MocRow): vscode.TreeItem {
    switch (row.kind) {
      case 'folder':
        return this.folderItem(row.owner, row.id);
      case 'unfiled':
      case 'missing':
      case 'orphans':
        return this.opened(
          groupItem(row.id, row.kind, this.#countOf(row.owner, row.kind), lookOf(row.kind)),
          row.owner,
          true,
        );
      case 'dangling':
        return danglingItem(row);
      case 'mention':
        return mentionItem(row);
      case 'note':
        return memberItem(row);
      case 'moc':
        return this.opened(mocItem(row), row.owner, row.onlyFound);
    }
  }

  protected override folderRow(owner: FolderVault): MocRow {
    return { kind: 'folder', id: owner.id, owner, parent: undefined };
  }

  protected override rowsOf(owner: FolderVault, path: string, parent: MocRow | undefined): MocRow[] {
    const { vault } = owner;
    const rows = chainsTo(owner, path).map((chain) => chain.reduce(belowOf(owner), parent));
    const groups = GROUPS.filter((kind) => this.#notesOf(owner, kind).includes(path));
    const inGroups = groups.map((kind) => memberRow(groupRow(owner, kind, parent), path));
    const isRoot = vault.mocs().roots.includes(path);
    const asRoot = isRoot ? [mocRow(owner, path, parent)] : [];
    return [...asRoot, ...rows.filter((row) => row !== undefined), ...inGroups];
  }

  protected override hint({ vault }: FolderVault): string | undefined {
    return vault.size > 0 && vault.mocs().mocs.length === 0
      ? vscode.l10n.t('No note is a MOC yet. A note is one when its title ends in the word MOC.')
      : undefined;
  }

  #members(row: MocNodeRow): MocRow[] {
    const { owner, path, onlyFound } = row;
    const members = owner.vault.moc(path)?.members ?? [];
    const filter = onlyFound ? this.shape.filterOf(owner) : undefined;
    return orderMembers(members, this.shape.order, owner.vault, this.shape.recencyOf(owner))
      .filter(
        (member) => filter === undefined || filter.notes.has(member.path) || filter.mocs.has(member.path),
      )
      .map((member) =>
        owner.vault.note(member.path)?.isMoc
          ? mocRow(owner, member.path, row, { member, onlyFound: this.#isOnlyFound(owner, member.path) })
          : memberRow(row, member.path, member),
      );
  }

  /** A filter is on and the MOC's own name is not meant. */
  #isOnlyFound(owner: FolderVault, path: string): boolean {
    const filter = this.shape.filterOf(owner);
    return filter !== undefined && !filter.notes.has(path);
  }

  #ordered(owner: FolderVault, paths: readonly string[]): readonly string[] {
    return orderNotes(paths, this.shape.order, owner.vault, this.shape.recencyOf(owner));
  }

  #countOf(owner: FolderVault, kind: Group): number {
    if (this.shape.filterOf(owner) !== undefined) {
      return kind === 'missing' ? this.#dangling(owner).length : this.#notesOf(owner, kind).length;
    }
    const { unfiled, dangling, orphans } = owner.vault.counts();
    return { unfiled, missing: dangling, orphans }[kind];
  }

  #notesOf(owner: FolderVault, kind: Group): readonly string[] {
    const { vault } = owner;
    const notes = kind === 'unfiled' ? vault.mocs().unfiled : kind === 'orphans' ? vault.orphans() : [];
    const filter = this.shape.filterOf(owner);
    return filter === undefined ? notes : notes.filter((path) => filter.notes.has(path));
  }

  /** Where they are counted, those that most notes name come first. */
  #dangling(owner: FolderVault): readonly DanglingTarget[] {
    const filter = this.shape.filterOf(owner);
    const all = owner.vault.dangling();
    const shown = filter === undefined ? all : all.filter(({ title }) => filter.matches(title));
    if (this.shape.order !== 'count') return shown;
    return shown
      .map((target) => ({ target, count: target.mentionedBy.length }))
      .sort((a, b) => b.count - a.count)
      .map(({ target }) => target);
  }
}

/** The ways down to a note, each from a MOC of the top; MOCs that are in a circle are passed once. */
function chainsTo(owner: FolderVault, path: string): string[][] {
  const roots = new Set(owner.vault.mocs().roots);
  const found: string[][] = [];
  const up = (chain: readonly string[]): void => {
    for (const moc of owner.vault.mocsOf(chain[0]!)) {
      if (found.length >= MOST_PLACES || chain.includes(moc)) continue;
      const longer = [moc, ...chain];
      if (roots.has(moc)) found.push(longer);
      up(longer);
    }
  };
  up([path]);
  return found;
}

/** Goes one step down a way. */
function belowOf(owner: FolderVault): (row: MocRow | undefined, path: string) => MocRow | undefined {
  return (row, path) => {
    const moc = row?.kind === 'moc' ? owner.vault.moc(row.path) : undefined;
    const member = moc?.members.find((one) => one.path === path);
    if (owner.vault.note(path)?.isMoc)
      return mocRow(owner, path, row, member === undefined ? {} : { member });
    return row === undefined ? undefined : memberRow(row, path, member);
  };
}
