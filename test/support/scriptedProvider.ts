import type { Provider, ProviderAnswer, ProviderRequest } from '../../src/core/assistant/provider.ts';

/** A language model that answers as scripted, in memory, and remembers what it was asked. */
export class ScriptedProvider implements Provider {
  readonly id = 'scripted';
  readonly label = 'Scripted model';
  readonly isLanguageModel: boolean;
  readonly inputBudget: number | undefined;
  readonly asked: ProviderRequest[] = [];
  readonly #script: (ProviderAnswer | ((request: ProviderRequest) => ProviderAnswer))[];

  /** The last answer is given again and again. */
  constructor(
    script: readonly (string | ProviderAnswer | ((request: ProviderRequest) => ProviderAnswer))[],
    options: { readonly inputBudget?: number; readonly isLanguageModel?: boolean } = {},
  ) {
    this.#script = script.map((each) => (typeof each === 'string' ? answer(each) : each));
    this.inputBudget = options.inputBudget;
    this.isLanguageModel = options.isLanguageModel ?? true;
  }

  answer(request: ProviderRequest, signal: AbortSignal): Promise<ProviderAnswer> {
    this.asked.push(request);
    const next = this.#script[Math.min(this.asked.length, this.#script.length) - 1];
    if (signal.aborted || next === undefined) return Promise.resolve({ kind: 'cancelled' });
    return Promise.resolve(typeof next === 'function' ? next(request) : next);
  }
}

export function answer(text: string): ProviderAnswer {
  return { kind: 'answer', text, usage: { input: 10, output: 5, cachedInput: 0 } };
}
