import * as vscode from 'vscode';
import type { EditPlan, NoteEdits } from '../../core/edits/editPlan.ts';
import { planRemovalFromMoc } from '../../core/edits/mocs/removeFromMoc.ts';
import { updateMoc, type MocUpdate } from '../../core/edits/mocs/updateMoc.ts';
import { updateMocIndex } from '../../core/edits/mocs/updateMocIndex.ts';
import { planSuggestions } from '../../core/edits/planSuggestions.ts';
import { applyEdits } from '../../core/markdown/textEdit.ts';
import { chooseAmongMocs, type FittingMoc } from '../../core/vault/candidates/findMocs.ts';
import { profileNote } from '../../core/vault/candidates/noteProfile.ts';
import type { FolderVault } from '../folderVault.ts';
import { obsidianLinkSettings } from '../obsidianSettings.ts';
import { setting } from '../settings.ts';
import type { ChangeReview } from '../reviewChange.ts';
import type { Vaults } from '../vaults.ts';
import { linkStyle, writingStyle } from '../writingStyle.ts';
import { chosenNotes } from './targets.ts';
import { liveNotes, writeAfterPreview, writeChosen, type VaultCommandServices } from './writePlan.ts';

/** *File Under MOC*: the open note or the chosen ones, under a MOC out of a ranked list. */
export async function fileUnderMoc(vaults: Vaults, row: unknown, selected: unknown): Promise<void> {
  const notes = await chosenNotes(vaults, row, selected);
  if (notes === undefined) return;
  const moc = await pickMoc(notes.owner, notes.paths[0]);
  if (moc !== undefined) await fileNotes(notes.owner, notes.paths, moc);
}

/** Files notes under a MOC, after a preview where several change; what dragging notes onto a MOC does. */
export async function fileNotes(owner: FolderVault, paths: readonly string[], moc: string): Promise<void> {
  const target = owner.vault.note(moc);
  const notes = await liveNotes(
    owner,
    paths.filter((path) => path !== moc),
  );
  if (target === undefined || notes.length === 0) return;
  const obsidian = await obsidianLinkSettings(owner.folder.uri);
  const suggestion = { kind: 'moc' as const, path: moc, title: target.title };
  const plans = notes.map((note) => {
    const style = writingStyle(owner, note.path, note.text, obsidian);
    return planSuggestions('', note, [suggestion], style, owner.vault);
  });
  const changes = plans.flatMap((plan) => plan.notes);
  const filed = new Set(notes.map(({ path }) => path));
  const entry = setting('moc.addEntry', owner.folder.uri)
    ? await asIfWritten(owner, changes, () => mocChange(owner, moc, filed))
    : { notes: [], refused: [] };
  const plan: EditPlan = {
    label: vscode.l10n.t('File under “{0}”', target.title),
    notes: [...changes, ...entry.notes],
    newNotes: [],
    refused: [...plans.flatMap(({ refused }) => refused), ...entry.refused],
  };
  if (plan.notes.length === 0 && plan.refused.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Filed under “{0}” already.', target.title));
  } else {
    await writeChosen(plan, owner, paths);
  }
}

/** *Remove From MOC*: the up-link of the note and the entry in the MOC; with several MOCs, one of them. */
export async function removeFromMoc(vaults: Vaults, row: unknown, selected: unknown): Promise<void> {
  const notes = await chosenNotes(vaults, row, selected);
  if (notes === undefined) return;
  const { owner, paths } = notes;
  const moc = inMocOf(row) ?? (await pickOwnMoc(owner, paths[0]));
  if (moc === undefined) return;
  const [mocNote] = await liveNotes(owner, [moc]);
  const live = await liveNotes(owner, paths);
  if (mocNote === undefined) return;
  await writeChosen(planRemovalFromMoc(live, mocNote, owner.vault), owner, paths);
}

/** *Update MOC*: lists the notes that belong to a MOC and are not listed, or keeps a note's list of MOCs current. */
export async function updateMocCommand(
  { vaults, review }: VaultCommandServices,
  row: unknown,
): Promise<void> {
  const notes = await chosenNotes(vaults, row, undefined);
  if (notes === undefined) return;
  const { owner } = notes;
  const [path] = notes.paths;
  const note = owner.vault.note(path);
  if (note?.isMoc) {
    const { mayShortenQuery, ...change } = await mocChange(owner, path, undefined);
    await writeChange(
      owner,
      change,
      mayShortenQuery
        ? vscode.l10n.t(
            'Update “{0}” (a query for notes not linked here will no longer show these)',
            note.title,
          )
        : vscode.l10n.t('Update “{0}”', note.title),
      vscode.l10n.t('“{0}” lists every note that belongs to it.', note.title),
      review,
    );
    return;
  }
  const [live] = await liveNotes(owner, [path]);
  if (live === undefined || note === undefined) return;
  const style = linkStyle(owner, path, live.text, await obsidianLinkSettings(owner.folder.uri));
  const update = updateMocIndex(live, style, owner.vault);
  const change: Change = update.ok
    ? {
        notes: [
          { path, before: live.text, edits: [...update.edits, ...update.repairs.map(({ edit }) => edit)] },
        ],
        refused: [],
      }
    : { notes: [], refused: [{ path, ...update }] };
  await writeChange(
    owner,
    change,
    vscode.l10n.t('Update the list of MOCs'),
    vscode.l10n.t('The list of MOCs in “{0}” is complete.', note.title),
    review,
  );
}

interface Change {
  readonly notes: readonly NoteEdits[];
  readonly refused: EditPlan['refused'];
}

interface MocChange extends Change {
  readonly mayShortenQuery: boolean;
}

/** @param only the notes that may get an entry; `undefined` for all, and for entries to go */
async function mocChange(
  owner: FolderVault,
  moc: string,
  only: ReadonlySet<string> | undefined,
): Promise<MocChange> {
  const [live] = await liveNotes(owner, [moc]);
  if (live === undefined) return { notes: [], refused: [], mayShortenQuery: false };
  const style = linkStyle(owner, moc, live.text, await obsidianLinkSettings(owner.folder.uri));
  const update: MocUpdate = updateMoc(live, style, owner.vault, only);
  if (!update.ok) return { notes: [], refused: [{ path: moc, ...update }], mayShortenQuery: false };
  return {
    notes: update.edits.length === 0 ? [] : [{ path: moc, before: live.text, edits: update.edits }],
    refused: [],
    mayShortenQuery: update.mayShortenQuery,
  };
}

async function writeChange(
  owner: FolderVault,
  change: Change,
  label: string,
  nothing: string,
  review: ChangeReview,
): Promise<void> {
  const isEmpty = change.notes.every(({ edits }) => edits.length === 0);
  if (isEmpty && change.refused.length === 0) {
    void vscode.window.showInformationMessage(nothing);
    return;
  }
  await writeAfterPreview({ label, newNotes: [], ...change }, owner, review);
}

/** Answers a question as if edits were written already, so that one plan can hold them and what follows from them. */
async function asIfWritten<T>(
  owner: FolderVault,
  edits: readonly NoteEdits[],
  question: () => Promise<T>,
): Promise<T> {
  for (const { path, before, edits: own } of edits) owner.update(path, applyEdits(before, own));
  try {
    return await question();
  } finally {
    for (const { path, before } of edits) owner.update(path, before);
  }
}

/** How many MOCs are called likely at the most. */
const MOST_LIKELY = 5;

interface MocItem extends vscode.QuickPickItem {
  readonly path: string;
}

/** Every MOC that the note is not in, those that fit it first, with why. */
async function pickMoc(owner: FolderVault, path: string): Promise<string | undefined> {
  const [live] = await liveNotes(owner, [path]);
  if (live === undefined) return undefined;
  const profile = profileNote(await owner.candidates(), path, live.text);
  const { likely, others } = chooseAmongMocs(profile, MOST_LIKELY);
  const items = [
    ...separated(
      vscode.l10n.t('Most likely'),
      likely.map((moc) => mocItem(moc, moc.why)),
    ),
    ...separated(
      vscode.l10n.t('Other MOCs'),
      others.map((moc) => mocItem(moc, '')),
    ),
  ];
  if (items.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no other MOC in this vault.'));
    return undefined;
  }
  const title = vscode.l10n.t('File “{0}” under which MOC?', owner.titleOf(path));
  const own = owner.vault.mocsOf(path).map((moc) => owner.titleOf(moc));
  const placeHolder =
    own.length === 0 ? undefined : vscode.l10n.t('It belongs to {0} already', own.join(', '));
  const options = { title, matchOnDescription: true, ...(placeHolder === undefined ? {} : { placeHolder }) };
  return (await vscode.window.showQuickPick(items, options))?.path;
}

function mocItem({ title, path }: Pick<FittingMoc, 'title' | 'path'>, description: string): MocItem {
  return { label: title, description, path, iconPath: new vscode.ThemeIcon('map') };
}

async function pickOwnMoc(owner: FolderVault, path: string): Promise<string | undefined> {
  const mocs = owner.vault.mocsOf(path).map((moc): MocItem => ({ label: owner.titleOf(moc), path: moc }));
  if (mocs.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('This note belongs to no MOC.'));
    return undefined;
  }
  if (mocs.length === 1) return mocs[0]?.path;
  return (await vscode.window.showQuickPick(mocs, { title: vscode.l10n.t('Remove from which MOC?') }))?.path;
}

function separated(name: string, items: readonly MocItem[]): MocItem[] {
  return items.length === 0
    ? []
    : [{ label: name, kind: vscode.QuickPickItemKind.Separator, path: '' }, ...items];
}

/** The MOC below which a row of the MOCs view stands. */
function inMocOf(row: unknown): string | undefined {
  const moc: unknown = typeof row === 'object' && row !== null && 'inMoc' in row ? row.inMoc : undefined;
  return typeof moc === 'string' ? moc : undefined;
}
