import * as vscode from 'vscode';
import type { DanglingTarget, MocMember } from '../../core/vault/vault.ts';
import { viewIds } from '../contributions.ts';
import type { FolderVault } from '../folderVault.ts';
import type { Vaults } from '../vaults.ts';
import { groupItem, type GroupLook } from './groupItem.ts';
import { noteItem } from './noteItem.ts';
import { RowDragging, type DragMeaning, type DropHandler } from './rowDragging.ts';
import { VaultTree } from './vaultTree.ts';

/** What a row of the MOCs view stands for. */
export type MocElement =
  | { readonly kind: 'folder'; readonly id: string; readonly owner: FolderVault }
  | {
      readonly kind: 'moc';
      readonly id: string;
      readonly owner: FolderVault;
      readonly path: string;
      /** MOCs above this row, itself included: a MOC that is its own ancestor is not opened again. */
      readonly trail: readonly string[];
      readonly member: MocMember | undefined;
      /** The MOC below which the row stands. */
      readonly inMoc: string | undefined;
    }
  | {
      readonly kind: 'note';
      readonly id: string;
      readonly owner: FolderVault;
      readonly path: string;
      readonly member: MocMember | undefined;
      readonly inMoc: string | undefined;
    }
  | {
      readonly kind: 'dangling';
      readonly id: string;
      readonly owner: FolderVault;
      readonly target: DanglingTarget;
    }
  | { readonly kind: Group; readonly id: string; readonly owner: FolderVault };

/** Rows below which stand what is not in order. */
type Group = 'unfiled' | 'missing' | 'orphans';

/** The vault by MOC: each with the notes that belong to it, MOCs inside MOCs, and the notes in none. */
export class MocsView extends VaultTree<MocElement> {
  constructor(vaults: Vaults, onDrop: DropHandler) {
    super(viewIds.mocs, vaults, {
      canSelectMany: true,
      dragAndDropController: new RowDragging(DRAGGING, vaults, onDrop),
    });
  }

  protected override roots(owner: FolderVault): MocElement[] {
    const mocs = owner.vault.mocs().roots.map((path) => mocElement(owner, owner.id, path, [], undefined));
    const groups = GROUPS.filter((kind) => countOf(owner, kind) > 0);
    return [...mocs, ...groups.map((kind): MocElement => ({ kind, id: `${owner.id}?${kind}`, owner }))];
  }

  protected override childrenOf(element: MocElement): MocElement[] {
    const { owner, id } = element;
    switch (element.kind) {
      case 'folder':
        return this.roots(owner);
      case 'moc':
        return (owner.vault.moc(element.path)?.members ?? []).map((member) =>
          owner.vault.note(member.path)?.isMoc
            ? mocElement(owner, id, member.path, element.trail, member)
            : {
                kind: 'note',
                id: `${id}|${member.path}`,
                owner,
                path: member.path,
                member,
                inMoc: element.path,
              },
        );
      case 'unfiled':
        return owner.vault.mocs().unfiled.map((path) => noteElement(owner, id, path));
      case 'orphans':
        return owner.vault.orphans().map((path) => noteElement(owner, id, path));
      case 'missing':
        return owner.vault
          .dangling()
          .map((target) => ({ kind: 'dangling', id: `${id}|${target.path}`, owner, target }));
      case 'dangling':
        return [...new Set(element.target.mentionedBy.map(({ from }) => from))].map((path) =>
          noteElement(owner, id, path),
        );
      case 'note':
        return [];
    }
  }

  override getTreeItem(element: MocElement): vscode.TreeItem {
    switch (element.kind) {
      case 'folder':
        return this.folderItem(element.owner, element.id);
      case 'unfiled':
      case 'missing':
      case 'orphans':
        return groupItem(
          element.id,
          element.kind,
          countOf(element.owner, element.kind),
          lookOf(element.kind),
        );
      case 'dangling':
        return danglingItem(element.target, element.id);
      case 'note':
        return memberItem(element.owner, element.path, element.id, element.member);
      case 'moc':
        return mocItem(element);
    }
  }

  protected override folderElement(owner: FolderVault): MocElement {
    return { kind: 'folder', id: owner.id, owner };
  }
}

function mocElement(
  owner: FolderVault,
  parentId: string,
  path: string,
  above: readonly string[],
  member: MocMember | undefined,
): MocElement {
  const inMoc = above.at(-1);
  return { kind: 'moc', id: `${parentId}>${path}`, owner, path, trail: [...above, path], member, inMoc };
}

function noteElement(owner: FolderVault, parentId: string, path: string): MocElement {
  return { kind: 'note', id: `${parentId}|${path}`, owner, path, member: undefined, inMoc: undefined };
}

/** Notes go onto MOCs; a MOC as well, which files it there. */
const DRAGGING: DragMeaning<MocElement> = {
  tagOf: () => undefined,
  pathOf: (row) => (row.kind === 'note' || row.kind === 'moc' ? row.path : undefined),
  dropOnto: (row, { paths }) =>
    row?.kind === 'moc' && paths.length > 0 ? { kind: 'notesOntoMoc', paths, moc: row.path } : undefined,
};

function mocItem(element: MocElement & { kind: 'moc' }): vscode.TreeItem {
  const { owner, path, id, trail } = element;
  const repeated = trail.indexOf(path) < trail.length - 1;
  const members = owner.vault.moc(path)?.members.length ?? 0;
  const state =
    repeated || members === 0
      ? vscode.TreeItemCollapsibleState.None
      : vscode.TreeItemCollapsibleState.Collapsed;
  const item = memberItem(owner, path, id, element.member, state);
  item.iconPath = new vscode.ThemeIcon('map');
  item.description = [String(members), item.description].filter(Boolean).join(' · ');
  return item;
}

/** A member's row says when only one side knows of the other. */
function memberItem(
  owner: FolderVault,
  path: string,
  id: string,
  member: MocMember | undefined,
  state = vscode.TreeItemCollapsibleState.None,
): vscode.TreeItem {
  const item = noteItem(owner, path, id, state);
  const missing =
    member === undefined
      ? undefined
      : !member.listed
        ? vscode.l10n.t('not listed')
        : !member.upLink
          ? vscode.l10n.t('no up-link')
          : undefined;
  item.description = [missing, member?.section].filter(Boolean).join(' · ');
  return item;
}

const GROUPS = ['unfiled', 'missing', 'orphans'] as const satisfies readonly Group[];

function countOf({ vault }: FolderVault, kind: Group): number {
  const { unfiled, dangling, orphans } = vault.counts();
  return { unfiled, missing: dangling, orphans }[kind];
}

function lookOf(kind: Group): GroupLook {
  switch (kind) {
    case 'unfiled':
      return {
        label: vscode.l10n.t('Unfiled'),
        icon: 'inbox',
        tooltip: vscode.l10n.t('Notes that belong to no MOC'),
      };
    case 'missing':
      return {
        label: vscode.l10n.t('Missing'),
        icon: 'question',
        tooltip: vscode.l10n.t('Notes that links name and that do not exist'),
      };
    case 'orphans':
      return {
        label: vscode.l10n.t('Orphans'),
        icon: 'debug-disconnect',
        tooltip: vscode.l10n.t('Notes without a link to or from another note'),
      };
  }
}

/** A note that links name and that does not exist; below it stand the notes that do so. */
function danglingItem(target: DanglingTarget, id: string): vscode.TreeItem {
  const item = new vscode.TreeItem(target.title, vscode.TreeItemCollapsibleState.Collapsed);
  const count = new Set(target.mentionedBy.map(({ from }) => from)).size;
  item.id = id;
  item.description =
    count === 1 ? vscode.l10n.t('named by 1 note') : vscode.l10n.t('named by {0} notes', count);
  item.iconPath = new vscode.ThemeIcon('new-file');
  item.tooltip = vscode.l10n.t('It would be {0}', target.path);
  item.contextValue = 'dangling';
  return item;
}
