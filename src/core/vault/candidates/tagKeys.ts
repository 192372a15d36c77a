import { numberless, tagWords } from '../tagWords.ts';

/**
 * One key for all spellings of a tag that differ by case or separators.
 *
 * @example spellingKey('Data-Science') === spellingKey('dataScience') // true
 */
export function spellingKey(tag: string): string {
  return tag
    .split('/')
    .map((level) => tagWords(level).join(''))
    .join('/');
}

/**
 * One key for singular and plural as well.
 *
 * @example numberlessKey('LLMs') === numberlessKey('llm') // true
 */
export function numberlessKey(tag: string): string {
  return tag
    .split('/')
    .map((level) => numberless(tagWords(level)).join(''))
    .join('/');
}
