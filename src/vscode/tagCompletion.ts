import * as vscode from 'vscode';
import type { Vaults } from './vaults.ts';

/** A tag begins with these, in the text or in a list, or goes on one level below. */
const TRIGGERS = ['#', '/', '[', ',', ' ', '"', "'"];

/**
 * Offers the vault's tags where one is being typed. A blank asks as well, after `tags:` and `-`: what cannot be a tag
 * is told by its line, before anything is loaded.
 */
export function completeTags(vaults: Vaults): vscode.Disposable {
  const provider: vscode.CompletionItemProvider = {
    async provideCompletionItems(document, position, token) {
      const owner = vaults.of(document.uri);
      if (owner === undefined || !mayBeTag(document, position)) return undefined;
      const { tagItemsAt } = await import('./tagCompletionItems.ts');
      return await tagItemsAt(owner, document, position, token);
    },
  };
  return vscode.languages.registerCompletionItemProvider({ language: 'markdown' }, provider, ...TRIGGERS);
}

/** A `#` before the cursor, or a block of frontmatter at the note's beginning. */
function mayBeTag(document: vscode.TextDocument, position: vscode.Position): boolean {
  const line = document.lineAt(position.line).text;
  return line.lastIndexOf('#', position.character) >= 0 || /^\uFEFF?---/.test(document.lineAt(0).text);
}
