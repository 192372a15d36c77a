import type * as vscode from 'vscode';
import { endpointOf } from '../../core/assistant/endpoint.ts';

const PREFIX = 'key:';

/**
 * API keys in VS Code's SecretStorage, each bound to the scheme, host and port that it was given for: a base URL
 * that changes finds no key, so a key never travels to another address.
 */
export class KeyStore {
  readonly #secrets: vscode.SecretStorage;

  constructor(secrets: vscode.SecretStorage) {
    this.#secrets = secrets;
  }

  async get(baseUrl: string): Promise<string | undefined> {
    return await this.#secrets.get(PREFIX + originOf(baseUrl));
  }

  async set(baseUrl: string, key: string): Promise<void> {
    await this.#secrets.store(PREFIX + originOf(baseUrl), key);
  }

  /** The addresses for which there is a key. */
  async origins(): Promise<string[]> {
    const keys = await this.#secrets.keys();
    return keys.filter((key) => key.startsWith(PREFIX)).map((key) => key.slice(PREFIX.length));
  }

  async forget(origin: string): Promise<void> {
    await this.#secrets.delete(PREFIX + origin);
  }
}

/** Scheme, host and port; the text itself where it is no address. */
function originOf(baseUrl: string): string {
  return endpointOf(baseUrl)?.origin ?? baseUrl;
}
