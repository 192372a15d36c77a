import type { Suggestion } from '../suggestion.ts';
import type { RunEvent, RunPlan } from './runEvent.ts';
import { suggestionId } from './suggestionId.ts';

/** What earlier runs of a vault have brought, for those after: nothing is paid for, or said no to, twice. */
export class RunMemory {
  readonly #replies = new Map<string, readonly Suggestion[]>();
  readonly #dismissed = new Set<string>();
  readonly #hashes = new Map<string, string>();

  /** Takes in an earlier run, the oldest first. */
  add(plan: RunPlan, events: Iterable<RunEvent>): void {
    const hashes = new Map<string, string>();
    for (const event of events) {
      if (event.kind === 'found') {
        hashes.set(event.path, event.hash);
        this.#hashes.set(event.path, event.hash);
        this.#replies.set(replyKey(plan, event.path, event.hash), event.suggestions);
      } else if (event.kind === 'dismissed') {
        const hash = hashes.get(event.path);
        if (hash !== undefined) for (const id of event.ids) this.#dismissed.add(key(event.path, hash, id));
      } else if (event.kind === 'moved') {
        const hash = hashes.get(event.from);
        if (hash !== undefined) hashes.set(event.to, hash);
      }
    }
  }

  /** What was found for a text by the same question and provider. */
  known(plan: RunPlan, path: string, hash: string): readonly Suggestion[] | undefined {
    return this.#replies.get(replyKey(plan, path, hash));
  }

  wasDismissed(path: string, hash: string, suggestion: Suggestion): boolean {
    return this.#dismissed.has(key(path, hash, suggestionId(suggestion)));
  }

  /** Of the text that was last asked about; `undefined` for a note that no run has seen. */
  lastHash(path: string): string | undefined {
    return this.#hashes.get(path);
  }
}

function replyKey({ providerId, promptVersion, parts }: RunPlan, path: string, hash: string): string {
  return key(path, hash, providerId, String(promptVersion), [...parts].sort().join(' '));
}

function key(...parts: readonly string[]): string {
  return parts.join('\0');
}
