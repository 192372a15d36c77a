import * as vscode from 'vscode';
import { commandIds } from '../contributions.ts';
import type { ChooseModelServices } from './chooseModel.ts';
import type { NoteCommandServices } from './noteCommand.ts';
import type { RunCommandServices } from './goingRun.ts';
import type { TokenUse } from '../assistant/tokenUse.ts';
import type { UseEmbeddingsServices } from './useEmbeddings.ts';

const NOTE_COMMANDS = [
  commandIds.summarizeNote,
  commandIds.suggestTags,
  commandIds.suggestLinks,
  commandIds.enrichNote,
  commandIds.showPrompt,
] as const;

const VAULT_COMMANDS = [
  commandIds.renameTag,
  commandIds.mergeTags,
  commandIds.deleteTag,
  commandIds.findSimilarTags,
  commandIds.addTag,
  commandIds.removeTag,
  commandIds.fileUnderMoc,
  commandIds.removeFromMoc,
  commandIds.updateMoc,
  commandIds.newMocFromTag,
  commandIds.newNoteInMoc,
  commandIds.createMissingNote,
  commandIds.linkMention,
  commandIds.openAt,
] as const;

const RUN_COMMANDS = [
  commandIds.enrichFolder,
  commandIds.enrichVault,
  commandIds.enrichNotes,
  commandIds.resumeRun,
  commandIds.retryNote,
  commandIds.retryFailed,
  commandIds.undoLastRun,
  commandIds.collectBatch,
  commandIds.cancelBatch,
  commandIds.openSuggestions,
  commandIds.acceptSuggestions,
  commandIds.acceptTicked,
  commandIds.acceptMany,
  commandIds.dismissMany,
  commandIds.dismissSuggestions,
  commandIds.showTickedChanges,
] as const;

/** Registers every command of the palette. */
export function registerCommands(
  services: NoteCommandServices &
    ChooseModelServices &
    RunCommandServices &
    UseEmbeddingsServices & { readonly tokenUse: TokenUse },
): vscode.Disposable {
  return vscode.Disposable.from(
    ...NOTE_COMMANDS.map((id) =>
      vscode.commands.registerCommand(id, async () => {
        const { runById } = await import('./noteCommands.ts');
        await runById(id, services);
      }),
    ),
    ...VAULT_COMMANDS.map((id) =>
      registerOnRows(id, async (row, selected) => {
        const { runOnVault } = await import('./vaultCommands.ts');
        await runOnVault(id, services, row, selected);
      }),
    ),
    ...RUN_COMMANDS.map((id) =>
      registerOnRows(id, async (row, selected) => {
        const { runOnRuns } = await import('./runCommands.ts');
        await runOnRuns(id, services, row, selected);
      }),
    ),
    vscode.commands.registerCommand(
      commandIds.fillInDates,
      async (clicked?: vscode.Uri, selected?: readonly vscode.Uri[]) => {
        const { runFillInDates } = await import('./fillInDates.ts');
        await runFillInDates(services.vaults, clicked, selected);
      },
    ),
    vscode.commands.registerCommand(commandIds.importObsidianSettings, async () => {
      const { runImportObsidianSettings } = await import('./importObsidianSettings.ts');
      await runImportObsidianSettings();
    }),
    vscode.commands.registerCommand(commandIds.chooseModel, async () => {
      const { chooseModel } = await import('./chooseModel.ts');
      await chooseModel(services);
    }),
    vscode.commands.registerCommand(commandIds.useEmbeddings, async () => {
      const { useEmbeddings } = await import('./useEmbeddings.ts');
      await useEmbeddings(services);
    }),
    vscode.commands.registerCommand(commandIds.showTokenUse, async () => {
      const { showTokenUse } = await import('./showTokenUse.ts');
      await showTokenUse(services);
    }),
    vscode.commands.registerCommand(commandIds.showSkippedFiles, async () => {
      const { showSkippedFiles } = await import('./showSkippedFiles.ts');
      await showSkippedFiles(services);
    }),
    vscode.commands.registerCommand(commandIds.forgetKeys, async () => {
      const { forgetKeys } = await import('./forgetKeys.ts');
      await forgetKeys(services);
    }),
  );
}

/**
 * Registers a command of the palette and of rows. VS Code runs it on no row where the tree was drawn anew while the
 * row's menu was open; it must not be taken for the palette then, which means the open note. A menu gives two arguments,
 * the row and those selected; the palette none.
 */
function registerOnRows(
  id: string,
  run: (row: unknown, selected: unknown) => Promise<void>,
): vscode.Disposable {
  return vscode.commands.registerCommand(id, async (...args: readonly unknown[]) => {
    const [row, selected] = args;
    if (args.length > 1 && (row === undefined || row === null)) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('The list has just changed. Please choose again.'),
      );
      return;
    }
    await run(row, selected);
  });
}
