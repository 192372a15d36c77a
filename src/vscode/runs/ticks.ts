import type { RunJournal, RunSuggestion } from '../../core/assistant/batch/runJournal.ts';
import { LIKELY } from '../../core/assistant/suggestion.ts';

/** Which suggestions of a run are ticked, to be accepted together. New tags and unlikely ones are not, unless told. */
export class Ticks {
  readonly #chosen = new Map<string, boolean>();

  isTicked(path: string, one: RunSuggestion): boolean {
    return this.#chosen.get(keyOf(path, one.id)) ?? isLikely(one);
  }

  set(path: string, id: string, ticked: boolean): void {
    this.#chosen.set(keyOf(path, id), ticked);
  }

  /** The ids of a note's open suggestions that are ticked. */
  of(journal: RunJournal, path: string): string[] {
    return openSuggestions(journal, path).flatMap((one) => (this.isTicked(path, one) ? [one.id] : []));
  }
}

/** The suggestions of a note that wait for a decision. */
export function openSuggestions(journal: RunJournal, path: string): RunSuggestion[] {
  return journal.notes.get(path)?.suggestions.filter(({ decision }) => decision === 'open') ?? [];
}

function isLikely({ suggestion }: RunSuggestion): boolean {
  if (suggestion.kind === 'summary') return true;
  return suggestion.confidence >= LIKELY && !(suggestion.kind === 'tag' && suggestion.isNew);
}

function keyOf(path: string, id: string): string {
  return `${path}\0${id}`;
}
