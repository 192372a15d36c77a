import * as vscode from 'vscode';
import { Burst } from './burst.ts';
import { isNotePath } from './noteStore.ts';

/** How long file events are gathered: a checkout of another branch is one update. */
const FILES_SETTLE_MS = 100;
/** How long after the last key a note being written is read again. */
const TYPING_SETTLE_MS = 200;

/** What may have changed: notes, and other paths that may be folders which came or went or rules of what is left out. */
export interface ChangedPaths {
  readonly notes: ReadonlySet<string>;
  readonly others: ReadonlySet<string>;
}

/** Tells which files below a folder changed on disk or in an editor, one burst at a time. */
export class NoteWatcher implements vscode.Disposable {
  readonly #subscriptions: vscode.Disposable[];
  readonly #toPath: (uri: vscode.Uri) => string | undefined;
  readonly #changed: (paths: ChangedPaths) => void;
  readonly #burst = new Burst(() => this.#tell());
  #notes = new Set<string>();
  #others = new Set<string>();

  /** @param toPath the vault-relative path of a file in the vault, `undefined` for any other */
  constructor(
    folder: vscode.WorkspaceFolder,
    toPath: (uri: vscode.Uri) => string | undefined,
    changed: (paths: ChangedPaths) => void,
  ) {
    this.#toPath = toPath;
    this.#changed = changed;
    // Git's index tells of a checkout also where nobody tells of the notes.
    const content = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(folder, '{**/*.md,**/*.markdown,**/.gitignore,.git/index}'),
      true,
      false,
      true,
    );
    // A folder that comes or goes is one event of its own, with none for the notes in it.
    const comings = vscode.workspace.createFileSystemWatcher(
      new vscode.RelativePattern(folder, '**/*'),
      false,
      true,
      false,
    );
    const onFile = (uri: vscode.Uri): void => this.#note(uri, FILES_SETTLE_MS);
    this.#subscriptions = [
      content,
      comings,
      content.onDidChange(onFile),
      comings.onDidCreate(onFile),
      comings.onDidDelete(onFile),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.#document(document, TYPING_SETTLE_MS);
      }),
      // What was not saved is gone when its editor closes: the file counts again.
      vscode.workspace.onDidCloseTextDocument((document) => this.#document(document, FILES_SETTLE_MS)),
    ];
  }

  dispose(): void {
    vscode.Disposable.from(this.#burst, ...this.#subscriptions).dispose();
  }

  #document(document: vscode.TextDocument, settleMs: number): void {
    if (document.languageId === 'markdown') this.#note(document.uri, settleMs);
  }

  #note(uri: vscode.Uri, settleMs: number): void {
    const path = this.#toPath(uri);
    if (path === undefined) return;
    (isNotePath(path) ? this.#notes : this.#others).add(path);
    this.#burst.add(settleMs);
  }

  #tell(): void {
    const paths = { notes: this.#notes, others: this.#others };
    this.#notes = new Set();
    this.#others = new Set();
    this.#changed(paths);
  }
}
