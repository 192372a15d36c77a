import * as vscode from 'vscode';
import type { DanglingTarget } from '../core/vault/vault.ts';

/** How many notes name a missing one, for people: `named by 3 notes`. */
export function namedBy(target: DanglingTarget): string {
  const count = namers(target);
  return count === 1 ? vscode.l10n.t('named by 1 note') : vscode.l10n.t('named by {0} notes', count);
}

/** How many notes name a missing one. */
export function namers({ mentionedBy }: DanglingTarget): number {
  return new Set(mentionedBy.map(({ from }) => from)).size;
}
