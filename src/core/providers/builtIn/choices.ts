import type { NewTagReply, PickReply, TaskReplies } from '../../assistant/replies.ts';
import type {
  NoteText,
  PlaceInMocInput,
  SuggestLinksInput,
  SuggestTagsInput,
  SummarizeInput,
} from '../../assistant/taskInput.ts';
import { sentRange } from '../../assistant/noteBody.ts';
import { TagFolder } from '../../assistant/tagStyle.ts';
import { plainBlocks } from '../../markdown/plainText.ts';
import { scanMarkdown } from '../../markdown/scan.ts';
import { isMostlyUnspaced, termsOf } from '../../vault/terms.ts';
import { summarize } from './summary.ts';

/*
 * What the built-in engine chooses among the candidates. Their scores are rough probabilities that the author would
 * agree, learned on vaults whose authors had already chosen; below these bounds silence is better.
 */
const LEAST_TAG_SCORE = 0.25;
const LEAST_MENTION_SCORE = 0.5;
/** More links than this make a text hard to read. */
const WORDS_PER_LINK = 60;
const LEAST_RELATED_SCORE = 0.07;
const MOST_RELATED = 5;
const LEAST_MOC_SCORE = 0.3;
/** A second MOC is proposed only where it is nearly as likely as the first. */
const SECOND_MOC_SHARE = 0.8;
/** What we think of a new tag: we found the phrase, we cannot tell whether it is a subject. */
const NEW_TAG_CONFIDENCE = 0.3;
/** New tags are proposed for a note for which the vault has next to none. */
const ENOUGH_TAGS = 2;

export function chooseSummary({ note, length }: SummarizeInput): TaskReplies['summarize'] {
  const sentences = [...summarize(note.title, note.text, sentRange(note), length)];
  return sentences.length > 0 ? { sentences } : { sentences, nothing: true };
}

export function chooseTags({
  note,
  candidates,
  newTagIdeas,
  max,
}: SuggestTagsInput): TaskReplies['suggestTags'] {
  const chosen = new TagFolder(note.tags);
  const tags = pick(candidates, LEAST_TAG_SCORE, Infinity)
    .filter(({ candidate }) => isNewTo(chosen, candidates[candidate - 1]!.tag))
    .slice(0, max);
  const isShort = tags.length + note.tags.length < ENOUGH_TAGS;
  const newTags: NewTagReply[] = newTagIdeas
    .slice(0, isShort ? Math.min(1, max - tags.length) : 0)
    .map((tag) => ({ tag, reason: 'stands out in this note', confidence: NEW_TAG_CONFIDENCE }));
  return { tags, newTags };
}

export function chooseLinks({ note, mentions, related }: SuggestLinksInput): TaskReplies['suggestLinks'] {
  const reasoned = mentions.map((mention) => ({ ...mention, why: `names “${mention.title}”` }));
  const likely = pick(reasoned, LEAST_MENTION_SCORE, Infinity).sort((a, b) => b.confidence - a.confidence);
  const seen = new Set<string>();
  const once = likely.filter(({ candidate }) => {
    const { path } = mentions[candidate - 1]!;
    return !seen.has(path) && seen.add(path);
  });
  const inText = once.slice(0, Math.floor(proseWords(note) / WORDS_PER_LINK));
  const linked = new Set(inText.map(({ candidate }) => mentions[candidate - 1]!.path));
  return {
    mentions: inText,
    // What is linked in the text need not stand in the list below it as well; what there was no room for may.
    related: pick(related, LEAST_RELATED_SCORE, Infinity)
      .filter(({ candidate }) => !linked.has(related[candidate - 1]!.path))
      .slice(0, MOST_RELATED),
    quotes: [],
  };
}

/** Words of the note's paragraphs, list items and quotes; two characters count as one where there are no spaces. */
function proseWords(note: NoteText): number {
  const part = sentRange(note);
  let words = 0;
  for (const block of plainBlocks(note.text, scanMarkdown(note.text))) {
    const isInside = block.range.start >= part.start && block.range.end <= part.end;
    if (block.kind === 'paragraph' && isInside) {
      const terms = termsOf(block.text).length;
      words += isMostlyUnspaced(block.text) ? terms / 2 : terms;
    }
  }
  return words;
}

export function chooseMocs({ candidates }: PlaceInMocInput): TaskReplies['placeInMoc'] {
  const [first, second] = pick(candidates, LEAST_MOC_SCORE, 2);
  const isClose =
    first !== undefined && second !== undefined && second.confidence >= SECOND_MOC_SHARE * first.confidence;
  return { mocs: [first, isClose ? second : undefined].filter((moc) => moc !== undefined) };
}

/** Whether a tag is none of those before it in another spelling; from now on it is one of them. */
function isNewTo(tags: TagFolder, tag: string): boolean {
  const isNew = tags.find(tag) === undefined;
  tags.add(tag);
  return isNew;
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
