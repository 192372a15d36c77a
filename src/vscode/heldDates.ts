import type * as vscode from 'vscode';

/** Notes that are written with the dates that they are to have, so that a save does not move them. */
export class HeldDates {
  readonly #held = new Set<string>();

  isHeld(uri: vscode.Uri): boolean {
    return this.#held.has(uri.toString());
  }

  /** Leaves the dates of these notes alone as long as the action takes. */
  async during<T>(uris: readonly vscode.Uri[], action: () => Promise<T>): Promise<T> {
    const keys = uris.map((uri) => uri.toString());
    for (const key of keys) this.#held.add(key);
    try {
      return await action();
    } finally {
      for (const key of keys) this.#held.delete(key);
    }
  }
}
