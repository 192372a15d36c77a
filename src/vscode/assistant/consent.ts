import * as vscode from 'vscode';

/** Where a note's text would go: an endpoint, or an extension that offers language models. */
export interface Destination {
  /** What a yes is remembered for: scheme, host and port, or `vscode:vendor`. */
  readonly id: string;
  /** For people, e.g. `api.openai.com`, `localhost:11434 (this machine)`. */
  readonly label: string;
  readonly isLocal: boolean;
}

const CONSENT = 'consent';
const EMBEDDING_CONSENT = 'consentToEmbed';
/** How often every yes was taken back: counted for the person, so that it reaches the yeses of other workspaces. */
const GENERATION = 'consentGeneration';

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

  isGiven({ id }: Pick<Destination, 'id'>): boolean {
    return [this.#everywhere, this.#here].some((state) => listAt(state, this.#key(CONSENT)).includes(id));
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
      'Each time you ask for a summary, tags or links, Notewright sends the text of that note, and for tags and links the titles and first words of notes that may be related; to find similar tags, it sends the names of your tags. Private notes, and tags that only they carry, are never sent. “Show What Would Be Sent” shows the exact text.',
    );
    const answer = await vscode.window.showWarningMessage<vscode.MessageItem>(
      question,
      { modal: true, detail },
      { title: allow },
      { title: allowHere },
      later,
    );
    if (answer?.title === allow) await remember(this.#everywhere, this.#key(CONSENT), destination.id);
    else if (answer?.title === allowHere) await remember(this.#here, this.#key(CONSENT), destination.id);
    else return false;
    return true;
  }

  /** Whether the notes of just this vault may be sent to a model in the background; see {@link allowEmbedding}. */
  mayEmbed(vault: string, { id }: Pick<Destination, 'id'>, model: string): boolean {
    const isListed = listAt(this.#here, this.#key(EMBEDDING_CONSENT)).includes(embeddingOf(vault, id, model));
    return isListed && this.isGiven({ id });
  }

  /** Keeps the yes to *Use Embeddings…* for a vault: it names that vault's notes, so it holds for no other. */
  async allowEmbedding(vault: string, { id }: Pick<Destination, 'id'>, model: string): Promise<void> {
    await remember(this.#here, this.#key(EMBEDDING_CONSENT), embeddingOf(vault, id, model));
  }

  /** Takes every yes back, those for one vault in other workspaces too. */
  async forget(): Promise<void> {
    const old = [this.#key(CONSENT), this.#key(EMBEDDING_CONSENT)];
    await this.#everywhere.update(GENERATION, this.#generation + 1);
    for (const key of old) {
      await this.#everywhere.update(key, undefined);
      await this.#here.update(key, undefined);
    }
  }

  get #generation(): number {
    const stored: unknown = this.#everywhere.get(GENERATION);
    return typeof stored === 'number' ? stored : 0;
  }

  #key(name: string): string {
    return this.#generation === 0 ? name : `${name}.${this.#generation}`;
  }
}

function embeddingOf(vault: string, destination: string, model: string): string {
  return JSON.stringify([vault, destination, model]);
}

function listAt(state: vscode.Memento, key: string): readonly string[] {
  const stored: unknown = state.get(key);
  return Array.isArray(stored) ? stored.filter((id) => typeof id === 'string') : [];
}

async function remember(state: vscode.Memento, key: string, id: string): Promise<void> {
  await state.update(key, [...new Set([...listAt(state, key), id])]);
}
