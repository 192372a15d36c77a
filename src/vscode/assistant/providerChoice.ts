import * as vscode from 'vscode';
import type { BatchProvider } from '../../core/assistant/batch/batchProvider.ts';
import { costOf } from '../../core/assistant/cost.ts';
import { endpointOf } from '../../core/assistant/endpoint.ts';
import { guardedProvider, type Guard } from '../../core/assistant/guardedProvider.ts';
import type { Provider, TokenUsage } from '../../core/assistant/provider.ts';
import type { AbilityStore } from '../../core/providers/openAiAbilities.ts';
import { inputBudgetOf } from '../../core/providers/openAiBudget.ts';
import { modelName } from '../../core/providers/modelName.ts';
import type { SentRequest } from '../../core/providers/openAiProvider.ts';
import type { FolderVault } from '../folderVault.ts';
import { setting } from '../settings.ts';
import type { Consent, Destination } from './consent.ts';
import { ContextLengths } from './contextLengths.ts';
import type { KeyStore } from './keyStore.ts';
import { lateBuiltInEngine } from './lateBuiltInEngine.ts';
import { priceAt } from './prices.ts';
import { offerBuiltIn, offerChoice } from './providerOffers.ts';
import { recordRequest, type RequestLog } from './requestLog.ts';

/** The note that something is asked about. */
interface AskedNote {
  readonly owner: FolderVault;
  readonly path: string;
  readonly title: string;
}

/** A provider for many notes. */
export interface RunProvider {
  readonly provider: Provider;
  /** How many notes to ask about at once. */
  readonly atOnce: number;
  /** US dollars; `undefined` where the price is not known. */
  readonly costOf: (usage: TokenUsage) => number | undefined;
  /** Adds to the use of the day what no request of the provider's own has told. */
  readonly count: (usage: TokenUsage, cost: number | undefined) => void;
}

/** How many requests of a run an endpoint gets at once: a server on this machine has one graphics card. */
const REMOTE_AT_ONCE = 8;
const LOCAL_AT_ONCE = 2;

/** What a choice is made with. */
export interface ProviderServices extends RequestLog {
  readonly keys: KeyStore;
  readonly consent: Consent;
  readonly abilities: AbilityStore;
}

/** Which provider answers: by the settings, the workspace's trust, the person's consent and the note's privacy. */
export class ProviderChoice {
  readonly #keys: KeyStore;
  readonly #consent: Consent;
  readonly #abilities: AbilityStore;
  readonly #requests: RequestLog;
  readonly #contextLengths: ContextLengths;
  readonly #builtIn: Provider = lateBuiltInEngine;

  constructor(services: ProviderServices) {
    this.#keys = services.keys;
    this.#consent = services.consent;
    this.#abilities = services.abilities;
    this.#requests = services;
    this.#contextLengths = new ContextLengths(services.log);
  }

  /** The provider to ask about this note; `undefined` when the person said no or something is missing, and was told. */
  async current(note: AskedNote): Promise<Provider | undefined> {
    if (this.#isBuiltIn()) return this.#builtIn;
    if (note.owner.isPrivate(note.path)) {
      const sentence = vscode.l10n.t('“{0}” is private, so it is not sent to a language model.', note.title);
      return (await offerBuiltIn(sentence)) ? this.#builtIn : undefined;
    }
    return await this.forVault(note.owner);
  }

  /** As {@link current}, where no note is asked about. */
  async forVault(owner: FolderVault): Promise<Provider | undefined> {
    if (this.#isBuiltIn()) return this.#builtIn;
    return setting('provider') === 'openai' ? await this.#openAi(owner) : await this.#languageModel(owner);
  }

  /** As {@link current}, for a run over many notes of a vault: each request is guarded by itself. */
  async forRun(owner: FolderVault): Promise<RunProvider | undefined> {
    const free = (): number => 0;
    const cost = (usage: TokenUsage): number | undefined => this.costOf(usage);
    const given = (provider: Provider, atOnce: number): RunProvider => ({
      provider,
      atOnce,
      costOf: provider.isLanguageModel ? cost : free,
      count: (usage, paid) => this.#requests.tokenUse.count(provider.label, usage, paid),
    });
    if (this.#isBuiltIn()) return given(this.#builtIn, 1);
    if (setting('provider') === 'vscode') {
      const provider = await this.#languageModel(owner);
      return provider && given(provider, LOCAL_AT_ONCE);
    }
    const isLocal = endpointOf(setting('openai.baseUrl'))?.isLocal === true;
    const atOnce = isLocal ? LOCAL_AT_ONCE : REMOTE_AT_ONCE;
    const provider = await this.#openAi(owner, atOnce);
    // Some wait before they ask again: they leave their places to others.
    return provider && given(provider, 2 * atOnce);
  }

  /** What tokens cost at the provider in use, in US dollars; `undefined` where the price is not known. */
  costOf(usage: TokenUsage): number | undefined {
    switch (setting('provider')) {
      case 'builtIn':
        return 0;
      case 'openai':
        return costOf(usage, priceAt(setting('openai.baseUrl'), setting('openai.model')));
      case 'vscode':
        return undefined;
    }
  }

  /** How much the language model in use takes, as far as that is known without a question to the person. */
  async inputBudget(): Promise<number | undefined> {
    if (setting('provider') === 'vscode') {
      const model = await this.#chosenModel();
      if (model === undefined) return undefined;
      const { LanguageModelProvider } = await import('./languageModelProvider.ts');
      return new LanguageModelProvider(model, () => undefined).inputBudget;
    }
    const [baseUrl, model] = [setting('openai.baseUrl'), setting('openai.model')];
    const endpoint = endpointOf(baseUrl);
    const mayAsk = endpoint !== undefined && this.#consent.isGiven({ ...endpoint, id: endpoint.origin });
    const apiKey = await this.#keys.get(baseUrl);
    const length =
      mayAsk && vscode.workspace.isTrusted
        ? await this.#contextLengths.of({ baseUrl, model, apiKey })
        : undefined;
    return inputBudgetOf(model, length);
  }

  /** Batches at the endpoint in use; `undefined` where it keeps none or nothing may be sent to it. */
  async batches(owner: FolderVault): Promise<BatchProvider | undefined> {
    const [baseUrl, model] = [setting('openai.baseUrl'), setting('openai.model')];
    const endpoint = endpointOf(baseUrl);
    if (setting('provider') !== 'openai' || !vscode.workspace.isTrusted || endpoint === undefined)
      return undefined;
    const destination = { ...endpoint, id: endpoint.origin };
    if (!this.#consent.isGiven(destination)) return undefined;
    const apiKey = await this.#keys.get(baseUrl);
    const { batchProvider } = await import('./endpointClient.ts');
    const guard = this.#guard(destination, owner);
    return await batchProvider({ baseUrl, model, apiKey, abilities: this.#abilities }, guard);
  }

  /** The provider in use, for people; asks nothing and sends nothing. */
  describe(): string {
    const kind = vscode.workspace.isTrusted ? setting('provider') : 'builtIn';
    switch (kind) {
      case 'builtIn':
        return this.#builtIn.label;
      case 'openai':
        return `${modelName(setting('openai.model'))} · ${hostOf(setting('openai.baseUrl'))}`;
      case 'vscode':
        return setting('vscode.model') || vscode.l10n.t('VS Code’s language model');
    }
  }

  #isBuiltIn(): boolean {
    return setting('provider') === 'builtIn' || !vscode.workspace.isTrusted;
  }

  async #openAi(owner: FolderVault, atOnce?: number): Promise<Provider | undefined> {
    const baseUrl = setting('openai.baseUrl');
    const model = setting('openai.model');
    const endpoint = endpointOf(baseUrl);
    if (endpoint === undefined || model === '') {
      const sentence =
        model === ''
          ? vscode.l10n.t('No model is chosen for {0} yet.', hostOf(baseUrl))
          : vscode.l10n.t('“{0}” is not the address of an endpoint.', baseUrl);
      return (await offerChoice(sentence)) ? this.#builtIn : undefined;
    }
    const apiKey = await this.#keys.get(baseUrl);
    const destination = { ...endpoint, id: endpoint.origin };
    if (!(await this.#consent.ask(destination))) return undefined;
    const { openAiProvider } = await import('./endpointClient.ts');
    const provider = openAiProvider({
      baseUrl,
      model,
      apiKey,
      contextLength: await this.#contextLengths.of({ baseUrl, model, apiKey }),
      abilities: this.#abilities,
      onRequest: (sent) => recordRequest(this.#requests, sent, priceAt(baseUrl, model)),
      ...(atOnce === undefined ? {} : { atOnce }),
    });
    return this.#guarded(provider, destination, owner);
  }

  async #languageModel(owner: FolderVault): Promise<Provider | undefined> {
    const wanted = setting('vscode.model');
    const model = await this.#chosenModel();
    if (model === undefined) {
      const sentence =
        wanted === ''
          ? vscode.l10n.t('No extension offers a language model to VS Code.')
          : vscode.l10n.t('The language model “{0}” is not there.', wanted);
      return (await offerChoice(sentence)) ? this.#builtIn : undefined;
    }
    const destination: Destination = {
      id: `vscode:${model.vendor}`,
      label: `${model.name} (${model.vendor})`,
      isLocal: false,
    };
    if (!(await this.#consent.ask(destination))) return undefined;
    const onRequest = (sent: SentRequest): void => recordRequest(this.#requests, sent, undefined);
    const { LanguageModelProvider } = await import('./languageModelProvider.ts');
    return this.#guarded(new LanguageModelProvider(model, onRequest), destination, owner);
  }

  async #chosenModel(): Promise<vscode.LanguageModelChat | undefined> {
    const wanted = setting('vscode.model');
    const models = await vscode.lm.selectChatModels();
    const { languageModelId } = await import('./languageModelProvider.ts');
    return wanted === '' ? models[0] : models.find((found) => languageModelId(found) === wanted);
  }

  /** The last door: without a yes, and for anything of a private note, no request leaves. */
  #guarded(provider: Provider, destination: Destination, owner: FolderVault): Provider {
    return guardedProvider(provider, this.#guard(destination, owner));
  }

  #guard(destination: Destination, owner: FolderVault): Guard {
    return {
      isAllowed: () => this.#consent.isGiven(destination) && vscode.workspace.isTrusted,
      isPrivate: (path) => owner.isPrivate(path),
    };
  }
}

function hostOf(baseUrl: string): string {
  return URL.canParse(baseUrl) ? new URL(baseUrl).host : baseUrl;
}
