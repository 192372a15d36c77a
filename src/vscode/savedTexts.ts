import * as vscode from 'vscode';

/** A save that is under way. */
interface Writing {
  /** What it is about to write. */
  readonly text: string;
  /**
   * The text that leaves the note's dates behind, where there is one: if just that was written, then the change is
   * still to be dated by a later save. A save is written so when the dates wait for a save by hand, and when VS Code
   * did not wait for the edits, which it does for 1.75 s at most.
   */
  readonly undated: string | undefined;
}

/**
 * The text of each open markdown document as it last stood on disk: what a save is compared with. Known without
 * any I/O at save time, since a document is clean when it opens, after a save, and after another program's change
 * was taken over.
 */
export class SavedTexts implements vscode.Disposable {
  readonly #texts = new Map<string, string>();
  /** The last save of each document. */
  readonly #writing = new Map<string, Writing>();
  /** Texts of documents that are said to be clean, until it shows whether that was the whole news. */
  readonly #claimed = new Map<string, string>();
  readonly #subscriptions: vscode.Disposable[];

  constructor() {
    this.#subscriptions = [
      vscode.workspace.onDidOpenTextDocument((document) => this.#opened(document)),
      vscode.workspace.onDidSaveTextDocument((document) => this.#saved(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.#forget(keyOf(document))),
      vscode.workspace.onDidChangeTextDocument((event) => this.#changed(event)),
    ];
    for (const document of vscode.workspace.textDocuments) this.#opened(document);
  }

  /** `undefined` while it is not known, as for an untitled document or one just restored with unsaved changes. */
  get(document: vscode.TextDocument): string | undefined {
    const key = keyOf(document);
    return this.#claimed.get(key) ?? this.#texts.get(key);
  }

  /** Tells what a save is about to write: when it has ended, the document may hold more that was typed meanwhile. */
  writing(document: vscode.TextDocument, writing: Writing): void {
    this.#writing.set(keyOf(document), writing);
  }

  dispose(): void {
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  #opened(document: vscode.TextDocument): void {
    if (document.languageId !== 'markdown') return;
    if (document.isDirty) void this.#readFromDisk(document);
    else this.#remember(document);
  }

  #saved(document: vscode.TextDocument): void {
    const key = keyOf(document);
    const written = this.#writing.get(key);
    if (!document.isDirty) this.#clean(document);
    else if (written !== undefined && written.text !== written.undated) this.#texts.set(key, written.text);
  }

  /**
   * When a person changes a clean document, VS Code tells the new text first, the document still clean, and then,
   * without a text, that it is dirty. When it takes over what another program wrote, only the first is told. When
   * it restores a document with changes of an earlier session, only the second.
   */
  #changed({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    if (document.languageId !== 'markdown') return;
    const key = keyOf(document);
    const claimed = this.#claimed.get(key);
    if (document.isDirty) {
      if (contentChanges.length > 0) return;
      this.#claimed.delete(key);
      if (claimed === undefined) void this.#readFromDisk(document);
    } else if (contentChanges.length > 0) {
      if (claimed !== undefined) this.#texts.set(key, claimed);
      this.#claimed.set(key, document.getText());
    } else {
      this.#clean(document);
    }
  }

  #clean(document: vscode.TextDocument): void {
    const isUndated = this.#writing.get(keyOf(document))?.undated === document.getText();
    if (!isUndated) this.#remember(document);
  }

  #remember(document: vscode.TextDocument): void {
    if (document.languageId !== 'markdown') return;
    this.#claimed.delete(keyOf(document));
    this.#texts.set(keyOf(document), document.getText());
  }

  #forget(key: string): void {
    this.#texts.delete(key);
    this.#writing.delete(key);
    this.#claimed.delete(key);
  }

  /** A document that VS Code restored with unsaved changes: what was saved last stands on disk only. */
  async #readFromDisk(document: vscode.TextDocument): Promise<void> {
    const { uri } = document;
    if (document.isUntitled) return;
    const key = keyOf(document);
    const known = this.#texts.get(key);
    try {
      const text = await vscode.workspace.decode(await vscode.workspace.fs.readFile(uri), { uri });
      if (this.#texts.get(key) === known && document.isDirty) {
        this.#texts.set(key, withEol(text, document.eol));
      }
    } catch (error) {
      // The file is gone or cannot be read: every save of it is then a change, which is true.
      if (!(error instanceof vscode.FileSystemError)) throw error;
    }
  }
}

function keyOf(document: vscode.TextDocument): string {
  return document.uri.toString();
}

/** VS Code gives a document one kind of line end; a text from disk is compared in the same form. */
function withEol(text: string, eol: vscode.EndOfLine): string {
  return text.replace(/\r\n?|\n/g, eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n');
}
