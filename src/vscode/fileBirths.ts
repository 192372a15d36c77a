import * as vscode from 'vscode';

/**
 * When the files of open notes came to be, for a created date that a save is to add: looked up when a note is opened,
 * so that no save asks the disk.
 */
export class FileBirths implements vscode.Disposable {
  /** Milliseconds since 1970; undefined while it is looked up, and where the file tells none. */
  readonly #births = new Map<string, number | undefined>();
  readonly #subscriptions: vscode.Disposable[];

  constructor() {
    this.#subscriptions = [
      vscode.workspace.onDidOpenTextDocument((document) => void this.#lookUp(document)),
      vscode.workspace.onDidCloseTextDocument((document) => this.#births.delete(document.uri.toString())),
    ];
    for (const document of vscode.workspace.textDocuments) void this.#lookUp(document);
  }

  /** Undefined where it is not known, as for a note without a file. */
  of(document: vscode.TextDocument): number | undefined {
    return this.#births.get(document.uri.toString());
  }

  dispose(): void {
    vscode.Disposable.from(...this.#subscriptions).dispose();
  }

  async #lookUp({ uri, languageId, isUntitled }: vscode.TextDocument): Promise<void> {
    const key = uri.toString();
    if (languageId !== 'markdown' || isUntitled || this.#births.has(key)) return;
    this.#births.set(key, undefined);
    const birth = await birthOf(uri);
    // Closed meanwhile: whoever opens it next asks again.
    if (this.#births.has(key)) this.#births.set(key, birth);
  }
}

async function birthOf(uri: vscode.Uri): Promise<number | undefined> {
  try {
    return bornAt(await vscode.workspace.fs.stat(uri));
  } catch (error) {
    // A note that has no file yet, or one of a scheme that cannot be asked: its age is not known.
    if (error instanceof vscode.FileSystemError) return undefined;
    throw error;
  }
}

/** A copied file is born after its last change; a file system that knows no birth says 1970. */
export function bornAt({ ctime, mtime }: vscode.FileStat): number | undefined {
  const times = [ctime, mtime].filter((time) => time > 0);
  return times.length === 0 ? undefined : Math.min(...times);
}
