/** What a token of date-fns is called in moment. */
const tokens: ReadonlyMap<string, string> = new Map([
  ...['yyyy', 'uuuu'].map((token) => [token, 'YYYY'] as const),
  ...['yy', 'uu'].map((token) => [token, 'YY'] as const),
  ...['MMMM', 'LLLL'].map((token) => [token, 'MMMM'] as const),
  ...['MMM', 'LLL'].map((token) => [token, 'MMM'] as const),
  ...['MM', 'LL'].map((token) => [token, 'MM'] as const),
  ...['M', 'L'].map((token) => [token, 'M'] as const),
  ...['E', 'EE', 'EEE'].map((token) => [token, 'ddd'] as const),
  ...['a', 'aa'].map((token) => [token, 'A'] as const),
  ...['XXX', 'xxx'].map((token) => [token, 'Z'] as const),
  ...['XX', 'xx'].map((token) => [token, 'ZZ'] as const),
  ...['H', 'HH', 'h', 'hh', 'k', 'kk', 'm', 'mm', 's', 'ss', 'S', 'SS', 'SSS'].map(
    (token) => [token, token] as const,
  ),
  ...([
    ['dd', 'DD'],
    ['d', 'D'],
    ['do', 'Do'],
    ['DDD', 'DDDD'],
    ['D', 'DDD'],
    ['EEEE', 'dddd'],
    ['EEEEEE', 'dd'],
    ['aaa', 'a'],
    ['RRRR', 'GGGG'],
    ['I', 'W'],
    ['II', 'WW'],
    ['Q', 'Q'],
    ['i', 'E'],
    ['t', 'X'],
    ['T', 'x'],
  ] as const),
]);

/** A text in quotes, two quotes for one, a token, or any other character. */
const pieces = /'((?:[^']|'')+)'|('')|([a-zA-Z])(?:o|\3*)|([^])/g;

/**
 * Translates a date format from the tokens of date-fns, which the Obsidian plugin Update time on edit uses, into
 * those of moment. Undefined where a token has no counterpart.
 *
 * @example momentFormat("yyyy-MM-dd'T'HH:mm") // 'YYYY-MM-DD[T]HH:mm'
 */
export function momentFormat(dateFnsFormat: string): string | undefined {
  let result = '';
  for (const [whole, quoted, quote, letter] of dateFnsFormat.matchAll(pieces)) {
    if (quoted !== undefined) result += `[${quoted.replaceAll("''", "'")}]`;
    else if (quote !== undefined) result += "'";
    else if (letter === undefined) result += whole;
    else {
      const token = tokens.get(whole);
      if (token === undefined) return undefined;
      result += token;
    }
  }
  return result;
}
