import * as vscode from 'vscode';
import type { MocMember, MocNode } from '../../core/vault/vault.ts';
import { viewIds } from '../contributions.ts';
import type { FolderVault } from '../folderVault.ts';
import type { Vaults } from '../vaults.ts';
import { noteItem } from './noteItem.ts';
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
    }
  | {
      readonly kind: 'note';
      readonly id: string;
      readonly owner: FolderVault;
      readonly path: string;
      readonly member: MocMember | undefined;
    }
  | { readonly kind: 'unfiled'; readonly id: string; readonly owner: FolderVault };

/** The vault by MOC: each with the notes that belong to it, MOCs inside MOCs, and the notes in none. */
export class MocsView extends VaultTree<MocElement> {
  constructor(vaults: Vaults) {
    super(viewIds.mocs, vaults);
  }

  protected override roots(owner: FolderVault): MocElement[] {
    const { roots, unfiled } = owner.vault.mocs();
    const mocs = roots.map((path) => mocElement(owner, owner.id, path, [], undefined));
    const group: MocElement = { kind: 'unfiled', id: `${owner.id}?unfiled`, owner };
    return unfiled.length > 0 ? [...mocs, group] : mocs;
  }

  protected override childrenOf(element: MocElement): MocElement[] {
    const { owner, id } = element;
    switch (element.kind) {
      case 'folder':
        return this.roots(owner);
      case 'moc':
        return (mocNode(owner, element.path)?.members ?? []).map((member) =>
          owner.vault.note(member.path)?.isMoc
            ? mocElement(owner, id, member.path, element.trail, member)
            : { kind: 'note', id: `${id}|${member.path}`, owner, path: member.path, member },
        );
      case 'unfiled':
        return owner.vault
          .mocs()
          .unfiled.map((path) => ({ kind: 'note', id: `${id}|${path}`, owner, path, member: undefined }));
      case 'note':
        return [];
    }
  }

  override getTreeItem(element: MocElement): vscode.TreeItem {
    switch (element.kind) {
      case 'folder':
        return this.folderItem(element.owner, element.id);
      case 'unfiled':
        return unfiledItem(element.owner, element.id);
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
  return { kind: 'moc', id: `${parentId}>${path}`, owner, path, trail: [...above, path], member };
}

function mocNode(owner: FolderVault, path: string): MocNode | undefined {
  return owner.vault.mocs().mocs.find((moc) => moc.path === path);
}

function mocItem(element: MocElement & { kind: 'moc' }): vscode.TreeItem {
  const { owner, path, id, trail } = element;
  const repeated = trail.indexOf(path) < trail.length - 1;
  const members = mocNode(owner, path)?.members.length ?? 0;
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

function unfiledItem(owner: FolderVault, id: string): vscode.TreeItem {
  const item = new vscode.TreeItem(vscode.l10n.t('Unfiled'), vscode.TreeItemCollapsibleState.Collapsed);
  item.id = id;
  item.description = String(owner.vault.mocs().unfiled.length);
  item.iconPath = new vscode.ThemeIcon('inbox');
  item.tooltip = vscode.l10n.t('Notes that belong to no MOC');
  item.contextValue = 'unfiled';
  return item;
}
