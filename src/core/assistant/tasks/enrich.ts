import { ENRICH_PROMPT } from '../prompts/enrich.ts';
import { promptMessages } from '../prompts/prompt.ts';
import { asObject, own } from '../readReply.ts';
import { replySchema } from '../replies.ts';
import type { DroppedReply, Suggestion } from '../suggestion.ts';
import type { CheckedReply, JoinedParts, Task } from '../task.ts';
import type { EnrichInput, NoteText } from '../taskInput.ts';
import { checkMocs, joinMocs, mocLines } from './placeInMoc.ts';
import { checkLinks, joinLinks, linkLines, linksWithNote } from './suggestLinks.ts';
import { checkTags, joinTags, tagLines } from './suggestTags.ts';
import {
  checkSummary,
  emptyNote,
  noteLines,
  summarizeLines,
  summarizeTask,
  summaryOfParts,
} from './summarize.ts';

/**
 * Summary, tags, links and MOCs in one request: the note is sent once.
 *
 * @param instructions takes the place of the prompt's own
 */
export function enrichTask(instructions?: string): Task<'enrich'> {
  return {
    name: 'enrich',
    promptVersion: ENRICH_PROMPT.version,
    request: (input) => ({
      task: 'enrich',
      promptVersion: ENRICH_PROMPT.version,
      input,
      messages: promptMessages(ENRICH_PROMPT, instructions, [
        ...summarizeLines(input.summarize),
        ...tagLines(input.tags),
        ...linkLines(input.links),
        ...mocLines(input.mocs),
        ...noteLines(input.note),
      ]),
      schema: replySchema('enrich'),
      maxOutputTokens: 4000,
    }),
    check: checkEnrich,
    nothingToAsk: (input) => emptyNote(input.note),
    withNote: enrichWithNote,
    join: joinEnrich,
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
function checkEnrich(reply: unknown, input: EnrichInput): CheckedReply | undefined {
  const object = asObject(reply);
  if (object === undefined) return undefined;
  const parts: readonly (readonly [string, CheckedReply | undefined])[] = [
    ['the summary', checkSummary(own(object, 'summarize'), input.summarize)],
    ['the tags', checkTags(own(object, 'suggestTags'), input.tags)],
    ['the links', checkLinks(own(object, 'suggestLinks'), input.links)],
    ['the MOCs', checkMocs(own(object, 'placeInMoc'), input.mocs)],
  ];
  if (parts.every(([, part]) => part === undefined)) return undefined;
  const wrong = parts.flatMap(([what, part]): DroppedReply[] =>
    part === undefined ? [{ what, why: 'the reply had none in the shape asked for' }] : [],
  );
  return {
    suggestions: parts.flatMap(([, part]) => part?.suggestions ?? []),
    dropped: [...wrong, ...parts.flatMap(([, part]) => part?.dropped ?? [])],
  };
}

function joinEnrich(parts: readonly CheckedReply[], input: EnrichInput): JoinedParts<Suggestion> {
  const reduce = summaryOfParts(parts, input.summarize);
  const tags = joinTags(only(parts, 'tag'), input.tags);
  const links = joinLinks([...only(parts, 'mention'), ...only(parts, 'related')]);
  const mocs = joinMocs(only(parts, 'moc'));
  return {
    suggestions: [...tags.suggestions, ...links.suggestions, ...mocs.suggestions],
    dropped: parts.flatMap((part) => part.dropped),
    ask: reduce && { task: summarizeTask(), input: reduce },
  };
}

/** Each part with its suggestions of one kind. */
function only<Kind extends Suggestion['kind']>(
  parts: readonly CheckedReply[],
  kind: Kind,
): CheckedReply<Extract<Suggestion, { kind: Kind }>>[] {
  const isKind = (one: Suggestion): one is Extract<Suggestion, { kind: Kind }> => one.kind === kind;
  return parts.map((part) => ({ suggestions: part.suggestions.filter(isKind), dropped: [] }));
}
