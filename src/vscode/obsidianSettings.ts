import * as vscode from 'vscode';
import type { ObsidianLinkSettings } from '../core/edits/links/linkStyle.ts';

/** A file of the folder's `.obsidian`; `undefined` where it has none. */
export async function readObsidianFile(folder: vscode.Uri, path: string): Promise<string | undefined> {
  try {
    const file = vscode.Uri.joinPath(folder, '.obsidian', path);
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
  } catch (error) {
    if (error instanceof vscode.FileSystemError) return undefined;
    throw error;
  }
}

/** How Obsidian writes links in this folder, where it is an Obsidian vault; `undefined` where it is none. */
export async function obsidianLinkSettings(folder: vscode.Uri): Promise<ObsidianLinkSettings | undefined> {
  const text = await readObsidianFile(folder, 'app.json');
  if (text === undefined) return undefined;
  let app: unknown;
  try {
    app = JSON.parse(text);
  } catch {
    return undefined; // Settings that Obsidian cannot read either.
  }
  if (typeof app !== 'object' || app === null) return undefined;
  const { useMarkdownLinks, newLinkFormat } = app as Record<string, unknown>;
  return {
    useMarkdownLinks: typeof useMarkdownLinks === 'boolean' ? useMarkdownLinks : undefined,
    newLinkFormat:
      newLinkFormat === 'shortest' || newLinkFormat === 'relative' || newLinkFormat === 'absolute'
        ? newLinkFormat
        : undefined,
  };
}
