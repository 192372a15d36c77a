import type { EnrichPart } from '../prompts/enrich.ts';
import type { TokenUsage } from '../provider.ts';
import type { Suggestion } from '../suggestion.ts';
import type { BatchEnd } from './batchProvider.ts';

/** What was decided before a run began. */
export interface RunPlan {
  readonly id: string;
  /** ms since 1970. */
  readonly startedAt: number;
  /** For people: what is run over, e.g. `Recipes` or the vault's name. */
  readonly label: string;
  /** Asked for each note, in one request. */
  readonly parts: readonly EnrichPart[];
  /** `Provider.id` and `Provider.label`. */
  readonly providerId: string;
  readonly providerLabel: string;
  readonly promptVersion: number;
  /** Vault-relative, in the order in which they are asked about. */
  readonly paths: readonly string[];
  /** US dollars; the run stops before a request that would go above. */
  readonly budget?: number;
}

/** A note of a batch. */
interface SentNote {
  readonly path: string;
  /** Names its request in the batch. */
  readonly customId: string;
}

/** Why a run is not going on. */
export type RunEnd = 'finished' | 'stopped' | 'budget' | 'failed';

/**
 * One line of the journal: what has happened to a run or to one of its notes. Lines are only added, so that what was
 * journaled is never lost to a crash; the state is what they add up to.
 */
export type RunEvent =
  | { readonly kind: 'begun'; readonly run: RunPlan }
  /** Notes that failed wait again: those with these paths, or all. */
  | { readonly kind: 'resumed'; readonly at: number; readonly paths?: readonly string[] }
  | {
      readonly kind: 'found';
      readonly path: string;
      /** Of the note's text that was asked about, see `RunKey`. */
      readonly hash: string;
      readonly suggestions: readonly Suggestion[];
      readonly usage: TokenUsage | undefined;
      /** US dollars, where the price is known. */
      readonly cost: number | undefined;
    }
  | {
      readonly kind: 'failed';
      readonly path: string;
      readonly hash: string;
      /** One sentence. */
      readonly reason: string;
      /** US dollars: a reply of no use may have cost something too. */
      readonly cost?: number | undefined;
    }
  /** Suggestions that were written into their note, with its text before and after. */
  | {
      readonly kind: 'accepted';
      readonly path: string;
      readonly ids: readonly string[];
      readonly before: string;
      readonly after: string;
    }
  | { readonly kind: 'dismissed'; readonly path: string; readonly ids: readonly string[] }
  /** What was accepted in this note was taken back: its suggestions are open again. */
  | { readonly kind: 'undone'; readonly path: string }
  | { readonly kind: 'moved'; readonly from: string; readonly to: string }
  /** These notes are about to be handed over as a batch; so named by us. */
  | { readonly kind: 'sending'; readonly batch: string; readonly notes: readonly SentNote[] }
  /** They were: the provider's id. */
  | { readonly kind: 'sent'; readonly batch: string; readonly id: string }
  /** What was answered has been journaled; the other notes of the batch wait again. */
  | { readonly kind: 'batchEnded'; readonly batch: string; readonly how: BatchEnd; readonly detail?: string }
  | { readonly kind: 'ended'; readonly how: RunEnd; readonly detail?: string };
