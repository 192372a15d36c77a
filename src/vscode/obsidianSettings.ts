import * as vscode from 'vscode';
import type { ObsidianLinkSettings } from '../core/edits/links/linkStyle.ts';

/** How Obsidian writes links in this folder, where it is an Obsidian vault; `undefined` where it is none. */
export async function obsidianLinkSettings(folder: vscode.Uri): Promise<ObsidianLinkSettings | undefined> {
  let app: unknown;
  try {
    const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, '.obsidian', 'app.json'));
    app = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined; // No Obsidian vault, or settings that Obsidian cannot read either.
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
