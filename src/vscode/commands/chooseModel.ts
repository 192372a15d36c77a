import * as vscode from 'vscode';
import { endpointOf } from '../../core/assistant/endpoint.ts';
import { modelName } from '../../core/providers/modelName.ts';
import { LOCAL_SERVERS, OPENAI, type KnownEndpoint } from '../assistant/endpoints.ts';
import { languageModelId } from '../assistant/languageModelProvider.ts';
import { setting } from '../settings.ts';
import { setUpEndpoint, type SetUpServices } from './setUpEndpoint.ts';

/** What the command needs besides VS Code. */
export type ChooseModelServices = SetUpServices;

type Choice =
  | { readonly kind: 'builtIn' }
  | { readonly kind: 'vscode'; readonly id: string; readonly name: string }
  | { readonly kind: 'endpoint'; readonly endpoint: KnownEndpoint }
  | { readonly kind: 'otherEndpoint' };

interface ChoiceItem extends vscode.QuickPickItem {
  readonly choice?: Choice;
  readonly isInUse?: boolean;
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
      tellChoice(vscode.l10n.t('The built-in engine'));
      return;
    case 'vscode':
      await save({ provider: 'vscode', 'vscode.model': choice.id });
      tellChoice(choice.name);
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

/** The list appears at once; what takes a moment to find changes the words of its row, or joins at the end. */
async function pickChoice(): Promise<Choice | undefined> {
  const pick = vscode.window.createQuickPick<ChoiceItem>();
  pick.title = vscode.l10n.t('Choose what answers Notewright’s questions');
  pick.placeholder = vscode.l10n.t('Looking for language models on this machine…');
  pick.matchOnDescription = true;
  pick.keepScrollPosition = true;
  pick.busy = true;
  const found: FoundModels = { answering: new Map(), offered: [] };
  const show = (): void => {
    const active = pick.activeItems[0] ?? undefined;
    pick.items = choiceItems(found);
    const same = pick.items.find((item) => item.choice !== undefined && item.label === active?.label);
    const inUse = pick.items.find(({ isInUse }) => isInUse);
    pick.activeItems = [same ?? inUse ?? pick.items[0]].filter((item) => item !== undefined);
  };
  show();
  const abort = new AbortController();
  const chosen = new Promise<Choice | undefined>((resolve) => {
    pick.onDidAccept(() => resolve(pick.activeItems[0]?.choice));
    pick.onDidHide(() => resolve(undefined));
  });
  pick.show();
  void findModels(found, abort.signal, show).then(() => {
    if (abort.signal.aborted) return;
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

/** What is known so far of what can answer. */
interface FoundModels {
  /** By base URL: whether a server answers there; a server that is not in it is still being asked. */
  readonly answering: Map<string, boolean>;
  offered: readonly vscode.LanguageModelChat[];
}

/** @param onFound called whenever more is known */
async function findModels(found: FoundModels, signal: AbortSignal, onFound: () => void): Promise<void> {
  const tell = (): void => {
    if (!signal.aborted) onFound();
  };
  const { isAnswering } = await import('../assistant/endpointClient.ts');
  const asked = LOCAL_SERVERS.map(async ({ baseUrl }) => {
    found.answering.set(baseUrl, await isAnswering(baseUrl, signal));
    tell();
  });
  const offered = async (): Promise<void> => {
    found.offered = await vscode.lm.selectChatModels();
    tell();
  };
  await Promise.all([...asked, offered()]);
}

/** Every row has its place from the beginning, but those of VS Code's models, which come last. */
function choiceItems({ answering, offered }: FoundModels): ChoiceItem[] {
  const local = LOCAL_SERVERS.map((server) => {
    const answers = answering.get(server.baseUrl);
    const state =
      answers === undefined
        ? vscode.l10n.t('looking…')
        : answers
          ? vscode.l10n.t('answers on this machine')
          : vscode.l10n.t('not running');
    return endpointItem(server, state);
  });
  const isKnown = [OPENAI, ...LOCAL_SERVERS].some(({ baseUrl }) => setting('openai.baseUrl') === baseUrl);
  const other = isKnown ? '' : current('openai');
  return [
    {
      label: vscode.l10n.t('Built-in engine'),
      description: current('builtIn'),
      detail: vscode.l10n.t(
        'No key, no network. Not a language model: it picks sentences, tags and links by what your vault holds.',
      ),
      iconPath: new vscode.ThemeIcon('gear'),
      choice: { kind: 'builtIn' },
      isInUse: current('builtIn') !== '',
    },
    separator(vscode.l10n.t('On this machine')),
    ...local,
    separator(vscode.l10n.t('Over the network')),
    endpointItem(OPENAI, vscode.l10n.t('needs an API key')),
    {
      label: vscode.l10n.t('Another OpenAI-compatible endpoint…'),
      description: other === '' ? '' : `${modelName(setting('openai.model'))} · ${other}`,
      detail:
        other === ''
          ? vscode.l10n.t('vLLM, LiteLLM, OpenRouter, a server of your own')
          : setting('openai.baseUrl'),
      iconPath: new vscode.ThemeIcon('globe'),
      choice: { kind: 'otherEndpoint' },
      isInUse: other !== '',
    },
    ...(offered.length === 0 ? [] : [separator(vscode.l10n.t('VS Code’s language models'))]),
    ...offered.map(vscodeItem),
  ];
}

function separator(label: string): ChoiceItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}

function endpointItem(endpoint: KnownEndpoint, state: string): ChoiceItem {
  const inUse = setting('openai.baseUrl') === endpoint.baseUrl ? current('openai') : '';
  const model = inUse === '' ? '' : modelName(setting('openai.model'));
  return {
    label: endpoint.name,
    description: [state, model, inUse].filter(Boolean).join(' · '),
    detail: endpoint.baseUrl,
    iconPath: new vscode.ThemeIcon(endpoint.needsKey ? 'cloud' : 'server'),
    choice: { kind: 'endpoint', endpoint },
    isInUse: inUse !== '',
  };
}

function vscodeItem(model: vscode.LanguageModelChat): ChoiceItem {
  const inUse = setting('vscode.model') === languageModelId(model) ? current('vscode') : '';
  return {
    label: model.name,
    description: [model.vendor, inUse].filter(Boolean).join(' · '),
    iconPath: new vscode.ThemeIcon('hubot'),
    choice: { kind: 'vscode', id: languageModelId(model), name: model.name },
    isInUse: inUse !== '',
  };
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

function tellChoice(name: string): void {
  void vscode.window.showInformationMessage(vscode.l10n.t('{0} answers Notewright’s questions now.', name));
}

/** Application-scoped settings: they live with the person, never in a workspace. */
async function save(values: Readonly<Record<string, string>>): Promise<void> {
  const configuration = vscode.workspace.getConfiguration('notewright');
  for (const [key, value] of Object.entries(values)) {
    await configuration.update(key, value, vscode.ConfigurationTarget.Global);
  }
}
