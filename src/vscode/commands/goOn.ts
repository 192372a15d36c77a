import * as vscode from 'vscode';
import type { RunJournal } from '../../core/assistant/batch/runJournal.ts';
import { runNotes } from '../../core/assistant/batch/runNotes.ts';
import { commandIds, viewIds } from '../contributions.ts';
import type { NoteRuns } from '../runs/noteRuns.ts';
import { runServices } from '../runs/runServices.ts';
import type { Going, RunCommandServices } from './goingRun.ts';

/**
 * Asks in the background, with progress and a way to stop, and says in one sentence how it ended.
 *
 * @param only the notes to ask about; all of the run unless told
 */
export async function go(
  services: RunCommandServices,
  runs: NoteRuns,
  { owner, journal, answering, memory }: Going,
  only?: readonly string[],
): Promise<void> {
  await vscode.commands.executeCommand(`${viewIds.suggestions}.focus`);
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: vscode.l10n.t('Enriching “{0}”', journal.plan.label),
    cancellable: true,
  };
  const { end, detail } = await vscode.window.withProgress(options, async (progress, token) => {
    token.onCancellationRequested(() => runs.stop());
    const telling = tellProgress(journal, only ?? [...journal.notes.keys()], (message, increment) =>
      progress.report({ message, increment }),
    );
    try {
      const run = runServices(owner, journal.plan, answering, memory, services.replies);
      return await runs.run((signal) => runNotes(journal, run, signal, only));
    } finally {
      telling.dispose();
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

/** How often the progress is told at the most; ms. */
const TELL_MS = 250;

/** Notes done, cost so far, time left: told soon after each note, the last one of a burst included. */
function tellProgress(
  journal: RunJournal,
  paths: readonly string[],
  tell: (message: string, increment: number) => void,
): vscode.Disposable {
  const total = paths.length;
  const count = (): number => paths.filter((path) => journal.notes.get(path)?.status !== 'waiting').length;
  const began = Date.now();
  const before = count();
  let told = before;
  let timer: NodeJS.Timeout | undefined;
  const tellNow = (): void => {
    timer = undefined;
    const done = count();
    const left = done === before ? undefined : ((Date.now() - began) / (done - before)) * (total - done);
    const message = [
      vscode.l10n.t('{0} of {1} notes', done, total),
      journal.cost > 0 ? `$${journal.cost.toFixed(2)}` : '',
      left === undefined || done === total ? '' : timeLeft(left),
    ];
    tell(message.filter(Boolean).join(' · '), ((done - told) / total) * 100);
    told = done;
  };
  tellNow();
  const listening = journal.onDidChange(() => (timer ??= setTimeout(tellNow, TELL_MS)));
  return new vscode.Disposable(() => {
    clearTimeout(timer);
    listening.dispose();
  });
}

function timeLeft(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  return minutes < 1
    ? vscode.l10n.t('less than a minute left')
    : vscode.l10n.t('about {0} min left', minutes);
}
