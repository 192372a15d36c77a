import type * as vscode from 'vscode';
import { endpointOf } from '../../core/assistant/endpoint.ts';
import { knownInputBudget } from '../../core/providers/openAiBudget.ts';
import { setting } from '../settings.ts';

/** A model at an endpoint, and the key for it. */
interface AskedModel {
  readonly baseUrl: string;
  readonly apiKey: string | undefined;
  readonly model: string;
}

/**
 * How many tokens the models of endpoints take: as the person's setting says, else as the server tells when it is
 * asked. A server on this machine is asked each time, since it loads a model now with one length and now with
 * another; any other once.
 */
export class ContextLengths {
  readonly #log: vscode.LogOutputChannel;
  readonly #told = new Map<string, number | undefined>();

  constructor(log: vscode.LogOutputChannel) {
    this.#log = log;
  }

  /** `undefined` where nobody knows, and where the name of the model tells. Sends no note. */
  async of(asked: AskedModel): Promise<number | undefined> {
    const { baseUrl, model } = asked;
    const own = setting('openai.contextLength');
    if (own > 0) return own;
    const isLocal = endpointOf(baseUrl)?.isLocal === true;
    if (!isLocal && knownInputBudget(model) !== undefined) return undefined;
    const key = `${baseUrl} ${model}`;
    if (!isLocal && this.#told.has(key)) return this.#told.get(key);
    const { askContextLength, network, USUAL_CONTEXT } = await import('./endpointClient.ts');
    const told = await askContextLength({ ...asked, network }, new AbortController().signal);
    // What runs on this machine may cut off what is too long without a word; what does not tells.
    const length = told ?? (isLocal ? USUAL_CONTEXT : undefined);
    if (!this.#told.has(key) || this.#told.get(key) !== length) this.#tell(key, told, length);
    this.#told.set(key, length);
    return length;
  }

  #tell(key: string, told: number | undefined, length: number | undefined): void {
    if (told !== undefined) this.#log.info(`${key} takes ${told} tokens`);
    else if (length === undefined) this.#log.info(`${key} does not tell how many tokens it takes`);
    else {
      this.#log.warn(
        `${key} does not tell how many tokens it takes; ${length} are assumed, notewright.openai.contextLength can say more`,
      );
    }
  }
}
