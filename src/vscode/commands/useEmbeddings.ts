import * as vscode from 'vscode';
import { costOf } from '../../core/assistant/cost.ts';
import { embeddingInput } from '../../core/assistant/embeddingInput.ts';
import { endpointOf } from '../../core/assistant/endpoint.ts';
import { failureMessage } from '../../core/assistant/failureMessage.ts';
import { estimateTokens } from '../../core/assistant/tokens.ts';
import type { Consent } from '../assistant/consent.ts';
import type { KeyStore } from '../assistant/keyStore.ts';
import { priceAt } from '../assistant/prices.ts';
import { amount } from '../assistant/tokenUse.ts';
import { signalOf } from '../cancellation.ts';
import type { LazyEmbeddings } from '../embeddings/keepEmbeddings.ts';
import type { EmbeddingModel } from '../embeddings/noteEmbeddings.ts';
import type { FolderVault } from '../folderVault.ts';
import { setting } from '../settings.ts';
import { TimeSlices } from '../timeSlices.ts';
import type { Vaults } from '../vaults.ts';

/** What the command needs besides VS Code. */
export interface UseEmbeddingsServices {
  readonly vaults: Vaults;
  readonly keys: KeyStore;
  readonly consent: Consent;
  readonly embeddings: LazyEmbeddings;
}

/** *Use Embeddings…*: compares notes by meaning as well, with a model of the endpoint in use; or stops doing so. */
export async function useEmbeddings(services: UseEmbeddingsServices): Promise<void> {
  const endpoint = endpointOf(setting('openai.baseUrl'));
  if (!vscode.workspace.isTrusted || endpoint === undefined) {
    void vscode.window.showInformationMessage(
      endpoint === undefined
        ? vscode.l10n.t('“{0}” is not the address of an endpoint.', setting('openai.baseUrl'))
        : vscode.l10n.t('This workspace is not trusted, so no note is sent anywhere.'),
    );
    return;
  }
  if (!(await services.consent.ask({ ...endpoint, id: endpoint.origin }))) return;
  const chosen = await pickModel(services, endpoint.label);
  if (chosen === undefined) return;
  if (chosen === 'off') {
    await save('');
    return;
  }
  if (!(await isWanted(services.vaults, chosen, endpoint.label))) return;
  const destination = { id: endpoint.origin };
  const owners = services.vaults.all();
  const isAllowed = (): boolean => services.consent.isGiven(destination) && vscode.workspace.isTrusted;
  if (!(await fillAll(services, owners, chosen, isAllowed)) || !isAllowed()) {
    services.embeddings.revert();
    return;
  }
  for (const { id } of owners) await services.consent.allowEmbedding(id, destination, chosen.model);
  await save(chosen.model);
}

async function save(model: string): Promise<void> {
  await vscode.workspace
    .getConfiguration('notewright')
    .update('embeddings.model', model, vscode.ConfigurationTarget.Global);
}

/** The embedding models that the endpoint lists, or a name to type where it lists none. */
async function pickModel(
  { keys }: UseEmbeddingsServices,
  host: string,
): Promise<EmbeddingModel | 'off' | undefined> {
  const baseUrl = setting('openai.baseUrl');
  const apiKey = await keys.get(baseUrl);
  const inUse = setting('embeddings.model');
  const { listModels } = await import('../assistant/endpointClient.ts');
  const listed = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Asking {0} for its models', host),
      cancellable: true,
    },
    async (_, token) => await listModels({ baseUrl, apiKey }, signalOf(token)),
  );
  if (listed.kind === 'cancelled') return undefined;
  if (listed.kind === 'failed') {
    void vscode.window.showErrorMessage(failureMessage(listed.failure, { provider: host }));
    return undefined;
  }
  const title = vscode.l10n.t('Embedding model at {0}', host);
  const off = vscode.l10n.t('None: compare notes by their words alone');
  if (listed.embeddingModels.length > 0 || inUse !== '') {
    const items = listed.embeddingModels.map((label) => ({
      label,
      description: label === inUse ? vscode.l10n.t('in use') : '',
    }));
    const picked = await vscode.window.showQuickPick([...items, { label: off, description: '' }], { title });
    if (picked === undefined) return undefined;
    return picked.label === off ? 'off' : { baseUrl, apiKey, model: picked.label };
  }
  const prompt = vscode.l10n.t('The endpoint lists no embedding model: type the name of one');
  const typed = (await vscode.window.showInputBox({ title, prompt, ignoreFocusOut: true }))?.trim();
  return typed === undefined || typed === '' ? undefined : { baseUrl, apiKey, model: typed };
}

/** Says what would be sent, and what that costs, before anything is. */
async function isWanted(vaults: Vaults, { model, baseUrl }: EmbeddingModel, host: string): Promise<boolean> {
  const { notes, kept, tokens } = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Counting what would be sent') },
    () => forecast(vaults),
  );
  const cost = costOf({ input: tokens, cachedInput: 0, output: 0 }, priceAt(baseUrl, model));
  const price = cost === undefined || cost === 0 ? '' : vscode.l10n.t(', about ${0}', amount(cost));
  const compare = vscode.l10n.t('Compare Notes by Meaning');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t('Send the titles and beginnings of {0} notes to {1}?', notes, host),
    {
      modal: true,
      detail: [
        vscode.l10n.t(
          '“{0}” tells how alike they are, about {1} tokens{2}.',
          model,
          tokens.toLocaleString(),
          price,
        ),
        vscode.l10n.t(
          'Later only notes that have changed are sent, by themselves. Private notes are left out: {0}. What comes back stays on this machine.',
          kept,
        ),
      ].join('\n\n'),
    },
    compare,
  );
  return answer === compare;
}

interface EmbeddingForecast {
  readonly notes: number;
  /** Private notes. */
  readonly kept: number;
  readonly tokens: number;
}

async function forecast(vaults: Vaults): Promise<EmbeddingForecast> {
  const slices = new TimeSlices();
  let [notes, kept, tokens] = [0, 0, 0];
  await vaults.ready();
  for (const owner of vaults.all()) {
    for (const note of owner.vault.notes()) {
      if (note.isPrivate) kept++;
      const input = note.isPrivate ? undefined : embeddingInput(note, (await owner.read(note.path)) ?? '');
      if (input !== undefined) {
        notes++;
        tokens += estimateTokens(input);
      }
      await slices.pause();
    }
  }
  return { notes, kept, tokens };
}

/** @returns whether it came to its end: neither cancelled nor failed */
async function fillAll(
  { embeddings }: UseEmbeddingsServices,
  owners: readonly FolderVault[],
  model: EmbeddingModel,
  isAllowed: () => boolean,
): Promise<boolean> {
  const noteEmbeddings = await embeddings.open();
  const outcome = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Comparing notes by meaning'),
      cancellable: true,
    },
    async (progress, token) => {
      const signal = signalOf(token);
      for (const owner of owners) {
        const onProgress = (done: number, total: number): void =>
          progress.report({ message: vscode.l10n.t('{0} of {1} notes', done, total) });
        const report = await noteEmbeddings.fill(owner, model, { signal, isAllowed, onProgress });
        if (report.failure !== undefined) return report.failure;
      }
      return signal.aborted ? 'cancelled' : 'done';
    },
  );
  if (typeof outcome === 'string') return outcome === 'done';
  void vscode.window.showErrorMessage(failureMessage(outcome, { provider: model.model }));
  return false;
}
