import * as vscode from 'vscode';
import { settingDefaults, type SettingTypes } from './contributions.ts';

/** VS Code hands out whatever stands in settings.json; this gives it the declared type or the default. */
export function setting<K extends keyof SettingTypes>(
  key: K,
  scope?: vscode.ConfigurationScope,
): SettingTypes[K] {
  const fallback = settingDefaults[key];
  const value: unknown = vscode.workspace.getConfiguration('notewright', scope).get(key);
  return hasTypeOf(value, fallback) ? value : fallback;
}

/** True when a change of configuration touches one of these settings. */
export function affects(
  change: vscode.ConfigurationChangeEvent,
  keys: readonly (keyof SettingTypes)[],
  scope?: vscode.ConfigurationScope,
): boolean {
  return keys.some((key) => change.affectsConfiguration(`notewright.${key}`, scope));
}

function hasTypeOf<T>(value: unknown, example: T): value is T {
  if (Array.isArray(example)) {
    return Array.isArray(value) && value.every((item) => typeof item === 'string');
  }
  return typeof value === typeof example && value !== null;
}
