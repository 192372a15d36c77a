import { beginningOf } from '../base/beginningOf.ts';
import { inOneLine } from '../markdown/lines.ts';

/** Control, bidirectional and invisible characters: they hide or turn around what a person reads. */
const INVISIBLE =
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF\uFFF9-\uFFFB]|[\u{E0000}-\u{E007F}]/gu;

/** One line without invisible characters, blanks run together; cut at a word with `…` when longer than `limit`. */
export function oneLine(text: string, limit: number): string {
  const line = inOneLine(text.replace(INVISIBLE, ''));
  if (line.length <= limit) return line;
  const cut = beginningOf(line, limit - 1);
  const blank = cut.lastIndexOf(' ');
  return `${(blank > limit / 2 ? cut.slice(0, blank) : cut).trimEnd()}…`;
}

/** HTML that does something or shows something; `<T>` in a sentence about code is none. */
const HTML =
  /<(?:!--|\/?(?:a|abbr|audio|b|base|body|br|button|center|code|details|div|em|embed|font|form|frame|h[1-6]|head|hr|html|i|iframe|img|input|kbd|li|link|mark|math|meta|object|ol|p|picture|pre|s|script|section|source|span|strong|style|sub|summary|sup|svg|table|td|textarea|th|tr|u|ul|video)(?=[\s/>]|$))/i;
const IMAGE = /!\[[^\]\n]*\](?:\(|\[)|!\[\[/;
const DANGEROUS_ADDRESS =
  /\b(?:javascript|vbscript|data|command|vscode|vscode-insiders|file|obsidian)\s*:\s*[^\s]/i;
const ADDRESS = /\b(?:[a-z][a-z0-9+.-]*:\/\/|www\.)[^\s<>()[\]"']+/gi;

/**
 * A sentence of a reply as plain text: emphasis, code marks, list and heading marks go, links leave their words.
 * What loads or runs, or an address that does not stand in the note, makes it unusable.
 *
 * @param source the note, against which addresses are held
 * @returns the text, or why there is none
 */
export function plainSentence(
  raw: string,
  source: string,
): { readonly ok: true; readonly text: string } | { readonly ok: false; readonly why: string } {
  if (IMAGE.test(raw)) return { ok: false, why: 'it holds an image' };
  if (HTML.test(raw)) return { ok: false, why: 'it holds HTML' };
  const text = withoutMarks(withoutLinks(raw));
  if (DANGEROUS_ADDRESS.test(text) && !source.includes(text))
    return { ok: false, why: 'it holds an address that could run something' };
  for (const [address] of text.matchAll(ADDRESS)) {
    if (!source.includes(address.replace(/[.,;:!?]+$/, ''))) {
      return { ok: false, why: 'it holds an address that is not in the note' };
    }
  }
  return text === '' ? { ok: false, why: 'it is empty' } : { ok: true, text };
}

/**
 * Emphasis of which the sentence has one end only, since the other one stands in the sentence before or after: at its
 * beginning before a capital, or behind the stop at its end. `_private` and `A*` are names.
 */
const STRAY_MARK = /^(?:\*{1,3}|_{1,3})(?=["'“‘(]?\p{Lu})|(?<=[.!?…:;,]["'”’)]?)(?:\*{1,3}|_{1,3})$/gu;

function withoutLinks(text: string): string {
  return text
    .replace(/\[\[(?:[^\]|\n]{0,500}\|)?([^\]\n]{0,500})\]\]/g, '$1')
    .replace(/\[([^\]\n]{0,500})\]\([^)\n]{0,2000}\)/g, '$1')
    .replace(/\[([^\]\n]{0,500})\]\[[^\]\n]{0,500}\]/g, '$1');
}

function withoutMarks(text: string): string {
  return oneLine(text, 2000)
    .replace(/^(?:(?:[-*+•]|\d{1,2}[.)]|#{1,6}|>)\s+)+/, '')
    .replace(/(\*\*|__|~~|==)(?=\S)(.*?\S)\1/g, '$2')
    .replace(/(?<![\p{L}\p{N}*_])([*_])(?=\S)([^*_]*?\S)\1(?![\p{L}\p{N}*_])/gu, '$2')
    .replace(STRAY_MARK, '')
    .replace(/`+([^`]*)`+/g, '$1')
    .replace(/(?<![\p{L}\p{N}&])#(?=\p{L})/gu, '')
    .trim();
}
