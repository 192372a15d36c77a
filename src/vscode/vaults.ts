import * as vscode from 'vscode';
import { contextKeys } from './contributions.ts';
import { FolderVault, type VaultServices } from './folderVault.ts';
import { ReadThreads } from './noteStores/readThreads.ts';
import { affects } from './settings.ts';

/** Settings that decide how notes are read: when one changes, the vault is read anew. */
const READING_SETTINGS = [
  'moc.pattern',
  'private',
  'exclude',
  'dates.createdKey',
  'dates.modifiedKey',
  'dates.aliases',
] as const;

/** What the vaults of a window are made with. */
export interface VaultsServices extends Omit<VaultServices, 'readThreads'> {
  /** The file of the threads that read notes. */
  readonly readThread: string;
}

/**
 * The vaults of this window, one for each workspace folder. None is read before somebody asks for it, so that a
 * folder that is no vault costs nothing.
 */
export class Vaults implements vscode.Disposable {
  readonly #vaults = new Map<string, FolderVault>();
  readonly #changed = new vscode.EventEmitter<FolderVault>();
  readonly #stateChanged = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable[];
  readonly #services: VaultServices;
  /** The notes of a vault have changed, or its folder was added or removed. */
  readonly onDidChange = this.#changed.event;
  readonly onDidChangeState = this.#stateChanged.event;

  constructor({ readThread, ...services }: VaultsServices) {
    const readThreads = new ReadThreads(readThread);
    this.#services = { ...services, readThreads };
    this.#subscriptions = [
      readThreads,
      this.#changed,
      this.#stateChanged,
      vscode.workspace.onDidChangeWorkspaceFolders(() => this.#folders()),
      vscode.workspace.onDidChangeConfiguration((change) => this.#configured(change)),
    ];
    this.#folders();
  }

  all(): readonly FolderVault[] {
    return [...this.#vaults.values()];
  }

  /** The vault in which a file lies. */
  of(uri: vscode.Uri): FolderVault | undefined {
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    return folder === undefined ? undefined : this.#vaults.get(folder.uri.toString());
  }

  /** Resolves when every vault has been read. */
  async ready(): Promise<void> {
    await Promise.all(this.all().map((vault) => vault.ready()));
  }

  /** As {@link FolderVault.ready}, with a notification while the person waits for it. */
  async readyWithProgress(vault: FolderVault): Promise<void> {
    if (vault.isReady) return;
    const title = vscode.l10n.t('Reading the notes of “{0}”', vault.folder.name);
    await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, () =>
      vault.ready(),
    );
  }

  /** What a view says instead of, or above, its rows; `undefined` when all is read. */
  stateMessage(): string | undefined {
    return this.all()
      .map((vault) => vault.stateMessage())
      .find((message) => message !== undefined);
  }

  /** Says once that files were skipped: until the person has been shown which; `undefined` when there is no news. */
  skippedMessage(): string | undefined {
    const unseen = this.all().reduce((sum, { skipped }) => sum + skipped.unseen, 0);
    if (unseen === 0) return undefined;
    return unseen === 1
      ? vscode.l10n.t('1 file could not be read as a note: “Notewright: Show Skipped Files” tells which.')
      : vscode.l10n.t(
          '{0} files could not be read as notes: “Notewright: Show Skipped Files” tells which.',
          unseen,
        );
  }

  dispose(): void {
    vscode.Disposable.from(...this.#subscriptions, ...this.#vaults.values()).dispose();
  }

  #folders(): void {
    const folders = vscode.workspace.workspaceFolders ?? [];
    const keys = new Set(folders.map((folder) => folder.uri.toString()));
    for (const [key, vault] of this.#vaults) {
      if (keys.has(key)) continue;
      vault.dispose();
      this.#vaults.delete(key);
      this.#changed.fire(vault);
    }
    for (const folder of folders) {
      if (!this.#vaults.has(folder.uri.toString())) this.#changed.fire(this.#add(folder));
    }
    this.#showSkipped();
    this.#stateChanged.fire();
  }

  #add(folder: vscode.WorkspaceFolder): FolderVault {
    const vault = new FolderVault(folder, this.#services);
    vault.onDidChange(() => this.#changed.fire(vault));
    vault.onDidChangeState(() => this.#showState());
    this.#vaults.set(folder.uri.toString(), vault);
    return vault;
  }

  #configured(change: vscode.ConfigurationChangeEvent): void {
    for (const vault of this.all()) {
      const isAffected =
        affects(change, READING_SETTINGS, vault.folder) ||
        change.affectsConfiguration('files.exclude', vault.folder);
      if (!isAffected) continue;
      const wasAskedFor = vault.isAskedFor;
      const successor = this.#add(vault.folder);
      vault.replaceBy(successor);
      this.#changed.fire(successor);
      if (wasAskedFor) void successor.ready();
    }
  }

  #showState(): void {
    const vaults = this.all();
    const indexed = vaults.every((vault) => vault.isReady);
    const hasNotes = vaults.some((vault) => vault.vault.size > 0);
    void vscode.commands.executeCommand('setContext', contextKeys.indexed, indexed);
    void vscode.commands.executeCommand('setContext', contextKeys.hasNotes, hasNotes);
    this.#showSkipped();
    this.#stateChanged.fire();
  }

  #showSkipped(): void {
    const has = this.all().some(({ skipped }) => skipped.size > 0);
    void vscode.commands.executeCommand('setContext', contextKeys.hasSkippedFiles, has);
  }
}
