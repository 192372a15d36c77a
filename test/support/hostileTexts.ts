/** How long each text is, in UTF-16 code units. */
export const size = 1024 * 1024;

/** A text of that length, made of one piece. */
export function fill(piece: string): string {
  return piece.repeat(Math.ceil(size / piece.length)).slice(0, size);
}

/** Texts of 1 MB that make careless scanners quadratic, or deep. */
export const hostileTexts: Record<string, string> = {
  'open brackets': fill('['),
  'unfinished links': fill('[a]('),
  'emphasis marks': fill('*a_'),
  'emphasis marks in a heading': `# ${fill('*a_')}`,
  backticks: fill('`'),
  'runs of backticks of all lengths': Array.from({ length: 1400 }, (_, i) => '`'.repeat(i + 1)).join('a'),
  'less-than signs': fill('<'),
  pipes: fill('|'),
  'open images': fill('!['),
  'open wikilinks': fill('[['),
  'closed texts of links': fill(']('),
  'wikilinks before unfinished targets': fill('[[a]]('),
  'escaped wikilinks before unfinished targets': `${fill('\\[[a]](')}`,
  backslashes: fill('\\'),
  dollars: fill('$'),
  'comment marks': fill('%%'),
  'open HTML comments': fill('<!--'),
  'nested quotes': fill('>'),
  'nested quotes with blanks': fill('> '),
  'nested quotes, line by line': `${'>'.repeat(1000)}a\n`.repeat(size / 1000),
  'nested quotes, then lazy lines': fill('> ').slice(0, size / 2) + 'a\n'.repeat(size / 4),
  'nested lists': `${fill('- ')}a`,
  'nested lists, then blank lines': `${'- '.repeat(size / 4)}a${'\n'.repeat(size / 2)}`,
  'nested lists, line by line': Array.from({ length: 1000 }, (_, depth) => `${'  '.repeat(depth)}- a\n`).join(
    '',
  ),
  'nested ordered lists': fill('1. '),
  hashes: fill('#'),
  'tags that touch': fill('#a'),
  'one long word': fill('a'),
  'one long line of blanks': fill(' '),
  'carriage returns': fill('\r'),
  'mixed line ends': fill('\n\r'),
  'CRLF and lone CR': fill('a\r\nb\rc\n\r\n'),
  'thematic breaks that fail': `${fill('* ')}a`,
};

/** The same, of texts that make many objects or are less likely. */
export const largeTexts: Record<string, string> = {
  'an address without end': fill('a@b.'),
  'open HTML comments in quotes': fill('> <!--\n\n'),
  'unclosed math blocks': fill('$$a\n\n'),
  'nested images': '!['.repeat(size / 6) + '](a)'.repeat(size / 6),
  'unclosed frontmatter': `---\n${fill('a: b\n')}`,
  emoji: fill('😀'),
  'URLs with parentheses': fill('https://a('),
  'labels as long as they may be': `[a]: b\n\n${fill(`[${'x'.repeat(998)}]`)}`,
  'nested brackets, closed': '['.repeat(size / 2) + ']'.repeat(size / 2),
  'open tags': fill('<a b="" c='),
  'dollars that open math': fill('$a '),
};

/** Pieces that make many small blocks, and how the text ends. */
export const hostilePieces: Record<string, string | readonly [piece: string, end: string]> = {
  'quotes, definitions and rows that are no table': '> \n[a]:||a|\n|-|\n',
  definitions: '[a]: b\n',
  'definitions with titles that do not end': '[a]: b "c\n',
  'setext headings with a backtick': 'a`\n=\n',
  'setext headings that begin with a backtick': '`a\n===\n',
  'empty headings': '\n#',
  'tables of one cell': '|a|\n|-|\n',
  'wikilinks before targets that never end': '[[a]](',
  'wikilinks before a target that ends with the text': ['[[a]](', ' b)'],
  'wikilinks on lines of their own': '[[a]]\n',
};
