import * as vscode from 'vscode';

/** Shows texts that are no files: they can be read and compared, not edited, and nobody is asked to save them. */
export class ReadOnlyTexts implements vscode.Disposable, vscode.TextDocumentContentProvider {
  readonly #scheme: string;
  readonly #texts = new Map<string, string>();
  readonly #subscriptions: vscode.Disposable[];
  #serial = 0;

  constructor(scheme: string) {
    this.#scheme = scheme;
    this.#subscriptions = [
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => void this.#texts.delete(uri.toString())),
    ];
  }

  /** A new document with this text. Its path gives the tab its name and the text its language. */
  add(path: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme: this.#scheme, path, query: String(++this.#serial) });
    this.#texts.set(uri.toString(), text);
    return uri;
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }

  dispose(): void {
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }
}
