import * as vscode from 'vscode';
import { DEFAULT_VAULT_SETTINGS } from '../core/vault/noteRules.ts';
import { pathGlobs } from '../core/vault/pathGlobs.ts';
import { readPrivateSetting, type PrivateSetting } from '../core/vault/privateSetting.ts';
import { isWithinTags } from '../core/vault/tagTree.ts';
import type { VaultSettings } from '../core/vault/vaultSettings.ts';
import { ignoreRules, isIgnoredAnywhere } from './noteStores/ignoreRules.ts';
import { setting } from './settings.ts';

/** What the settings say of how a folder's notes are read. */
export function vaultSettings(folder: vscode.WorkspaceFolder): Partial<VaultSettings> {
  const { privateKeys, privateTags, privateGlobs } = privateSetting(folder);
  const pattern = setting('moc.pattern', folder.uri);
  const modified = [setting('dates.modifiedKey', folder.uri), ...setting('dates.aliases', folder.uri)];
  const created = setting('dates.createdKey', folder.uri);
  return {
    ...(pattern === '' ? {} : { mocPattern: pattern }),
    privateKeys,
    privateTags,
    privateGlobs,
    modifiedKeys: [...new Set([...modified, ...DEFAULT_VAULT_SETTINGS.modifiedKeys])],
    createdKeys: [...new Set([created, ...DEFAULT_VAULT_SETTINGS.createdKeys])],
  };
}

/** What is private in a folder, and what of the setting cannot be read. */
export function privateSetting(folder: vscode.WorkspaceFolder): PrivateSetting {
  return readPrivateSetting(vscode.workspace.getConfiguration('notewright', folder.uri).get('private'));
}

/** Whether the settings keep a file out of the vault, known without a look at the disk: `.gitignore` is not asked. */
export function isLeftOut(folder: vscode.WorkspaceFolder, path: string): boolean {
  return isIgnoredAnywhere(ignoreRules(excludedGlobs(folder)), path);
}

/** Tells the tags that the settings keep out of the view and of suggestions. */
export function hiddenTags(folder: vscode.WorkspaceFolder): (tag: string) => boolean {
  return isWithinTags(setting('tags.hidden', folder.uri));
}

/** Globs of `files.exclude` that are on, and the person's own. */
export function excludedGlobs(folder: vscode.WorkspaceFolder): string[] {
  const files = vscode.workspace
    .getConfiguration('files', folder.uri)
    .get<Record<string, unknown>>('exclude', {});
  return [
    ...Object.keys(files).filter((glob) => files[glob] === true),
    ...setting('exclude', folder.uri).flatMap(pathGlobs),
  ];
}
