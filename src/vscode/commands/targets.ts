import * as vscode from 'vscode';
import { notesWithTag } from '../../core/vault/tagTree.ts';
import type { TagNode } from '../../core/vault/vault.ts';
import type { FolderVault } from '../folderVault.ts';
import type { Vaults } from '../vaults.ts';

/**
 * What a command was called on. Rows of the trees are passed as they are (one, then all that are selected); here
 * they are read by their shape, since commands know no view. From the palette nothing is passed.
 */
interface Row {
  readonly owner?: FolderVault;
  readonly kind?: string;
  readonly tag?: TagNode;
  readonly path?: string;
}

/** A tag of one vault. */
export interface TagTarget {
  readonly owner: FolderVault;
  /** Without `#`. */
  readonly tag: string;
}

/** A note of one vault. */
interface NoteTarget {
  readonly owner: FolderVault;
  readonly path: string;
}

/** The tags among the rows that a command was called on. */
export function tagTargets(row: unknown, selected: unknown): TagTarget[] {
  return rows(row, selected).flatMap(({ owner, tag }) =>
    owner === undefined || tag === undefined ? [] : [{ owner, tag: tag.name }],
  );
}

/** The notes among the rows that a command was called on. */
export function noteTargets(row: unknown, selected: unknown): NoteTarget[] {
  return rows(row, selected).flatMap(({ owner, path, kind }) =>
    owner === undefined || path === undefined || kind === 'dangling' ? [] : [{ owner, path }],
  );
}

/** The notes that rows stand for: a tag for those with it or one below it, a MOC for itself and its members. */
export function notesOfRows(
  owner: FolderVault,
  row: unknown,
  selected: unknown,
): { readonly paths: ReadonlySet<string>; readonly label: string } {
  const own = rows(row, selected).filter((each) => each.owner === owner);
  const paths = own.flatMap(({ tag, path }) => {
    if (tag !== undefined) return notesWithTag(tag);
    if (path === undefined) return [];
    return [path, ...(owner.vault.moc(path)?.members.map((member) => member.path) ?? [])];
  });
  const [first] = own;
  const name = first?.tag === undefined ? owner.vault.note(first?.path ?? '')?.title : `#${first.tag.name}`;
  return { paths: new Set(paths), label: own.length === 1 && name !== undefined ? name : owner.folder.name };
}

/** The vault that a row belongs to, else that of the open note, else the only one, else the one that is picked. */
export async function vaultFor(row: unknown, vaults: Vaults): Promise<FolderVault | undefined> {
  const [first] = rows(row, undefined);
  const open = vscode.window.activeTextEditor?.document.uri;
  const all = vaults.all();
  const owner =
    first?.owner ??
    (open === undefined ? undefined : vaults.of(open)) ??
    (all.length === 1 ? all[0] : undefined);
  if (owner === undefined && all.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open the folder that holds your notes first.'));
    return undefined;
  }
  const chosen =
    owner ??
    (
      await vscode.window.showQuickPick(
        all.map((vault) => ({ label: vault.folder.name, vault })),
        { title: vscode.l10n.t('Which vault?') },
      )
    )?.vault;
  if (chosen !== undefined) await vaults.readyWithProgress(chosen);
  return chosen;
}

/** Notes of one vault that a command works on. */
interface ChosenNotes {
  readonly owner: FolderVault;
  readonly paths: readonly [string, ...string[]];
}

/** The rows that a command was called on, those of the first one's vault; else the open note, or `undefined`. */
export async function chosenNotes(
  vaults: Vaults,
  row: unknown,
  selected: unknown,
): Promise<ChosenNotes | undefined> {
  const rows = noteTargets(row, selected);
  const first = rows[0] ?? (await openNoteTarget(vaults));
  if (first === undefined) return undefined;
  const { owner, path } = first;
  const others = rows.slice(1).filter((note) => note.owner === owner);
  return { owner, paths: [path, ...others.map((note) => note.path)] };
}

/** The open note as a target; says what is missing where there is none. */
async function openNoteTarget(vaults: Vaults): Promise<NoteTarget | undefined> {
  const document = vscode.window.activeTextEditor?.document;
  const owner = document === undefined ? undefined : vaults.of(document.uri);
  if (document?.languageId !== 'markdown' || owner === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open a note of your vault first.'));
    return undefined;
  }
  await vaults.readyWithProgress(owner);
  const path = owner.path(document.uri);
  if (owner.update(path, document.getText()) !== undefined) return { owner, path };
  void vscode.window.showInformationMessage(owner.whyNoNote(path) ?? '');
  return undefined;
}

function rows(row: unknown, selected: unknown): Row[] {
  if (Array.isArray(selected) && selected.length > 0) return selected.filter(isRow);
  return isRow(row) ? [row] : [];
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && 'owner' in value;
}
