import * as vscode from 'vscode';
import { isWithinTags } from '../../core/vault/tagTree.ts';
import type { TagNode } from '../../core/vault/vault.ts';
import { viewIds } from '../contributions.ts';
import { setting } from '../settings.ts';
import type { FolderVault } from '../folderVault.ts';
import type { Vaults } from '../vaults.ts';
import { groupItem } from './groupItem.ts';
import { noteItem } from './noteItem.ts';
import { RowDragging, type DragMeaning, type DropHandler } from './rowDragging.ts';
import { VaultTree } from './vaultTree.ts';

/** What a row of the Tags view stands for. */
export type TagElement =
  | { readonly kind: 'folder'; readonly id: string; readonly owner: FolderVault }
  | { readonly kind: 'tag'; readonly id: string; readonly owner: FolderVault; readonly tag: TagNode }
  | { readonly kind: 'untagged'; readonly id: string; readonly owner: FolderVault }
  | {
      readonly kind: 'note';
      readonly id: string;
      readonly owner: FolderVault;
      readonly path: string;
      /** The tag below which the row stands. */ readonly inTag: string | undefined;
    };

/** The vault by tag: nested tags with counts, the notes below each, and the notes without any. */
export class TagsView extends VaultTree<TagElement> {
  constructor(vaults: Vaults, onDrop: DropHandler) {
    super(viewIds.tags, vaults, {
      canSelectMany: true,
      dragAndDropController: new RowDragging(DRAGGING, vaults, onDrop),
    });
  }

  protected override roots(owner: FolderVault): TagElement[] {
    const tags = shownTags(owner, owner.vault.tags());
    const untagged: TagElement = { kind: 'untagged', id: `${owner.id}?untagged`, owner };
    return owner.vault.counts().untagged > 0 ? [...tags, untagged] : tags;
  }

  protected override childrenOf(element: TagElement): TagElement[] {
    const { owner, id } = element;
    switch (element.kind) {
      case 'folder':
        return this.roots(owner);
      case 'tag':
        return [
          ...shownTags(owner, element.tag.children),
          ...element.tag.notes.map((path) => noteElement(owner, id, path, element.tag.name)),
        ];
      case 'untagged':
        return owner.vault.untagged().map((path) => noteElement(owner, id, path, undefined));
      case 'note':
        return [];
    }
  }

  override getTreeItem(element: TagElement): vscode.TreeItem {
    switch (element.kind) {
      case 'folder':
        return this.folderItem(element.owner, element.id);
      case 'note':
        return noteItem(element.owner, element.path, element.id);
      case 'untagged':
        return groupItem(element.id, element.kind, element.owner.vault.counts().untagged, {
          label: vscode.l10n.t('Untagged'),
          icon: 'circle-slash',
        });
      case 'tag':
        return tagItem(element.tag, element.id);
    }
  }

  protected override folderElement(owner: FolderVault): TagElement {
    return { kind: 'folder', id: owner.id, owner };
  }
}

function shownTags(owner: FolderVault, tags: readonly TagNode[]): TagElement[] {
  const isHidden = isWithinTags(setting('tags.hidden', owner.folder.uri));
  return tags
    .filter(({ name }) => !isHidden(name))
    .map((tag) => ({ kind: 'tag', id: `${owner.id}#${tag.name.toLowerCase()}`, owner, tag }));
}

function noteElement(
  owner: FolderVault,
  parentId: string,
  path: string,
  inTag: string | undefined,
): TagElement {
  return { kind: 'note', id: `${parentId}|${path}`, owner, path, inTag };
}

/** Tags go onto tags or, onto the tree itself, to the top; notes go onto tags. */
const DRAGGING: DragMeaning<TagElement> = {
  tagOf: (row) => (row.kind === 'tag' ? row.tag.name : undefined),
  pathOf: (row) => (row.kind === 'note' ? row.path : undefined),
  dropOnto: (row, { tags, paths }) => {
    const tag = row?.kind === 'tag' ? row.tag.name : undefined;
    const others = tags.filter((dragged) => dragged !== tag);
    if (others.length > 0 && (row === undefined || tag !== undefined))
      return { kind: 'tagsOntoTag', tags: others, tag };
    return paths.length > 0 && tag !== undefined ? { kind: 'notesOntoTag', paths, tag } : undefined;
  },
};

function tagItem(tag: TagNode, id: string): vscode.TreeItem {
  const item = new vscode.TreeItem(tag.label, vscode.TreeItemCollapsibleState.Collapsed);
  const own = tag.ownCount;
  item.id = id;
  item.description = own === tag.total ? String(own) : vscode.l10n.t('{0} of {1}', own, tag.total);
  item.iconPath = new vscode.ThemeIcon('tag');
  item.contextValue = 'tag';
  item.tooltip =
    own === tag.total
      ? vscode.l10n.t('#{0}: {1} notes', tag.name, own)
      : vscode.l10n.t('#{0}: {1} notes, {2} with the tags below it', tag.name, own, tag.total);
  item.accessibilityInformation = { label: String(item.tooltip) };
  return item;
}
