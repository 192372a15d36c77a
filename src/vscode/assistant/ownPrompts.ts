import type * as vscode from 'vscode';
import type { OwnPrompts } from '../../core/assistant/prompts/prompt.ts';
import { setting } from '../settings.ts';

/** The instructions that take the place of ours in a folder; what is no text is left out. */
export function ownPrompts(folder: vscode.Uri): OwnPrompts {
  const entries = Object.entries(setting('prompts', folder));
  return Object.fromEntries(entries.filter(([, text]) => typeof text === 'string'));
}
