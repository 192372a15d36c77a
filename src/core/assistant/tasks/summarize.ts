import type { CheckedReply } from '../askAndCheck.ts';
import { sourceOf, unfaithfulPart } from '../faithful.ts';
import { languageOf } from '../language.ts';
import { hasText, sentText } from '../noteBody.ts';
import { plainSentence } from '../plainText.ts';
import { promptMessages, withOwn, type PromptLine } from '../prompts/prompt.ts';
import { SUMMARIZE_PROMPT } from '../prompts/summarize.ts';
import { asObject, named, own, readLists } from '../readReply.ts';
import { replySchema } from '../replies.ts';
import { SENTENCES } from '../summaryLength.ts';
import type { DroppedReply, SummarySuggestion } from '../suggestion.ts';
import type { Task } from '../task.ts';
import type { NoteText, SummarizeInput } from '../taskInput.ts';

/** Longer sentences are none. UTF-16 code units. */
const LONGEST_SENTENCE = 600;

/**
 * Three to five sentences on what the note says.
 *
 * @param instructions takes the place of the prompt's own
 */
export function summarizeTask(instructions?: string): Task<'summarize', SummarySuggestion> {
  const prompt = withOwn(SUMMARIZE_PROMPT, instructions);
  const task: Task<'summarize', SummarySuggestion> = {
    name: 'summarize',
    promptVersion: prompt.version,
    request: (input) => ({
      task: 'summarize',
      promptVersion: prompt.version,
      input,
      messages: promptMessages(prompt, [...summarizeLines(input), ...noteLines(input.note)]),
      schema: replySchema('summarize'),
      maxOutputTokens: 800,
    }),
    check: checkSummary,
    nothingToAsk: (input) => emptyNote(input.note),
    withNote: (input, note) => ({ ...input, note }),
    withShare: (input) => input,
    join: (parts, input) => {
      const reduce = summaryOfParts(parts, input);
      return {
        suggestions: [],
        dropped: parts.flatMap((part) => part.dropped),
        ask: reduce && { task, input: reduce },
      };
    },
  };
  return task;
}

/** The question that joins the summaries of a note's parts. */
export function summaryOfParts(
  parts: readonly CheckedReply[],
  input: SummarizeInput,
): SummarizeInput | undefined {
  const sentences = parts.flatMap((part) =>
    part.suggestions.flatMap((found) => (found.kind === 'summary' ? found.sentences : [])),
  );
  if (sentences.length === 0) return undefined;
  const { part: _, ...note } = input.note;
  return { ...input, note: { ...note, text: sentences.join('\n') } };
}

export function summarizeLines(input: SummarizeInput): PromptLine[] {
  const language = languageOf(sentText(input.note));
  return [
    { label: 'sentences', data: SENTENCES[input.length] },
    ...(language === undefined ? [] : [{ label: 'language', data: language }]),
  ];
}

/** Title, tags and text of the note, the text last. */
export function noteLines(note: NoteText): PromptLine[] {
  return [
    { label: 'title', data: note.title },
    { label: 'tags of the note', data: note.tags },
    { label: 'text', data: sentText(note) },
  ];
}

export function emptyNote(note: NoteText): DroppedReply | undefined {
  return hasText(note) ? undefined : { what: 'the note', why: 'it has no text' };
}

/** Keeps the sentences that are plain text and say nothing that the note does not. */
export function checkSummary(
  reply: unknown,
  input: SummarizeInput,
): CheckedReply<SummarySuggestion> | undefined {
  const entries = readLists(reply, ['sentences'])?.sentences;
  if (entries === undefined) return undefined;
  if (entries.length === 0) {
    const saysSo = own(asObject(reply) ?? {}, 'nothing') === true;
    return saysSo ? { suggestions: [], dropped: [] } : undefined;
  }
  const { note } = input;
  const text = `${note.title}\n${note.tags.join(' ')}\n${sentText(note)}`;
  const source = sourceOf(text);
  const sentences: string[] = [];
  const dropped: DroppedReply[] = [];
  for (const entry of entries) {
    const sentence = checkSentence(entry, text, source);
    if (typeof sentence !== 'string') dropped.push(sentence);
    else if (sentences.includes(sentence)) dropped.push({ what: named(sentence), why: 'it is there twice' });
    else if (sentences.length < SENTENCES[input.length]) sentences.push(sentence);
  }
  const language = languageOf(sentText(note));
  const written = languageOf(sentences.join(' '));
  if (language !== undefined && written !== undefined && written !== language) {
    dropped.push({ what: 'the summary', why: `it is in ${written}, the note in ${language}` });
    return { suggestions: [], dropped };
  }
  return { suggestions: sentences.length === 0 ? [] : [{ kind: 'summary', sentences }], dropped };
}

function checkSentence(
  entry: unknown,
  text: string,
  source: ReturnType<typeof sourceOf>,
): string | DroppedReply {
  if (typeof entry !== 'string') return { what: named(entry), why: 'it is no sentence' };
  if (entry.length > 2 * LONGEST_SENTENCE) return { what: named(entry), why: 'it is too long' };
  const plain = plainSentence(entry, text);
  if (!plain.ok) return { what: named(entry), why: plain.why };
  if (plain.text.length > LONGEST_SENTENCE) return { what: named(entry), why: 'it is too long' };
  if (!/\p{L}/u.test(plain.text)) return { what: named(entry), why: 'it is no sentence' };
  const unfaithful = unfaithfulPart(plain.text, source);
  return unfaithful === undefined
    ? plain.text
    : { what: named(entry), why: `the note does not say ${named(unfaithful)}` };
}
