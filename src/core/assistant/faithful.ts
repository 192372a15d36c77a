/** What numbers and names of a summary are held against. Made once for a note. */
export interface Source {
  readonly text: string;
  readonly lower: string;
  readonly numbers: ReadonlySet<string>;
  /** First letters of the note's words in capitals, e.g. `NLP`. */
  readonly acronyms: ReadonlySet<string>;
  /** Nouns are written with a capital, as in German: capitals alone do not make a name. */
  readonly capitalisesNouns: boolean;
}

/** @param text the note's title and body */
export function sourceOf(text: string): Source {
  const normal = text.normalize('NFKC');
  return {
    text: normal,
    lower: normal.toLowerCase(),
    numbers: new Set([...numbersIn(normal).flatMap(readings), ...spelledNumbers(normal)]),
    acronyms: new Set(normal.match(/(?<!\p{L})\p{Lu}{2,8}(?=s?(?!\p{L}))/gu) ?? []),
    capitalisesNouns: capitalisesNouns(normal),
  };
}

/**
 * The first number or name in the sentence that the note does not have; `undefined` for a faithful sentence.
 *
 * A number counts in any usual way of writing it: `1,000`, `1.000`, `1 000` and `1000` are one. A name is a word with
 * a capital that does not begin the sentence, or a word with capitals or digits inside; in languages that capitalise
 * nouns only the latter. In scripts without capitals only Latin words are looked at. The expansion of an acronym
 * that the note uses is no new name, nor is a month or a day of the week.
 *
 * @example unfaithfulPart('It took Alice 3 days.', sourceOf('Alice walked for three days.')) // undefined
 * @example unfaithfulPart('It took Bob 3 days.', sourceOf('Alice walked for three days.')) // 'Bob'
 */
export function unfaithfulPart(sentence: string, source: Source): string | undefined {
  const normal = sentence.normalize('NFKC');
  for (const number of numbersIn(normal)) {
    if (!readings(number).some((reading) => source.numbers.has(reading))) return number;
  }
  return unknownName(normal, source);
}

const NUMBER = /(?<![\p{L}\p{N}_])\p{Nd}+(?:[.,'’\u00a0\u202f ]\p{Nd}+)*/gu;

function numbersIn(text: string): string[] {
  return (text.match(NUMBER) ?? []).flatMap((number) =>
    // A blank groups thousands only before exactly three digits: "in 2023 45 people" is two numbers.
    number.includes(' ') && !/^\p{Nd}{1,3}(?: \p{Nd}{3})+(?:[.,]\p{Nd}+)?$/u.test(number)
      ? number.split(' ')
      : [number],
  );
}

/** Plain spellings that a number may mean: `1,500` is 1500 or 1.5. */
function readings(number: string): string[] {
  const compact = number.replace(/['’\u00a0\u202f ]/g, '');
  const parts = compact.split(/[.,]/);
  const found = [plain(parts.join(''))];
  const tail = parts.at(-1) ?? '';
  if (parts.length > 1) {
    const decimal = `${plain(parts.slice(0, -1).join(''))}.${tail.replace(/0+$/, '')}`.replace(/\.$/, '');
    // Without groups of three the separator can only be a decimal one.
    if (parts.slice(1).every((part) => part.length === 3)) found.push(decimal);
    else return parts.length === 2 ? [decimal] : [decimal, parts.map(plain).join('.')];
  }
  return found;
}

function plain(digits: string): string {
  return digits.replace(/^0+(?=.)/, '');
}

const SPELLED = [
  ['zero', 'null', 'zéro', 'cero'],
  ['one', 'eins', 'un', 'uno', 'once'],
  ['two', 'zwei', 'deux', 'dos', 'twice', 'both'],
  ['three', 'drei', 'trois', 'tres'],
  ['four', 'vier', 'quatre', 'cuatro'],
  ['five', 'fünf', 'cinq', 'cinco'],
  ['six', 'sechs', 'seis'],
  ['seven', 'sieben', 'sept', 'siete'],
  ['eight', 'acht', 'huit', 'ocho'],
  ['nine', 'neun', 'neuf', 'nueve'],
  ['ten', 'zehn', 'dix', 'diez'],
  ['eleven', 'elf', 'onze'],
  ['twelve', 'zwölf', 'douze', 'doce'],
] as const;

/** Small numbers that the note spells out. */
function spelledNumbers(text: string): string[] {
  const words = new Set(text.toLowerCase().match(/\p{L}+/gu) ?? []);
  return SPELLED.flatMap((names, value) => (names.some((name) => words.has(name)) ? [String(value)] : []));
}

const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}+#]*(?:[.'’-][\p{L}\p{N}]+)*/gu;
const CALENDAR =
  /^(?:january|february|march|april|may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|(?:mon|tues|wednes|thurs|fri|satur|sun)days?|i)$/;

function unknownName(sentence: string, source: Source): string | undefined {
  const words = [...sentence.matchAll(WORD)];
  let unknown: string[] = [];
  for (const [index, match] of words.entries()) {
    const word = match[0];
    const beginsSentence = index === 0 || /[.!?:…]["'”’)]*\s+["'“‘(]*$/.test(sentence.slice(0, match.index));
    if (isName(word, beginsSentence, source) && !isKnown(word, source)) {
      unknown.push(word);
      continue;
    }
    // `Natural Language Processing` stands for the note's `NLP`.
    if (unknown.length > 0 && !/^(?:of|and|the|for|de|du|la|und|y)$/i.test(word)) {
      if (!isExpansion(unknown, source)) return unknown.join(' ');
      unknown = [];
    }
  }
  return unknown.length === 0 || isExpansion(unknown, source) ? undefined : unknown.join(' ');
}

function isExpansion(words: readonly string[], source: Source): boolean {
  return words.length > 1 && source.acronyms.has(words.map((word) => word[0]!.toUpperCase()).join(''));
}

function isName(word: string, beginsSentence: boolean, source: Source): boolean {
  if (!/\p{Lu}/u.test(word)) return /\p{L}/u.test(word) && /\p{Nd}/u.test(word) && /[a-z]/i.test(word);
  const hasInnerCapital = /.\p{Lu}/u.test(word.replace(/[-'’.]\p{Lu}/gu, ''));
  if (hasInnerCapital || /\p{Nd}/u.test(word)) return true;
  return !beginsSentence && !source.capitalisesNouns && !CALENDAR.test(word.toLowerCase());
}

/** The word stands in the note, in its plural, its genitive or as the stem of another word. */
function isKnown(word: string, source: Source): boolean {
  const lower = word.toLowerCase();
  const bare = lower.replace(/['’]s?$/, '');
  if (
    [bare, bare.replace(/s$/, ''), bare.replace(/es$/, '')].some(
      (form) => form !== '' && hasWordStart(source, form),
    )
  ) {
    return true;
  }
  if (/[-.'’]/.test(bare))
    return bare.split(/[-.'’]/).every((part) => part === '' || isKnownPart(part, source));
  return bare.length >= 7 && hasWordStart(source, bare.slice(0, -3));
}

function isKnownPart(part: string, source: Source): boolean {
  return hasWordStart(source, part) || readings(part).some((reading) => source.numbers.has(reading));
}

/** `form` stands at the start of a word of the note. */
function hasWordStart(source: Source, form: string): boolean {
  for (let at = source.lower.indexOf(form); at >= 0; at = source.lower.indexOf(form, at + 1)) {
    if (at === 0 || !/[\p{Ll}\p{Nd}]$/u.test(source.lower.slice(at - 1, at))) return true;
  }
  return false;
}

/** More than a fifth of the words inside sentences begin with a capital, as in German and Luxembourgish. */
function capitalisesNouns(text: string): boolean {
  const inside = text.match(/(?<=\p{Ll}[,]? )\p{L}\p{Ll}{2,}/gu) ?? [];
  const capitals = inside.filter((word) => /^\p{Lu}/u.test(word));
  return inside.length >= 20 && capitals.length > inside.length / 5;
}
