import * as vscode from 'vscode';
import { messageOf } from '../../core/base/errors.ts';
import {
  importObsidianSettings,
  type ObsidianImport,
  type ProposedSetting,
} from '../../core/edits/dates/obsidianSettings.ts';
import { readObsidianFile } from '../obsidianSettings.ts';

/** *Import Obsidian Settings*: shows what Obsidian's settings suggest for this folder, and sets what is ticked. */
export async function runImportObsidianSettings(): Promise<void> {
  const folder = await pickFolder();
  if (folder === undefined) return;
  const { settings, problems } = await readImport(folder.uri);
  const changes = settings.map((proposed) => merged(proposed, folder)).filter((it) => !isSet(it, folder));
  if (changes.length === 0) {
    tellNothing(folder, settings.length, problems);
    return;
  }
  const chosen = await pickSettings(folder, changes);
  if (chosen !== undefined && chosen.length > 0) await write(chosen, folder);
  if (problems.length > 0) void vscode.window.showWarningMessage(problems.join(' '));
}

/** The folder that is an Obsidian vault; asks where there are several. */
async function pickFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders: vscode.WorkspaceFolder[] = [];
  for (const folder of vscode.workspace.workspaceFolders ?? []) {
    if (await isFolder(vscode.Uri.joinPath(folder.uri, '.obsidian'))) folders.push(folder);
  }
  if (folders.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('No open folder is an Obsidian vault: there is no folder .obsidian in it.'),
    );
  }
  if (folders.length <= 1) return folders[0];
  const items = folders.map((folder) => ({ label: folder.name, description: folder.uri.path, folder }));
  const title = vscode.l10n.t('Import Obsidian Settings');
  return (await vscode.window.showQuickPick(items, { title }))?.folder;
}

async function isFolder(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.Directory) !== 0;
  } catch (error) {
    if (error instanceof vscode.FileSystemError) return false;
    throw error;
  }
}

async function readImport(folder: vscode.Uri): Promise<ObsidianImport> {
  const read = (path: string): Promise<string | undefined> => readObsidianFile(folder, path);
  return importObsidianSettings({
    app: await read('app.json'),
    templates: await read('templates.json'),
    communityPlugins: await read('community-plugins.json'),
    updateTimeOnEdit: await read('plugins/update-time-on-edit/data.json'),
    linter: await read('plugins/obsidian-linter/data.json'),
  });
}

/** Globs come on top of those that the folder's settings have already. */
function merged(proposed: ProposedSetting, folder: vscode.WorkspaceFolder): ProposedSetting {
  const current = inFolder(proposed.key, folder);
  if (typeof proposed.value !== 'object' || !Array.isArray(current)) return proposed;
  const globs = current.filter((glob): glob is string => typeof glob === 'string');
  return { ...proposed, value: [...new Set([...globs, ...proposed.value])] };
}

function isSet({ key, value }: ProposedSetting, folder: vscode.WorkspaceFolder): boolean {
  return JSON.stringify(inFolder(key, folder)) === JSON.stringify(value);
}

/** What the settings of the workspace or the folder say themselves. */
function inFolder(key: string, folder: vscode.WorkspaceFolder): unknown {
  const found = vscode.workspace.getConfiguration('notewright', folder.uri).inspect(key);
  return found?.workspaceFolderValue ?? found?.workspaceValue;
}

function tellNothing(folder: vscode.WorkspaceFolder, known: number, problems: readonly string[]): void {
  const sentence =
    known === 0
      ? vscode.l10n.t(
          'Obsidian’s settings in “{0}” hold nothing that Notewright has a setting for.',
          folder.name,
        )
      : vscode.l10n.t('The settings of “{0}” are those of Obsidian already.', folder.name);
  void vscode.window.showInformationMessage([sentence, ...problems].join(' '));
}

async function pickSettings(
  folder: vscode.WorkspaceFolder,
  settings: readonly ProposedSetting[],
): Promise<readonly ProposedSetting[] | undefined> {
  const items = settings.map((proposed) => ({
    label: `notewright.${proposed.key}`,
    description: JSON.stringify(proposed.value),
    detail: vscode.l10n.t('From {0}', proposed.from),
    picked: true,
    proposed,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Import Obsidian Settings into the Settings of “{0}”', folder.name),
    placeHolder: vscode.l10n.t('Tick what to set, then press Enter.'),
    canPickMany: true,
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  return picked?.map(({ proposed }) => proposed);
}

async function write(settings: readonly ProposedSetting[], folder: vscode.WorkspaceFolder): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('notewright', folder.uri);
  try {
    for (const { key, value } of settings) {
      await configuration.update(key, value, vscode.ConfigurationTarget.WorkspaceFolder);
    }
  } catch (error) {
    const why = messageOf(error);
    void vscode.window.showErrorMessage(vscode.l10n.t('The settings could not be written: {0}', why));
    return;
  }
  const file = vscode.Uri.joinPath(folder.uri, '.vscode', 'settings.json');
  const open = vscode.l10n.t('Open Settings');
  const done =
    settings.length === 1
      ? vscode.l10n.t('1 setting was imported from Obsidian.')
      : vscode.l10n.t('{0} settings were imported from Obsidian.', settings.length);
  // Not awaited: the command has done its work.
  void vscode.window.showInformationMessage(done, open).then(async (answer) => {
    if (answer === open) await vscode.window.showTextDocument(file);
  });
}
