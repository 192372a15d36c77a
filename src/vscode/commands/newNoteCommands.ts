import * as vscode from 'vscode';
import { formatInstant } from '../../core/edits/dates/formatInstant.ts';
import { mocTitleFor, planMocFromTag } from '../../core/edits/mocs/newMocFromTag.ts';
import { mocOfMissing, planMissingNote } from '../../core/edits/newNote/createMissingNote.ts';
import { isTemplate } from '../../core/vault/isTemplate.ts';
import { writeNewNote, type NewNoteStyle } from '../../core/edits/newNote/newNoteInMoc.ts';
import { newNotePath, takenPaths, usualFolder } from '../../core/edits/newNote/newNotePath.ts';
import { stemOf } from '../../core/vault/notePath.ts';
import { notesWithTag } from '../../core/vault/tagTree.ts';
import type { DanglingTarget } from '../../core/vault/vault.ts';
import { momentOf } from '../datesOnSave.ts';
import type { FolderVault } from '../folderVault.ts';
import { namedBy, namers } from '../namedBy.ts';
import { obsidianLinkSettings } from '../obsidianSettings.ts';
import { setting } from '../settings.ts';
import type { Vaults } from '../vaults.ts';
import { writingStyle } from '../writingStyle.ts';
import { tagItems } from './tagItems.ts';
import { noteTargets, tagTargets, vaultFor } from './targets.ts';
import { liveNotes, writeAfterPreview, writePlan, type VaultCommandServices } from './writePlan.ts';

/** *New Note in MOC*: from the user's own template, filed from the start. */
export async function newNoteInMoc(vaults: Vaults, row: unknown): Promise<void> {
  const [given] = noteTargets(row, undefined);
  const owner = given?.owner ?? (await vaultFor(row, vaults));
  const moc = owner === undefined ? undefined : (given?.path ?? (await pickMocPath(owner)));
  if (owner === undefined || moc === undefined) return;
  const mocTitle = owner.titleOf(moc);
  const title = await askForTitle(vscode.l10n.t('New note in “{0}”', mocTitle), '');
  if (title === undefined) return;
  const members = owner.vault.moc(moc)?.members ?? [];
  const folder = usualFolder(members.length > 0 ? members.map(({ path }) => path) : [moc]);
  const path = newNotePath(folder, title, takenPaths(owner.vault));
  const written = writeNewNote(
    path,
    title,
    { path: moc, title: mocTitle },
    await styleFor(owner, path, 'note'),
    owner.vault,
  );
  if (!written.ok) {
    void vscode.window.showErrorMessage(written.reason);
    return;
  }
  const plan = { label: vscode.l10n.t('New note'), notes: [], newNotes: [written.note], refused: [] };
  if (await writePlan(plan, owner)) await show(owner, path);
}

/** *New MOC From Tag*: a MOC that lists the notes of a tag, each of which names it. */
export async function newMocFromTag({ vaults, review }: VaultCommandServices, row: unknown): Promise<void> {
  const [given] = tagTargets(row, undefined);
  const owner = given?.owner ?? (await vaultFor(row, vaults));
  const tag = owner === undefined ? undefined : (given?.tag ?? (await pickTag(owner)));
  if (owner === undefined || tag === undefined) return;
  const title = await askForTitle(vscode.l10n.t('New MOC from #{0}', tag), mocTitleFor(tag));
  if (title === undefined) return;
  const node = owner.vault.tag(tag);
  const paths = node === undefined ? [] : notesWithTag(node).filter((path) => !isTemplate(path));
  const path = newNotePath(usualFolder(paths), title, takenPaths(owner.vault));
  const style = await styleFor(owner, path, 'moc');
  const planned = planMocFromTag({ tag, title, path }, await liveNotes(owner, paths), style, owner.vault);
  if (!planned.ok) {
    void vscode.window.showErrorMessage(planned.reason);
    return;
  }
  // The new file first, so that the preview of the others shows links that lead somewhere.
  const { plan } = planned;
  if (!(await writePlan({ ...plan, notes: [], refused: [] }, owner))) return;
  await writeAfterPreview({ ...plan, newNotes: [] }, owner, review);
  await show(owner, path);
}

/** *Create Missing Note*: from a dangling link, called on its row or picked from a list. */
export async function createMissingNote(vaults: Vaults, row: unknown): Promise<void> {
  const owner = await vaultFor(row, vaults);
  const target = owner === undefined ? undefined : (danglingOf(row) ?? (await pickMissing(owner)));
  if (owner === undefined || target === undefined) return;
  const mentioning = await liveNotes(
    owner,
    target.mentionedBy.map(({ from }) => from),
  );
  const style = await styleFor(owner, target.path, 'note');
  const planned = planMissingNote(target, mentioning, mocOfMissing(target, owner.vault), style, owner.vault);
  if (!planned.ok) void vscode.window.showErrorMessage(planned.reason);
  else if (await writePlan(planned.plan, owner)) await show(owner, planned.path);
}

async function styleFor(owner: FolderVault, path: string, kind: 'note' | 'moc'): Promise<NewNoteStyle> {
  const obsidian = await obsidianLinkSettings(owner.folder.uri);
  const { links, upLinks } = writingStyle(owner, path, '', obsidian);
  const scope = owner.folder.uri;
  const moment = momentOf(new Date());
  return {
    links,
    upLinks,
    template: await templateFor(owner, kind),
    formatDate: (format) => formatInstant(format, moment, setting('dates.timeZone', scope)),
  };
}

/** The vault's template for notes or MOCs, by the name of its file; a vault with one template for notes has that. */
async function templateFor(owner: FolderVault, kind: 'note' | 'moc'): Promise<string | undefined> {
  const templates = [...owner.vault.notes()].map(({ path }) => path).filter(isTemplate);
  const isForMocs = (path: string): boolean => /(?:^|[\s_-])moc$/i.test(stemOf(path));
  const [first, ...others] = templates.filter((path) => isForMocs(path) === (kind === 'moc'));
  const named = templates.find((path) => stemOf(path).toLowerCase() === kind);
  const path = named ?? (others.length === 0 ? first : undefined);
  return path === undefined ? undefined : await owner.read(path);
}

function danglingOf(row: unknown): DanglingTarget | undefined {
  if (typeof row !== 'object' || row === null || !('target' in row)) return undefined;
  return row.target as DanglingTarget;
}

async function pickMissing(owner: FolderVault): Promise<DanglingTarget | undefined> {
  // Those that most notes name are likeliest to be wanted.
  const missing = owner.vault.dangling().map((target) => ({ target, count: namers(target) }));
  const items = missing
    .sort((a, b) => b.count - a.count)
    .map(({ target }) => ({ label: target.title, description: namedBy(target), target }));
  if (items.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Every link of this vault leads somewhere.'));
    return undefined;
  }
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Create which missing note?') }))
    ?.target;
}

async function pickMocPath(owner: FolderVault): Promise<string | undefined> {
  const items = owner.vault.mocs().mocs.map(({ path }) => ({ label: owner.titleOf(path), path }));
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('New note in which MOC?') }))?.path;
}

async function pickTag(owner: FolderVault): Promise<string | undefined> {
  const title = vscode.l10n.t('New MOC from which tag?');
  return (await vscode.window.showQuickPick(tagItems(owner), { title }))?.tag;
}

async function askForTitle(title: string, value: string): Promise<string | undefined> {
  const answer = await vscode.window.showInputBox({
    title,
    value,
    prompt: vscode.l10n.t('Title of the note'),
    validateInput: (text) => (text.trim() === '' ? vscode.l10n.t('A note needs a title') : undefined),
  });
  return answer?.trim();
}

async function show(owner: FolderVault, path: string): Promise<void> {
  await vscode.window.showTextDocument(owner.uri(path), { preview: false });
}
