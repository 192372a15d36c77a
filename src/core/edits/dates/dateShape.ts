import type { TimeZone } from './dateFields.ts';
import { readFormat, type NumberToken } from './dateFormat.ts';
import { guessDate, type DateGuess, type GuessBias } from './dateGuess.ts';
import { DateNames } from './dateNames.ts';
import { readDate, type DateShape } from './dateReading.ts';

/** What a date's form is judged by. */
export interface DateCulture {
  /** The user's format, in moment's tokens: it decides where a value can be read in several ways. */
  readonly format: string;
  /** The user's language, a BCP 47 tag: for names, and for the order of day and month. */
  readonly locale: string;
  /** For values that name none. */
  readonly zone: TimeZone;
}

/**
 * Finds out how a date is written, so that another can be written in just the same form: order, separators, padding,
 * precision, names, `Z` or offset, epoch seconds or milliseconds, a wikilink around it. Undefined for what is no
 * date, such as `{{date}}`, `2023-13-45` or `soon`.
 *
 * @example
 * readDateShape('2023-05-23, 11:03', culture)?.write(Date.UTC(2024, 0, 2, 3, 4)) // '2024-01-02, 03:04' in UTC
 */
export function readDateShape(value: string, culture: DateCulture): DateShape | undefined {
  if (value.length > 80 || !/\d/.test(value)) return undefined;
  const configured = readFormat(culture.format, culture.locale);
  const own = configured.ok ? readDate(configured.parts, value, culture.zone) : undefined;
  if (own !== undefined) return own;
  const link = /^\[\[(?:[^\d|#[\]]*\/)?([^|#[\]/]*)\]\]$/.exec(value);
  const inner = link?.[1];
  if (inner === undefined) return readBare(value, culture);
  const shape = readBare(inner, culture);
  if (shape === undefined) return undefined;
  const before = value.slice(0, value.length - inner.length - 2);
  return { instant: shape.instant, write: (instant) => `${before}${shape.write(instant)}]]` };
}

function readBare(value: string, culture: DateCulture): DateShape | undefined {
  for (const { parts, utc } of guesses(value, culture)) {
    const shape = readDate(parts, value, culture.zone, utc);
    if (shape !== undefined && isPlausible(shape.instant)) return shape;
  }
  return undefined;
}

/** Between 1970 and 2200: a number outside is no date that a note carries. */
function isPlausible(instant: number): boolean {
  return instant > 0 && instant < Date.UTC(2200, 0, 1);
}

function* guesses(value: string, culture: DateCulture): Generator<DateGuess> {
  if (/^\d+$/.test(value)) {
    const parts = digitTokens[value.length]?.map((token) => ({ kind: 'number', token }) as const);
    if (parts !== undefined) yield { parts, utc: false };
    return;
  }
  // Names are looked for in the user's language and in English; numbers alone need no language.
  const locales = /\p{L}/u.test(value) && culture.locale !== 'en' ? [culture.locale, 'en'] : [culture.locale];
  for (const locale of locales) {
    const names = new DateNames(locale);
    for (const bias of biases(culture.locale)) {
      const guess = guessDate(value, names, bias);
      if (guess !== undefined) yield guess;
    }
  }
}

/** How a run of nothing but digits is read, by its length. */
const digitTokens: Partial<Record<number, readonly NumberToken[]>> = {
  8: ['YYYY', 'MM', 'DD'],
  10: ['X'],
  12: ['YYYY', 'MM', 'DD', 'HH', 'mm'],
  13: ['x'],
  14: ['YYYY', 'MM', 'DD', 'HH', 'mm', 'ss'],
};

/** What to try where a date can be read in several ways, the likeliest first. */
function biases(locale: string): GuessBias[] {
  const isMonthFirst = /^en(?:-us)?$/i.test(locale);
  const orders = isMonthFirst ? [false, true] : [true, false];
  return orders.flatMap((dayFirst) => [
    { dayFirst, weekdayFirst: false },
    { dayFirst, weekdayFirst: true },
  ]);
}
