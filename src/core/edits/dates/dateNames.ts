/** How long a name of a month or weekday is. */
type NameLength = 'long' | 'short';

/**
 * The names of the twelve months in a language, January first.
 *
 * @param inDate the form that stands beside a day (Russian `мая`), not the one that stands alone (`май`)
 */
export function monthNames(locale: string, length: NameLength, inDate: boolean): string[] {
  const options: Intl.DateTimeFormatOptions = inDate ? { month: length, day: 'numeric' } : { month: length };
  return namesOf(locale, options, 'month', (index) => Date.UTC(2023, index, 15), 12);
}

/** The names of the seven weekdays in a language, Sunday first. */
export function weekdayNames(locale: string, length: NameLength): string[] {
  // 1 January 2023 was a Sunday.
  return namesOf(locale, { weekday: length }, 'weekday', (index) => Date.UTC(2023, 0, 1 + index), 7);
}

function namesOf(
  locale: string,
  options: Intl.DateTimeFormatOptions,
  type: 'month' | 'weekday',
  instant: (index: number) => number,
  count: number,
): string[] {
  const format = new Intl.DateTimeFormat(knownLocale(locale), {
    ...options,
    timeZone: 'UTC',
    calendar: 'gregory',
  });
  return Array.from({ length: count }, (_, index) => {
    const part = format.formatToParts(instant(index)).find((candidate) => candidate.type === type);
    return part?.value ?? '';
  });
}

/** The locale, or English where Intl cannot read its name (VS Code's `qps-ploc`). */
function knownLocale(locale: string): string {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(locale)[0] ?? 'en';
  } catch (error) {
    if (error instanceof RangeError) return 'en';
    throw error;
  }
}

/** The names of one language, each list made once: making one takes longer than all the rest of reading a date. */
export class DateNames {
  readonly #locale: string;
  readonly #lists = new Map<string, readonly string[]>();

  constructor(locale: string) {
    this.#locale = locale;
  }

  months(length: NameLength, inDate: boolean): readonly string[] {
    return this.#list(`${length} ${inDate}`, () => monthNames(this.#locale, length, inDate));
  }

  weekdays(length: NameLength): readonly string[] {
    return this.#list(length, () => weekdayNames(this.#locale, length));
  }

  #list(key: string, make: () => string[]): readonly string[] {
    const known = this.#lists.get(key);
    if (known !== undefined) return known;
    const made = make();
    this.#lists.set(key, made);
    return made;
  }
}

/** A name at the beginning of a text, and the list of its kind in the same case. */
export interface FoundName {
  readonly name: string;
  readonly names: readonly string[];
  /** Which of the lists it is from. */
  readonly list: number;
}

/** Finds the name that `text` begins with: as it stands in a list, capitalized, in capitals or in small letters. */
export function findName(text: string, lists: Iterable<readonly string[]>): FoundName | undefined {
  let list = -1;
  for (const plain of lists) {
    list++;
    const capitalized = plain.map((name) => name.charAt(0).toUpperCase() + name.slice(1));
    const upper = plain.map((name) => name.toUpperCase());
    const lower = plain.map((name) => name.toLowerCase());
    for (const names of [plain, capitalized, upper, lower]) {
      const name = names.find((candidate) => candidate !== '' && isWordAtStart(text, candidate));
      if (name !== undefined) return { name, names, list };
    }
  }
  return undefined;
}

function isWordAtStart(text: string, word: string): boolean {
  return text.startsWith(word) && !/^\p{L}/u.test(text.slice(word.length));
}
