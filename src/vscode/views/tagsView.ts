import * as vscode from 'vscode';
import { orderNotes, orderTags } from '../../core/vault/treeOrder.ts';
import type { TagNode } from '../../core/vault/vault.ts';
import { commandIds, contextKeys, viewIds } from '../contributions.ts';
import { hiddenTags } from '../folderSettings.ts';
import type { FolderVault } from '../folderVault.ts';
import type { Vaults } from '../vaults.ts';
import { groupItem, type GroupLook } from './groupItem.ts';
import { noteItem } from './noteItem.ts';
import { RowDragging, type DropHandler } from './rowDragging.ts';
import {
  TAG_DRAGGING,
  tagItem,
  taggedNoteRow,
  tagRow,
  untaggedRow,
  type TagNodeRow,
  type TagRow,
} from './tagRows.ts';
import { VaultTree, type TreeKind } from './vaultTree.ts';

const KIND: TreeKind = {
  viewId: viewIds.tags,
  commands: {
    sort: commandIds.sortTags,
    filter: commandIds.filterTags,
    clearFilter: commandIds.clearTagsFilter,
    reveal: commandIds.revealTags,
  },
  filtered: contextKeys.tagsFiltered,
  sortTitle: vscode.l10n.t('Sort tags'),
  filterTitle: vscode.l10n.t('Filter tags and notes'),
  orders: new Map([
    ['own', vscode.l10n.t('By name')],
    ['count', vscode.l10n.t('By count')],
    ['recency', vscode.l10n.t('By last change')],
  ]),
  notShown: vscode.l10n.t('The tags of this note are hidden by the setting notewright.tags.hidden.'),
};

const UNTAGGED: GroupLook = {
  label: vscode.l10n.t('Untagged'),
  icon: 'circle-slash',
  tooltip: vscode.l10n.t('Notes without a tag'),
};

/** The vault by tag: nested tags with counts, the notes below each, and the notes without any. */
export class TagsView extends VaultTree<TagRow> {
  constructor(vaults: Vaults, memory: vscode.Memento, onDrop: DropHandler) {
    super(KIND, vaults, memory, {
      canSelectMany: true,
      dragAndDropController: new RowDragging(TAG_DRAGGING, vaults, onDrop),
    });
    this.subscriptions.push(
      vscode.commands.registerCommand(commandIds.renameFocusedTag, () =>
        this.#runOnFocusedTag(commandIds.renameTag),
      ),
      vscode.commands.registerCommand(commandIds.deleteFocusedTag, () =>
        this.#runOnFocusedTag(commandIds.deleteTag),
      ),
    );
  }

  protected override roots(owner: FolderVault, parent: TagRow | undefined): TagRow[] {
    const tags = this.#tagRows(owner, owner.vault.tags(), parent);
    return this.#untaggedCount(owner) > 0 ? [...tags, untaggedRow(owner, parent)] : tags;
  }

  protected override childrenOf(row: TagRow): TagRow[] {
    switch (row.kind) {
      case 'folder':
        return this.roots(row.owner, row);
      case 'tag':
        return [...this.#tagRows(row.owner, row.tag.children, row), ...this.#noteRows(row)];
      case 'untagged':
        return this.#untagged(row.owner).map((path) => taggedNoteRow(row, path));
      case 'note':
        return [];
    }
  }

  override getTreeItem(row: TagRow): vscode.TreeItem {
    switch (row.kind) {
      case 'folder':
        return this.folderItem(row.owner, row.id);
      case 'note':
        return noteInTagItem(row.owner, row.path, row.id);
      case 'untagged':
        return this.opened(
          groupItem(row.id, row.kind, this.#untaggedCount(row.owner), UNTAGGED),
          row.owner,
          true,
        );
      case 'tag':
        return this.opened(tagItem(row), row.owner, row.onlyFound);
    }
  }

  protected override folderRow(owner: FolderVault): TagRow {
    return { kind: 'folder', id: owner.id, owner, parent: undefined };
  }

  protected override rowsOf(owner: FolderVault, path: string, parent: TagRow | undefined): TagRow[] {
    const isHidden = hiddenTags(owner.folder);
    const names = new Set((owner.vault.note(path)?.tags ?? []).map(({ name }) => name));
    if (names.size === 0) return [taggedNoteRow(untaggedRow(owner, parent), path)];
    const tags = [...names].filter((name) => !isHidden(name)).map((name) => branch(owner, name, parent));
    const rows = tags.flatMap((tag) => (tag === undefined ? [] : [taggedNoteRow(tag, path)]));
    return [...new Map(rows.map((row) => [row.id, row])).values()];
  }

  protected override hint({ vault }: FolderVault): string | undefined {
    return vault.size > 0 && vault.tags().length === 0
      ? vscode.l10n.t('No note has a tag yet. Notewright: Suggest Tags finds some for the open note.')
      : undefined;
  }

  protected override news(vaults: Vaults): string | undefined {
    return vaults.skippedMessage();
  }

  #tagRows(owner: FolderVault, tags: readonly TagNode[], parent: TagRow | undefined): TagRow[] {
    const isHidden = hiddenTags(owner.folder);
    const filter = this.shape.filterOf(owner);
    return orderTags(tags, this.shape.order, this.shape.recencyOf(owner))
      .filter(({ name }) => !isHidden(name) && (filter === undefined || filter.tags.has(name)))
      .map((tag) => tagRow(owner, tag, parent, filter !== undefined && !filter.matches(tag.name)));
  }

  #noteRows(row: TagNodeRow): TagRow[] {
    const { owner, tag, onlyFound } = row;
    const notes = orderNotes(tag.notes, this.shape.order, owner.vault, this.shape.recencyOf(owner));
    const filter = onlyFound ? this.shape.filterOf(owner) : undefined;
    const shown = filter === undefined ? notes : notes.filter((path) => filter.notes.has(path));
    return shown.map((path) => taggedNoteRow(row, path));
  }

  async #runOnFocusedTag(command: string): Promise<void> {
    const row = await this.focusedRow();
    if (row?.kind === 'tag') await vscode.commands.executeCommand(command, row);
  }

  #untaggedCount(owner: FolderVault): number {
    return this.shape.filterOf(owner) === undefined
      ? owner.vault.counts().untagged
      : this.#untagged(owner).length;
  }

  #untagged(owner: FolderVault): readonly string[] {
    const filter = this.shape.filterOf(owner);
    const notes = owner.vault.untagged();
    const shown = filter === undefined ? notes : notes.filter((path) => filter.notes.has(path));
    return orderNotes(shown, this.shape.order, owner.vault, this.shape.recencyOf(owner));
  }
}

/** The row of a tag, below those of the tags above it. */
function branch(owner: FolderVault, name: string, parent: TagRow | undefined): TagRow | undefined {
  let row = parent;
  const levels = name.split('/').filter((level) => level !== '');
  for (let depth = 1; depth <= levels.length; depth++) {
    const tag = owner.vault.tag(levels.slice(0, depth).join('/'));
    if (tag === undefined) return undefined;
    row = tagRow(owner, tag, row);
  }
  return row;
}

/** Below a tag, the MOC tells more of a note than its folder does. */
function noteInTagItem(owner: FolderVault, path: string, id: string): vscode.TreeItem {
  const item = noteItem(owner, path, id);
  const mocs = owner.vault.mocsOf(path).map((moc) => owner.titleOf(moc));
  if (mocs.length > 0) item.description = mocs.join(' · ');
  return item;
}
