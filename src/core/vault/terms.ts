import { CHARACTER_CLASSES, SEPARATOR, UNSPACED, WORD } from './characters.ts';

/**
 * Calls `use` for each term of a text, in order: words in lower case, brought to a common form by
 * {@link commonForm}, and pairs of neighbouring characters where a script has no spaces (`東京都` gives `東京` and
 * `京都`; a lone character is a term of its own). Repeats are told again. Linear in the text.
 *
 * @example forEachTerm('Linear models', use) // use('linear'), use('model')
 */
export function forEachTerm(text: string, use: (term: string) => void): void {
  const folded = text.normalize('NFC').toLowerCase();
  const length = folded.length;
  let position = 0;
  while (position < length) {
    const kind = CHARACTER_CLASSES[folded.charCodeAt(position)];
    if (kind === SEPARATOR) {
      position += 1;
      continue;
    }
    let end = position + 1;
    while (end < length && CHARACTER_CLASSES[folded.charCodeAt(end)] === kind) {
      end += 1;
    }
    if (kind === WORD) {
      use(commonForm(folded.slice(position, Math.min(end, position + MAX_WORD))));
    } else {
      forEachPair(folded, position, end, use);
    }
    position = end;
  }
}

/** Longer words (hashes, encoded data) are cut: they say nothing and would fill the index. */
const MAX_WORD = 40;

function forEachPair(text: string, start: number, end: number, use: (term: string) => void): void {
  if (end - start === 1) {
    use(text.slice(start, end));
    return;
  }
  for (let position = start; position + 1 < end; position += 1) {
    use(text.slice(position, position + 2));
  }
}

const LETTER_S = 0x73;
const LAST_LATIN = 0x024f;
/** Words of other alphabets are cut here: their endings carry case and number, their first letters the meaning. */
const STEM_LENGTH = 6;

/**
 * One form for the forms of a word, without a dictionary of any language. In Latin script a final `s` goes
 * (`models` → `model`; not from `ss`, `us`, `is`, nor from words of three letters or fewer); in other alphabets, such
 * as Cyrillic, the first six letters stand for the word.
 */
export function commonForm(word: string): string {
  const length = word.length;
  if (length > STEM_LENGTH && word.charCodeAt(0) > LAST_LATIN) {
    return word.slice(0, STEM_LENGTH);
  }
  if (length < 4 || word.charCodeAt(length - 1) !== LETTER_S) {
    return word;
  }
  const before = word[length - 2];
  return before === 's' || before === 'u' || before === 'i' ? word : word.slice(0, -1);
}

/** The terms of a text in order, repeats included. */
export function termsOf(text: string): string[] {
  const terms: string[] = [];
  forEachTerm(text, (term) => terms.push(term));
  return terms;
}

/** Whether a text is written, by more than half of its letters, in scripts without spaces. */
export function isMostlyUnspaced(text: string): boolean {
  let words = 0;
  let unspaced = 0;
  for (let position = 0; position < text.length; position += 1) {
    const kind = CHARACTER_CLASSES[text.charCodeAt(position)];
    words += kind === WORD ? 1 : 0;
    unspaced += kind === UNSPACED ? 1 : 0;
  }
  return unspaced > words;
}
