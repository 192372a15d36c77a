/** Validated results that wait for a yes. Whatever is in here was found in the note or the vault, or is marked new. */

export interface SummarySuggestion {
  readonly kind: 'summary';
  /** Three to five sentences or points, plain text, in the note's language. */
  readonly sentences: readonly string[];
}

export interface TagSuggestion {
  readonly kind: 'tag';
  /** In the vault's own spelling. */
  readonly tag: string;
  /** No note carries it yet. */
  readonly isNew: boolean;
  readonly reason: string;
  /** 0 to 1. */
  readonly confidence: number;
}

/** Turn words of the note into a link. */
export interface MentionSuggestion {
  readonly kind: 'mention';
  readonly path: string;
  readonly title: string;
  /** Verbatim in the note. */
  readonly quote: string;
  /** Where the quote stood in the text that was sent (UTF-16). */
  readonly start: number;
  /** The sentence or line around it: how it is found again when the note has changed. */
  readonly sentence: string;
  readonly reason: string;
  readonly confidence: number;
}

/** Add a line to the links section. */
export interface RelatedSuggestion {
  readonly kind: 'related';
  readonly path: string;
  readonly title: string;
  readonly reason: string;
  readonly confidence: number;
}

/** File the note under a MOC. */
export interface MocSuggestion {
  readonly kind: 'moc';
  readonly path: string;
  readonly title: string;
  readonly reason: string;
  readonly confidence: number;
}

export type Suggestion =
  SummarySuggestion | TagSuggestion | MentionSuggestion | RelatedSuggestion | MocSuggestion;

/** From this confidence on a suggestion is ticked from the start. */
export const LIKELY = 0.5;

/** A part of a reply that broke a rule, and which: told, never written. */
export interface DroppedReply {
  readonly what: string;
  readonly why: string;
}
