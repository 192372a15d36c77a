import * as vscode from 'vscode';
import type { ReadOnlyTexts } from './readOnlyTexts.ts';
import { commandIds, contextKeys } from './contributions.ts';

/** What the person decided on a change shown side by side. */
export type ReviewDecision = 'apply' | 'discard' | 'retry' | 'choose';

/**
 * Shows a note before and after a change in VS Code's own diff editor and waits for a decision: by the buttons in
 * the editor's title, the keyboard or the palette. Closing the diff discards.
 */
export class ChangeReview implements vscode.Disposable {
  readonly #texts: ReadOnlyTexts;
  readonly #subscriptions: vscode.Disposable[];
  #open: { readonly uri: vscode.Uri; readonly decide: (decision: ReviewDecision) => void } | undefined;

  constructor(texts: ReadOnlyTexts) {
    this.#texts = texts;
    this.#subscriptions = [
      vscode.commands.registerCommand(commandIds.applyReview, () => this.#open?.decide('apply')),
      vscode.commands.registerCommand(commandIds.discardReview, () => this.#open?.decide('discard')),
      vscode.commands.registerCommand(commandIds.retryReview, () => this.#open?.decide('retry')),
      vscode.commands.registerCommand(commandIds.chooseReviewed, () => this.#open?.decide('choose')),
      vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
        if (closed.some((tab) => this.#shows(tab))) this.#open?.decide('discard');
      }),
    ];
  }

  /**
   * Shows the change and resolves with the decision; a review that is open already is discarded.
   *
   * @param options.canChoose the change has parts, and the person may ask to choose among them
   */
  async review(
    note: vscode.Uri,
    after: string,
    options: { readonly title: string; readonly canChoose?: boolean },
  ): Promise<ReviewDecision> {
    this.#open?.decide('discard');
    const uri = this.#texts.add(note.path, after);
    const decision = new Promise<ReviewDecision>((resolve) => {
      this.#open = { uri, decide: resolve };
    });
    const hint = vscode.window.setStatusBarMessage(
      vscode.l10n.t('Review the change: Ctrl+Enter, on a Mac ⌘Enter, applies it; Escape discards it'),
    );
    try {
      await this.#setContext(true, options.canChoose === true);
      // Not as a preview: the note may be one, and would give way to it.
      await vscode.commands.executeCommand('vscode.diff', note, uri, options.title, { preview: false });
      return await decision;
    } finally {
      hint.dispose();
      if (this.#open?.uri === uri) {
        this.#open = undefined;
        await this.#setContext(false, false);
      }
      await this.#closeTab(uri);
    }
  }

  dispose(): void {
    this.#open?.decide('discard');
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  async #setContext(reviewing: boolean, canChoose: boolean): Promise<void> {
    await vscode.commands.executeCommand('setContext', contextKeys.reviewing, reviewing);
    await vscode.commands.executeCommand('setContext', contextKeys.reviewingParts, canChoose);
  }

  #shows(tab: vscode.Tab): boolean {
    return (
      tab.input instanceof vscode.TabInputTextDiff &&
      tab.input.modified.toString() === this.#open?.uri.toString()
    );
  }

  async #closeTab(uri: vscode.Uri): Promise<void> {
    for (const tab of vscode.window.tabGroups.all.flatMap((group) => group.tabs)) {
      if (tab.input instanceof vscode.TabInputTextDiff && tab.input.modified.toString() === uri.toString()) {
        await vscode.window.tabGroups.close(tab);
      }
    }
  }
}
