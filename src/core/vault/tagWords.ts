import { fold } from './noteName.ts';

/**
 * The words of one level of a tag, in lower case, however they are joined.
 *
 * @example tagWords('dataScience') // ['data', 'science']
 * @example tagWords('LLMs_and_GPUs') // ['llms', 'and', 'gpus']
 */
export function tagWords(label: string): string[] {
  return label
    .replace(/(\p{Ll}|\p{N})(?=\p{Lu}\p{Ll})/gu, '$1-')
    .replace(/(\p{Ll}{2})(?=\p{Lu})/gu, '$1-')
    .split(/[\s_.-]+/)
    .filter((word) => word !== '')
    .map(fold);
}

/** Words that end like a plural and are no plural of the word without it. */
const NO_PLURAL = new Set([
  'news',
  'windows',
  'series',
  'species',
  'gas',
  'lens',
  'pandas',
  'rails',
  'keras',
]);

/**
 * The words with the last one brought to a form that its singular and plural share, by the rules of English; many
 * other languages share the `s`. For comparing, not for showing.
 *
 * @example numberless(['open', 'libraries']) // ['open', 'library']
 * @example numberless(['databases']) // ['databas'], as for ['database']
 */
export function numberless(words: readonly string[]): string[] {
  const last = words.at(-1);
  return last === undefined ? [] : [...words.slice(0, -1), numberlessWord(last)];
}

function numberlessWord(word: string): string {
  if (word.length < 4 || NO_PLURAL.has(word)) return word;
  if (word.length > 4 && /[^aeiou]ies$/.test(word)) return `${word.slice(0, -3)}y`;
  const one = /[^sui]s$/.test(word) ? word.slice(0, -1) : word;
  // `boxes` loses two letters and `sizes` one: which, the ending does not say.
  return /(?:s|x|z|ch|sh)e$/.test(one) ? one.slice(0, -1) : one;
}

const SMALL_WORDS = new Set(['a', 'an', 'and', 'for', 'in', 'of', 'on', 'the', 'to', 'und', 'et', 'de']);

/**
 * What the words may be abbreviated to: their initials, small words counted or not, or a numeronym.
 *
 * @example initialsOf(['internet', 'of', 'things']) // ['iot', 'it']
 * @example initialsOf(['kubernetes']) // ['k8s']
 */
export function initialsOf(words: readonly string[]): string[] {
  const only = words[0];
  if (words.length === 1 && only !== undefined) {
    return only.length > 6 ? [`${only[0]}${only.length - 2}${only.at(-1)}`] : [];
  }
  const all = initials(words);
  const main = initials(words.filter((word) => !SMALL_WORDS.has(word)));
  return [...new Set([all, main])].filter((short) => short.length > 1);
}

function initials(words: readonly string[]): string {
  return words.map((word) => String.fromCodePoint(word.codePointAt(0)!)).join('');
}
