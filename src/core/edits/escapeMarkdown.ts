/** What would be read as markup within a paragraph, by CommonMark, GitHub, Obsidian or its usual plugins. */
const INLINE_MARKUP = new RegExp(
  [
    /\\(?=[!-/:-@[-`{-~])/u, // a backslash that would escape what follows
    /[`[\]]/u, // code and links
    /[*~=%$]{2,}/u, // strong, struck out, marked, comments, math
    /\*(?=\S)|(?<=\S)\*/u, // emphasis
    /(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/u,
    /<(?=[a-z/!?%])/u, // HTML, addresses, templates
    /(?<![\p{L}\p{N}&])#(?=[\p{L}\p{N}_])/u, // tags
    /\$(?=\S)/u,
    /&(?=#?\w+;)/u, // character references
  ]
    .map(({ source }) => source)
    .join('|'),
  'giu',
);

/**
 * Plain text as markdown that reads as that text within a paragraph or the text of a link: no emphasis, code, link,
 * HTML, tag, comment or math comes of it. Characters that do nothing where they stand are left alone.
 *
 * @example escapeInline('2 * 3 is *not* #seven') // '2 * 3 is \\*not\\* \\#seven'
 */
export function escapeInline(text: string): string {
  return text.replace(INLINE_MARKUP, (markup) => markup.replace(/./gs, '\\$&'));
}

/** As {@link escapeInline}, for text that begins a line: no list, quote, heading or rule comes of it either. */
export function escapeLine(text: string): string {
  return escapeInline(text)
    .replace(/^(\d{1,9})(?=[.)](?:\s|$))/, '$1\\')
    .replace(/^(?:[-+*>|]|#{1,6}(?=\s|$)|={2,}\s*$)/, '\\$&');
}
