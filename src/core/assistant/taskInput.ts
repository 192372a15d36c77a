import type { TextRange } from '../markdown/textEdit.ts';

/** The note a task is about, as it stands in the editor. */
export interface NoteText {
  readonly path: string;
  readonly title: string;
  /** The whole text, frontmatter included. Offsets of candidates speak of this text. */
  readonly text: string;
  readonly tags: readonly string[];
  /** Where only a stretch of `text` is sent because all of it does not fit the model. */
  readonly part?: TextRange;
}

/** A tag of the vault that may fit the note. The model picks it by its place in the list. */
export interface TagCandidate {
  readonly tag: string;
  /** Notes that carry it. */
  readonly uses: number;
  /** From the vocabulary note, where the vault has one. */
  readonly whenToUse: string | undefined;
  /** 0 to 1; how well retrieval thinks it fits. */
  readonly score: number;
  /** One short line for people, e.g. `used in 3 of the 5 most similar notes`. */
  readonly why: string;
}

/** A note's title or alias that stands unlinked in the note at hand. */
export interface MentionCandidate {
  /** The mentioned note. */
  readonly path: string;
  readonly title: string;
  /** The words in the note, verbatim. */
  readonly quote: string;
  /** Where they stand in `NoteText.text`. */
  readonly start: number;
  readonly end: number;
  /** The sentence or line around them. */
  readonly sentence: string;
  /** 0 to 1; how likely the author would link it. */
  readonly score: number;
}

/** A note that this one might link to in its links section. */
export interface RelatedCandidate {
  readonly path: string;
  readonly title: string;
  readonly excerpt: string;
  readonly isMoc: boolean;
  readonly score: number;
  /** One short line for people, e.g. `shares the tags git, programming`. */
  readonly why: string;
}

interface MocCandidate {
  readonly path: string;
  readonly title: string;
  /** Notes that belong to it. */
  readonly members: number;
  readonly score: number;
  readonly why: string;
}

export interface SummarizeInput {
  readonly note: NoteText;
  readonly length: 'short' | 'medium' | 'long';
}

export interface SuggestTagsInput {
  readonly note: NoteText;
  /** Best first; the note's own tags are not among them. */
  readonly candidates: readonly TagCandidate[];
  /** Phrases of the note that could become new tags, best first, in the vault's own style. */
  readonly newTagIdeas: readonly string[];
  /** Every tag of the vault, where known: a new tag that is one of these in another spelling is folded into it. */
  readonly vaultTags?: readonly string[];
  readonly max: number;
}

export interface SuggestLinksInput {
  readonly note: NoteText;
  /** In the order of the text. */
  readonly mentions: readonly MentionCandidate[];
  /** Best first; notes already linked are not among them. */
  readonly related: readonly RelatedCandidate[];
}

export interface PlaceInMocInput {
  readonly note: NoteText;
  /** Best first; MOCs that the note belongs to already are not among them. */
  readonly candidates: readonly MocCandidate[];
}

export interface EnrichInput {
  readonly note: NoteText;
  readonly summarize: SummarizeInput;
  readonly tags: SuggestTagsInput;
  readonly links: SuggestLinksInput;
  readonly mocs: PlaceInMocInput;
}

/** What each task is asked with. */
export interface TaskInputs {
  readonly summarize: SummarizeInput;
  readonly suggestTags: SuggestTagsInput;
  readonly suggestLinks: SuggestLinksInput;
  readonly placeInMoc: PlaceInMocInput;
  readonly enrich: EnrichInput;
}

export type TaskName = keyof TaskInputs;
