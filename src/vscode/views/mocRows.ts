import * as vscode from 'vscode';
import type { Backlink, DanglingTarget, MocMember } from '../../core/vault/vault.ts';
import { commandIds } from '../contributions.ts';
import type { FolderVault } from '../folderVault.ts';
import { namedBy } from '../namedBy.ts';
import type { GroupLook } from './groupItem.ts';
import { noteItem } from './noteItem.ts';
import type { DragMeaning } from './rowDragging.ts';
import type { TreeRow } from './treeRow.ts';

/** What a row of the MOCs view stands for. */
export type MocRow = FolderRow | MocNodeRow | MemberRow | DanglingRow | MentionRow | GroupRow;

interface FolderRow extends TreeRow<MocRow> {
  readonly kind: 'folder';
}

interface Belonging {
  readonly path: string;
  readonly member: MocMember | undefined;
  /** The MOC below which the row stands. */
  readonly inMoc: string | undefined;
}

export interface MocNodeRow extends TreeRow<MocRow>, Belonging {
  readonly kind: 'moc';
  /** MOCs above this row, itself included: a MOC that is its own ancestor is not opened again. */
  readonly trail: readonly string[];
  /** A filter shows it for what is below it, not for its own name. */
  readonly onlyFound: boolean;
}

interface MemberRow extends TreeRow<MocRow>, Belonging {
  readonly kind: 'note';
}

interface DanglingRow extends TreeRow<MocRow> {
  readonly kind: 'dangling';
  readonly target: DanglingTarget;
}

/** A note that names a missing one, and where it does so. */
interface MentionRow extends TreeRow<MocRow> {
  readonly kind: 'mention';
  readonly path: string;
  readonly at: { readonly start: number; readonly end: number };
}

export interface GroupRow extends TreeRow<MocRow> {
  readonly kind: Group;
}

/** Rows below which stand what is not in order. */
export type Group = 'unfiled' | 'missing' | 'orphans';

export const GROUPS = ['unfiled', 'missing', 'orphans'] as const satisfies readonly Group[];

export function groupRow(owner: FolderVault, kind: Group, parent: MocRow | undefined): GroupRow {
  return { kind, id: `${owner.id}?${kind}`, owner, parent };
}

export function mocRow(
  owner: FolderVault,
  path: string,
  parent: MocRow | undefined,
  of: { readonly member?: MocMember; readonly onlyFound?: boolean } = {},
): MocNodeRow {
  const above = parent?.kind === 'moc' ? parent.trail : [];
  return {
    kind: 'moc',
    id: `${parent?.id ?? owner.id}>${path}`,
    owner,
    path,
    parent,
    trail: [...above, path],
    member: of.member,
    inMoc: above.at(-1),
    onlyFound: of.onlyFound === true,
  };
}

export function memberRow(parent: MocRow, path: string, member?: MocMember): MemberRow {
  const inMoc = parent.kind === 'moc' ? parent.path : undefined;
  return { kind: 'note', id: `${parent.id}|${path}`, owner: parent.owner, path, parent, member, inMoc };
}

export function danglingRow(parent: GroupRow, target: DanglingTarget): DanglingRow {
  return { kind: 'dangling', id: `${parent.id}|${target.path}`, owner: parent.owner, parent, target };
}

/** Each note once, at its first link. */
export function mentionRows(parent: DanglingRow): MentionRow[] {
  const first = new Map<string, Backlink>();
  for (const mention of parent.target.mentionedBy) {
    if (!first.has(mention.from)) first.set(mention.from, mention);
  }
  return [...first].map(([path, { link }]) => ({
    kind: 'mention',
    id: `${parent.id}|${path}`,
    owner: parent.owner,
    parent,
    path,
    at: link.range,
  }));
}

/** Notes go onto MOCs; a MOC as well, which files it there. */
export const MOC_DRAGGING: DragMeaning<MocRow> = {
  tagOf: () => undefined,
  pathOf: (row) => ('path' in row ? row.path : undefined),
  dropOnto: (row, { paths }) =>
    row?.kind === 'moc' && paths.length > 0 ? { kind: 'notesOntoMoc', paths, moc: row.path } : undefined,
};

export function mocItem(row: MocNodeRow): vscode.TreeItem {
  const { owner, path, trail } = row;
  const repeated = trail.indexOf(path) < trail.length - 1;
  const members = owner.vault.moc(path)?.members.length ?? 0;
  const state =
    repeated || members === 0
      ? vscode.TreeItemCollapsibleState.None
      : vscode.TreeItemCollapsibleState.Collapsed;
  const item = memberItem(row, state);
  item.description = [String(members), item.description].filter(Boolean).join(' · ');
  return item;
}

/** A member's row says when only one side knows of the other. */
export function memberItem(
  { owner, path, id, member, inMoc }: TreeRow<MocRow> & Belonging,
  state = vscode.TreeItemCollapsibleState.None,
): vscode.TreeItem {
  const item = noteItem(owner, path, id, state);
  if (member === undefined) return item;
  const missing = !member.listed
    ? vscode.l10n.t('not listed')
    : !member.upLink
      ? vscode.l10n.t('no up-link')
      : undefined;
  // The MOC's own title stands above already.
  const section =
    inMoc !== undefined && owner.vault.note(inMoc)?.title === member.section ? '' : member.section;
  item.description = [missing, section].filter(Boolean).join(' · ');
  return item;
}

/** A note that links name and that does not exist; below it stand the notes that do so. */
export function danglingItem({ target, id }: DanglingRow): vscode.TreeItem {
  const item = new vscode.TreeItem(target.title, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = id;
  item.description = namedBy(target);
  item.iconPath = new vscode.ThemeIcon('new-file');
  item.tooltip = vscode.l10n.t('It would be {0}', target.path);
  item.contextValue = 'dangling';
  return item;
}

export function mentionItem(row: MentionRow): vscode.TreeItem {
  const item = noteItem(row.owner, row.path, row.id);
  item.command = { command: commandIds.openAt, title: vscode.l10n.t('Open'), arguments: [row] };
  return item;
}

export function lookOf(kind: Group): GroupLook {
  switch (kind) {
    case 'unfiled':
      return {
        label: vscode.l10n.t('Unfiled'),
        icon: 'inbox',
        tooltip: vscode.l10n.t('Notes that belong to no MOC'),
      };
    case 'missing':
      return {
        label: vscode.l10n.t('Dangling'),
        icon: 'question',
        tooltip: vscode.l10n.t('Missing notes that links name, each with the notes that name it'),
      };
    case 'orphans':
      return {
        label: vscode.l10n.t('Orphans'),
        icon: 'debug-disconnect',
        tooltip: vscode.l10n.t('Notes without a link to or from another note'),
      };
  }
}
