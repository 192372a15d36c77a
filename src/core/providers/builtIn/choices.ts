import type { NewTagReply, PickReply, TaskReplies } from '../../assistant/replies.ts';
import type {
  PlaceInMocInput,
  SuggestLinksInput,
  SuggestTagsInput,
  SummarizeInput,
} from '../../assistant/taskInput.ts';
import { sentRange } from '../../assistant/noteBody.ts';
import { summarize } from './summary.ts';

/*
 * What the built-in engine chooses among the candidates. Their scores are rough probabilities that the author would
 * agree, learned on vaults whose authors had already chosen; below these bounds silence is better.
 */
const LEAST_TAG_SCORE = 0.25;
const LEAST_MENTION_SCORE = 0.5;
const LEAST_RELATED_SCORE = 0.2;
const MOST_RELATED = 5;
const LEAST_MOC_SCORE = 0.3;
/** A second MOC is proposed only where it is nearly as likely as the first. */
const SECOND_MOC_SHARE = 0.8;
/** What we think of a new tag: we found the phrase, we cannot tell whether it is a subject. */
const NEW_TAG_CONFIDENCE = 0.3;
/** New tags are proposed for a note for which the vault has next to none. */
const ENOUGH_TAGS = 2;

export function chooseSummary({ note, length }: SummarizeInput): TaskReplies['summarize'] {
  return { sentences: [...summarize(note.title, note.text, sentRange(note), length)] };
}

export function chooseTags({
  note,
  candidates,
  newTagIdeas,
  max,
}: SuggestTagsInput): TaskReplies['suggestTags'] {
  const tags = pick(candidates, LEAST_TAG_SCORE, max);
  const isShort = tags.length + note.tags.length < ENOUGH_TAGS;
  const newTags: NewTagReply[] = newTagIdeas
    .slice(0, isShort ? Math.min(1, max - tags.length) : 0)
    .map((tag) => ({ tag, reason: 'stands out in this note', confidence: NEW_TAG_CONFIDENCE }));
  return { tags, newTags };
}

export function chooseLinks({ mentions, related }: SuggestLinksInput): TaskReplies['suggestLinks'] {
  const reasoned = mentions.map((mention) => ({ ...mention, why: `names “${mention.title}”` }));
  return {
    mentions: pick(reasoned, LEAST_MENTION_SCORE, Infinity),
    related: pick(related, LEAST_RELATED_SCORE, MOST_RELATED),
    quotes: [],
  };
}

export function chooseMocs({ candidates }: PlaceInMocInput): TaskReplies['placeInMoc'] {
  const [first, second] = pick(candidates, LEAST_MOC_SCORE, 2);
  const isClose =
    first !== undefined && second !== undefined && second.confidence >= SECOND_MOC_SHARE * first.confidence;
  return { mocs: [first, isClose ? second : undefined].filter((moc) => moc !== undefined) };
}

/** The candidates at or above a score, best first as they come, with their places counted from 1. */
function pick(
  candidates: readonly { readonly score: number; readonly why: string }[],
  least: number,
  most: number,
): PickReply[] {
  return candidates
    .map(({ score, why }, place) => ({ candidate: place + 1, reason: why, confidence: score }))
    .filter((choice) => choice.confidence >= least)
    .slice(0, most);
}
