import type { TaskInputs, TaskName } from './taskInput.ts';

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

/** A JSON schema (draft 2020-12), strict: every property required, no additional ones. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** One question to a provider. A language model answers from `messages`, the built-in engine from `input`. */
export interface ProviderRequest<Name extends TaskName = TaskName> {
  readonly task: Name;
  /** Of the prompt; part of every cache and journal key. */
  readonly promptVersion: number;
  readonly input: TaskInputs[Name];
  readonly messages: readonly ChatMessage[];
  readonly schema: JsonSchema;
  readonly maxOutputTokens: number;
  /** Told what has arrived so far, where the provider streams. */
  readonly onText?: (textSoFar: string) => void;
}

/** Why no answer came. `detail` is safe to show: no key, no note text. */
export interface ProviderFailure {
  readonly kind:
    | 'unauthorized' // the key is missing, wrong or not allowed
    | 'unreachable' // no connection, or it broke before a reply began
    | 'timeout'
    | 'loading' // the server is still reading the model from disk
    | 'rateLimited'
    | 'quota' // out of money or allowance
    | 'notFound' // no such model or address
    | 'tooLong' // the request does not fit the model
    | 'cut' // the reply began and did not end
    | 'refused' // the model or a filter declined
    | 'badReply' // prose, wrong shape, empty
    | 'noConsent'
    | 'private' // something of a private note would have been sent
    | 'serverError'
    | 'other';
  readonly detail: string;
  /** When the server said when to come back. */
  readonly retryAfterMs?: number;
}

export interface TokenUsage {
  readonly input: number;
  readonly output: number;
  /** Input tokens that the provider read from its own cache. */
  readonly cachedInput: number;
}

export type ProviderAnswer =
  | {
      readonly kind: 'answer';
      /** JSON text, as the provider gave it. */ readonly text: string;
      readonly usage: TokenUsage | undefined;
    }
  | { readonly kind: 'cancelled' }
  | {
      readonly kind: 'failed';
      readonly failure: ProviderFailure;
      /** What arrived before it broke off or was refused: for the repair, not for people. */
      readonly text?: string;
      /** A failed answer may have cost something too. */
      readonly usage?: TokenUsage | undefined;
    };

/** What answers a task: the built-in engine, an OpenAI-compatible endpoint, VS Code's language models. */
export interface Provider {
  /** Stable; part of cache keys, e.g. `builtIn`, `openai:http://localhost:11434/v1:llama3.2`. */
  readonly id: string;
  /** For people, e.g. `Built-in engine`, `gpt-5-mini at api.openai.com`. */
  readonly label: string;
  readonly isLanguageModel: boolean;
  /** The most input tokens that a request may have; `undefined` where it is not known or there is no limit. */
  readonly inputBudget?: number | undefined;
  /** Never rejects. An aborted signal gives `cancelled`, whatever else happened. */
  answer(request: ProviderRequest, signal: AbortSignal): Promise<ProviderAnswer>;
}
