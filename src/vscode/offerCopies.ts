import { basename } from 'node:path';
import * as vscode from 'vscode';
import { messageOf } from '../core/base/errors.ts';
import { findTornNotes, forget, putBack, type TornNote } from './leftCopies.ts';

/** So many notes are named. */
const NAMED = 3;

/** Offers to put back the notes of a folder that a crash in a save has left torn; asks again next time until answered. */
export async function offerCopies(folder: vscode.WorkspaceFolder): Promise<void> {
  const torn = await findTornNotes(folder.uri.fsPath);
  if (torn.length === 0) return;
  const back = vscode.l10n.t('Put Back');
  const compare = vscode.l10n.t('Compare');
  const leave = vscode.l10n.t('Leave As It Is');
  for (;;) {
    const answer = await vscode.window.showWarningMessage(sentenceOn(torn), back, compare, leave);
    if (answer === back) return await each(torn, putBack);
    if (answer === leave) return await each(torn, forget);
    if (answer !== compare) return;
    await show(torn);
  }
}

function sentenceOn(torn: readonly TornNote[]): string {
  const names = torn.slice(0, NAMED).map(({ file }) => `“${basename(file)}”`);
  if (torn.length > NAMED) names.push(vscode.l10n.t('{0} more', torn.length - NAMED));
  return vscode.l10n.t(
    'Writing {0} was broken off, and only a part seems to be there. Put back what was there before?',
    names.join(', '),
  );
}

async function show(torn: readonly TornNote[]): Promise<void> {
  const resources = torn.map(({ file, copy }) => {
    const note = vscode.Uri.file(file);
    return [note, note, vscode.Uri.file(copy)] as const;
  });
  await vscode.commands.executeCommand('vscode.changes', vscode.l10n.t('Now and before'), resources);
}

async function each(torn: readonly TornNote[], work: (note: TornNote) => Promise<void>): Promise<void> {
  for (const note of torn) {
    try {
      await work(note);
    } catch (error) {
      const reason = messageOf(error);
      void vscode.window.showErrorMessage(
        vscode.l10n.t('{0} could not be put back from {1}: {2}', note.file, note.copy, reason),
      );
    }
  }
}
