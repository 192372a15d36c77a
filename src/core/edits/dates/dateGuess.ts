import { findName, type DateNames } from './dateNames.ts';
import type { DatePart, NumberToken } from './dateFormat.ts';

/** A reading of a value that may be right: whoever asks checks it against the value. */
export interface DateGuess {
  readonly parts: readonly DatePart[];
  /** The value says UTC in a word (`Z`). */
  readonly utc: boolean;
}

/** What to take where a piece can be read in two ways. */
export interface GuessBias {
  /** `05/06/2023` is in June. */
  readonly dayFirst: boolean;
  /** Spanish `mar` is Tuesday, not March. */
  readonly weekdayFirst: boolean;
}

/** Guesses of what pieces a written date consists of; undefined where one of them belongs to no date. */
export function guessDate(value: string, language: DateNames, bias: GuessBias): DateGuess | undefined {
  return new Guesser(value, language, bias).guess();
}

function number(token: NumberToken): DatePart {
  return { kind: 'number', token };
}

function literal(text: string): DatePart {
  return { kind: 'literal', text };
}

/** Words that may stand in a date without being a name. */
const fillers = /^(?:at|of|the|de|del|um|kl|le|den|à|a|o|г|T|t)(?!\p{L})/u;
const separators = /^[\s,./_()-]+/;
const isoDate = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/;
const cjkDate = /^(\d{4})([年년]\s?)(\d{1,2})([月월]\s?)(\d{1,2})([日일])/;
const numericDate = /^(\d{1,2})([-/.] ?)(\d{1,2})\2(\d{4})(?!\d)/;
const shortNumericDate = /^(\d{1,2})([/.] ?)(\d{1,2})\2(\d{2})(?!\d)/;
const compactDate = /^(\d{4})(\d{2})(\d{2})(?!\d)/;
const yearAndMonth = /^(\d{4})-(\d{2})$/;
const time = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:([.,])(\d{1,9}))?)?(?!\d)/;
const compactTime = /^(\d{2})(\d{2})(\d{2})?(?!\d)/;
const meridiem = /^(\s?)([AaPp])(\.?)([Mm])(\.?)(?!\p{L})/u;
const offset = /^[+-]\d{2}(?:(:?)\d{2})?(?!\d)/;
const utcWord = /^(?:Z|UTC|GMT)(?![\p{L}\d])/u;

/** Goes over a value once, from left to right, and says of each piece what it may be. */
class Guesser {
  readonly #value: string;
  readonly #language: DateNames;
  readonly #bias: GuessBias;
  readonly #parts: DatePart[] = [];
  #at = 0;
  #utc = false;
  #seen = { year: false, month: false, day: false, time: false, zone: false, weekday: false };
  #shortNames = false;

  constructor(value: string, language: DateNames, bias: GuessBias) {
    this.#value = value;
    this.#language = language;
    this.#bias = bias;
  }

  guess(): DateGuess | undefined {
    while (this.#at < this.#value.length) {
      if (!this.#step()) return undefined;
    }
    const { year, month } = this.#seen;
    return year && month ? { parts: this.#parts, utc: this.#utc } : undefined;
  }

  #step(): boolean {
    return this.#date() || this.#time() || this.#zone() || this.#name() || this.#number() || this.#filler();
  }

  /** Matches at the place reached and, on a match, goes on behind it. */
  #take(pattern: RegExp): RegExpExecArray | undefined {
    const match = pattern.exec(this.#value.slice(this.#at));
    if (match === null) return undefined;
    this.#at += match[0].length;
    return match;
  }

  #date(): boolean {
    const seen = this.#seen;
    if (seen.year || seen.month || seen.day) return false;
    const month = this.#at === 0 ? this.#take(yearAndMonth) : undefined;
    if (month !== undefined) {
      this.#parts.push(number('YYYY'), literal('-'), number('MM'));
      this.#seen = { ...seen, year: true, month: true };
      return true;
    }
    const parts = this.#yearFirst() ?? this.#yearLast();
    if (parts === undefined) return false;
    this.#parts.push(...parts);
    this.#seen = { ...seen, year: true, month: true, day: true };
    return true;
  }

  #yearFirst(): DatePart[] | undefined {
    const iso = this.#take(isoDate);
    if (iso !== undefined) {
      const [, , separator, month, day] = iso;
      return [number('YYYY'), literal(separator!), ...numbersOf(month!, day!, 'MD', literal(separator!))];
    }
    const cjk = this.#take(cjkDate);
    if (cjk !== undefined) {
      const [, , year, month, monthWord, day, dayWord] = cjk;
      const numbers = numbersOf(month!, day!, 'MD', literal(monthWord!));
      return [number('YYYY'), literal(year!), ...numbers, literal(dayWord!)];
    }
    if (this.#take(compactDate) !== undefined) return [number('YYYY'), number('MM'), number('DD')];
    return undefined;
  }

  #yearLast(): DatePart[] | undefined {
    const match = this.#take(numericDate) ?? this.#take(shortNumericDate);
    if (match === undefined) return undefined;
    const [, first, separator, second, year] = match;
    const between = literal(separator!);
    const isDayFirst = separator!.startsWith('.') || this.#bias.dayFirst;
    const numbers = numbersOf(first!, second!, isDayFirst ? 'DM' : 'MD', between);
    return [...numbers, between, number(year!.length === 4 ? 'YYYY' : 'YY')];
  }

  #time(): boolean {
    if (this.#seen.time) return false;
    const match = this.#take(time) ?? this.#compactTime();
    if (match === undefined) return false;
    const [whole, hour, , second, point, fraction] = match;
    const half = this.#take(meridiem);
    const isPadded = hour!.length === 2 && (hour!.startsWith('0') || half === undefined);
    const hourToken = half === undefined ? (isPadded ? 'HH' : 'H') : isPadded ? 'hh' : 'h';
    const colon = whole.includes(':') ? [literal(':')] : [];
    this.#parts.push(number(hourToken), ...colon, number('mm'));
    if (second !== undefined) this.#parts.push(...colon, number('ss'));
    if (fraction !== undefined)
      this.#parts.push(literal(point!), { kind: 'fraction', digits: fraction.length });
    if (half !== undefined) this.#parts.push(literal(half[1]!), meridiemPart(half));
    this.#seen = { ...this.#seen, time: true };
    return true;
  }

  /** `1103` or `110300`, only after a date and a `T`, `-` or `_`. */
  #compactTime(): RegExpExecArray | undefined {
    const isAfterDate = this.#seen.day && /[T_-]$/.test(this.#value.slice(0, this.#at));
    return isAfterDate ? this.#take(compactTime) : undefined;
  }

  #zone(): boolean {
    const { time: hasTime, zone } = this.#seen;
    if (!hasTime || zone) return false;
    const word = this.#take(utcWord);
    const numeric = this.#take(offset);
    if (word === undefined && numeric === undefined) return false;
    if (word !== undefined) this.#parts.push(literal(word[0]));
    if (numeric === undefined) this.#utc = true;
    else this.#parts.push({ kind: 'offset', style: offsetStyle(numeric) });
    this.#seen = { ...this.#seen, zone: true };
    return true;
  }

  /** A month or a weekday in the language at hand. */
  #name(): boolean {
    const rest = this.#value.slice(this.#at);
    if (!/^\p{L}/u.test(rest)) return false;
    const found = this.#bias.weekdayFirst
      ? (this.#weekday(rest) ?? this.#month(rest))
      : (this.#month(rest) ?? this.#weekday(rest));
    if (found === undefined) return false;
    this.#at += found.name.length;
    this.#parts.push({ kind: 'name', of: found.of, names: found.names });
    this.#seen = { ...this.#seen, [found.of]: true };
    return true;
  }

  #month(text: string) {
    if (this.#seen.month) return undefined;
    const found = findName(text, this.#monthLists());
    return found === undefined ? undefined : { ...found, of: 'month' as const };
  }

  #weekday(text: string) {
    if (this.#seen.weekday) return undefined;
    const found = findName(text, this.#weekdayLists());
    if (found === undefined) return undefined;
    this.#shortNames = found.list === 1;
    return { ...found, of: 'weekday' as const };
  }

  *#monthLists(): Generator<readonly string[]> {
    for (const length of this.#shortNames ? (['short', 'long'] as const) : (['long', 'short'] as const)) {
      yield this.#language.months(length, true);
      yield this.#language.months(length, false);
    }
  }

  *#weekdayLists(): Generator<readonly string[]> {
    yield this.#language.weekdays('long');
    yield this.#language.weekdays('short');
  }

  /** Beside a month's name: a day or a year. */
  #number(): boolean {
    const match = this.#take(/^\d+/);
    if (match === undefined) return false;
    const [digits] = match;
    if (digits.length === 4 && !this.#seen.year) {
      this.#parts.push(number('YYYY'));
      this.#seen = { ...this.#seen, year: true };
      return true;
    }
    if (digits.length > 2 || this.#seen.day) return false;
    const suffix = this.#take(/^(?:st|nd|rd|th)(?!\p{L})/u);
    if (suffix === undefined) this.#parts.push(number(digits.startsWith('0') ? 'DD' : 'D'));
    else this.#parts.push({ kind: 'ordinal', locale: 'en' });
    this.#seen = { ...this.#seen, day: true };
    return true;
  }

  #filler(): boolean {
    const match = this.#take(separators) ?? this.#take(fillers);
    if (match === undefined) return false;
    this.#parts.push(literal(match[0]));
    return true;
  }
}

/** Two numbers of a date, both padded where neither is a lone digit. */
function numbersOf(first: string, second: string, order: 'MD' | 'DM', between: DatePart): DatePart[] {
  const isPadded = first.length === 2 && second.length === 2;
  const month = number(isPadded ? 'MM' : 'M');
  const day = number(isPadded ? 'DD' : 'D');
  return order === 'MD' ? [month, between, day] : [day, between, month];
}

function meridiemPart(match: RegExpExecArray): DatePart {
  const [, , letter, firstDot, m, secondDot] = match;
  const isUpper = letter === letter!.toUpperCase();
  const spell = (half: string): string => `${isUpper ? half.toUpperCase() : half}${firstDot}${m}${secondDot}`;
  return { kind: 'meridiem', am: spell('a'), pm: spell('p') };
}

function offsetStyle(match: RegExpExecArray): 'colon' | 'plain' | 'hours' {
  if (match[1] === undefined) return 'hours';
  return match[1] === ':' ? 'colon' : 'plain';
}
