import type { TextRange } from '../../markdown/textEdit.ts';

/** Words and where they stood in the text that was sent. */
export interface MentionPlace {
  /** Verbatim. */
  readonly quote: string;
  /** UTF-16 offset in the text that was sent. */
  readonly start: number;
  /** The sentence or line around them, as it stood in that text. */
  readonly sentence: string;
}

export type FoundMention =
  { readonly kind: 'found'; readonly start: number } | { readonly kind: 'lost'; readonly why: string };

/**
 * Finds words again in a text that may have changed meanwhile: within their sentence, wherever that has moved to.
 * Other places where the same words stand are never taken instead.
 *
 * @param prose where a link may stand, in order
 */
export function findMention(text: string, prose: readonly TextRange[], place: MentionPlace): FoundMention {
  const { quote, start, sentence } = place;
  if (quote === '' || !text.includes(quote)) return { kind: 'lost', why: 'is no longer in the note.' };
  const inSentence = occurrences(sentence, quote);
  const sentences = occurrences(text, sentence);
  // Untouched: the words and the sentence around them stand where they stood.
  const isInPlace =
    text.startsWith(quote, start) &&
    sentences.some((at) => at <= start && start + quote.length <= at + sentence.length);
  if (isInPlace) return inProse(prose, start, quote);
  if (sentences.length === 0 || inSentence.length === 0)
    return { kind: 'lost', why: 'is no longer in its sentence.' };
  if (sentences.length > 1 || inSentence.length > 1) {
    return { kind: 'lost', why: 'has moved, and stands in more than one place now.' };
  }
  return inProse(prose, sentences[0]! + inSentence[0]!, quote);
}

function inProse(prose: readonly TextRange[], start: number, quote: string): FoundMention {
  const end = start + quote.length;
  const isProse = prose.some((range) => range.start <= start && end <= range.end);
  return isProse ? { kind: 'found', start } : { kind: 'lost', why: 'is no longer in plain text.' };
}

function occurrences(text: string, words: string): number[] {
  const found: number[] = [];
  if (words === '') return found;
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) found.push(at);
  return found;
}
