import { askAndCheck, type CheckedReply, type RunOptions, type TaskOutcome } from '../askAndCheck.ts';
import { numbered, promptMessages } from '../prompts/prompt.ts';
import { SIMILAR_TAGS_PROMPT } from '../prompts/similarTags.ts';
import type { Provider, ProviderRequest } from '../provider.ts';
import { asObject, named, own, readLists, readPicks, reasonAndConfidence } from '../readReply.ts';
import { replySchema } from '../replies.ts';
import type { DroppedReply } from '../suggestion.ts';
import type { ComparedTag, SimilarTagsInput } from '../taskInput.ts';
import { estimateRequest } from '../tokens.ts';

/** Tags that mean the same, as a model sees it. */
export interface SameTags {
  /** Two or more, most used first. */
  readonly tags: readonly ComparedTag[];
  readonly reason: string;
  /** 0 to 1. */
  readonly confidence: number;
}

/** More are not sent: the list would cost more than anybody expects, and models lose sight of its middle. */
const MOST_TAGS = 1000;

/** The question which of the tags mean the same. */
export function similarTagsRequest(input: SimilarTagsInput): ProviderRequest<'similarTags'> {
  const data = numbered(input.tags, ({ name, count }) => ({ tag: name, notes: count }));
  return {
    task: 'similarTags',
    promptVersion: SIMILAR_TAGS_PROMPT.version,
    input,
    messages: promptMessages(SIMILAR_TAGS_PROMPT, [{ label: 'tags', data }]),
    schema: replySchema('similarTags'),
    maxOutputTokens: 1500,
  };
}

/** As many of the tags as may be sent and fit the model, those that are used most. */
export function fitTags(
  { tags }: SimilarTagsInput,
  { inputBudget }: Pick<Provider, 'inputBudget'>,
): SimilarTagsInput {
  let fitted = { tags: tags.slice(0, MOST_TAGS) };
  while (
    inputBudget !== undefined &&
    fitted.tags.length > 1 &&
    estimateRequest(similarTagsRequest(fitted)) > inputBudget
  ) {
    fitted = { tags: fitted.tags.slice(0, Math.floor(fitted.tags.length / 2)) };
  }
  return fitted;
}

/** Asks which tags mean the same, the surest first. One tag alone is not asked about. Never rejects. */
export async function askForSimilarTags(
  input: SimilarTagsInput,
  provider: Provider,
  signal: AbortSignal,
  options: RunOptions = {},
): Promise<TaskOutcome<SameTags>> {
  if (input.tags.length < 2) return { kind: 'done', suggestions: [], dropped: [], usage: undefined };
  const check = (reply: unknown): CheckedReply<SameTags> | undefined => checkSimilarTags(reply, input);
  return await askAndCheck(similarTagsRequest(input), check, { ...options, provider, signal });
}

/** Only tags out of the list, each in one group; a tag and one below it are never the same. */
function checkSimilarTags(reply: unknown, { tags }: SimilarTagsInput): CheckedReply<SameTags> | undefined {
  const lists = readLists(reply, ['groups']);
  if (lists === undefined) return undefined;
  const dropped: DroppedReply[] = [];
  const taken = new Set<ComparedTag>();
  const groups: SameTags[] = [];
  for (const raw of lists.groups) {
    const group = asObject(raw) ?? {};
    const numbers = own(group, 'tags');
    const chosen = readPicks(Array.isArray(numbers) ? numbers : [], tags, 'tag', dropped)
      .map((pick) => pick.chosen)
      .filter((tag) => !taken.has(tag));
    const apart = chosen.filter((tag) => !chosen.some((other) => isBelow(tag.name, other.name)));
    if (apart.length < 2) {
      dropped.push({ what: `group ${named(raw)}`, why: 'it joins no two tags of the list' });
      continue;
    }
    for (const tag of apart) taken.add(tag);
    groups.push({ tags: apart.sort((a, b) => b.count - a.count), ...reasonAndConfidence(group) });
  }
  return { suggestions: groups.sort((a, b) => b.confidence - a.confidence), dropped };
}

function isBelow(tag: string, other: string): boolean {
  return tag.toLowerCase().startsWith(`${other.toLowerCase()}/`);
}
