import * as vscode from 'vscode';

type State =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'reading'; readonly done: number; readonly total: number }
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly reason: string };

/** How often the views are told how far reading has come; ms. */
const PROGRESS_MS = 250;

/** How far a vault has been read, and what the views say of that. */
export class ReadingState implements vscode.Disposable {
  readonly #name: string;
  readonly #changed = new vscode.EventEmitter<void>();
  readonly onDidChange = this.#changed.event;
  #state: State = { kind: 'waiting' };

  /** @param name the vault's, for people */
  constructor(name: string) {
    this.#name = name;
  }

  /** Read to the end, or given up. */
  get isReady(): boolean {
    return this.#state.kind === 'ready' || this.#state.kind === 'failed';
  }

  set(state: State): void {
    this.#state = state;
    this.tell();
  }

  /** Lets the views look again at what is said of the vault. */
  tell(): void {
    this.#changed.fire();
  }

  /** Takes in how many notes are read; not each of them is told. */
  progress(): (done: number, total: number) => void {
    let told = 0;
    return (done, total) => {
      if (performance.now() - told < PROGRESS_MS && done < total) return;
      told = performance.now();
      this.set({ kind: 'reading', done, total });
    };
  }

  /** What is said in place of notes; undefined before somebody asks for them and once they are read. */
  message(): string | undefined {
    switch (this.#state.kind) {
      case 'reading':
        return this.#state.total === 0
          ? vscode.l10n.t('Looking for notes…')
          : vscode.l10n.t('Reading notes: {0} of {1}', this.#state.done, this.#state.total);
      case 'failed':
        return vscode.l10n.t('“{0}” could not be read: {1}', this.#name, this.#state.reason);
      case 'waiting':
      case 'ready':
        return undefined;
    }
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
