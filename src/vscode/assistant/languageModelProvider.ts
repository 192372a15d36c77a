import * as vscode from 'vscode';
import { messageOf } from '../../core/base/errors.ts';
import type {
  Provider,
  ProviderAnswer,
  ProviderFailure,
  ProviderRequest,
  TokenUsage,
} from '../../core/assistant/provider.ts';
import type { SentRequest } from '../../core/providers/openAiProvider.ts';

/** The rest is for models that count more tokens than we estimate. */
const SHARE_OF_INPUT = 0.85;
/** Extensions have no code for it, but words. */
const TOO_LONG = /(?:exceed|too (?:long|large|many)|limit)[^.]*\b(?:tokens?|context|prompt)|token limit/i;

/** A language model that another extension offers to VS Code. */
export class LanguageModelProvider implements Provider {
  readonly id: string;
  readonly label: string;
  readonly isLanguageModel = true;
  readonly inputBudget: number;
  readonly #model: vscode.LanguageModelChat;
  readonly #onRequest: (sent: SentRequest) => void;

  /** @param onRequest told of every request when it has ended */
  constructor(model: vscode.LanguageModelChat, onRequest: (sent: SentRequest) => void) {
    this.#model = model;
    this.#onRequest = onRequest;
    this.id = `vscode:${languageModelId(model)}`;
    this.label = model.name;
    this.inputBudget = Math.floor(model.maxInputTokens * SHARE_OF_INPUT);
  }

  async answer(request: ProviderRequest, signal: AbortSignal): Promise<ProviderAnswer> {
    const began = Date.now();
    const answer = await this.#ask(request, signal);
    this.#onRequest({
      provider: this.label,
      about: request.task,
      attempt: 1,
      outcome: answer.kind === 'failed' ? answer.failure.kind : answer.kind === 'answer' ? 'ok' : 'cancelled',
      status: undefined,
      ms: Date.now() - began,
      usage: answer.kind === 'answer' ? answer.usage : undefined,
    });
    return answer;
  }

  async #ask(request: ProviderRequest, signal: AbortSignal): Promise<ProviderAnswer> {
    const cancellation = new vscode.CancellationTokenSource();
    const cancel = (): void => cancellation.cancel();
    signal.addEventListener('abort', cancel, { once: true });
    try {
      if (signal.aborted) return { kind: 'cancelled' };
      const options = {
        justification: vscode.l10n.t('Notewright asks for suggestions for notes that you have chosen.'),
      };
      const messages = chatMessages(request);
      const response = await this.#model.sendRequest(messages, options, cancellation.token);
      let text = '';
      for await (const part of response.text) text += part;
      // A cancelled stream ends without an error: what came so far is not an answer.
      if (signal.aborted) return { kind: 'cancelled' };
      return { kind: 'answer', text, usage: await this.#count(messages, text) };
    } catch (error) {
      return signal.aborted ? { kind: 'cancelled' } : { kind: 'failed', failure: failureOf(error) };
    } finally {
      signal.removeEventListener('abort', cancel);
      cancellation.dispose();
    }
  }

  /** VS Code tells no usage, but counts tokens as the model does. */
  async #count(
    messages: readonly vscode.LanguageModelChatMessage[],
    reply: string,
  ): Promise<TokenUsage | undefined> {
    try {
      const [output, ...inputs] = await Promise.all(
        [reply, ...messages].map((text) => this.#model.countTokens(text)),
      );
      return { input: inputs.reduce((sum, each) => sum + each, 0), output: output ?? 0, cachedInput: 0 };
    } catch {
      return undefined; // The extension does not count: then how many there were is not known.
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
  const message = messageOf(error);
  if (TOO_LONG.test(message)) return { kind: 'tooLong', detail: 'The request does not fit the model.' };
  if (!(error instanceof vscode.LanguageModelError)) return { kind: 'other', detail: message };
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
