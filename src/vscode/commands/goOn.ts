import * as vscode from 'vscode';
import type { RunJournal } from '../../core/assistant/batch/runJournal.ts';
import { runNotes } from '../../core/assistant/batch/runNotes.ts';
import { commandIds, viewIds } from '../contributions.ts';
import type { NoteRuns } from '../runs/noteRuns.ts';
import { runServices } from '../runs/runServices.ts';
import type { Going, RunCommandServices } from './goingRun.ts';

/** Asks in the background, with progress and a way to stop, and says in one sentence how it ended. */
export async function go(
  services: RunCommandServices,
  runs: NoteRuns,
  { owner, journal, answering, memory }: Going,
): Promise<void> {
  await vscode.commands.executeCommand(`${viewIds.suggestions}.focus`);
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Enriching “{0}”', journal.plan.label),
    cancellable: true,
  };
  const { end, detail } = await vscode.window.withProgress(options, async (progress, token) => {
    token.onCancellationRequested(() => runs.stop());
    const report = progressOf(journal, progress);
    const listening = journal.onDidChange(report);
    try {
      const run = runServices(owner, journal.plan, answering, memory, services.replies);
      return await runs.run((signal) => runNotes(journal, run, signal));
    } finally {
      listening.dispose();
    }
  });
  if (end === 'failed') {
    const choose = vscode.l10n.t('Choose Language Model');
    const sentence = vscode.l10n.t('The run over “{0}” stopped. {1}', journal.plan.label, detail ?? '');
    if ((await vscode.window.showErrorMessage(sentence, choose)) === choose) {
      await vscode.commands.executeCommand(commandIds.chooseModel);
    }
  }
}

/** Notes done, cost so far, time left: told with each note. */
function progressOf(
  journal: RunJournal,
  progress: vscode.Progress<{ message?: string; increment?: number }>,
): () => void {
  const total = journal.notes.size;
  const count = (): number => [...journal.notes.values()].filter(({ status }) => status !== 'waiting').length;
  const began = Date.now();
  const before = count();
  let told = before;
  let toldAt = 0;
  return () => {
    const now = Date.now();
    const done = count();
    if (now - toldAt < 250 && done < total) return;
    const left = done === before ? undefined : ((now - began) / (done - before)) * (total - done);
    const message = [
      vscode.l10n.t('{0} of {1} notes', done, total),
      journal.cost > 0 ? `$${journal.cost.toFixed(2)}` : '',
      left === undefined || done === total ? '' : timeLeft(left),
    ];
    progress.report({
      message: message.filter(Boolean).join(' · '),
      increment: ((done - told) / total) * 100,
    });
    told = done;
    toldAt = now;
  };
}

function timeLeft(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  return minutes < 1
    ? vscode.l10n.t('less than a minute left')
    : vscode.l10n.t('about {0} min left', minutes);
}
