import * as vscode from 'vscode';
import type { Consent } from '../assistant/consent.ts';
import { endpointOf } from '../../core/assistant/endpoint.ts';
import { LOCAL_SERVERS, OPENAI, type KnownEndpoint } from '../assistant/endpoints.ts';
import type { KeyStore } from '../assistant/keyStore.ts';
import { languageModelId } from '../assistant/languageModelProvider.ts';
import { setting } from '../settings.ts';
import { setUpEndpoint } from './setUpEndpoint.ts';

/** What the command needs besides VS Code. */
export interface ChooseModelServices {
  readonly keys: KeyStore;
  readonly consent: Consent;
}

type Choice =
  | { readonly kind: 'builtIn' }
  | { readonly kind: 'vscode'; readonly id: string }
  | { readonly kind: 'endpoint'; readonly endpoint: KnownEndpoint }
  | { readonly kind: 'otherEndpoint' };

interface ChoiceItem extends vscode.QuickPickItem {
  readonly choice?: Choice;
}

/** *Choose Language Model*: lists what can answer here, sets it up and remembers it for every workspace. */
export async function chooseModel(services: ChooseModelServices): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('This workspace is not trusted, so only the built-in engine answers here.'),
    );
    return;
  }
  const choice = await pickChoice();
  switch (choice?.kind) {
    case undefined:
      return;
    case 'builtIn':
      await save({ provider: 'builtIn' });
      return;
    case 'vscode':
      await save({ provider: 'vscode', 'vscode.model': choice.id });
      return;
    case 'endpoint':
      await setUpAndSave(choice.endpoint, services);
      return;
    case 'otherEndpoint': {
      const endpoint = await askForEndpoint();
      if (endpoint !== undefined) await setUpAndSave(endpoint, services);
    }
  }
}

/** The list appears at once; what takes a moment to find joins it. */
async function pickChoice(): Promise<Choice | undefined> {
  const pick = vscode.window.createQuickPick<ChoiceItem>();
  pick.title = vscode.l10n.t('Choose what answers Notewright’s questions');
  pick.placeholder = vscode.l10n.t('Looking for language models on this machine…');
  pick.matchOnDescription = true;
  pick.busy = true;
  const show = (found: readonly ChoiceItem[], local: readonly ChoiceItem[]): void => {
    pick.items = [
      ...builtInItems(),
      ...group(vscode.l10n.t('VS Code’s language models'), found),
      ...group(vscode.l10n.t('On this machine'), local),
      ...remoteItems(),
    ];
  };
  show([], []);
  const abort = new AbortController();
  const chosen = new Promise<Choice | undefined>((resolve) => {
    pick.onDidAccept(() => resolve(pick.activeItems[0]?.choice));
    pick.onDidHide(() => resolve(undefined));
  });
  pick.show();
  void Promise.all([vscodeItems(), localItems(abort.signal)]).then(([found, local]) => {
    if (abort.signal.aborted) return;
    const active = pick.activeItems[0]?.label;
    show(found, local);
    pick.activeItems = pick.items.filter((item) => item.label === active);
    pick.placeholder = vscode.l10n.t('Nothing is sent before you have said yes to the place where it goes');
    pick.busy = false;
  });
  try {
    return await chosen;
  } finally {
    abort.abort();
    pick.dispose();
  }
}

function builtInItems(): ChoiceItem[] {
  return [
    {
      label: vscode.l10n.t('Built-in engine'),
      description: current('builtIn'),
      detail: vscode.l10n.t(
        'No key, no network. Not a language model: it picks sentences, tags and links by what your vault holds.',
      ),
      iconPath: new vscode.ThemeIcon('gear'),
      choice: { kind: 'builtIn' },
    },
  ];
}

function remoteItems(): ChoiceItem[] {
  return [
    { label: vscode.l10n.t('Over the network'), kind: vscode.QuickPickItemKind.Separator },
    endpointItem(OPENAI, vscode.l10n.t('Needs an API key')),
    {
      label: vscode.l10n.t('Another OpenAI-compatible endpoint…'),
      description: vscode.l10n.t('vLLM, LiteLLM, OpenRouter, a server of your own'),
      iconPath: new vscode.ThemeIcon('globe'),
      choice: { kind: 'otherEndpoint' },
    },
  ];
}

function endpointItem(endpoint: KnownEndpoint, description: string): ChoiceItem {
  const inUse = setting('openai.baseUrl') === endpoint.baseUrl ? current('openai') : '';
  return {
    label: endpoint.name,
    description: [description, inUse].filter(Boolean).join(' · '),
    detail: endpoint.baseUrl,
    iconPath: new vscode.ThemeIcon(endpoint.needsKey ? 'cloud' : 'server'),
    choice: { kind: 'endpoint', endpoint },
  };
}

async function vscodeItems(): Promise<ChoiceItem[]> {
  const models = await vscode.lm.selectChatModels();
  return models.map((model) => ({
    label: model.name,
    description: [model.vendor, setting('vscode.model') === languageModelId(model) ? current('vscode') : '']
      .filter(Boolean)
      .join(' · '),
    iconPath: new vscode.ThemeIcon('hubot'),
    choice: { kind: 'vscode', id: languageModelId(model) },
  }));
}

async function localItems(signal: AbortSignal): Promise<ChoiceItem[]> {
  const { isAnswering } = await import('../assistant/endpointClient.ts');
  const answering = await Promise.all(LOCAL_SERVERS.map((server) => isAnswering(server.baseUrl, signal)));
  return LOCAL_SERVERS.filter((_, i) => answering[i]).map((server) =>
    endpointItem(server, vscode.l10n.t('Answers on this machine')),
  );
}

function group(name: string, items: readonly ChoiceItem[]): ChoiceItem[] {
  return items.length === 0 ? [] : [{ label: name, kind: vscode.QuickPickItemKind.Separator }, ...items];
}

function current(provider: string): string {
  return setting('provider') === provider ? vscode.l10n.t('in use') : '';
}

async function askForEndpoint(): Promise<KnownEndpoint | undefined> {
  const baseUrl = await vscode.window.showInputBox({
    title: vscode.l10n.t('Base URL of the endpoint'),
    value:
      setting('openai.baseUrl') === OPENAI.baseUrl ? 'http://localhost:8000/v1' : setting('openai.baseUrl'),
    prompt: vscode.l10n.t('The address that ends before “/chat/completions”'),
    ignoreFocusOut: true,
    validateInput: (text) =>
      endpointOf(text.trim()) !== undefined
        ? undefined
        : vscode.l10n.t('An address begins with http:// or https:// and holds no password'),
  });
  if (baseUrl === undefined) return undefined;
  const trimmed = baseUrl.trim().replace(/\/+$/, '');
  return { name: new URL(trimmed).host, baseUrl: trimmed, needsKey: false };
}

async function setUpAndSave(endpoint: KnownEndpoint, services: ChooseModelServices): Promise<void> {
  const model = await setUpEndpoint(endpoint, services);
  if (model === undefined) return;
  await save({ provider: 'openai', 'openai.baseUrl': endpoint.baseUrl, 'openai.model': model });
}

/** Application-scoped settings: they live with the person, never in a workspace. */
async function save(values: Readonly<Record<string, string>>): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('notewright');
  for (const [key, value] of Object.entries(values)) {
    await configuration.update(key, value, vscode.ConfigurationTarget.Global);
  }
}
