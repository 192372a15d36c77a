import type { CheckedReply } from '../askAndCheck.ts';
import { sentRange } from '../noteBody.ts';
import { oneLine } from '../plainText.ts';
import { numbered, promptMessages, withOwn, type PromptLine } from '../prompts/prompt.ts';
import { SUGGEST_LINKS_PROMPT } from '../prompts/suggestLinks.ts';
import { findQuote } from '../quote.ts';
import { named, own, readLists, readPicks, type Loose } from '../readReply.ts';
import { replySchema } from '../replies.ts';
import type { DroppedReply, MentionSuggestion, RelatedSuggestion } from '../suggestion.ts';
import type { Task } from '../task.ts';
import type { NoteText, SuggestLinksInput } from '../taskInput.ts';
import { bestByPath } from './bestByPath.ts';
import { bestShareOf, shareOf } from './shareOf.ts';
import { emptyNote, noteLines } from './summarize.ts';

type LinkSuggestion = MentionSuggestion | RelatedSuggestion;

const MOST_RELATED = 5;
const LONGEST_EXCERPT = 160;
const LONGEST_SENTENCE = 240;

/**
 * Mentions worth a link, and related notes for the links section.
 *
 * @param instructions takes the place of the prompt's own
 */
export function suggestLinksTask(instructions?: string): Task<'suggestLinks', LinkSuggestion> {
  const prompt = withOwn(SUGGEST_LINKS_PROMPT, instructions);
  return {
    name: 'suggestLinks',
    promptVersion: prompt.version,
    request: (input) => ({
      task: 'suggestLinks',
      promptVersion: prompt.version,
      input,
      messages: promptMessages(prompt, [...linkLines(input), ...noteLines(input.note)]),
      schema: replySchema('suggestLinks'),
      maxOutputTokens: 2000,
    }),
    check: checkLinks,
    nothingToAsk: (input) =>
      input.mentions.length === 0 && input.related.length === 0
        ? { what: 'links', why: 'the vault has no note to which this one could be linked' }
        : emptyNote(input.note),
    withNote: linksWithNote,
    withShare: linksWithShare,
    join: joinLinks,
  };
}

export function linkLines(input: SuggestLinksInput): PromptLine[] {
  return [
    {
      label: 'candidate mentions',
      data: numbered(input.mentions, ({ title, quote, sentence }) => ({
        words: quote,
        note: title,
        sentence: oneLine(sentence, LONGEST_SENTENCE),
      })),
    },
    {
      label: 'candidate related notes',
      data: numbered(input.related, ({ title, excerpt }) => ({
        title,
        excerpt: oneLine(excerpt, LONGEST_EXCERPT),
      })),
    },
  ];
}

/** Only mentions that stand in the part that is sent are asked about. */
export function linksWithNote(input: SuggestLinksInput, note: NoteText): SuggestLinksInput {
  const { start, end } = sentRange(note);
  return { ...input, note, mentions: input.mentions.filter((one) => one.start >= start && one.end <= end) };
}

export function linksWithShare(input: SuggestLinksInput, share: number): SuggestLinksInput {
  const { mentions, related } = input;
  return { ...input, mentions: bestShareOf(mentions, share), related: shareOf(related, share) };
}

export function checkLinks(
  reply: unknown,
  input: SuggestLinksInput,
): CheckedReply<LinkSuggestion> | undefined {
  const lists = readLists(reply, ['mentions', 'related', 'quotes']);
  if (lists === undefined) return undefined;
  const dropped: DroppedReply[] = [];
  const mentions = readPicks(lists.mentions, input.mentions, 'mention', dropped)
    .map(({ chosen, reason, confidence }): MentionSuggestion => {
      const { path, title, quote, start, sentence } = chosen;
      return { kind: 'mention', path, title, quote, start, sentence, reason, confidence };
    })
    .filter((one) => isVerbatim(one, input.note, dropped));
  const quotes = checkQuotes(lists.quotes, input, mentions, dropped);
  const related = readPicks(lists.related, input.related, 'related note', dropped)
    .filter(({ chosen }) => chosen.path !== input.note.path)
    .map(({ chosen, reason, confidence }): RelatedSuggestion => {
      const { path, title, why } = chosen;
      return { kind: 'related', path, title, reason: reason || why, confidence };
    });
  const inText = [...mentions, ...quotes].sort((a, b) => a.start - b.start);
  // A note whose name becomes a link in the text needs no line in the links section as well.
  const linked = new Set(inText.map(({ path }) => path));
  const others = related.filter(({ path }) => !linked.has(path));
  return { suggestions: [...inText, ...bestByPath(others, MOST_RELATED)], dropped };
}

/** A candidate speaks of exactly this text, of another note and of its own words. */
function isVerbatim(one: MentionSuggestion, note: NoteText, dropped: DroppedReply[]): boolean {
  const stands = one.path !== note.path && note.text.startsWith(one.quote, one.start);
  if (!stands) dropped.push({ what: `mention ${named(one.quote)}`, why: 'these words do not stand there' });
  return stands;
}

/** Words that the model found itself: they must stand in the note's prose, and name a note by its number. */
function checkQuotes(
  entries: readonly unknown[],
  input: SuggestLinksInput,
  taken: readonly MentionSuggestion[],
  dropped: DroppedReply[],
): MentionSuggestion[] {
  const linked = new Set([input.note.path, ...taken.map((one) => one.path)]);
  const found: MentionSuggestion[] = [];
  for (const { chosen, reason, confidence, entry } of readPicks(
    entries,
    input.related,
    'quoted note',
    dropped,
  )) {
    if (linked.has(chosen.path)) continue;
    const words = quoteOf(entry);
    const place = words === undefined ? undefined : findQuote(input.note, words);
    if (words === undefined || place === undefined) {
      dropped.push({
        what: `quote ${named(own(entry, 'quote'))}`,
        why: 'these words do not stand in the note’s prose',
      });
    } else if ([...taken, ...found].some((one) => overlaps(one, place.start, words.length))) {
      dropped.push({ what: `quote ${named(words)}`, why: 'other words there are linked already' });
    } else {
      const { path, title } = chosen;
      found.push({ kind: 'mention', path, title, quote: words, ...place, reason, confidence });
    }
  }
  return found;
}

function quoteOf(entry: Loose): string | undefined {
  const quote = own(entry, 'quote');
  return typeof quote === 'string' ? quote : undefined;
}

function overlaps(one: MentionSuggestion, start: number, length: number): boolean {
  return one.start < start + length && start < one.start + one.quote.length;
}

export function joinLinks(parts: readonly CheckedReply<LinkSuggestion>[]): CheckedReply<LinkSuggestion> {
  const all = parts.flatMap((part) => part.suggestions);
  const related = all.filter((one) => one.kind === 'related');
  const mentions = all.filter((one) => one.kind === 'mention');
  return {
    suggestions: [...mentions, ...bestByPath(related, MOST_RELATED)],
    dropped: parts.flatMap((part) => part.dropped),
  };
}
