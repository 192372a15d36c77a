import * as vscode from 'vscode';
import { commandIds, viewIds } from '../contributions.ts';
import type { FolderVault } from '../folderVault.ts';
import type { Vaults } from '../vaults.ts';
import { groupItem, type GroupLook } from './groupItem.ts';
import { noteItem } from './noteItem.ts';
import type { RelatedRow } from './relatedRows.ts';

/** How long after the last key the view looks at the note again; ms. */
const TYPING_SETTLE_MS = 300;

const GROUPS = ['links', 'backlinks', 'mentions', 'elsewhere', 'related'] as const;
type Group = (typeof GROUPS)[number];

/** What a row of the Related view stands for. */
export type RelatedElement =
  | { readonly kind: 'group'; readonly id: string; readonly group: Group; readonly rows: readonly NoteRow[] }
  | NoteRow;

interface NoteRow extends RelatedRow {
  readonly kind: 'note';
  readonly id: string;
  readonly owner: FolderVault;
  readonly group: Group;
  /** The note at hand. */
  readonly of: string;
}

/** What stands beside the note in the active editor: its links and backlinks, mentions, and related notes. */
export class RelatedView implements vscode.TreeDataProvider<RelatedElement>, vscode.Disposable {
  readonly #vaults: Vaults;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<RelatedElement>;
  readonly #subscriptions: vscode.Disposable[];
  #timer: NodeJS.Timeout | undefined;
  #shown = '';

  constructor(vaults: Vaults) {
    this.#vaults = vaults;
    this.#view = vscode.window.createTreeView(viewIds.related, {
      treeDataProvider: this,
      showCollapseAll: true,
    });
    this.#subscriptions = [
      this.#view,
      this.#changed,
      vscode.window.onDidChangeActiveTextEditor(() => this.#refresh(0)),
      vaults.onDidChange(() => this.#refresh(TYPING_SETTLE_MS)),
      this.#view.onDidChangeVisibility(() => this.#refresh(0)),
    ];
  }

  async getChildren(element?: RelatedElement): Promise<RelatedElement[]> {
    if (element !== undefined) return element.kind === 'group' ? [...element.rows] : [];
    const document = vscode.window.activeTextEditor?.document;
    const owner = document?.languageId === 'markdown' ? this.#vaults.of(document.uri) : undefined;
    if (document === undefined || owner === undefined) {
      this.#view.description = undefined;
      return [];
    }
    await owner.ready();
    return await this.#groupsFor(owner, owner.path(document.uri), document.getText());
  }

  getTreeItem(element: RelatedElement): vscode.TreeItem {
    return element.kind === 'group'
      ? groupItem(element.id, 'group', element.rows.length, lookOf(element.group))
      : rowItem(element);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  async #groupsFor(owner: FolderVault, path: string, text: string): Promise<RelatedElement[]> {
    const note = owner.update(path, text);
    const context = await owner.candidates();
    const { backlinkRows, elsewhereRows, outgoingRows, suggestedRows } = await import('./relatedRows.ts');
    const read = (other: string): Promise<string | undefined> => owner.read(other);
    const { mentions, related } = suggestedRows(context, path, text);
    const rows: Readonly<Record<Group, RelatedRow[]>> = {
      links: outgoingRows(owner.vault, path),
      backlinks: await backlinkRows(owner.vault, path, read),
      mentions,
      elsewhere: await elsewhereRows(context, note, read),
      related,
    };
    this.#view.description = note.title;
    return GROUPS.filter((group) => rows[group].length > 0).map((group): RelatedElement => {
      const own = rows[group].map((row, i): NoteRow => ({
        ...row,
        kind: 'note',
        id: `${group}:${row.path}:${i}`,
        owner,
        group,
        of: path,
      }));
      return { kind: 'group', id: group, group, rows: own };
    });
  }

  #refresh(afterMs: number): void {
    if (!this.#view.visible) return;
    const uri = vscode.window.activeTextEditor?.document.uri.toString() ?? '';
    // A panel or a diff that gets the focus says nothing about another note: what is shown stays.
    if (uri === '' && this.#shown !== '' && vscode.window.visibleTextEditors.length > 0) return;
    this.#shown = uri;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#changed.fire(undefined), afterMs);
  }
}

function lookOf(group: Group): GroupLook {
  const state = vscode.TreeItemCollapsibleState.Expanded;
  switch (group) {
    case 'links':
      return {
        label: vscode.l10n.t('Links'),
        icon: 'link-external',
        tooltip: vscode.l10n.t('Notes that this one links to'),
        state,
      };
    case 'backlinks':
      return {
        label: vscode.l10n.t('Backlinks'),
        icon: 'references',
        tooltip: vscode.l10n.t('Notes that link to this one'),
        state,
      };
    case 'mentions':
      return {
        label: vscode.l10n.t('Mentions here'),
        icon: 'mention',
        tooltip: vscode.l10n.t('Words of this note that name others and are no links'),
        state,
      };
    case 'elsewhere':
      return {
        label: vscode.l10n.t('Mentions elsewhere'),
        icon: 'search',
        tooltip: vscode.l10n.t('Notes that name this one without a link'),
        state,
      };
    case 'related':
      return {
        label: vscode.l10n.t('Related'),
        icon: 'sparkle',
        tooltip: vscode.l10n.t('Notes that have much in common with this one'),
        state,
      };
  }
}

function rowItem(row: NoteRow): vscode.TreeItem {
  const item = noteItem(row.owner, row.path, row.id);
  item.label = row.title;
  if (row.why !== '') item.description = row.why;
  item.contextValue = row.mention === undefined ? 'note' : 'mention';
  if (row.group === 'backlinks' || row.group === 'elsewhere') {
    item.command = { command: commandIds.openAt, title: vscode.l10n.t('Open'), arguments: [row] };
  }
  return item;
}
