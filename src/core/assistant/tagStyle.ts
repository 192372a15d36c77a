/** How the tags of a vault are spelled. */
export interface TagStyle {
  readonly separator: '-' | '_' | 'camel' | 'pascal';
  /** Words keep their capitals; otherwise all is lower case. */
  readonly keepsCapitals: boolean;
}

/** Longest tag taken from a model, in UTF-16 code units, and the most words in one. */
const LONGEST_TAG = 50;
const MOST_WORDS = 5;

/** Learns the spelling from the vault's tags; hyphens and lower case where they do not tell. */
export function tagStyleOf(tags: readonly string[]): TagStyle {
  const votes = { '-': 0, _: 0, camel: 0, pascal: 0 };
  let capitals = 0;
  for (const tag of tags) {
    if (/\p{L}-\p{L}/u.test(tag)) votes['-']++;
    if (/\p{L}_\p{L}/u.test(tag)) votes._++;
    if (/^\p{Ll}+\p{Lu}\p{Ll}/u.test(tag)) votes.camel++;
    if (/^\p{Lu}\p{Ll}+\p{Lu}\p{Ll}/u.test(tag)) votes.pascal++;
    if (/^\p{Lu}\p{Ll}/u.test(tag)) capitals++;
  }
  const order = ['-', '_', 'camel', 'pascal'] as const;
  const separator = order.reduce((best, next) => (votes[next] > votes[best] ? next : best));
  return { separator, keepsCapitals: capitals > tags.length / 2 };
}

/**
 * A tag in the vault's spelling, or `undefined` for what can be no tag: empty, digits only, a character that
 * Obsidian does not allow, too long, a whole sentence. `/` keeps its meaning.
 *
 * @example spellTag('#Sourdough Bread', { separator: '-', keepsCapitals: false }) // 'sourdough-bread'
 */
export function spellTag(raw: string, style: TagStyle): string | undefined {
  const levels = raw.normalize('NFC').trim().replace(/^#+/, '').split('/');
  const spelled = levels.map((level) => spellLevel(level.trim(), style));
  const tag = spelled.join('/');
  if (spelled.some((level) => level === '') || tag.length > LONGEST_TAG) return undefined;
  if (levels.some((level) => wordsOf(level).length > MOST_WORDS)) return undefined;
  return /^[\p{L}\p{N}\p{M}_/-]+$/u.test(tag) && /[^\p{Nd}/]/u.test(tag) ? tag : undefined;
}

function spellLevel(level: string, style: TagStyle): string {
  const hasBlanks = /\s/.test(level);
  if (style.separator === 'camel' || style.separator === 'pascal') {
    if (!hasBlanks && !/[-_]/.test(level)) return level;
    const capitalised = wordsOf(level).map((word) => word[0]!.toUpperCase() + word.slice(1));
    const joined = capitalised.join('');
    return style.separator === 'pascal' ? joined : joined.slice(0, 1).toLowerCase() + joined.slice(1);
  }
  const cased = style.keepsCapitals ? level : level.toLowerCase();
  return cased.replace(/[\s_-]+/g, style.separator).replace(/^[-_]+|[-_]+$/g, '');
}

/** The words of a tag or of one level: split at blanks, hyphens, underscores and inner capitals. */
function wordsOf(tag: string): string[] {
  return tag
    .replace(/(\p{Ll}|\p{Nd})(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu}+)(\p{Lu}\p{Ll}{2,})/gu, '$1 $2')
    .split(/[\s_-]+/)
    .filter((word) => word !== '');
}

/**
 * One spelling for all spellings of a tag: case, separators, accents and the English plural do not count.
 *
 * @example foldTag('LLMs') === foldTag('llm') // true
 * @example foldTag('dataScience') === foldTag('data-science') // true
 */
export function foldTag(tag: string): string {
  return tag
    .replace(/^#/, '')
    .split('/')
    .map((level) => foldedWords(level).join(''))
    .join('/');
}

function foldedWords(level: string): string[] {
  return wordsOf(level.normalize('NFKC')).map((word) =>
    singular(word.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')),
  );
}

function singular(word: string): string {
  if (word.length < 4) return word;
  if (/[^aeiou]ies$/.test(word) && word.length > 4) return `${word.slice(0, -3)}y`;
  if (/(?:ch|sh|ss|x|z)es$/.test(word)) return word.slice(0, -2);
  return /[^sui]s$/.test(word) ? word.slice(0, -1) : word;
}

/** First letters of a tag of three words or more: `large-language-models` is `llm`. */
function initials(tag: string): string | undefined {
  const words = foldedWords(tag.slice(tag.lastIndexOf('/') + 1));
  return words.length >= 3 ? words.map((word) => word[0]).join('') : undefined;
}

/**
 * Finds the tag that means the same as another in a different spelling: the same but for case, separators and
 * plural, a level of its own (`llm` for `ai/llm`), or the acronym of three words or more.
 */
export class TagFolder {
  readonly #byFold = new Map<string, string>();
  readonly #byLeaf = new Map<string, string>();
  readonly #byInitials = new Map<string, string>();

  /** @param tags the first of several that fold alike wins */
  constructor(tags: Iterable<string>) {
    for (const tag of tags) this.add(tag);
  }

  add(tag: string): void {
    const folded = foldTag(tag);
    const leaf = folded.slice(folded.lastIndexOf('/') + 1);
    const short = initials(tag);
    keepFirst(this.#byFold, folded, tag);
    if (leaf !== folded) keepFirst(this.#byLeaf, leaf, tag);
    if (short !== undefined) keepFirst(this.#byInitials, short, tag);
  }

  find(tag: string): string | undefined {
    const folded = foldTag(tag);
    const short = initials(tag);
    const byShort = short === undefined ? undefined : (this.#byFold.get(short) ?? this.#byLeaf.get(short));
    return this.#byFold.get(folded) ?? this.#byLeaf.get(folded) ?? byShort ?? this.#byInitials.get(folded);
  }
}

function keepFirst(map: Map<string, string>, key: string, tag: string): void {
  if (!map.has(key)) map.set(key, tag);
}
