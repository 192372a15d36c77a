import { plainBlocks } from '../../markdown/plainText.ts';
import { phraseTokens } from '../phraseTokens.ts';
import { termsOf } from '../terms.ts';
import type { NoteProfile } from './noteProfile.ts';

const MOST_WORDS = 3;
/** Of the rarity of a word that no other note has. Headings of a template and common words are below. */
const LEAST_RARITY = 0.45;

/**
 * Phrases of the note that could become tags, as they stand there, best first: said often, early and in headings, and
 * rare in the vault.
 */
export function findTagIdeas(profile: NoteProfile, limit: number): string[] {
  const { text, scan, note, context } = profile;
  const scores = new Map<string, { phrase: string; score: number }>();
  const add = (words: string, weight: number): void => {
    for (const phrase of phrasesOf(words)) {
      const key = termsOf(phrase).join(' ');
      const known = scores.get(key) ?? { phrase, score: 0 };
      known.score += weight;
      scores.set(key, known);
    }
  };
  add(note.title, 6);
  for (const block of plainBlocks(text, scan)) {
    add(block.text, block.kind === 'heading' ? 2 : 1);
  }
  const rarest = context.search.rarity('');
  return [...scores.entries()]
    .map(([key, { phrase, score }]) => {
      const terms = key.split(' ');
      const rarity = terms.reduce((sum, term) => sum + context.search.rarity(term), 0) / terms.length;
      return {
        phrase,
        score:
          score < 2 || rarity < LEAST_RARITY * rarest
            ? 0
            : Math.log(score) * rarity * (1 + 0.3 * (terms.length - 1)),
      };
    })
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ phrase }) => phrase);
}

/** Runs of one to three words of four letters or more, with no sign between them. */
function phrasesOf(words: string): string[] {
  const tokens = phraseTokens(words, 0, words.length);
  const phrases: string[] = [];
  for (let first = 0; first < tokens.length; first += 1) {
    for (let last = first; last < Math.min(tokens.length, first + MOST_WORDS); last += 1) {
      const { isWord, key } = tokens[last]!;
      if (!isWord || key.length < 4 || /^\d/.test(key)) {
        break;
      }
      phrases.push(words.slice(tokens[first]!.start, tokens[last]!.end));
    }
  }
  return phrases;
}
