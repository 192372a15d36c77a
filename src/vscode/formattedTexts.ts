import * as vscode from 'vscode';
import { applyEdits } from '../core/markdown/textEdit.ts';

/** What the formatter makes of a text. */
interface Formatted {
  readonly from: string;
  readonly to: string;
}

/**
 * What formatting makes of notes that nobody has touched, where VS Code formats on saving. A save that brings a note
 * into just that form says nothing new, but by the time extensions are told of a save the formatter has done its work
 * and looks like the person. So it is asked beforehand, once, when an unchanged note comes to the front.
 */
export class FormattedTexts implements vscode.Disposable {
  readonly #texts = new Map<string, Formatted>();
  readonly #subscriptions: vscode.Disposable[];

  constructor() {
    this.#subscriptions = [
      vscode.window.onDidChangeActiveTextEditor((editor) => this.#shown(editor)),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#texts.delete(uri.toString())),
    ];
    this.#shown(vscode.window.activeTextEditor);
  }

  /** What formatting makes of `text`, which the document held when it came to the front; undefined where unknown. */
  of(document: vscode.TextDocument, text: string): string | undefined {
    const known = this.#texts.get(document.uri.toString());
    return known?.from === text ? known.to : undefined;
  }

  dispose(): void {
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  #shown(editor: vscode.TextEditor | undefined): void {
    if (editor === undefined) return;
    const { document } = editor;
    if (document.languageId === 'markdown' && !document.isDirty && isFormattedOnSave(document)) {
      void this.#askFormatter(editor);
    }
  }

  async #askFormatter({ document, options }: vscode.TextEditor): Promise<void> {
    const key = document.uri.toString();
    const from = document.getText();
    if (this.#texts.get(key)?.from === from) return;
    const edits = await formattingEdits(document.uri, options);
    // The edits speak of a text that is no longer there.
    if (document.isClosed || document.getText() !== from) return;
    const to = applyEdits(
      from,
      edits.map(({ range, newText }) => ({
        start: document.offsetAt(range.start),
        end: document.offsetAt(range.end),
        newText,
      })),
    );
    this.#texts.set(key, { from, to });
  }
}

function isFormattedOnSave(document: vscode.TextDocument): boolean {
  const settings = vscode.workspace.getConfiguration('editor', document);
  return settings.get('formatOnSave') === true && settings.get('formatOnSaveMode', 'file') === 'file';
}

/** None where no formatter answers: then nothing is known of its work, and a change counts as the person's. */
async function formattingEdits(
  uri: vscode.Uri,
  { tabSize, insertSpaces }: vscode.TextEditorOptions,
): Promise<readonly vscode.TextEdit[]> {
  try {
    const edits = await vscode.commands.executeCommand<readonly vscode.TextEdit[] | undefined>(
      'vscode.executeFormatDocumentProvider',
      uri,
      { tabSize: Number(tabSize ?? 4), insertSpaces: insertSpaces !== false },
    );
    return edits ?? [];
  } catch {
    return [];
  }
}
