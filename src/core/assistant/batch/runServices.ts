import type { NoteStore } from '../../vault/noteStore.ts';
import type { OwnPrompts } from '../prompts/prompt.ts';
import type { Provider, TokenUsage } from '../provider.ts';
import type { ReplyCache } from '../replyCache.ts';
import type { Suggestion } from '../suggestion.ts';
import type { EnrichInput } from '../taskInput.ts';

/** What a run works with. */
export interface RunServices {
  readonly provider: Provider;
  /** How many notes are asked about at once; a provider with a limiter of its own may be asked about more. */
  readonly atOnce: number;
  readonly cache?: ReplyCache | undefined;
  /** Instructions of the person's own. */
  readonly prompts?: OwnPrompts | undefined;
  /** A note as it is now; `undefined` when it is gone, a reason when it is no readable text. */
  readonly read: NoteStore['read'];
  readonly isPrivate: (path: string) => boolean;
  /** A digest of what the note says: the same for a text that differs by its dates only. */
  readonly hash: (text: string) => string;
  /** The question about a note, with the candidates of this moment. */
  readonly input: (path: string, text: string) => Promise<EnrichInput>;
  /** US dollars; `undefined` where the price is not known. */
  readonly costOf: (usage: TokenUsage) => number | undefined;
  /** Told of each reply of a batch that was taken over: what it took, and US dollars where they are known. */
  readonly onBatchReply?: ((usage: TokenUsage, cost: number | undefined) => void) | undefined;
  /** What an earlier run was told about this text, by the same question and model. */
  readonly known: (path: string, hash: string) => readonly Suggestion[] | undefined;
  /** Dismissed for this text before: not proposed again. */
  readonly wasDismissed: (path: string, hash: string, suggestion: Suggestion) => boolean;
}
