import * as vscode from 'vscode';
import { decodeNote } from '../../core/vault/decodeNote.ts';
import type { SkippedFile } from '../../core/vault/noteStore.ts';
import { ignoreRules, isIgnoredAnywhere, type IgnoreRules } from './ignoreRules.ts';
import { isNotePath, reasonOf, type FolderStore } from './noteStore.ts';

/** There is no file, or a folder has its name. */
const NO_FILE = new Set(['FileNotFound', 'FileIsADirectory']);

/** Notes behind any other file system that VS Code knows: a remote, a repository on the web, memory. */
export function virtualNoteStore(folder: vscode.WorkspaceFolder, excluded: readonly string[]): FolderStore {
  const base = ignoreRules(excluded);
  let rules = base;
  return {
    async list() {
      const walk: Walk = { root: folder.uri, paths: [], skipped: [], rules: base };
      await walkFolder(walk, '', base);
      rules = walk.rules;
      return { paths: walk.paths, skipped: walk.skipped };
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
    ignores: (path) => isIgnoredAnywhere(rules, path),
  };
}

interface Walk {
  readonly root: vscode.Uri;
  readonly paths: string[];
  readonly skipped: SkippedFile[];
  /** With the `.gitignore` files found so far. */
  rules: IgnoreRules;
}

/**
 * Folder by folder and not with VS Code's search: most file systems of this kind have no search, which then finds
 * nothing at all, and it reads no `.gitignore`.
 */
async function walkFolder(walk: Walk, folder: string, above: IgnoreRules): Promise<void> {
  const uri = vscode.Uri.joinPath(walk.root, folder);
  let entries;
  try {
    entries = await vscode.workspace.fs.readDirectory(uri);
  } catch (error) {
    // Where the root cannot be read, nothing can: an empty vault would be a lie.
    if (folder === '') throw error;
    walk.skipped.push({ path: folder, reason: reasonOf(error) });
    return;
  }
  let rules = above;
  if (entries.some(([name, type]) => name === '.gitignore' && (type & vscode.FileType.File) !== 0)) {
    const gitignore = await readText(vscode.Uri.joinPath(uri, '.gitignore'));
    rules = above.within(folder, gitignore);
    walk.rules = walk.rules.within(folder, gitignore);
  }
  const folders: string[] = [];
  for (const [name, type] of entries) {
    const path = folder === '' ? name : `${folder}/${name}`;
    const isFolder = (type & vscode.FileType.Directory) !== 0;
    if (rules.ignores(path, isFolder)) continue;
    if (!isFolder) {
      if (isNotePath(path)) walk.paths.push(path);
    } else if ((type & vscode.FileType.SymbolicLink) === 0) folders.push(path);
    // Nothing tells where it leads, so it may lead in a circle.
    else
      walk.skipped.push({
        path,
        reason: 'is a symbolic link to a folder, which is followed on this machine only',
      });
  }
  await Promise.all(folders.map((path) => walkFolder(walk, path, rules)));
}

/** Empty when it cannot be read: then it leaves out nothing. */
async function readText(uri: vscode.Uri): Promise<string> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch {
    return '';
  }
}
