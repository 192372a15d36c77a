import * as vscode from 'vscode';
import type {
  Provider,
  ProviderAnswer,
  ProviderFailure,
  ProviderRequest,
} from '../../core/assistant/provider.ts';

/** A language model that another extension offers to VS Code. */
export class LanguageModelProvider implements Provider {
  readonly id: string;
  readonly label: string;
  readonly isLanguageModel = true;
  readonly inputBudget: number;
  readonly #model: vscode.LanguageModelChat;

  constructor(model: vscode.LanguageModelChat) {
    this.#model = model;
    this.id = `vscode:${languageModelId(model)}`;
    this.label = model.name;
    this.inputBudget = model.maxInputTokens;
  }

  async answer(request: ProviderRequest, signal: AbortSignal): Promise<ProviderAnswer> {
    const cancellation = new vscode.CancellationTokenSource();
    const cancel = (): void => cancellation.cancel();
    signal.addEventListener('abort', cancel, { once: true });
    try {
      if (signal.aborted) return { kind: 'cancelled' };
      const options = { justification: vscode.l10n.t('Notewright asks about the note that you have open.') };
      const response = await this.#model.sendRequest(chatMessages(request), options, cancellation.token);
      let text = '';
      for await (const part of response.text) text += part;
      // A cancelled stream ends without an error: what came so far is not an answer.
      return signal.aborted ? { kind: 'cancelled' } : { kind: 'answer', text, usage: undefined };
    } catch (error) {
      return signal.aborted ? { kind: 'cancelled' } : { kind: 'failed', failure: failureOf(error) };
    } finally {
      signal.removeEventListener('abort', cancel);
      cancellation.dispose();
    }
  }
}

/** How the setting `notewright.vscode.model` names a model. */
export function languageModelId(model: vscode.LanguageModelChat): string {
  return `${model.vendor}/${model.id}`;
}

/** This API has no system role and no schema, so both become part of the conversation. */
function chatMessages(request: ProviderRequest): vscode.LanguageModelChatMessage[] {
  const schema = `Reply with one JSON object and nothing else. It must match this JSON schema:\n${JSON.stringify(request.schema)}`;
  const messages = request.messages.map(({ role, content }) =>
    role === 'assistant'
      ? vscode.LanguageModelChatMessage.Assistant(content)
      : vscode.LanguageModelChatMessage.User(content),
  );
  return [...messages, vscode.LanguageModelChatMessage.User(schema)];
}

function failureOf(error: unknown): ProviderFailure {
  if (!(error instanceof vscode.LanguageModelError)) {
    return { kind: 'other', detail: error instanceof Error ? error.message : String(error) };
  }
  switch (error.code) {
    case vscode.LanguageModelError.NoPermissions.name:
      return { kind: 'noConsent', detail: error.message };
    case vscode.LanguageModelError.NotFound.name:
      return { kind: 'notFound', detail: error.message };
    case vscode.LanguageModelError.Blocked.name:
      return { kind: 'quota', detail: error.message };
    default:
      return { kind: 'other', detail: error.message };
  }
}
