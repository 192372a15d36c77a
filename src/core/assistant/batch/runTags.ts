import type { Suggestion } from '../suggestion.ts';
import { foldTag } from '../tagStyle.ts';
import type { EnrichInput } from '../taskInput.ts';
import type { RunJournal } from './runJournal.ts';

/** How many of the run's new tags are offered to each note after. */
const MOST_OFFERED = 15;

/** The new tags that a run has proposed so far: offered to the notes after, so that the vocabulary converges. */
export class RunTags {
  readonly #uses = new Map<string, { readonly tag: string; uses: number }>();

  /** Begins with what the journal holds already, as after a restart. */
  constructor(journal: Pick<RunJournal, 'notes'>) {
    for (const note of journal.notes.values())
      this.learn(note.suggestions.map(({ suggestion }) => suggestion));
  }

  /** Counts the tags among what was found for one note. */
  learn(found: readonly Suggestion[]): void {
    for (const one of found) {
      if (one.kind !== 'tag') continue;
      const known = this.#uses.get(foldTag(one.tag));
      if (known !== undefined) known.uses++;
      else if (one.isNew) this.#uses.set(foldTag(one.tag), { tag: one.tag, uses: 1 });
    }
  }

  /** The question with these tags among its candidates, the most used first, after those of the vault. */
  addTo(input: EnrichInput): EnrichInput {
    if (this.#uses.size === 0) return input;
    const { candidates, vaultTags = [] } = input.tags;
    const known = new Set([...candidates.map(({ tag }) => tag), ...input.note.tags].map(foldTag));
    const added = [...this.#uses.entries()].filter(([folded]) => !known.has(folded)).map(([, each]) => each);
    const offered = added.sort((a, b) => b.uses - a.uses).slice(0, MOST_OFFERED);
    return {
      ...input,
      tags: {
        ...input.tags,
        candidates: [
          ...candidates,
          // Without a score of its own: only a reader of the note can tell whether it fits.
          ...offered.map(({ tag, uses }) => ({ tag, uses, score: 0, why: '', whenToUse: undefined })),
        ],
        vaultTags: [...vaultTags, ...added.map(({ tag }) => tag)],
      },
    };
  }
}
