import type { CheckedReply } from '../askAndCheck.ts';
import { ENRICH_PARTS, enrichPrompt, type EnrichPart } from '../prompts/enrich.ts';
import { promptMessages, type OwnPrompts, type PromptLine } from '../prompts/prompt.ts';
import { asObject, own } from '../readReply.ts';
import { enrichReplySchema } from '../replies.ts';
import type { DroppedReply, Suggestion } from '../suggestion.ts';
import type { JoinedParts, Task } from '../task.ts';
import type { EnrichInput, NoteText } from '../taskInput.ts';
import { checkMocs, joinMocs, mocLines, mocsWithShare } from './placeInMoc.ts';
import { checkLinks, joinLinks, linkLines, linksWithNote, linksWithShare } from './suggestLinks.ts';
import { checkTags, joinTags, tagLines, tagsWithShare } from './suggestTags.ts';
import {
  checkSummary,
  emptyNote,
  noteLines,
  summarizeLines,
  summarizeTask,
  summaryOfParts,
} from './summarize.ts';

/**
 * Summary, tags, links and MOCs in one request, or some of them: the note is sent once.
 *
 * @param own take the place of the prompts of its parts
 * @param parts what is asked for, of each kind at most once
 */
export function enrichTask(
  own: OwnPrompts = {},
  parts: readonly EnrichPart[] = ENRICH_PARTS,
): Task<'enrich'> {
  const lines: Record<EnrichPart, (input: EnrichInput) => PromptLine[]> = {
    summary: ({ summarize }) => summarizeLines(summarize),
    tags: ({ tags }) => tagLines(tags),
    links: ({ links }) => linkLines(links),
    mocs: ({ mocs }) => mocLines(mocs),
  };
  const asked = ENRICH_PARTS.filter((part) => parts.includes(part));
  const prompt = enrichPrompt(own, asked);
  return {
    name: 'enrich',
    promptVersion: prompt.version,
    request: (input) => ({
      task: 'enrich',
      promptVersion: prompt.version,
      input,
      messages: promptMessages(prompt, [
        ...asked.flatMap((part) => lines[part](input)),
        ...noteLines(input.note),
      ]),
      schema: enrichReplySchema(asked),
      maxOutputTokens: 4000,
    }),
    check: (reply, input) => checkEnrich(reply, input, asked),
    nothingToAsk: (input) => emptyNote(input.note),
    withNote: enrichWithNote,
    withShare: (input, share) => ({
      ...input,
      tags: tagsWithShare(input.tags, share),
      links: linksWithShare(input.links, share),
      mocs: mocsWithShare(input.mocs, share),
    }),
    join: (found, input) => joinEnrich(found, input, own),
  };
}

function enrichWithNote(input: EnrichInput, note: NoteText): EnrichInput {
  return {
    note,
    summarize: { ...input.summarize, note },
    tags: { ...input.tags, note },
    links: linksWithNote(input.links, note),
    mocs: { ...input.mocs, note },
  };
}

/** Each part is checked as its own task would; a part of the wrong shape is left out and told. */
function checkEnrich(
  reply: unknown,
  input: EnrichInput,
  asked: readonly EnrichPart[],
): CheckedReply | undefined {
  const object = asObject(reply);
  if (object === undefined) return undefined;
  const checks: Record<EnrichPart, () => readonly [string, CheckedReply | undefined]> = {
    summary: () => ['the summary', checkSummary(own(object, 'summarize'), input.summarize)],
    tags: () => ['the tags', checkTags(own(object, 'suggestTags'), input.tags)],
    links: () => ['the links', checkLinks(own(object, 'suggestLinks'), input.links)],
    mocs: () => ['the MOCs', checkMocs(own(object, 'placeInMoc'), input.mocs)],
  };
  const parts = asked.map((part) => checks[part]());
  if (parts.every(([, part]) => part === undefined)) return undefined;
  const wrong = parts.flatMap(([what, part]): DroppedReply[] =>
    part === undefined ? [{ what, why: 'the reply had none in the shape asked for' }] : [],
  );
  return {
    suggestions: withoutTwice(parts.flatMap(([, part]) => part?.suggestions ?? [])),
    dropped: [...wrong, ...parts.flatMap(([, part]) => part?.dropped ?? [])],
  };
}

function joinEnrich(
  parts: readonly CheckedReply[],
  input: EnrichInput,
  own: OwnPrompts,
): JoinedParts<Suggestion> {
  const reduce = summaryOfParts(parts, input.summarize);
  const tags = joinTags(only(parts, 'tag'), input.tags);
  const links = joinLinks([...only(parts, 'mention'), ...only(parts, 'related')]);
  const mocs = joinMocs(only(parts, 'moc'));
  return {
    suggestions: withoutTwice([...tags.suggestions, ...links.suggestions, ...mocs.suggestions]),
    dropped: parts.flatMap((part) => part.dropped),
    ask: reduce && { task: summarizeTask(own.summarize), input: reduce },
  };
}

/** A MOC that the note is filed under is linked by that: it needs no line in the links section as well. */
function withoutTwice(suggestions: readonly Suggestion[]): Suggestion[] {
  const mocs = new Set(suggestions.flatMap((one) => (one.kind === 'moc' ? one.path : [])));
  return suggestions.filter((one) => one.kind !== 'related' || !mocs.has(one.path));
}

/** Each part with its suggestions of one kind. */
function only<Kind extends Suggestion['kind']>(
  parts: readonly CheckedReply[],
  kind: Kind,
): CheckedReply<Extract<Suggestion, { kind: Kind }>>[] {
  const isKind = (one: Suggestion): one is Extract<Suggestion, { kind: Kind }> => one.kind === kind;
  return parts.map((part) => ({ suggestions: part.suggestions.filter(isKind), dropped: [] }));
}
