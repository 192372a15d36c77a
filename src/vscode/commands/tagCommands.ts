import * as vscode from 'vscode';
import { planTagAddition } from '../../core/edits/tags/addTags.ts';
import { planTagDeletion } from '../../core/edits/tags/deleteTag.ts';
import { movedTag, planTagMerge, planTagRename, type TagPlan } from '../../core/edits/tags/renameTag.ts';
import { readTagName } from '../../core/edits/tags/tagName.ts';
import { notesWithTag } from '../../core/vault/tagTree.ts';
import type { FolderVault } from '../folderVault.ts';
import type { ChangeReview } from '../reviewChange.ts';
import type { Vaults } from '../vaults.ts';
import { tagItems, type TagItem } from './tagItems.ts';
import { chosenNotes, tagTargets, vaultFor, type TagTarget } from './targets.ts';
import { liveNotes, writeAfterPreview, writeChosen, type VaultCommandServices } from './writePlan.ts';

/** *Rename Tag*: everywhere, with the tags below it; a `/` in the new name moves it in the hierarchy. */
export async function renameTag({ vaults, review }: VaultCommandServices, row: unknown): Promise<void> {
  const target = await tagOf(vaults, row, vscode.l10n.t('Rename which tag?'));
  if (target === undefined) return;
  const to = await askForName(target.tag, vscode.l10n.t('Rename #{0}', target.tag));
  if (to === undefined || to === target.tag) return;
  const notes = await liveNotes(target.owner, notesWith(target));
  await preview(planTagRename(notes, { from: target.tag, to, children: true }), target.owner, review);
}

/** *Merge Tags*: the chosen tags, with what is below them, become one of them. */
export async function mergeTags(
  { vaults, review }: VaultCommandServices,
  row: unknown,
  selected: unknown,
): Promise<void> {
  const chosen = tagTargets(row, selected);
  const owner = chosen[0]?.owner ?? (await vaultFor(row, vaults));
  if (owner === undefined) return;
  const tags = chosen.length > 1 ? chosen.map(({ tag }) => tag) : await pickSome(owner, chosen[0]?.tag);
  if (tags === undefined || tags.length < 2) return;
  const byUse = tags
    .map((tag) => ({ label: `#${tag}`, description: String(owner.vault.tag(tag)?.total ?? 0), tag }))
    .sort((a, b) => Number(b.description) - Number(a.description));
  const into = await vscode.window.showQuickPick(byUse, {
    title: vscode.l10n.t('Merge into which of them?'),
  });
  if (into === undefined) return;
  await mergeInto(
    owner,
    tags.filter((tag) => tag !== into.tag),
    into.tag,
    review,
  );
}

/** What dragging tags onto another one does: they go below it, or become one with it. */
export async function dropTags(
  owner: FolderVault,
  tags: readonly string[],
  onto: string | undefined,
  review: ChangeReview,
): Promise<void> {
  if (onto === undefined) return await moveTags(owner, tags, undefined, review);
  const names = tags.map((tag) => `#${tag}`).join(', ');
  const merge = {
    label: vscode.l10n.t('Merge {0} into #{1}', names, onto),
    icon: 'merge',
    run: () => mergeInto(owner, tags, onto, review),
  };
  const move = {
    label: vscode.l10n.t('Move {0} below #{1}', names, onto),
    icon: 'list-tree',
    run: () => moveTags(owner, tags, onto, review),
  };
  const items = [merge, move].map((item) => ({ ...item, iconPath: new vscode.ThemeIcon(item.icon) }));
  await (
    await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Drop {0} onto #{1}', names, onto) })
  )?.run();
}

/** *Delete Tag*: from frontmatter and text. */
export async function deleteTag({ vaults, review }: VaultCommandServices, row: unknown): Promise<void> {
  const target = await tagOf(vaults, row, vscode.l10n.t('Delete which tag?'));
  if (target === undefined) return;
  const notes = await liveNotes(target.owner, notesWith(target));
  const plan = planTagDeletion(notes, { tag: target.tag, children: true, inline: 'auto' });
  await writeAfterPreview(plan, target.owner, review);
}

/** *Add Tag*: to the open note or the chosen notes, with the vault's tags to choose from. */
export async function addTag(vaults: Vaults, row: unknown, selected: unknown): Promise<void> {
  const notes = await chosenNotes(vaults, row, selected);
  if (notes === undefined) return;
  const tag = await pickOrType(notes.owner);
  if (tag !== undefined) await addTagTo(notes.owner, notes.paths, tag);
}

/** Adds a tag to notes, after a preview where several change; what dragging notes onto a tag does. */
export async function addTagTo(owner: FolderVault, paths: readonly string[], tag: string): Promise<void> {
  const planned = planTagAddition(await liveNotes(owner, paths), [tag]);
  if (planned.ok) await writeChosen(planned.plan, owner, paths);
  else void vscode.window.showErrorMessage(planned.reason);
}

/** *Remove Tag*: from the notes whose rows stand below a tag, or one of the open note's tags. */
export async function removeTag(vaults: Vaults, row: unknown, selected: unknown): Promise<void> {
  const notes = await chosenNotes(vaults, row, selected);
  if (notes === undefined) return;
  const { owner, paths } = notes;
  const tag = inTagOf(row) ?? (await pickOwnTag(owner, paths[0]));
  if (tag === undefined) return;
  const plan = planTagDeletion(await liveNotes(owner, paths), { tag, children: false, inline: 'auto' });
  await writeChosen(plan, owner, paths);
}

async function pickOwnTag(owner: FolderVault, path: string): Promise<string | undefined> {
  const tags = [...new Set((owner.vault.note(path)?.tags ?? []).map(({ name }) => name))];
  if (tags.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('This note has no tags.'));
    return undefined;
  }
  const items = tags.map((tag) => ({ label: `#${tag}`, tag }));
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Remove which tag?') }))?.tag;
}

/** The tag below which a note's row stands. */
function inTagOf(row: unknown): string | undefined {
  const tag: unknown = typeof row === 'object' && row !== null && 'inTag' in row ? row.inTag : undefined;
  return typeof tag === 'string' ? tag : undefined;
}

/** Merges tags into one, after a look at the change. */
export async function mergeInto(
  owner: FolderVault,
  tags: readonly string[],
  target: string,
  review: ChangeReview,
): Promise<void> {
  const notes = await liveNotes(
    owner,
    tags.flatMap((tag) => notesWith({ owner, tag })),
  );
  await preview(planTagMerge(notes, tags, target), owner, review);
}

async function moveTags(
  owner: FolderVault,
  tags: readonly string[],
  parent: string | undefined,
  review: ChangeReview,
): Promise<void> {
  for (const tag of tags) {
    const to = movedTag(tag, parent);
    if (to === undefined) continue;
    const notes = await liveNotes(owner, notesWith({ owner, tag }));
    await preview(planTagRename(notes, { from: tag, to, children: true }), owner, review);
  }
}

async function preview(planned: TagPlan, owner: FolderVault, review: ChangeReview): Promise<void> {
  if (planned.ok) await writeAfterPreview(planned.plan, owner, review);
  else void vscode.window.showErrorMessage(planned.reason);
}

/** Notes that carry the tag or one below it; notes that may hide it in unreadable frontmatter are looked at as well. */
function notesWith({ owner, tag }: TagTarget): string[] {
  const node = owner.vault.tag(tag);
  const unreadable = [...owner.vault.notes()]
    .filter((note) => note.hasInvalidFrontmatter)
    .map(({ path }) => path);
  return [...(node === undefined ? [] : notesWithTag(node)), ...unreadable];
}

async function tagOf(vaults: Vaults, row: unknown, title: string): Promise<TagTarget | undefined> {
  const [given] = tagTargets(row, undefined);
  if (given !== undefined) return given;
  const owner = await vaultFor(row, vaults);
  if (owner === undefined) return undefined;
  const picked = await vscode.window.showQuickPick(tagItems(owner), { title, matchOnDescription: true });
  return picked === undefined ? undefined : { owner, tag: picked.tag };
}

async function pickSome(owner: FolderVault, first: string | undefined): Promise<string[] | undefined> {
  const items = tagItems(owner).map((item) => ({ ...item, picked: item.tag === first }));
  const title = vscode.l10n.t('Merge which tags? Tick two or more.');
  return (await vscode.window.showQuickPick(items, { title, canPickMany: true }))?.map(({ tag }) => tag);
}

/** The vault's tags, and what was typed as a new one. */
async function pickOrType(owner: FolderVault): Promise<string | undefined> {
  const pick = vscode.window.createQuickPick<TagItem>();
  const known = tagItems(owner);
  pick.title = vscode.l10n.t('Add tag');
  pick.placeholder = vscode.l10n.t('Choose a tag of your vault or type a new one');
  pick.items = known;
  pick.onDidChangeValue((value) => {
    const read = readTagName(value);
    const isNew = read.ok && !known.some(({ tag }) => tag.toLowerCase() === read.name.toLowerCase());
    pick.items = isNew
      ? [...known, { label: `#${read.name}`, description: vscode.l10n.t('new'), tag: read.name }]
      : known;
  });
  try {
    return await new Promise<string | undefined>((resolve) => {
      pick.onDidAccept(() => resolve(pick.activeItems[0]?.tag));
      pick.onDidHide(() => resolve(undefined));
      pick.show();
    });
  } finally {
    pick.dispose();
  }
}

async function askForName(tag: string, title: string): Promise<string | undefined> {
  const name = await vscode.window.showInputBox({
    title,
    value: tag,
    valueSelection: [tag.lastIndexOf('/') + 1, tag.length],
    prompt: vscode.l10n.t('Tags below it are renamed as well. Every change is shown before it is written.'),
    validateInput: (value) => {
      const read = readTagName(value);
      return read.ok ? undefined : read.reason;
    },
  });
  const read = name === undefined ? undefined : readTagName(name);
  return read?.ok ? read.name : undefined;
}
