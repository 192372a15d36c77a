import { plainBlocks } from '../../markdown/plainText.ts';
import { phraseTokens } from '../phraseTokens.ts';
import { termsOf } from '../terms.ts';
import type { TagNode } from '../vault.ts';
import type { NoteProfile } from './noteProfile.ts';
import { numberlessKey } from './tagKeys.ts';

const MOST_WORDS = 3;
/** Of the rarity of a word that no other note has. Headings of a template and common words are below. */
const LEAST_RARITY = 0.45;
/** What each further word of a phrase adds, and being written like a name. */
const LONGER = 0.4;
const NAME = 1.4;

/**
 * Phrases of the note that could become tags, as they stand there, best first: said often, early and in headings, and
 * rare in the vault. None that the vault has as a tag in any spelling.
 */
export function findTagIdeas(profile: NoteProfile, limit: number): string[] {
  const { text, scan, note, context } = profile;
  const scores = new Map<string, { phrase: string; score: number }>();
  const title = keyOf(note.title);
  const add = (words: string, weight: number): void => {
    for (const phrase of phrasesOf(words, title)) {
      const key = keyOf(phrase);
      const known = scores.get(key) ?? { phrase, score: 0 };
      known.score += weight;
      scores.set(key, known);
    }
  };
  add(note.title, 6);
  for (const block of plainBlocks(text, scan)) {
    add(block.text, block.kind === 'heading' ? 2 : 1);
  }
  const known = tagKeys(context.vault.tags());
  const rarest = context.search.rarity('');
  const ideas = [...scores.entries()]
    .map(([key, { phrase, score: said }]) => {
      const terms = key.split(' ');
      const rarity = terms.reduce((sum, term) => sum + context.search.rarity(term), 0) / terms.length;
      const isWeak = said < 2 || rarity < LEAST_RARITY * rarest;
      const form = (1 + LONGER * (terms.length - 1)) * (isName(phrase) ? NAME : 1);
      return { key, phrase, said, score: isWeak ? 0 : Math.log(said) * rarity * form };
    })
    .filter(({ score }) => score > 0);
  return ideas
    .filter(({ key, said }) => !ideas.some((longer) => isPart(key, longer.key) && longer.said >= said / 2))
    .sort((a, b) => b.score - a.score)
    .map(({ phrase }) => phrase)
    .filter((phrase) => !known.has(numberlessKey(phrase)))
    .slice(0, limit);
}

/** The tags of a vault, and their levels, whatever their spelling. */
function tagKeys(tags: readonly TagNode[], keys = new Set<string>()): ReadonlySet<string> {
  for (const { label, name, children } of tags) {
    keys.add(numberlessKey(label)).add(numberlessKey(name));
    tagKeys(children, keys);
  }
  return keys;
}

/** Written like a name: capitals beyond the first letter. */
function isName(phrase: string): boolean {
  return /\p{L}\p{Lu}|\s\p{Lu}/u.test(phrase);
}

/** Whether a phrase is a part of a longer one. */
function isPart(key: string, longer: string): boolean {
  return key !== longer && ` ${longer} `.includes(` ${key} `);
}

/** What makes two phrases the same. */
function keyOf(phrase: string): string {
  return termsOf(phrase).join(' ');
}

/**
 * Runs of one to three words of four letters or more, or of capitals (`AI`), with no sign between them; of shorter words
 * only where they are the whole title of the note (`jq`, `pre-commit`).
 */
function phrasesOf(words: string, title: string): string[] {
  const tokens = phraseTokens(words, 0, words.length);
  const phrases: string[] = [];
  for (let first = 0; first < tokens.length; first += 1) {
    let hasShort = false;
    for (let last = first; last < Math.min(tokens.length, first + MOST_WORDS); last += 1) {
      const { isWord, key, start, end } = tokens[last]!;
      if (!isWord || /^\d/.test(key)) {
        break;
      }
      hasShort ||= key.length < 4 && !/\p{Lu}{2}/u.test(words.slice(start, end));
      const phrase = words.slice(tokens[first]!.start, end);
      if (!hasShort || keyOf(phrase) === title) {
        phrases.push(phrase);
      }
    }
  }
  return phrases;
}
