import * as vscode from 'vscode';
import { failureMessage } from '../../core/assistant/failureMessage.ts';
import type { Provider, ProviderFailure } from '../../core/assistant/provider.ts';
import type { AbilityStore } from '../../core/providers/openAiAbilities.ts';
import type { SentRequest } from '../../core/providers/openAiProvider.ts';
import { BuiltInEngine } from '../../core/providers/builtIn/builtInEngine.ts';
import { commandIds } from '../contributions.ts';
import type { FolderVault } from '../folderVault.ts';
import { setting } from '../settings.ts';
import type { Consent, Destination } from './consent.ts';
import { destinationOf } from './destination.ts';
import type { KeyStore } from './keyStore.ts';
import { languageModelId, LanguageModelProvider } from './languageModelProvider.ts';

/** The note that something is asked about. */
interface AskedNote {
  readonly owner: FolderVault;
  readonly path: string;
  readonly title: string;
}

/** What a choice is made with. */
export interface ProviderServices {
  readonly keys: KeyStore;
  readonly consent: Consent;
  readonly abilities: AbilityStore;
  /** Told of every request, without note text and without keys. */
  readonly log: vscode.LogOutputChannel;
}

/** Which provider answers: by the settings, the workspace's trust, the person's consent and the note's privacy. */
export class ProviderChoice {
  readonly #keys: KeyStore;
  readonly #consent: Consent;
  readonly #abilities: AbilityStore;
  readonly #log: vscode.LogOutputChannel;
  readonly #builtIn = new BuiltInEngine();

  constructor(services: ProviderServices) {
    this.#keys = services.keys;
    this.#consent = services.consent;
    this.#abilities = services.abilities;
    this.#log = services.log;
  }

  /** The provider to ask about this note; `undefined` when the person said no or something is missing, and was told. */
  async current(note: AskedNote): Promise<Provider | undefined> {
    const kind = setting('provider');
    if (kind === 'builtIn' || !vscode.workspace.isTrusted) return this.#builtIn;
    if (note.owner.vault.note(note.path)?.isPrivate) {
      return await this.#offerBuiltIn(
        vscode.l10n.t('“{0}” is private, so it is not sent to a language model.', note.title),
      );
    }
    return kind === 'openai' ? await this.#openAi() : await this.#languageModel();
  }

  /** The provider in use, for people; asks nothing and sends nothing. */
  describe(): string {
    const kind = vscode.workspace.isTrusted ? setting('provider') : 'builtIn';
    switch (kind) {
      case 'builtIn':
        return this.#builtIn.label;
      case 'openai':
        return `${setting('openai.model')} · ${hostOf(setting('openai.baseUrl'))}`;
      case 'vscode':
        return setting('vscode.model') || vscode.l10n.t('VS Code’s language model');
    }
  }

  /** One sentence for a request that failed, and the way out that fits it. */
  async tellFailure(failure: ProviderFailure, provider: Provider, title: string): Promise<void> {
    const choose = vscode.l10n.t('Choose Language Model');
    const sentence = failureMessage(failure, { provider: provider.label, note: title });
    if ((await vscode.window.showErrorMessage(sentence, choose)) === choose) {
      await vscode.commands.executeCommand(commandIds.chooseModel);
    }
  }

  async #openAi(): Promise<Provider | undefined> {
    const baseUrl = setting('openai.baseUrl');
    const model = setting('openai.model');
    if (!URL.canParse(baseUrl) || model === '') {
      return await this.#offerChoice(
        model === ''
          ? vscode.l10n.t('No model is chosen for {0} yet.', hostOf(baseUrl))
          : vscode.l10n.t('“{0}” is not the address of an endpoint.', baseUrl),
      );
    }
    const apiKey = await this.#keys.get(baseUrl);
    if (!(await this.#consent.ask(destinationOf(baseUrl)))) return undefined;
    const { openAiProvider } = await import('./endpointClient.ts');
    return openAiProvider({
      baseUrl,
      model,
      apiKey,
      abilities: this.#abilities,
      onRequest: (sent) => this.#log.info(requestLine(sent)),
    });
  }

  async #languageModel(): Promise<Provider | undefined> {
    const wanted = setting('vscode.model');
    const models = await vscode.lm.selectChatModels();
    const model = wanted === '' ? models[0] : models.find((found) => languageModelId(found) === wanted);
    if (model === undefined) {
      return await this.#offerChoice(
        wanted === ''
          ? vscode.l10n.t('No extension offers a language model to VS Code.')
          : vscode.l10n.t('The language model “{0}” is not there.', wanted),
      );
    }
    const destination: Destination = {
      id: `vscode:${model.vendor}`,
      label: `${model.name} (${model.vendor})`,
      isLocal: false,
    };
    return (await this.#consent.ask(destination)) ? new LanguageModelProvider(model) : undefined;
  }

  async #offerBuiltIn(sentence: string): Promise<Provider | undefined> {
    const useBuiltIn = vscode.l10n.t('Use the Built-in Engine');
    const answer = await vscode.window.showInformationMessage(sentence, useBuiltIn);
    return answer === useBuiltIn ? this.#builtIn : undefined;
  }

  async #offerChoice(sentence: string): Promise<Provider | undefined> {
    const choose = vscode.l10n.t('Choose Language Model');
    const useBuiltIn = vscode.l10n.t('Use the Built-in Engine');
    const answer = await vscode.window.showWarningMessage(sentence, choose, useBuiltIn);
    if (answer === choose) await vscode.commands.executeCommand(commandIds.chooseModel);
    return answer === useBuiltIn ? this.#builtIn : undefined;
  }
}

function requestLine({ provider, about, attempt, outcome, ms, usage }: SentRequest): string {
  const tokens = usage === undefined ? '' : `, ${usage.input} tokens in, ${usage.output} out`;
  return `${about}: ${provider}, attempt ${attempt}: ${outcome} after ${Math.round(ms)} ms${tokens}`;
}

function hostOf(baseUrl: string): string {
  return URL.canParse(baseUrl) ? new URL(baseUrl).host : baseUrl;
}
