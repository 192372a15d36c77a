import * as vscode from 'vscode';
import { endpointOf } from '../../core/assistant/endpoint.ts';
import { failureMessage } from '../../core/assistant/failureMessage.ts';
import type { ProviderFailure } from '../../core/assistant/provider.ts';
import { modelName } from '../../core/providers/modelName.ts';
import type { AbilityStore } from '../../core/providers/openAiAbilities.ts';
import type { SentRequest } from '../../core/providers/openAiProvider.ts';
import type { Consent } from '../assistant/consent.ts';
import type { KnownEndpoint } from '../assistant/endpoints.ts';
import type { KeyStore } from '../assistant/keyStore.ts';
import { priceAt } from '../assistant/prices.ts';
import { recordRequest, type RequestLog } from '../assistant/requestLog.ts';
import { signalOf } from '../cancellation.ts';
import { setting } from '../settings.ts';

/** What setting up an endpoint works with. */
export interface SetUpServices extends RequestLog {
  readonly keys: KeyStore;
  readonly consent: Consent;
  readonly abilities: AbilityStore;
}

/** Then there is no use in asking for the name of a model. */
const NOBODY_THERE: ReadonlySet<ProviderFailure['kind']> = new Set(['unreachable', 'timeout', 'loading']);

/** Asks for consent, a key where one is needed, and a model; tries it once. Gives the model, or `undefined`. */
export async function setUpEndpoint(
  endpoint: KnownEndpoint,
  services: SetUpServices,
): Promise<string | undefined> {
  const address = endpointOf(endpoint.baseUrl);
  if (address === undefined || !(await services.consent.ask({ ...address, id: address.origin })))
    return undefined;
  let key = await services.keys.get(endpoint.baseUrl);
  if (endpoint.needsKey && key === undefined) {
    key = await askForKey(endpoint);
    if (key === undefined) return undefined;
  }
  for (;;) {
    const listed = await modelsOf(endpoint, key);
    if (listed.kind === 'failed' && listed.failure.kind === 'unauthorized') {
      key = await askForKey(endpoint, listed.failure);
      if (key === undefined) return undefined;
      continue;
    }
    if (listed.kind === 'cancelled') return undefined;
    if (listed.kind === 'failed' && NOBODY_THERE.has(listed.failure.kind)) {
      void vscode.window.showErrorMessage(failureMessage(listed.failure, { provider: endpoint.name }));
      return undefined;
    }
    const models = listed.kind === 'listed' ? listed.models : [];
    const model = await pickModel(endpoint, models, listed.kind === 'failed' ? listed.failure : undefined);
    if (model === undefined || !(await works(endpoint, key, model, services))) return undefined;
    if (key !== undefined) await services.keys.set(endpoint.baseUrl, key);
    return model;
  }
}

async function askForKey(endpoint: KnownEndpoint, failure?: ProviderFailure): Promise<string | undefined> {
  const key = await vscode.window.showInputBox({
    title: vscode.l10n.t('API key for {0}', endpoint.name),
    prompt:
      failure === undefined
        ? vscode.l10n.t('Kept in VS Code’s secret storage and sent to {0} only', endpoint.baseUrl)
        : failureMessage(failure, { provider: endpoint.name }),
    password: true,
    ignoreFocusOut: true,
  });
  return key?.trim() || undefined;
}

async function modelsOf(endpoint: KnownEndpoint, apiKey: string | undefined) {
  const { listModels } = await import('../assistant/endpointClient.ts');
  return await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Asking {0} for its models', endpoint.name),
      cancellable: true,
    },
    async (_, token) => await listModels({ baseUrl: endpoint.baseUrl, apiKey }, signalOf(token)),
  );
}

/** A list where the endpoint gives one, else a name to type. */
async function pickModel(
  endpoint: KnownEndpoint,
  models: readonly string[],
  failure: ProviderFailure | undefined,
): Promise<string | undefined> {
  const title = vscode.l10n.t('Model at {0}', endpoint.name);
  if (models.length > 0) {
    // The one in use comes first, so that Enter keeps it.
    const inUse = models.filter((model) => isInUse(endpoint, model));
    const items = [...new Set([...inUse, ...models])].map((model) => ({
      label: modelName(model),
      description: describeModel(endpoint, model),
      model,
    }));
    const picked = await vscode.window.showQuickPick(items, {
      title,
      placeHolder: vscode.l10n.t('Which model is asked about your notes'),
      matchOnDescription: true,
      ignoreFocusOut: true,
    });
    return picked?.model;
  }
  const model = await vscode.window.showInputBox({
    title,
    prompt:
      failure === undefined
        ? vscode.l10n.t('The endpoint lists no models: type the name of one')
        : failureMessage(failure, { provider: endpoint.name }),
    ignoreFocusOut: true,
  });
  return model?.trim() || undefined;
}

/** Whether it is the one in use, and what it costs where that is known. */
function describeModel(endpoint: KnownEndpoint, model: string): string {
  const price = priceAt(endpoint.baseUrl, model);
  const hasPrice = price !== undefined && (price.input > 0 || price.output > 0);
  return [
    isInUse(endpoint, model) ? vscode.l10n.t('in use') : '',
    hasPrice ? vscode.l10n.t('${0} in, ${1} out for a million tokens', price.input, price.output) : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

function isInUse({ baseUrl }: KnownEndpoint, model: string): boolean {
  const isThere = setting('provider') === 'openai' && setting('openai.baseUrl') === baseUrl;
  return isThere && setting('openai.model') === model;
}

/** One small request, so that what is wrong shows now and not at the first note. */
async function works(
  endpoint: KnownEndpoint,
  apiKey: string | undefined,
  model: string,
  services: SetUpServices,
): Promise<boolean> {
  const { testConnection } = await import('../assistant/endpointClient.ts');
  const { baseUrl } = endpoint;
  const onRequest = (sent: SentRequest): void => recordRequest(services, sent, priceAt(baseUrl, model));
  const tried = { baseUrl, apiKey, model, abilities: services.abilities, onRequest };
  const failure = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Trying {0} at {1}', modelName(model), endpoint.name),
      cancellable: true,
    },
    async (_, token) => await testConnection(tried, signalOf(token)),
  );
  if (failure === undefined) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('{0} at {1} answers Notewright’s questions now.', modelName(model), endpoint.name),
    );
    return true;
  }
  if (failure !== 'cancelled') {
    void vscode.window.showErrorMessage(failureMessage(failure, { provider: endpoint.name }));
  }
  return false;
}
