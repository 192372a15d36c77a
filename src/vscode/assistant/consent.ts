import * as vscode from 'vscode';

/** Where a note's text would go: an endpoint, or an extension that offers language models. */
export interface Destination {
  /** What a yes is remembered for: scheme, host and port, or `vscode:vendor`. */
  readonly id: string;
  /** For people, e.g. `api.openai.com`, `localhost:11434 (this machine)`. */
  readonly label: string;
  readonly isLocal: boolean;
}

const STATE_KEY = 'consent';

/**
 * Nothing is sent before the person has said yes to just that destination. A yes for every vault is kept with the
 * person, a yes for one vault with the workspace on this machine; no setting can hold either.
 */
export class Consent {
  readonly #everywhere: vscode.Memento;
  readonly #here: vscode.Memento;

  constructor(context: Pick<vscode.ExtensionContext, 'globalState' | 'workspaceState'>) {
    this.#everywhere = context.globalState;
    this.#here = context.workspaceState;
  }

  isGiven({ id }: Destination): boolean {
    return [this.#everywhere, this.#here].some((state) => allowed(state).includes(id));
  }

  /** Asks where there is no yes yet. A no is not remembered: the next command asks again. */
  async ask(destination: Destination): Promise<boolean> {
    if (this.isGiven(destination)) return true;
    const allow = vscode.l10n.t('Allow');
    const allowHere = vscode.l10n.t('Allow on This Machine Only for This Vault');
    const later: vscode.MessageItem = { title: vscode.l10n.t('Not Now'), isCloseAffordance: true };
    const question = destination.isLocal
      ? vscode.l10n.t('Send notes to {0}, on this machine?', destination.label)
      : vscode.l10n.t('Send notes to {0}?', destination.label);
    const detail = vscode.l10n.t(
      'Each time you ask for a summary, tags or links, Notewright sends the text of that note, and for tags and links the titles and first words of notes that may be related. Private notes are never sent. “Show What Would Be Sent” shows the exact text.',
    );
    const answer = await vscode.window.showWarningMessage<vscode.MessageItem>(
      question,
      { modal: true, detail },
      { title: allow },
      { title: allowHere },
      later,
    );
    if (answer?.title === allow) await remember(this.#everywhere, destination.id);
    else if (answer?.title === allowHere) await remember(this.#here, destination.id);
    else return false;
    return true;
  }

  /** Takes every yes back. */
  async forget(): Promise<void> {
    await this.#everywhere.update(STATE_KEY, undefined);
    await this.#here.update(STATE_KEY, undefined);
  }
}

function allowed(state: vscode.Memento): readonly string[] {
  const stored: unknown = state.get(STATE_KEY);
  return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : [];
}

async function remember(state: vscode.Memento, id: string): Promise<void> {
  await state.update(STATE_KEY, [...new Set([...allowed(state), id])]);
}
