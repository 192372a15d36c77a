import { characterTable, GREATER, isBlank, isDigit, isLetter, PERCENT, SLASH } from './charCodes.ts';

/** What may stand before a tag's `#` besides a blank, the line's start and the end of a tag or comment. */
const openers = characterTable('(,;*~=|');
const asciiName = characterTable('_-/ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789');
/** Letters, digits, marks, symbols and emoji of any script, and the joiners within words and emoji. */
const otherName = /[^\p{P}\p{Z}\p{C}]|[\u00b7\u200c\u200d]/u;

/**
 * End of the tag whose `#` is at `at`, or -1. Obsidian's rules: letters, digits and emoji of any script, `_`, `-`
 * and `/`, not digits alone; a slash at the end is not part of it. Colours (`#fff`, `#a1b2c3`) are no tags.
 *
 * @param from where the piece of text begins that `at` stands in, or what was read last ended.
 */
export function inlineTagEnd(text: string, at: number, from: number, end: number): number {
  if (at > from ? !mayPrecede(text, at - 1) : at > 0 && !mayTouch(text, at - 1)) return -1;
  let hasWord = false;
  let hasName = false;
  let i = at + 1;
  if (text.charCodeAt(i) === SLASH) return -1;
  while (i < end) {
    const code = text.charCodeAt(i);
    if (code < 128) {
      if (asciiName[code] === 0) break;
      if (code !== SLASH && !isDigit(code)) hasName = true;
      if (isDigit(code) || isLetter(code)) hasWord = true;
      i++;
    } else {
      const point = text.codePointAt(i)!;
      if (!otherName.test(String.fromCodePoint(point))) break;
      hasWord = hasName = true;
      i += point > 0xffff ? 2 : 1;
    }
  }
  // `#https://…` is a URL with a mark before it.
  if (!hasName || !hasWord || text.startsWith('://', i)) return -1;
  while (text.charCodeAt(i - 1) === SLASH) i--;
  return isColour(text, at, i, from) ? -1 : i;
}

function mayPrecede(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code < 128) return isBlank(code) || openers[code] === 1;
  return /[\p{Z}\p{Ps}\p{Pi}、。，；：！？]/u.test(text.charAt(at));
}

/** What was read right before the tag was a line's start, an HTML tag or a comment. */
function mayTouch(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === GREATER || code === PERCENT || mayPrecede(text, at);
}

/** Names of 3 hexadecimal digits that people do tag with. */
const knownNames = new Set(['b2b', 'b2c', 'c2c', 'd2c', 'e2e', '2fa']);

/**
 * Whether the `#…` is a colour: 3, 4, 6 or 8 hexadecimal digits with a digit among them, or of letters alone when no
 * word is like that (no vowel, or one letter only), or when the line speaks of colours before it. So `#fff`,
 * `#a1b2c3` and `color: #facade` are colours, while `#bad`, `#cafe` and `#decade` are tags.
 */
function isColour(text: string, at: number, end: number, from: number): boolean {
  const length = end - at - 1;
  if (length !== 3 && length !== 4 && length !== 6 && length !== 8) return false;
  let hasDigit = false;
  let hasVowel = false;
  let isOneLetter = true;
  const first = text.charCodeAt(at + 1) | 32;
  for (let i = at + 1; i < end; i++) {
    const code = text.charCodeAt(i);
    const lower = code | 32;
    if (isDigit(code)) hasDigit = true;
    else if (!isLetter(code) || lower > 102) return false;
    if (lower === 97 || lower === 101) hasVowel = true;
    if (lower !== first) isOneLetter = false;
  }
  if (hasDigit) return !knownNames.has(text.slice(at + 1, end).toLowerCase());
  if (!hasVowel || isOneLetter) return true;
  return /colou?r|background|border|fill|stroke|\bhex\b/i.test(text.slice(Math.max(from, at - 40), at));
}
