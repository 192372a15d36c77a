import * as vscode from 'vscode';
import { endpointOf } from '../../core/assistant/endpoint.ts';
import type { Consent } from '../assistant/consent.ts';
import type { KeyStore } from '../assistant/keyStore.ts';
import type { TokenUse } from '../assistant/tokenUse.ts';
import type { FolderVault } from '../folderVault.ts';
import { setting } from '../settings.ts';
import type { Vaults } from '../vaults.ts';
import type { EmbeddingModel, NoteEmbeddings } from './noteEmbeddings.ts';

/** How long after the last change of a vault its embeddings follow; ms. */
const FOLLOW_AFTER_MS = 5000;

/** What embeddings need besides VS Code. */
export interface EmbeddingServices {
  readonly vaults: Vaults;
  readonly keys: KeyStore;
  readonly consent: Consent;
  readonly log: vscode.LogOutputChannel;
  readonly tokenUse: TokenUse;
  /** Folder for what is kept between sessions. */
  readonly storage: string;
}

/** Embeddings, loaded when they are first wanted. */
export interface LazyEmbeddings extends vscode.Disposable {
  readonly open: () => Promise<NoteEmbeddings>;
  /** Leaves what was begun with another model, and goes back to the one that is in the settings. */
  readonly revert: () => void;
}

/**
 * Keeps the embeddings of the vaults in step where the person chose a model and said yes to it for just that vault.
 * Asks nobody anything.
 */
export function keepEmbeddings(services: EmbeddingServices): LazyEmbeddings {
  const { vaults } = services;
  const timers = new Map<FolderVault, NodeJS.Timeout>();
  const ended = new AbortController();
  let opened: Promise<NoteEmbeddings> | undefined;
  const load = async (): Promise<NoteEmbeddings> => {
    const { NoteEmbeddings } = await import('./noteEmbeddings.ts');
    return new NoteEmbeddings(services);
  };
  const open = (): Promise<NoteEmbeddings> => (opened ??= load());
  const follow = async (owner: FolderVault): Promise<void> => {
    timers.delete(owner);
    const chosen = chosenModel();
    const isAllowed = (): boolean => chosen !== undefined && mayFollow(services.consent, owner, chosen);
    if (chosen === undefined || !isAllowed() || !owner.isReady) return;
    const model = { ...chosen, apiKey: await services.keys.get(chosen.baseUrl) };
    await (await open()).fill(owner, model, { signal: ended.signal, isAllowed });
  };
  const forget = (owner: FolderVault): void => {
    clearTimeout(timers.get(owner));
    timers.delete(owner);
  };
  const followSoon = (owner: FolderVault): void => {
    if (setting('embeddings.model') === '' || owner.ended.aborted) return;
    if (timers.has(owner)) clearTimeout(timers.get(owner));
    else owner.ended.addEventListener('abort', () => forget(owner), { once: true });
    timers.set(
      owner,
      setTimeout(() => void follow(owner), FOLLOW_AFTER_MS),
    );
  };
  const revert = (): void => {
    for (const owner of vaults.all()) {
      void opened?.then((embeddings) => embeddings.stop(owner));
      followSoon(owner);
    }
  };
  const subscriptions = [
    vaults.onDidChange(followSoon),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (!change.affectsConfiguration('notewright.embeddings.model')) return;
      for (const owner of vaults.all()) {
        if (setting('embeddings.model') !== '') followSoon(owner);
        else void opened?.then((embeddings) => embeddings.stop(owner));
      }
    }),
  ];
  return {
    open,
    revert,
    dispose: () => {
      ended.abort();
      for (const timer of timers.values()) clearTimeout(timer);
      vscode.Disposable.from(...subscriptions).dispose();
    },
  };
}

/** What the settings name; `undefined` where they name none. */
function chosenModel(): Omit<EmbeddingModel, 'apiKey'> | undefined {
  const model = setting('embeddings.model');
  return model === '' ? undefined : { model, baseUrl: setting('openai.baseUrl') };
}

/** Whether the person, and the workspace's trust, still allow it, with the settings as they are now. */
function mayFollow(
  consent: Consent,
  owner: FolderVault,
  { model, baseUrl }: Omit<EmbeddingModel, 'apiKey'>,
): boolean {
  const now = chosenModel();
  const endpoint = endpointOf(baseUrl);
  if (now?.model !== model || now.baseUrl !== baseUrl || endpoint === undefined) return false;
  return vscode.workspace.isTrusted && consent.mayEmbed(owner.id, { id: endpoint.origin }, model);
}
