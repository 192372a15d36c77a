/*
 * The commands on runs over many notes and on what they propose. Reached by a dynamic import.
 */
import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import { messageOf } from '../../core/base/errors.ts';
import type { RunPlan } from '../../core/assistant/batch/runEvent.ts';
import { forecastRun, type SampledNote } from '../../core/assistant/batch/runForecast.ts';
import type { RunMemory } from '../../core/assistant/batch/runMemory.ts';
import { selectNotes } from '../../core/assistant/batch/runSelection.ts';
import type { EnrichPart } from '../../core/assistant/prompts/enrich.ts';
import type { RunProvider } from '../assistant/providerChoice.ts';
import { commandIds } from '../contributions.ts';
import type { FolderVault } from '../folderVault.ts';
import type { NoteRuns } from '../runs/noteRuns.ts';
import { contentHash, questionAbout } from '../runs/runServices.ts';
import { TimeSlices } from '../timeSlices.ts';
import type { Vaults } from '../vaults.ts';
import { cancelBatch, collectBatch, submitBatch } from './batchCommands.ts';
import { go } from './goOn.ts';
import { mayBegin, tellRunning, type RunCommandServices } from './goingRun.ts';
import { promptVersion, resumeRun, retryFailed } from './resumeRun.ts';
import { confirmRun, pickFilter, pickParts, type RunChoice } from './runChoices.ts';
import { decide, undoLastRun } from './runDecisions.ts';
import { notesOfRows, vaultFor } from './targets.ts';

/** So many questions are made to see how much goes with a note. */
const SAMPLED = 8;

/** Runs the command with this id on a row, a folder of the explorer, or from the palette. */
export async function runOnRuns(
  id: string,
  services: RunCommandServices,
  row: unknown,
  selected: unknown,
): Promise<void> {
  const runs = await services.openRuns();
  if (runs === undefined) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Open the folder that holds your notes first.'));
    return;
  }
  try {
    switch (id) {
      case commandIds.enrichVault:
        return await enrichVault(services, runs, row);
      case commandIds.enrichFolder:
        return await enrichFolder(services, runs, row);
      case commandIds.enrichNotes:
        return await enrichNotes(services, runs, row, selected);
      case commandIds.resumeRun:
        return await resumeRun(services, runs);
      case commandIds.retryNote:
      case commandIds.retryFailed:
        return await retryFailed(services, runs, row, selected);
      case commandIds.collectBatch:
        return await collectBatch(services, runs);
      case commandIds.cancelBatch:
        return await cancelBatch(services, runs);
      case commandIds.undoLastRun:
        return await undoLastRun(runs);
      default:
        return await decide(id, runs, services.texts, row, selected);
    }
  } catch (error) {
    // Most of all: another window holds the runs of the vault, or the disk takes nothing more.
    const reason = messageOf(error);
    void vscode.window.showErrorMessage(reason);
  }
}

async function enrichVault(services: RunCommandServices, runs: NoteRuns, row: unknown): Promise<void> {
  const owner = await vaultFor(row, services.vaults);
  if (owner !== undefined)
    await enrich(services, runs, { owner, isIn: () => true, label: owner.folder.name });
}

async function enrichFolder(services: RunCommandServices, runs: NoteRuns, row: unknown): Promise<void> {
  const uri = row instanceof vscode.Uri ? row : await pickFolder(services.vaults);
  const owner = uri === undefined ? undefined : services.vaults.of(uri);
  if (uri === undefined || owner === undefined) return;
  await services.vaults.readyWithProgress(owner);
  const folder = owner.path(uri);
  const isIn = (path: string): boolean => folder === '' || path.startsWith(`${folder}/`);
  await enrich(services, runs, { owner, isIn, label: folder === '' ? owner.folder.name : folder });
}

/** *Enrich These Notes…*: those with the tags, in the MOCs or of the rows that were selected. */
async function enrichNotes(
  services: RunCommandServices,
  runs: NoteRuns,
  row: unknown,
  selected: unknown,
): Promise<void> {
  const owner = await vaultFor(row, services.vaults);
  if (owner === undefined) return;
  const { paths, label } = notesOfRows(owner, row, selected);
  if (paths.size > 0) await enrich(services, runs, { owner, isIn: (path) => paths.has(path), label });
}

async function pickFolder(vaults: Vaults): Promise<vscode.Uri | undefined> {
  const owner = await vaultFor(undefined, vaults);
  if (owner === undefined) return undefined;
  const folders = new Set<string>();
  for (const { path } of owner.vault.notes()) {
    for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) folders.add(path.slice(0, at));
  }
  const picked = await vscode.window.showQuickPick([...folders].sort(), {
    title: vscode.l10n.t('Enrich Folder'),
    placeHolder: vscode.l10n.t('Which folder'),
  });
  return picked === undefined ? undefined : owner.uri(picked);
}

interface Where {
  readonly owner: FolderVault;
  /** Whether a vault-relative path is of those that it is about. */
  readonly isIn: (path: string) => boolean;
  readonly label: string;
}

async function enrich(services: RunCommandServices, runs: NoteRuns, where: Where): Promise<void> {
  const { owner, isIn, label } = where;
  if (!(await mayBegin(runs))) return;
  const title = vscode.l10n.t('Enrich “{0}”', label);
  const parts = await pickParts(title);
  const choice = parts && (await pickFilter(title, owner));
  const answering = choice && (await services.providers.forRun(owner));
  if (parts === undefined || choice === undefined || answering === undefined) return;
  const memory = await runs.memory(owner);
  const filter = choice.kind === 'changed' ? ({ kind: 'all' } as const) : choice;
  const selected = selectNotes(owner.vault, isIn, filter, answering.provider.isLanguageModel);
  const outlook = await lookAhead(owner, selected.paths, choice, memory, { parts, answering });
  if (outlook.paths.length === 0) {
    void vscode.window.showInformationMessage(
      selected.privateNotes > 0
        ? vscode.l10n.t('There is no such note that may be sent: {0} are private.', selected.privateNotes)
        : vscode.l10n.t('There is no such note in “{0}”.', label),
    );
    return;
  }
  const { provider } = answering;
  const batches = provider.isLanguageModel ? await services.providers.batches(owner) : undefined;
  const decision = await confirmRun({
    where: label,
    notes: outlook.paths.length,
    privateNotes: selected.privateNotes,
    provider: provider.label,
    isLanguageModel: provider.isLanguageModel,
    tokens: outlook.tokens,
    cost: outlook.cost,
    canBeBatch: batches !== undefined,
  });
  if (decision === undefined) return;
  const plan: RunPlan = {
    id: randomUUID(),
    startedAt: Date.now(),
    label,
    parts,
    providerId: provider.id,
    providerLabel: provider.label,
    promptVersion: promptVersion(owner, parts),
    paths: outlook.paths,
    ...(decision.budget === undefined ? {} : { budget: decision.budget }),
  };
  // The questions took a while, and another run may have begun meanwhile.
  if (tellRunning(runs)) return;
  const journal = await runs.begin(owner, plan);
  const going = { owner, journal, answering, memory };
  if (decision.asBatch && batches !== undefined) await submitBatch(services, runs, going, batches);
  else await go(services, runs, going);
}

/** Reads the notes, to tell which have changed and what the run will take. */
async function lookAhead(
  owner: FolderVault,
  paths: readonly string[],
  choice: RunChoice,
  memory: RunMemory,
  { parts, answering }: { readonly parts: readonly EnrichPart[]; readonly answering: RunProvider },
): Promise<{ readonly paths: string[]; readonly tokens: number; readonly cost: number | undefined }> {
  const options = {
    location: vscode.ProgressLocation.Window,
    title: vscode.l10n.t('Reading {0} notes', paths.length),
  };
  return await vscode.window.withProgress(options, async () => {
    const slices = new TimeSlices();
    const taken: { readonly path: string; readonly text: string }[] = [];
    for (const path of paths) {
      const text = await owner.read(path);
      if (text === undefined) continue;
      if (choice.kind === 'changed' && memory.lastHash(path) === contentHash(owner, text)) continue;
      taken.push({ path, text });
      await slices.pause();
    }
    const { provider, costOf } = answering;
    if (!provider.isLanguageModel) return { paths: taken.map(({ path }) => path), tokens: 0, cost: 0 };
    const every = Math.max(1, Math.floor(taken.length / SAMPLED));
    const notes: SampledNote[] = [];
    for (const [index, { path, text }] of taken.entries()) {
      if (index % every === 0) notes.push({ text, input: await questionAbout(owner, path, text, provider) });
      else notes.push({ text });
      await slices.pause();
    }
    const usage = forecastRun(notes, parts, provider);
    return {
      paths: taken.map(({ path }) => path),
      tokens: usage.input + usage.output,
      cost: costOf(usage),
    };
  });
}
