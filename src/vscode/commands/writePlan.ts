import * as vscode from 'vscode';
import type { EditPlan } from '../../core/edits/editPlan.ts';
import type { LiveNote } from '../../core/edits/noteChange.ts';
import { refuseMixedLineEnds } from '../../core/edits/lineEnds.ts';
import { applyAfterPreview, applyPlan, mixedLineEnds, type PlanOutcome } from '../applyPlan.ts';
import { applyEdits } from '../../core/markdown/textEdit.ts';
import { withDates } from '../datedPlan.ts';
import type { FolderVault } from '../folderVault.ts';
import { openDocument } from '../openDocuments.ts';
import type { ChangeReview } from '../reviewChange.ts';
import type { Vaults } from '../vaults.ts';

/** The notes as they stand now, in their editors or on disk; those that are gone are left out. */
export async function liveNotes(owner: FolderVault, paths: Iterable<string>): Promise<LiveNote[]> {
  const unique = [...new Set(paths)];
  const texts = await Promise.all(unique.map((path) => owner.read(path)));
  return unique.flatMap((path, i) => {
    const text = texts[i];
    return text === undefined ? [] : [{ path, text }];
  });
}

/** Writes a plan at once, where the person has chosen all that it does, and tells what was left alone. */
export async function writePlan(plan: EditPlan, owner: FolderVault): Promise<boolean> {
  const fit = refuseMixedLineEnds(plan, mixedLineEnds());
  const open = vscode.window.activeTextEditor?.document.uri;
  const keepUnsaved = open === undefined ? [] : [owner.path(open)];
  return await writeDated(fit, owner, keepUnsaved, (dated) =>
    applyPlan(dated, (path) => owner.uri(path), { keepUnsaved }),
  );
}

/**
 * Writes what the person chose for some notes: at once where one of them changes, which one undo takes back; where
 * several do, VS Code's Refactor Preview shows it first.
 *
 * @param chosen the notes that the person named; a plan may change others with them, as the MOC of a filed note
 */
export async function writeChosen(
  plan: EditPlan,
  owner: FolderVault,
  chosen: readonly string[],
): Promise<boolean> {
  const fit = refuseMixedLineEnds(plan, mixedLineEnds());
  const changed = fit.notes.filter(({ path, edits }) => edits.length > 0 && chosen.includes(path));
  return changed.length > 1 ? await previewSeveral(fit, owner) : await writePlan(fit, owner);
}

/** What commands on the vault work with. */
export interface VaultCommandServices {
  readonly vaults: Vaults;
  readonly review: ChangeReview;
}

/**
 * Shows a plan before it is written, and tells what was left alone: the change of one note side by side, that of
 * several in VS Code's Refactor Preview.
 */
export async function writeAfterPreview(
  plan: EditPlan,
  owner: FolderVault,
  review: ChangeReview,
): Promise<boolean> {
  const fit = refuseMixedLineEnds(plan, mixedLineEnds());
  const [only, ...others] = fit.notes.filter(({ edits }) => edits.length > 0);
  if (only !== undefined && others.length === 0) {
    const after = applyEdits(only.before, only.edits);
    const decision = await review.review(owner.uri(only.path), after, { title: fit.label });
    return decision === 'apply' && (await writePlan(fit, owner));
  }
  return await previewSeveral(fit, owner);
}

async function previewSeveral(plan: EditPlan, owner: FolderVault): Promise<boolean> {
  return await writeDated(plan, owner, [], (dated) =>
    applyAfterPreview(
      dated,
      (path) => owner.uri(path),
      (path) => owner.read(path),
    ),
  );
}

/**
 * Writes a plan with the dates of its notes, so that one undo takes both back.
 *
 * @param keepUnsaved notes that are left for the person to save, as are those with unsaved changes
 */
async function writeDated(
  plan: EditPlan,
  owner: FolderVault,
  keepUnsaved: readonly string[],
  write: (plan: EditPlan) => Promise<PlanOutcome>,
): Promise<boolean> {
  const isWritten = (path: string): boolean =>
    !keepUnsaved.includes(path) && openDocument(owner.uri(path))?.isDirty !== true;
  const withTheirs = withDates(plan, (path) => owner.uri(path), isWritten, new Date());
  return tell(await owner.heldDates.during(withTheirs.dated, () => write(withTheirs.plan)), plan);
}

function tell(outcome: PlanOutcome, plan: EditPlan): boolean {
  const left = plan.refused.map(({ path, reason, line }) =>
    line === undefined ? `${path}: ${reason}` : vscode.l10n.t('{0}, line {1}: {2}', path, line, reason),
  );
  if (outcome.kind === 'failed') {
    void vscode.window.showErrorMessage(outcome.reason);
  } else if (left.length === 1) {
    void vscode.window.showWarningMessage(vscode.l10n.t('Left as it is: {0}', left[0] ?? ''));
  } else if (left.length > 1) {
    const more = left.length > 3 ? ` ${vscode.l10n.t('… and {0} more', left.length - 3)}` : '';
    void vscode.window.showWarningMessage(
      vscode.l10n.t('{0} notes were left as they are. {1}', left.length, left.slice(0, 3).join(' ') + more),
    );
  }
  return outcome.kind === 'applied';
}
