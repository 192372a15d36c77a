import * as vscode from 'vscode';
import type { RunJournal } from '../../core/assistant/batch/runJournal.ts';
import type { RunMemory } from '../../core/assistant/batch/runMemory.ts';
import type { ReplyCache } from '../../core/assistant/replyCache.ts';
import type { ProviderChoice, RunProvider } from '../assistant/providerChoice.ts';
import type { FolderVault } from '../folderVault.ts';
import type { ReadOnlyTexts } from '../readOnlyTexts.ts';
import type { NoteRuns, ShownRun } from '../runs/noteRuns.ts';
import type { Vaults } from '../vaults.ts';

/** What the commands on runs work with. */
export interface RunCommandServices {
  readonly vaults: Vaults;
  readonly providers: ProviderChoice;
  readonly replies: ReplyCache;
  readonly texts: ReadOnlyTexts;
  /** `undefined` in a window without a folder. */
  readonly openRuns: () => Promise<NoteRuns | undefined>;
}

/** A run that goes on, and who answers. */
export interface Going {
  readonly owner: FolderVault;
  readonly journal: RunJournal;
  readonly answering: RunProvider;
  readonly memory: RunMemory;
}

/** What it takes to go on with a run; `undefined` where the person said no or chose another model since, and was told. */
export async function goingOn(
  services: RunCommandServices,
  runs: NoteRuns,
  { owner, journal }: ShownRun,
): Promise<Going | undefined> {
  await services.vaults.readyWithProgress(owner);
  const answering = await services.providers.forRun(owner);
  if (answering === undefined) return undefined;
  if (answering.provider.id !== journal.plan.providerId) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        'This run was begun with {0}. Choose it again to go on, or begin a new run.',
        journal.plan.providerLabel,
      ),
    );
    return undefined;
  }
  return { owner, journal, answering, memory: await runs.memory(owner) };
}

/** Tells that a run is going on already, where one is. */
export function tellRunning(runs: NoteRuns): boolean {
  if (runs.isRunning) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('A run is going on already. Cancel it first, or wait until it has ended.'),
    );
  }
  return runs.isRunning;
}

/** Whether another run may begin: only the latest one is shown, so what a batch brings must be collected before. */
export async function mayBegin(runs: NoteRuns): Promise<boolean> {
  if (tellRunning(runs)) return false;
  await runs.load();
  const journal = runs.shown?.journal;
  if (journal === undefined || journal.batches.size === 0) return true;
  const beginAnyway = vscode.l10n.t('Begin Anyway');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('The batch of “{0}” has not been collected.', journal.plan.label),
    {
      modal: true,
      detail: vscode.l10n.t(
        'Once another run begins, what it brings cannot be had any more. It is paid for all the same.',
      ),
    },
    beginAnyway,
  );
  return answer === beginAnyway;
}
