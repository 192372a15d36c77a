import type * as vscode from 'vscode';
import type { Vaults } from '../vaults.ts';
import type { NoteRuns } from './noteRuns.ts';

/** The runs of this window, loaded when somebody first asks for them. */
export interface LazyRuns extends vscode.Disposable {
  /** `undefined` in a window without a folder. */
  readonly open: () => Promise<NoteRuns | undefined>;
}

/** @param storage folder for what is kept between sessions, where there is one */
export function lazyRuns(vaults: Vaults, storage: string | undefined): LazyRuns {
  let runs: Promise<NoteRuns> | undefined;
  const load = async (folder: string): Promise<NoteRuns> => {
    const { NoteRuns } = await import('./noteRuns.ts');
    return new NoteRuns(vaults, folder);
  };
  return {
    open: async () => (storage === undefined ? undefined : await (runs ??= load(storage))),
    dispose: () => void runs?.then((opened) => opened.dispose()),
  };
}
