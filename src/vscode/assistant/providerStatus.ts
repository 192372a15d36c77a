import * as vscode from 'vscode';
import { commandIds } from '../contributions.ts';
import { affects } from '../settings.ts';
import { describeUse, type TokenUse } from './tokenUse.ts';

/** Shows in markdown editors what answers Notewright's questions and what it used today; opens the list to choose from. */
export class ProviderStatus implements vscode.Disposable {
  readonly #item: vscode.LanguageStatusItem;
  readonly #subscription: vscode.Disposable;
  readonly #describe: () => string;
  readonly #tokenUse: TokenUse;

  /** @param describe the provider in use, for people */
  constructor(describe: () => string, tokenUse: TokenUse) {
    this.#describe = describe;
    this.#tokenUse = tokenUse;
    this.#item = vscode.languages.createLanguageStatusItem('notewright.provider', { language: 'markdown' });
    this.#item.name = 'Notewright';
    this.#item.command = { command: commandIds.chooseModel, title: vscode.l10n.t('Choose Language Model') };
    this.#subscription = vscode.Disposable.from(
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (affects(change, ['provider', 'openai.baseUrl', 'openai.model', 'vscode.model'])) this.#show();
      }),
      vscode.workspace.onDidGrantWorkspaceTrust(() => this.#show()),
      tokenUse.onDidChange(() => this.#show()),
    );
    this.#show();
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#item.dispose();
  }

  #show(): void {
    this.#item.text = this.#describe();
    const today = this.#tokenUse.today();
    this.#item.detail =
      today.requests === 0
        ? vscode.l10n.t('answers Notewright’s questions')
        : vscode.l10n.t('today {0}', describeUse(today));
  }
}
