import * as vscode from 'vscode';
import type { BesideFinder, NoteBeside, NotesBeside } from '../../core/vault/candidates/notesBeside.ts';
import { commandIds, viewIds } from '../contributions.ts';
import type { FolderVault } from '../folderVault.ts';
import type { Vaults } from '../vaults.ts';
import { groupItem, type GroupLook } from './groupItem.ts';
import { noteItem } from './noteItem.ts';

/** How long after the last key the view looks at the note again; ms. */
const TYPING_SETTLE_MS = 300;

const GROUPS = ['links', 'backlinks', 'mentions', 'elsewhere', 'related'] as const satisfies readonly Group[];
type Group = keyof NotesBeside;

/** What a row of the Related view stands for. */
type RelatedElement = GroupRow | NoteRow;

interface GroupRow {
  readonly kind: 'group';
  readonly id: Group;
  readonly rows: readonly NoteRow[];
}

interface NoteRow extends NoteBeside {
  readonly kind: 'note';
  readonly id: string;
  readonly owner: FolderVault;
  readonly group: Group;
  /** The note at hand. */
  readonly of: string;
}

/** What the view shows: rows, or why there are none. */
interface Look {
  readonly groups: readonly GroupRow[];
  /** Title of the note at hand. */
  readonly title?: string;
  readonly message?: string | undefined;
}

const NOTHING: Look = { groups: [] };
/** The first look is waited for, whatever happens meanwhile. */
const TO_THE_END = new AbortController().signal;

/**
 * What stands beside the note in the active editor: its links and backlinks, mentions, and related notes. It looks
 * again when the note or another one has changed, gives up a look that is out of date, and draws only what is new.
 */
export class RelatedView implements vscode.TreeDataProvider<RelatedElement>, vscode.Disposable {
  readonly #vaults: Vaults;
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<RelatedElement>;
  readonly #subscriptions: vscode.Disposable[];
  readonly #finders = new WeakMap<FolderVault, BesideFinder>();
  #timer: NodeJS.Timeout | undefined;
  #looking = new AbortController();
  #uri = '';
  #message: string | undefined;
  #shown: Promise<Look> | undefined;

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
      vaults.onDidChangeState(() => this.#showState()),
      this.#view.onDidChangeVisibility(() => this.#refresh(0)),
    ];
  }

  async getChildren(element?: RelatedElement): Promise<RelatedElement[]> {
    if (element !== undefined) return element.kind === 'group' ? [...element.rows] : [];
    this.#shown ??= this.#look(TO_THE_END).then((look) => look ?? NOTHING);
    const { groups, title, message } = await this.#shown;
    this.#view.description = title;
    this.#message = message;
    this.#showState();
    return [...groups];
  }

  getTreeItem(element: RelatedElement): vscode.TreeItem {
    return element.kind === 'group'
      ? groupItem(element.id, 'group', element.rows.length, lookOf(element.id))
      : rowItem(element);
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#looking.abort();
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  /** @returns `undefined` where the signal was aborted before the end */
  async #look(signal: AbortSignal): Promise<Look | undefined> {
    const document = vscode.window.activeTextEditor?.document;
    const owner = document?.languageId === 'markdown' ? this.#vaults.of(document.uri) : undefined;
    if (document === undefined || owner === undefined) return NOTHING;
    this.#showState();
    const context = await owner.candidates();
    const path = owner.path(document.uri);
    const text = document.getText();
    const note = owner.update(path, text);
    if (note === undefined) return { groups: [], message: owner.whyNoNote(path) };
    const found = await (await this.#finderOf(owner)).find(context, note, text, signal);
    if (found === undefined) return undefined;
    const groups = GROUPS.filter((group) => found[group].length > 0).map((group): GroupRow => ({
      kind: 'group',
      id: group,
      rows: rowsOf(owner, path, group, found[group]),
    }));
    return { groups, title: note.title };
  }

  async #finderOf(owner: FolderVault): Promise<BesideFinder> {
    const { BesideFinder } = await import('../../core/vault/candidates/notesBeside.ts');
    const finder = this.#finders.get(owner) ?? new BesideFinder((path) => owner.read(path));
    this.#finders.set(owner, finder);
    return finder;
  }

  #refresh(afterMs: number): void {
    if (!this.#view.visible) return;
    const uri = vscode.window.activeTextEditor?.document.uri.toString() ?? '';
    // A panel or a diff that gets the focus says nothing about another note: what is shown stays.
    if (uri === '' && this.#uri !== '' && vscode.window.visibleTextEditors.length > 0) return;
    this.#uri = uri;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#lookAgain(), afterMs);
  }

  async #lookAgain(): Promise<void> {
    this.#looking.abort();
    this.#looking = new AbortController();
    const { signal } = this.#looking;
    const before = await this.#shown;
    const look = await this.#look(signal);
    if (look === undefined || signal.aborted || (before !== undefined && isSame(before, look))) return;
    this.#shown = Promise.resolve(look);
    this.#changed.fire(undefined);
  }

  /** How far reading is, where a vault is being read or could not be; else what is to be said of the note. */
  #showState(): void {
    this.#view.message = this.#vaults.stateMessage() ?? this.#message;
  }
}

function rowsOf(owner: FolderVault, of: string, group: Group, found: readonly NoteBeside[]): NoteRow[] {
  const places = new Map<string, number>();
  return found.map((one): NoteRow => {
    const place = (places.get(one.path) ?? 0) + 1;
    places.set(one.path, place);
    return { ...one, kind: 'note', id: `${group}:${one.path}:${place}`, owner, group, of };
  });
}

/** Whether two looks show the same rows and mean the same places. */
function isSame(a: Look, b: Look): boolean {
  return a.groups[0]?.rows[0]?.owner === b.groups[0]?.rows[0]?.owner && plain(a) === plain(b);
}

function plain({ groups, title, message }: Look): string {
  return JSON.stringify([title, message, groups], (key, value: unknown) => (key === 'owner' ? '' : value));
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
  if (row.why !== '') {
    item.description = row.why;
    if (typeof item.tooltip === 'string') item.tooltip = `${row.why}\n\n${item.tooltip}`;
  }
  item.contextValue = row.mention === undefined ? 'note' : 'mention';
  if (row.group === 'backlinks' || row.group === 'elsewhere') {
    item.command = { command: commandIds.openAt, title: vscode.l10n.t('Open'), arguments: [row] };
  }
  return item;
}
