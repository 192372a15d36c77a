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

  async #askFormatter(editor: vscode.TextEditor): Promise<void> {
    const key = editor.document.uri.toString();
    const from = editor.document.getText();
    if (this.#texts.get(key)?.from === from) return;
    const to = await formatted(editor, from);
    if (to !== undefined) this.#texts.set(key, { from, to });
  }
}

function isFormattedOnSave(document: vscode.TextDocument): boolean {
  const settings = vscode.workspace.getConfiguration('editor', document);
  return settings.get('formatOnSave') === true && settings.get('formatOnSaveMode', 'file') === 'file';
}

/**
 * What the formatter makes of the document, which holds `from`. Undefined where none answers, or where it fails: then
 * nothing is known of its work, and what it changes counts as the person's.
 */
async function formatted(
  { document, options }: vscode.TextEditor,
  from: string,
): Promise<string | undefined> {
  const { tabSize, insertSpaces } = options;
  try {
    const edits = await vscode.commands.executeCommand<readonly vscode.TextEdit[] | undefined>(
      'vscode.executeFormatDocumentProvider',
      document.uri,
      { tabSize: Number(tabSize ?? 4), insertSpaces: insertSpaces !== false },
    );
    // Edits of a text that is no longer there say nothing.
    if (edits === undefined || document.isClosed || document.getText() !== from) return undefined;
    return applyEdits(
      from,
      edits.map(({ range, newText }) => ({
        start: document.offsetAt(range.start),
        end: document.offsetAt(range.end),
        newText,
      })),
    );
  } catch {
    return undefined;
  }
}
