import * as vscode from 'vscode';
import { enrichPrompt, type EnrichPart } from '../../core/assistant/prompts/enrich.ts';
import { ownPrompts } from '../assistant/ownPrompts.ts';
import type { FolderVault } from '../folderVault.ts';
import type { NoteRuns, ShownRun } from '../runs/noteRuns.ts';
import { collectBatch } from './batchCommands.ts';
import { go } from './goOn.ts';
import { goingOn, tellRunning, type RunCommandServices } from './goingRun.ts';

/** *Resume Run*: asks about every note that waits, failed or has changed; a batch is collected first. */
export async function resumeRun(services: RunCommandServices, runs: NoteRuns): Promise<void> {
  if (tellRunning(runs)) return;
  const run = await runs.takeOver();
  if (run === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('There is no run to resume. “Enrich Vault” begins one.'),
    );
    return;
  }
  if (run.journal.batches.size > 0) return await collectBatch(services, runs);
  await askAgain(services, runs, run);
}

/** *Retry*: asks again about the notes of these rows that failed, or about all that failed. */
export async function retryFailed(
  services: RunCommandServices,
  runs: NoteRuns,
  row: unknown,
  selected: unknown,
): Promise<void> {
  if (tellRunning(runs)) return;
  const run = await runs.takeOver();
  const wanted = pathsOf(row, selected);
  const failed = [...(run?.journal.notes.values() ?? [])]
    .filter(({ path, status }) => status === 'failed' && (wanted.length === 0 || wanted.includes(path)))
    .map(({ path }) => path);
  if (run === undefined || failed.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No note of the last run failed.'));
    return;
  }
  await askAgain(services, runs, run, failed);
}

/** @param only these notes; all that are not done unless told */
async function askAgain(
  services: RunCommandServices,
  runs: NoteRuns,
  run: ShownRun,
  only?: readonly string[],
): Promise<void> {
  const going = await goingOn(services, runs, run);
  if (going === undefined) return;
  const { owner, journal } = going;
  if (promptVersion(owner, journal.plan.parts) !== journal.plan.promptVersion) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t('The question has changed since this run was begun. Begin a new run to ask it.'),
    );
    return;
  }
  await journal.record({
    kind: 'resumed',
    at: Date.now(),
    ...(only === undefined ? {} : { paths: only }),
  });
  await go(services, runs, going, only);
}

/** Tells one question from another one, the person's own instructions included. */
export function promptVersion(owner: FolderVault, parts: readonly EnrichPart[]): number {
  return enrichPrompt(ownPrompts(owner.folder.uri), parts).version;
}

/** Of rows of the Suggestions view, read by their shape, since commands know no view. */
function pathsOf(row: unknown, selected: unknown): string[] {
  const rows: readonly unknown[] = Array.isArray(selected) && selected.length > 0 ? selected : [row];
  return rows.flatMap((each) =>
    typeof each === 'object' && each !== null && 'path' in each && typeof each.path === 'string'
      ? [each.path]
      : [],
  );
}
