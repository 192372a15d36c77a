import type { TextRange } from '../markdown/textEdit.ts';
import { CHARACTER_CLASSES, SEPARATOR, WORD } from './characters.ts';
import { commonForm } from './terms.ts';

/** A word, a character of a script without spaces, or a sign such as `+`; blanks, `-` and `_` only part them. */
export interface PhraseToken extends TextRange {
  /** What makes two tokens the same: folded, with a word's plural `s` or late letters gone. */
  readonly key: string;
  readonly isWord: boolean;
}

const PARTING = new Set([' ', '\t', '\n', '\r', '\u00a0', '\u3000', '-', '_', '\u2010', '\u2011']);

/** The tokens of a stretch of text, by which titles and the words of notes are compared. */
export function phraseTokens(text: string, start: number, end: number): PhraseToken[] {
  const tokens: PhraseToken[] = [];
  let position = start;
  while (position < end) {
    const kind = CHARACTER_CLASSES[text.charCodeAt(position)];
    let next = position + 1;
    if (kind === WORD) {
      while (next < end && CHARACTER_CLASSES[text.charCodeAt(next)] === WORD) {
        next += 1;
      }
    }
    const isParting = kind === SEPARATOR && PARTING.has(text[position]!);
    if (!isParting) {
      tokens.push({
        start: position,
        end: next,
        key: tokenKey(text.slice(position, next)),
        isWord: kind === WORD,
      });
    }
    position = next;
  }
  return tokens;
}

function tokenKey(token: string): string {
  return token.length === 1 ? foldUnit(token) : commonForm(token.normalize('NFC').toLowerCase());
}

/** Keeps the length: `İ` would become two characters. */
function foldUnit(unit: string): string {
  const lower = unit.toLowerCase();
  return lower.length === 1 ? lower : unit;
}

/**
 * Whether two words with the same key are forms of one word rather than two words that begin alike: in Latin script
 * they differ by a final `s` at most, elsewhere by their last letters only.
 */
export function areFormsOfOneWord(a: string, b: string): boolean {
  const left = a.normalize('NFC').toLowerCase();
  const right = b.normalize('NFC').toLowerCase();
  if (left === right || `${left}s` === right || left === `${right}s`) {
    return true;
  }
  const longer = Math.max(left.length, right.length);
  let common = 0;
  while (common < longer && left[common] === right[common]) {
    common += 1;
  }
  return common >= Math.max(6, longer - 2);
}
