import * as vscode from 'vscode';

/**
 * The text of each open markdown document as it last stood on disk: what a save is compared with. Known without
 * any I/O at save time, since a document is clean when it opens, after a save, and after another program's change
 * was taken over.
 */
export class SavedTexts implements vscode.Disposable {
  readonly #texts = new Map<string, string>();
  readonly #subscriptions: vscode.Disposable[];

  constructor() {
    this.#subscriptions = [
      vscode.workspace.onDidOpenTextDocument((document) => this.#opened(document)),
      vscode.workspace.onDidSaveTextDocument((document) => this.#remember(document)),
      vscode.workspace.onDidCloseTextDocument((document) => void this.#texts.delete(document.uri.toString())),
      vscode.workspace.onDidChangeTextDocument(({ document }) => {
        if (!document.isDirty) this.#remember(document);
      }),
    ];
    for (const document of vscode.workspace.textDocuments) this.#opened(document);
  }

  /** `undefined` while it is not known, as for an untitled document or one just restored with unsaved changes. */
  get(document: vscode.TextDocument): string | undefined {
    return this.#texts.get(document.uri.toString());
  }

  dispose(): void {
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  #opened(document: vscode.TextDocument): void {
    if (!document.isDirty) {
      this.#remember(document);
    } else if (document.languageId === 'markdown' && !document.isUntitled) {
      void this.#readFromDisk(document);
    }
  }

  #remember(document: vscode.TextDocument): void {
    if (document.languageId === 'markdown') this.#texts.set(document.uri.toString(), document.getText());
  }

  /** A document that VS Code restored with unsaved changes: what was saved last stands on disk only. */
  async #readFromDisk(document: vscode.TextDocument): Promise<void> {
    const key = document.uri.toString();
    try {
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(document.uri));
      if (!this.#texts.has(key) && !document.isClosed) this.#texts.set(key, withEol(text, document.eol));
    } catch {
      // The file is gone or cannot be read: every save of it is then a change, which is true.
      return;
    }
  }
}

/** VS Code gives a document one kind of line end; a text from disk is compared in the same form. */
function withEol(text: string, eol: vscode.EndOfLine): string {
  return text.replace(/\r\n?|\n/g, eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n');
}
