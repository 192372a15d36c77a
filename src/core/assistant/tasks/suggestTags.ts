import type { CheckedReply } from '../askAndCheck.ts';
import { oneLine } from '../plainText.ts';
import { numbered, promptMessages, withOwn, type PromptLine } from '../prompts/prompt.ts';
import { SUGGEST_TAGS_PROMPT } from '../prompts/suggestTags.ts';
import { asObject, named, own, readLists, readPicks, reasonAndConfidence } from '../readReply.ts';
import { replySchema } from '../replies.ts';
import type { DroppedReply, TagSuggestion } from '../suggestion.ts';
import { foldTag, spellTag, TagFolder, tagStyleOf } from '../tagStyle.ts';
import type { Task } from '../task.ts';
import type { SuggestTagsInput } from '../taskInput.ts';
import { shareOf } from './shareOf.ts';
import { emptyNote, noteLines } from './summarize.ts';

/** New tags are proposed sparingly. */
const MOST_NEW_TAGS = 2;

/**
 * Tags of the vault that fit the note, best first, and new ones, marked so.
 *
 * @param instructions takes the place of the prompt's own
 */
export function suggestTagsTask(instructions?: string): Task<'suggestTags', TagSuggestion> {
  const prompt = withOwn(SUGGEST_TAGS_PROMPT, instructions);
  return {
    name: 'suggestTags',
    promptVersion: prompt.version,
    request: (input) => ({
      task: 'suggestTags',
      promptVersion: prompt.version,
      input,
      messages: promptMessages(prompt, [...tagLines(input), ...noteLines(input.note)]),
      schema: replySchema('suggestTags'),
      maxOutputTokens: 800,
    }),
    check: checkTags,
    nothingToAsk: (input) => emptyNote(input.note),
    withNote: (input, note) => ({ ...input, note }),
    withShare: tagsWithShare,
    join: joinTags,
  };
}

export function tagsWithShare(input: SuggestTagsInput, share: number): SuggestTagsInput {
  return { ...input, candidates: shareOf(input.candidates, share) };
}

export function tagLines(input: SuggestTagsInput): PromptLine[] {
  return [
    { label: 'at most', data: input.max },
    {
      label: 'candidate tags',
      data: numbered(input.candidates, ({ tag, uses, whenToUse }) => ({
        tag,
        uses,
        ...(whenToUse === undefined ? {} : { whenToUse: oneLine(whenToUse, 200) }),
      })),
    },
  ];
}

/** Existing tags first, the surest first; near-duplicates folded; what the note has already left out. */
export function checkTags(reply: unknown, input: SuggestTagsInput): CheckedReply<TagSuggestion> | undefined {
  const lists = readLists(reply, ['tags', 'newTags']);
  if (lists === undefined) return undefined;
  const dropped: DroppedReply[] = [];
  const chosen = new ChosenTags(input, dropped);
  for (const { chosen: candidate, reason, confidence } of readPicks(
    lists.tags,
    input.candidates,
    'tag',
    dropped,
  )) {
    chosen.add({
      kind: 'tag',
      tag: candidate.tag,
      isNew: false,
      reason: reason || candidate.why,
      confidence,
    });
  }
  const known = [...input.candidates.map(({ tag }) => tag), ...(input.vaultTags ?? [])];
  const style = tagStyleOf(known);
  const folder = new TagFolder(known);
  for (const entry of lists.newTags) {
    const raw = own(asObject(entry) ?? {}, 'tag');
    const spelled = typeof raw === 'string' ? spellTag(raw, style) : undefined;
    if (spelled === undefined) {
      dropped.push({ what: `new tag ${named(raw ?? entry)}`, why: 'it can be no tag' });
      continue;
    }
    const existing = folder.find(spelled);
    const isNew = existing === undefined;
    chosen.add({
      kind: 'tag',
      tag: existing ?? spelled,
      isNew,
      ...reasonAndConfidence(asObject(entry) ?? {}),
    });
  }
  return { suggestions: chosen.best(input.max), dropped };
}

class ChosenTags {
  readonly #tags: TagSuggestion[] = [];
  readonly #folds = new Set<string>();
  readonly #ofNote: TagFolder;
  readonly #levelsOfNote: ReadonlySet<string>;
  readonly #dropped: DroppedReply[];

  constructor(input: SuggestTagsInput, dropped: DroppedReply[]) {
    this.#ofNote = new TagFolder(input.note.tags);
    this.#levelsOfNote = new Set(input.note.tags.flatMap((tag) => levelsOf(foldTag(tag))));
    this.#dropped = dropped;
  }

  add(tag: TagSuggestion): void {
    const folded = foldTag(tag.tag);
    if (this.#levelsOfNote.has(folded) || (tag.isNew && this.#ofNote.find(tag.tag) !== undefined)) {
      this.#dropped.push({ what: `tag ${named(tag.tag)}`, why: 'the note has it' });
    } else if (this.#folds.has(folded)) {
      this.#dropped.push({ what: `tag ${named(tag.tag)}`, why: 'it was chosen twice' });
    } else {
      this.#folds.add(folded);
      this.#tags.push(tag);
    }
  }

  best(max: number): TagSuggestion[] {
    const sorted = [...this.#tags].sort((a, b) => b.confidence - a.confidence);
    const existing = sorted.filter((tag) => !tag.isNew).slice(0, max);
    const isNew = sorted.filter((tag) => tag.isNew).slice(0, Math.min(MOST_NEW_TAGS, max - existing.length));
    return [...existing, ...isNew];
  }
}

/** `a/b/c` gives itself, `a/b` and `a`: a note that has the first has them all. */
function levelsOf(tag: string): string[] {
  const steps = tag.split('/');
  return steps.map((_, index) => steps.slice(0, index + 1).join('/'));
}

/** What more parts of the note name comes first. */
export function joinTags(
  parts: readonly CheckedReply<TagSuggestion>[],
  input: SuggestTagsInput,
): CheckedReply<TagSuggestion> {
  const byTag = new Map<string, { tag: TagSuggestion; votes: number }>();
  for (const tag of parts.flatMap((part) => part.suggestions)) {
    const key = foldTag(tag.tag);
    const known = byTag.get(key);
    const surer = known === undefined || tag.confidence > known.tag.confidence ? tag : known.tag;
    byTag.set(key, { tag: surer, votes: (known?.votes ?? 0) + 1 });
  }
  const ranked = [...byTag.values()].sort((a, b) => b.votes - a.votes || b.tag.confidence - a.tag.confidence);
  const existing = ranked.filter(({ tag }) => !tag.isNew).slice(0, input.max);
  const isNew = ranked
    .filter(({ tag }) => tag.isNew)
    .slice(0, Math.min(MOST_NEW_TAGS, input.max - existing.length));
  return {
    suggestions: [...existing, ...isNew].map(({ tag }) => tag),
    dropped: parts.flatMap((part) => part.dropped),
  };
}
