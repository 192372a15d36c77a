import * as vscode from 'vscode';
import type { Provider, ProviderFailure } from '../../core/assistant/provider.ts';
import { commandIds } from '../contributions.ts';

/** Says why a note is not sent; true where the person wants the built-in engine instead. */
export async function offerBuiltIn(sentence: string): Promise<boolean> {
  const useBuiltIn = vscode.l10n.t('Use the Built-in Engine');
  return (await vscode.window.showInformationMessage(sentence, useBuiltIn)) === useBuiltIn;
}

/** Says what is missing, with the way to another language model; true where the person wants the built-in engine. */
export async function offerChoice(sentence: string): Promise<boolean> {
  const choose = vscode.l10n.t('Choose Language Model');
  const useBuiltIn = vscode.l10n.t('Use the Built-in Engine');
  const answer = await vscode.window.showWarningMessage(sentence, choose, useBuiltIn);
  if (answer === choose) await vscode.commands.executeCommand(commandIds.chooseModel);
  return answer === useBuiltIn;
}

/** One sentence for a request that failed, about a note where one was asked about, and the way out that fits it. */
export async function tellFailure(
  failure: ProviderFailure,
  provider: Provider,
  title?: string,
): Promise<void> {
  const choose = vscode.l10n.t('Choose Language Model');
  const { failureMessage } = await import('../../core/assistant/failureMessage.ts');
  const context = { provider: provider.label, ...(title === undefined ? {} : { note: title }) };
  const sentence = failureMessage(failure, context);
  if ((await vscode.window.showErrorMessage(sentence, choose)) === choose) {
    await vscode.commands.executeCommand(commandIds.chooseModel);
  }
}
