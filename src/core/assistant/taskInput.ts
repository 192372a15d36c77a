import type { MentionedNote } from '../vault/candidates/findMentions.ts';
import type { FittingMoc } from '../vault/candidates/findMocs.ts';
import type { RelatedNote } from '../vault/candidates/findRelated.ts';
import type { FittingTag } from '../vault/candidates/findTags.ts';
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
export interface TagCandidate extends FittingTag {
  /** From the vocabulary note, where the vault has one. */
  readonly whenToUse: string | undefined;
}

/** A note's title or alias that stands unlinked in the note at hand; its places speak of `NoteText.text`. */
export type MentionCandidate = MentionedNote;

/** A note that this one might link to in its links section. */
export type RelatedCandidate = RelatedNote;

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
  readonly candidates: readonly FittingMoc[];
}

export interface EnrichInput {
  readonly note: NoteText;
  readonly summarize: SummarizeInput;
  readonly tags: SuggestTagsInput;
  readonly links: SuggestLinksInput;
  readonly mocs: PlaceInMocInput;
}

/** A tag of the vault, told by a note that may be sent. */
export interface ComparedTag {
  /** As written, without `#`; nested with `/`. */
  readonly name: string;
  /** Notes that carry it, private ones not counted. */
  readonly count: number;
  /** One of them. */
  readonly path: string;
}

/** Names alone: no note is asked about. */
export interface SimilarTagsInput {
  /** Most used first. The model picks them by their place in the list. */
  readonly tags: readonly ComparedTag[];
}

/** What each task that is about a note is asked with. */
export interface NoteTaskInputs {
  readonly summarize: SummarizeInput;
  readonly suggestTags: SuggestTagsInput;
  readonly suggestLinks: SuggestLinksInput;
  readonly placeInMoc: PlaceInMocInput;
  readonly enrich: EnrichInput;
}

export type NoteTaskName = keyof NoteTaskInputs;

/** What each task is asked with. */
export interface TaskInputs extends NoteTaskInputs {
  readonly similarTags: SimilarTagsInput;
}

export type TaskName = keyof TaskInputs;
