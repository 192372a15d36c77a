import * as vscode from 'vscode';
import type { EditPlan, NoteEdits, Refusal } from '../../core/edits/editPlan.ts';
import { planSuggestions } from '../../core/edits/planSuggestions.ts';
import { restoreNote } from '../../core/edits/restoreNote.ts';
import { refuseMixedLineEnds } from '../../core/edits/lineEnds.ts';
import { whyNoText } from '../../core/vault/noteStore.ts';
import { applyEdits } from '../../core/markdown/textEdit.ts';
import { applyPlan, mixedLineEnds, type PlanOutcome } from '../applyPlan.ts';
import type { FolderVault } from '../folderVault.ts';
import { obsidianLinkSettings } from '../obsidianSettings.ts';
import { setting } from '../settings.ts';
import { writingStyle } from '../writingStyle.ts';
import type { ShownRun } from './noteRuns.ts';
import { openSuggestions } from './ticks.ts';

/** Suggestions of one note, by their ids. */
export interface Picked {
  readonly path: string;
  readonly ids: readonly string[];
}

/** What became of suggestions that were to be accepted, or of notes that were to be put back. */
export interface Decided {
  /** Notes that were changed. */
  readonly changed: number;
  /** Notes, or suggestions for them, that were left, and why. */
  readonly left: readonly Refusal[];
}

/** So many notes are changed as one undo step; more would open too many documents at once. */
const NOTES_AT_ONCE = 50;

/** The change that accepting these would make to a note as it is now, which refuses a note that cannot be read. */
export async function planFor(run: ShownRun, { path, ids }: Picked): Promise<EditPlan> {
  const { owner, journal } = run;
  const label = vscode.l10n.t('Accept suggestions');
  const text = await owner.readOrTell(path);
  if (typeof text !== 'string') {
    return { label, notes: [], newNotes: [], refused: [{ path, reason: whyNoText(text) }] };
  }
  const accepted = openSuggestions(journal, path)
    .filter(({ id }) => ids.includes(id))
    .map(({ suggestion }) => suggestion);
  const style = writingStyle(owner, path, text, await obsidianLinkSettings(owner.folder.uri));
  return planSuggestions(label, { path, text }, accepted, style, owner.vault);
}

/**
 * Writes suggestions into their notes as they are now, and keeps what was done. A note that is open with unsaved
 * changes stays so; the others are saved. A note is changed as a whole or not at all.
 */
export async function accept(
  run: ShownRun,
  picked: readonly Picked[],
  onProgress: (done: number) => void = () => undefined,
): Promise<Decided> {
  let changed = 0;
  const left: Refusal[] = [];
  for (let start = 0; start < picked.length; start += NOTES_AT_ONCE) {
    const batch = picked.slice(start, start + NOTES_AT_ONCE);
    const part = await acceptBatch(run, batch);
    changed += part.changed;
    left.push(...part.left);
    onProgress(start + batch.length);
  }
  return { changed, left };
}

async function acceptBatch(run: ShownRun, picked: readonly Picked[]): Promise<Decided> {
  const { owner } = run;
  const left: Refusal[] = [];
  const notes: NoteEdits[] = [];
  let label = '';
  for (const one of picked) {
    const fit = refuseMixedLineEnds(await planFor(run, one), mixedLineEnds());
    label = fit.label;
    left.push(...fit.refused);
    notes.push(...fit.notes);
  }
  const outcome = await applyPlan({ label, notes, newNotes: [], refused: [] }, (path) => owner.uri(path));
  left.push(...leftBy(outcome, notes));
  let changed = 0;
  for (const { path, before, edits } of notes) {
    // Only what was written by this counts as accepted: a note may be another one because somebody writes in it.
    if (outcome.kind === 'nothing' || !outcome.changed.includes(path)) continue;
    const after = (await owner.read(path)) ?? applyEdits(before, edits);
    const ids = picked.find((one) => one.path === path)?.ids ?? [];
    await run.journal.record({ kind: 'accepted', path, ids, before, after });
    changed++;
  }
  return { changed, left };
}

/** The notes that an outcome leaves otherwise than they were to be, each by its name. */
function leftBy(outcome: PlanOutcome, notes: readonly NoteEdits[]): readonly Refusal[] {
  if (outcome.kind !== 'failed') return [];
  const { unsaved, reason } = outcome;
  return unsaved.length > 0 ? unsaved : notes.map(({ path }) => ({ path, reason }));
}

/** Says no to suggestions: they do not come back for the same text. */
export async function dismiss(run: ShownRun, picked: readonly Picked[]): Promise<void> {
  for (const { path, ids } of picked) await run.journal.record({ kind: 'dismissed', path, ids });
}

/** Puts every accepted note of the run back as it was, dates included, unless somebody has written in it since. */
export async function undoRun(run: ShownRun): Promise<Decided> {
  const { owner, journal } = run;
  const label = vscode.l10n.t('Undo last run');
  const left: Refusal[] = [];
  const restored: string[] = [];
  const notes: NoteEdits[] = [];
  for (const { path, accepted } of journal.notes.values()) {
    if (accepted.length === 0) continue;
    const live = await owner.readOrTell(path);
    if (typeof live !== 'string') {
      left.push({ path, reason: whyNoText(live) });
      continue;
    }
    const restoring = restoreNote(live, accepted, dateKeys(owner));
    if (restoring.kind === 'edited') {
      left.push({ path, reason: vscode.l10n.t('It was edited since.') });
      continue;
    }
    restored.push(path);
    if (restoring.kind === 'edits') notes.push({ path, before: live, edits: restoring.edits });
  }
  for (let start = 0; start < notes.length; start += NOTES_AT_ONCE) {
    const batch = notes.slice(start, start + NOTES_AT_ONCE);
    const uris = batch.map(({ path }) => owner.uri(path));
    const plan = { label, notes: batch, newNotes: [], refused: [] };
    const outcome = await owner.heldDates.during(uris, () => applyPlan(plan, (path) => owner.uri(path)));
    left.push(...leftBy(outcome, batch));
  }
  let changed = 0;
  for (const path of restored) {
    const before = journal.notes.get(path)?.accepted[0]?.before;
    if ((await owner.read(path)) !== before) continue;
    await journal.record({ kind: 'undone', path });
    changed++;
  }
  return { changed, left };
}

/** Every key that a save may move. */
export function dateKeys(owner: FolderVault): string[] {
  const scope = owner.folder.uri;
  return [
    setting('dates.modifiedKey', scope),
    setting('dates.createdKey', scope),
    ...setting('dates.aliases', scope),
  ];
}
