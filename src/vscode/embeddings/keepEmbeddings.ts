import * as vscode from 'vscode';
import { endpointOf } from '../../core/assistant/endpoint.ts';
import type { Consent } from '../assistant/consent.ts';
import type { KeyStore } from '../assistant/keyStore.ts';
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
  /** Folder for what is kept between sessions. */
  readonly storage: string;
}

/** Embeddings, loaded when they are first wanted. */
export interface LazyEmbeddings extends vscode.Disposable {
  readonly open: () => Promise<NoteEmbeddings>;
}

/**
 * Keeps the embeddings of the vaults in step where the person chose a model for them and said yes to where it answers.
 * Asks nobody anything.
 */
export function keepEmbeddings(services: EmbeddingServices): LazyEmbeddings {
  const { vaults } = services;
  const timers = new Map<FolderVault, NodeJS.Timeout>();
  const ended = new AbortController();
  let opened: Promise<NoteEmbeddings> | undefined;
  const load = async (): Promise<NoteEmbeddings> => {
    const { NoteEmbeddings } = await import('./noteEmbeddings.ts');
    return new NoteEmbeddings(services.storage, services.log);
  };
  const open = (): Promise<NoteEmbeddings> => (opened ??= load());
  const follow = async (owner: FolderVault): Promise<void> => {
    const model = await chosenModel(services);
    if (model !== undefined && owner.isReady) await (await open()).fill(owner, model, ended.signal);
  };
  const followSoon = (owner: FolderVault): void => {
    if (setting('embeddings.model') === '') return;
    clearTimeout(timers.get(owner));
    timers.set(
      owner,
      setTimeout(() => void follow(owner), FOLLOW_AFTER_MS),
    );
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
    dispose: () => {
      ended.abort();
      for (const timer of timers.values()) clearTimeout(timer);
      vscode.Disposable.from(...subscriptions).dispose();
    },
  };
}

/** The model to use; `undefined` where there is none, or no yes to where it answers. */
async function chosenModel({ keys, consent }: EmbeddingServices): Promise<EmbeddingModel | undefined> {
  const model = setting('embeddings.model');
  const baseUrl = setting('openai.baseUrl');
  const endpoint = endpointOf(baseUrl);
  if (model === '' || endpoint === undefined || !vscode.workspace.isTrusted) return undefined;
  if (!consent.isGiven({ ...endpoint, id: endpoint.origin })) return undefined;
  return { model, baseUrl, apiKey: await keys.get(baseUrl) };
}
