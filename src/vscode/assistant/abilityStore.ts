import type * as vscode from 'vscode';
import type { Abilities, AbilityStore } from '../../core/providers/openAiAbilities.ts';

const STATE_KEY = 'abilities';

/** What servers can do, kept with the person: learned once for each server and model. */
export function abilityStore(state: vscode.Memento): AbilityStore {
  const all = (): Record<string, Abilities> => state.get(STATE_KEY) ?? {};
  return {
    get: (key) => all()[key],
    set: (key, abilities) => void state.update(STATE_KEY, { ...all(), [key]: abilities }),
  };
}
