import * as vscode from 'vscode';
import { decodeNote } from '../../core/vault/decodeNote.ts';
import { ignoreRules } from './ignoreRules.ts';
import { reasonOf, type FolderStore } from './noteStore.ts';

/** There is no file, or a folder has its name. */
const NO_FILE = new Set(['FileNotFound', 'FileIsADirectory']);

/** Notes behind any other file system that VS Code knows: a remote, a repository on the web, memory. */
export function virtualNoteStore(folder: vscode.WorkspaceFolder, excluded: readonly string[]): FolderStore {
  const root = folder.uri.path.replace(/\/$/, '');
  const rules = ignoreRules(excluded);
  const ignores = (path: string): boolean =>
    path
      .split('/')
      .some((_, i, parts) => rules.ignores(parts.slice(0, i + 1).join('/'), i < parts.length - 1));
  return {
    async list() {
      const found = await vscode.workspace.findFiles(
        new vscode.RelativePattern(folder, '**/*.{md,markdown}'),
      );
      const paths = found.map((uri) => uri.path.slice(root.length + 1)).filter((path) => !ignores(path));
      return { paths, skipped: [] };
    },
    async stat(path) {
      try {
        const { size, mtime } = await vscode.workspace.fs.stat(vscode.Uri.joinPath(folder.uri, path));
        return { size, mtime };
      } catch {
        return undefined; // Gone, or as good as gone: `read` tells which.
      }
    },
    async read(path) {
      try {
        const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder.uri, path));
        return decodeNote(path, bytes);
      } catch (error) {
        const isNoFile = error instanceof vscode.FileSystemError && NO_FILE.has(error.code);
        return isNoFile ? undefined : { path, reason: reasonOf(error) };
      }
    },
    ignores,
  };
}
