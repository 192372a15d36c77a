import { createHash, randomUUID } from 'node:crypto';
import * as vscode from 'vscode';
import type { BatchProvider } from '../../core/assistant/batch/batchProvider.ts';
import { cancelBatches, collectBatches } from '../../core/assistant/batch/collectBatches.ts';
import { submitBatches, type BatchServices } from '../../core/assistant/batch/submitBatches.ts';
import { viewIds } from '../contributions.ts';
import type { NoteRuns } from '../runs/noteRuns.ts';
import { runServices } from '../runs/runServices.ts';
import { goingOn, tellRunning, type Going, type RunCommandServices } from './goingRun.ts';

/** Hands the notes of a run over to the provider's own batches, and says where they are. */
export async function submitBatch(
  services: RunCommandServices,
  runs: NoteRuns,
  going: Going,
  provider: BatchProvider,
): Promise<void> {
  const { journal } = going;
  await vscode.commands.executeCommand(`${viewIds.suggestions}.focus`);
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Handing “{0}” over as a batch', journal.plan.label),
    cancellable: true,
  };
  const { end, notes, detail } = await vscode.window.withProgress(options, async (_, token) => {
    token.onCancellationRequested(() => runs.stop());
    const work = runOf(services, going);
    return await runs.run((signal) => submitBatches(journal, work, batchesOf(runs, going, provider), signal));
  });
  if (end === 'failed') {
    const sentence = vscode.l10n.t('The batch of “{0}” did not begin. {1}', journal.plan.label, detail ?? '');
    void vscode.window.showErrorMessage(sentence);
    return;
  }
  const { providerLabel } = journal.plan;
  const sentences = [
    notes === 0
      ? ''
      : notes === 1
        ? vscode.l10n.t('1 note is with {0} now.', providerLabel)
        : vscode.l10n.t('{0} notes are with {1} now.', notes, providerLabel),
    end === 'budget'
      ? vscode.l10n.t('The budget takes no more notes; “Resume Run” asks about the rest.')
      : '',
    notes === 0 ? '' : vscode.l10n.t('“Collect Batch” fetches what is ready, within a day.'),
  ].filter(Boolean);
  if (sentences.length > 0) void vscode.window.showInformationMessage(sentences.join(' '));
}

/** *Collect Batch*: fetches what is ready of the batches of the shown run. */
export async function collectBatch(services: RunCommandServices, runs: NoteRuns): Promise<void> {
  const found = await pendingBatch(services, runs);
  if (found === undefined) return;
  const { going, provider } = found;
  const { journal } = going;
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Collecting the batch of “{0}”', journal.plan.label),
  };
  const collected = await vscode.window.withProgress(options, () =>
    runs.run(() => collectBatches(journal, runOf(services, going), batchesOf(runs, going, provider))),
  );
  const { answered, total, problems } = collected;
  if (problems.length > 0) {
    void vscode.window.showWarningMessage(problems.join(' '));
  } else if (collected.going > 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('The batch is not done yet: {0} of {1} notes are answered.', answered, total),
    );
  } else {
    await vscode.commands.executeCommand(`${viewIds.suggestions}.focus`);
  }
}

/** *Cancel Batch*: what is answered by then can still be collected. */
export async function cancelBatch(services: RunCommandServices, runs: NoteRuns): Promise<void> {
  const found = await pendingBatch(services, runs);
  if (found === undefined) return;
  const { going, provider } = found;
  const problem = await runs.run(() =>
    cancelBatches(going.journal, runOf(services, going), batchesOf(runs, going, provider)),
  );
  if (problem !== undefined) {
    void vscode.window.showErrorMessage(problem);
    return;
  }
  void vscode.window.showInformationMessage(
    vscode.l10n.t('The batch is being cancelled. “Collect Batch” fetches what was answered by then.'),
  );
}

/** The batches of the shown run that have not been collected; `undefined` when there are none, and that was told. */
async function pendingBatch(
  services: RunCommandServices,
  runs: NoteRuns,
): Promise<{ readonly going: Going; readonly provider: BatchProvider } | undefined> {
  if (tellRunning(runs)) return undefined;
  const run = await runs.takeOver();
  if (run === undefined || run.journal.batches.size === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('No batch of this vault is under way.'));
    return undefined;
  }
  const going = await goingOn(services, runs, run);
  const provider = going && (await services.providers.batches(run.owner));
  if (going !== undefined && provider !== undefined) return { going, provider };
  if (going !== undefined) {
    void vscode.window.showWarningMessage(
      vscode.l10n.t(
        '{0} does not tell of its batches just now; try again later.',
        run.journal.plan.providerLabel,
      ),
    );
  }
  return undefined;
}

function runOf(services: RunCommandServices, going: Going): ReturnType<typeof runServices> {
  const { owner, journal, answering, memory } = going;
  return runServices(owner, journal.plan, answering, memory, services.replies);
}

function batchesOf(runs: NoteRuns, { owner, journal }: Going, provider: BatchProvider): BatchServices {
  return {
    provider,
    files: runs.batchFiles(owner),
    customId: (path, hash) => createHash('sha256').update(`${path}\0${hash}`).digest('hex').slice(0, 32),
    newBatch: () => `${journal.plan.id}-${randomUUID()}`,
  };
}
