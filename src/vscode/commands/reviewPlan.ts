import * as vscode from 'vscode';
import type { EditPlan } from '../../core/edits/editPlan.ts';
import { applyEdits } from '../../core/markdown/textEdit.ts';
import type { ChangeReview, ReviewDecision } from '../reviewChange.ts';
import type { OpenNote } from './activeNote.ts';

/** Shows what a plan makes of the open note, side by side; a plan that changes nothing is told instead. */
export async function reviewPlan(
  review: ChangeReview,
  note: OpenNote,
  plan: EditPlan,
  options: { readonly title: string; readonly canChoose?: boolean },
): Promise<ReviewDecision> {
  const change = plan.notes.find(({ path }) => path === note.path);
  if (change === undefined || change.edits.length === 0) {
    const why = plan.refused.map(({ reason }) => reason).join(' ');
    void vscode.window.showInformationMessage(
      why === ''
        ? vscode.l10n.t('“{0}” says this already: there is nothing to change.', note.title)
        : vscode.l10n.t('“{0}” was left as it is. {1}', note.title, why),
    );
    return 'discard';
  }
  return await review.review(note.document.uri, applyEdits(change.before, change.edits), options);
}
