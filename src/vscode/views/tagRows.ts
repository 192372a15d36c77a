import * as vscode from 'vscode';
import type { TagNode } from '../../core/vault/vault.ts';
import type { FolderVault } from '../folderVault.ts';
import type { DragMeaning } from './rowDragging.ts';
import type { TreeRow } from './treeRow.ts';

/** What a row of the Tags view stands for. */
export type TagRow = FolderRow | TagNodeRow | UntaggedRow | TaggedNoteRow;

interface FolderRow extends TreeRow<TagRow> {
  readonly kind: 'folder';
}

export interface TagNodeRow extends TreeRow<TagRow> {
  readonly kind: 'tag';
  readonly tag: TagNode;
  /** A filter shows it for what is below it, not for its own name. */
  readonly onlyFound: boolean;
}

interface UntaggedRow extends TreeRow<TagRow> {
  readonly kind: 'untagged';
}

interface TaggedNoteRow extends TreeRow<TagRow> {
  readonly kind: 'note';
  readonly path: string;
  /** The tag below which the row stands. */
  readonly inTag: string | undefined;
}

export function tagRow(
  owner: FolderVault,
  tag: TagNode,
  parent: TagRow | undefined,
  onlyFound = false,
): TagNodeRow {
  return { kind: 'tag', id: `${owner.id}#${tag.name.toLowerCase()}`, owner, tag, parent, onlyFound };
}

export function untaggedRow(owner: FolderVault, parent: TagRow | undefined): UntaggedRow {
  return { kind: 'untagged', id: `${owner.id}?untagged`, owner, parent };
}

export function taggedNoteRow(parent: TagRow, path: string): TaggedNoteRow {
  const inTag = parent.kind === 'tag' ? parent.tag.name : undefined;
  return { kind: 'note', id: `${parent.id}|${path}`, owner: parent.owner, path, parent, inTag };
}

/** Tags go onto tags or, onto the tree itself, to the top; notes go onto tags. */
export const TAG_DRAGGING: DragMeaning<TagRow> = {
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

export function tagItem({ tag, id }: TagNodeRow): vscode.TreeItem {
  const item = new vscode.TreeItem(tag.label, vscode.TreeItemCollapsibleState.Collapsed);
  const own = tag.ownCount;
  item.id = id;
  item.description = own === tag.total ? String(own) : vscode.l10n.t('{0} of {1}', own, tag.total);
  item.iconPath = new vscode.ThemeIcon('tag');
  item.contextValue = 'tag';
  item.tooltip = tagTooltip(tag.name, own, tag.total);
  item.accessibilityInformation = { label: item.tooltip };
  return item;
}

function tagTooltip(name: string, own: number, total: number): string {
  const notes = own === 1 ? vscode.l10n.t('#{0}: 1 note', name) : vscode.l10n.t('#{0}: {1} notes', name, own);
  return own === total ? notes : vscode.l10n.t('{0}, {1} with the tags below it', notes, total);
}
