import { dayOfYear, isoWeek, weekdayOf, type DateFields } from './dateFields.ts';
import { monthNames, weekdayNames } from './dateNames.ts';

/** A number in a date: its meaning is that of the same token in moment and Obsidian. */
export type NumberToken = (typeof numberTokens)[number];

/** One piece of a written date. */
export type DatePart =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'number'; readonly token: NumberToken }
  /** A fraction of a second with so many digits. */
  | { readonly kind: 'fraction'; readonly digits: number }
  /** `23rd` in English, `23.` elsewhere. */
  | { readonly kind: 'ordinal'; readonly locale: string }
  /** January or Sunday first. */
  | { readonly kind: 'name'; readonly of: 'month' | 'weekday'; readonly names: readonly string[] }
  | { readonly kind: 'meridiem'; readonly am: string; readonly pm: string }
  /** `+09:00`, `+0900` or `+09`. */
  | { readonly kind: 'offset'; readonly style: 'colon' | 'plain' | 'hours' };

const numberTokens = [
  ...(['YYYY', 'YY', 'GGGG', 'Q', 'M', 'MM', 'W', 'WW', 'D', 'DD', 'DDD', 'DDDD', 'd', 'E'] as const),
  ...(['H', 'HH', 'h', 'hh', 'k', 'kk', 'm', 'mm', 's', 'ss', 'X', 'x'] as const),
] as const;

const numberTokenSet: ReadonlySet<string> = new Set(numberTokens);

/** A literal in brackets, a token or an escaped one, any other character. */
const formatTokens = /\[([^[]*)\]|\\?((?:DDD|[DMQWdw])o|([A-Za-z])\3*)|([^])/g;

/** The letters that moment gives a meaning. A run of them that we do not know is refused, never written as it is. */
const meaningful = /^[MDdwWQGgYyeEaAHhkmsSzZXxNLl]/;

/**
 * Reads a date format in the tokens of moment, which Obsidian uses too: `YYYY-MM-DD HH:mm`, `dddd, D MMMM YYYY`,
 * `[literal]`. Blanks at its ends are dropped.
 *
 * @param locale a BCP 47 tag, for names
 * @returns the parts, or the token that means nothing to us
 */
export function readFormat(
  format: string,
  locale: string,
):
  | { readonly ok: true; readonly parts: readonly DatePart[] }
  | { readonly ok: false; readonly token: string } {
  const parts: DatePart[] = [];
  const hasDay = /D/.test(format.replace(/\[[^[]*\]/g, ''));
  for (const [whole, bracketed, token] of format.trim().matchAll(formatTokens)) {
    if (token === undefined || whole.startsWith('\\')) {
      parts.push(literal(bracketed ?? token ?? whole));
      continue;
    }
    const part = tokenPart(token, locale, hasDay);
    if (part === undefined && meaningful.test(token)) return { ok: false, token };
    parts.push(part ?? literal(token));
  }
  return { ok: true, parts };
}

function literal(text: string): DatePart {
  return { kind: 'literal', text };
}

function tokenPart(token: string, locale: string, hasDay: boolean): DatePart | undefined {
  if (numberTokenSet.has(token)) return { kind: 'number', token: token as NumberToken };
  switch (token) {
    case 'Do':
      return { kind: 'ordinal', locale };
    case 'MMMM':
      return { kind: 'name', of: 'month', names: monthNames(locale, 'long', hasDay) };
    case 'MMM':
      return { kind: 'name', of: 'month', names: monthNames(locale, 'short', hasDay) };
    case 'dddd':
      return { kind: 'name', of: 'weekday', names: weekdayNames(locale, 'long') };
    case 'ddd':
      return { kind: 'name', of: 'weekday', names: weekdayNames(locale, 'short') };
    case 'dd':
      return {
        kind: 'name',
        of: 'weekday',
        names: weekdayNames(locale, 'short').map((name) => name.slice(0, 2)),
      };
    case 'A':
      return { kind: 'meridiem', am: 'AM', pm: 'PM' };
    case 'a':
      return { kind: 'meridiem', am: 'am', pm: 'pm' };
    case 'Z':
      return { kind: 'offset', style: 'colon' };
    case 'ZZ':
      return { kind: 'offset', style: 'plain' };
    default:
      return /^S{1,9}$/.test(token) ? { kind: 'fraction', digits: token.length } : undefined;
  }
}

/** Writes a moment in the form that the parts give. */
export function writeDate(parts: readonly DatePart[], fields: DateFields, instant: number): string {
  return parts.map((part) => writePart(part, fields, instant)).join('');
}

function writePart(part: DatePart, fields: DateFields, instant: number): string {
  switch (part.kind) {
    case 'literal':
      return part.text;
    case 'number':
      return writeNumber(part.token, fields, instant);
    case 'fraction':
      return String(fields.millisecond).padStart(3, '0').padEnd(part.digits, '0').slice(0, part.digits);
    case 'ordinal':
      return part.locale.startsWith('en') ? `${fields.day}${englishSuffix(fields.day)}` : `${fields.day}.`;
    case 'name':
      return (part.of === 'month' ? part.names[fields.month - 1] : part.names[weekdayOf(fields)]) ?? '';
    case 'meridiem':
      return fields.hour < 12 ? part.am : part.pm;
    case 'offset':
      return writeOffset(fields.offset, part.style);
  }
}

function writeNumber(token: NumberToken, fields: DateFields, instant: number): string {
  const value = numberOf(token, fields, instant);
  // `D` and `DDD` are not padded, `DD` and `DDDD` are: an even run of letters is a width, the day of the year apart.
  const width = token === 'DDDD' ? 3 : token === 'DDD' ? 1 : token.length;
  return String(value).padStart(width, '0');
}

function numberOf(token: NumberToken, fields: DateFields, instant: number): number {
  switch (token) {
    case 'YYYY':
      return fields.year;
    case 'YY':
      return fields.year % 100;
    case 'GGGG':
      return isoWeek(fields).year;
    case 'Q':
      return Math.ceil(fields.month / 3);
    case 'M':
    case 'MM':
      return fields.month;
    case 'W':
    case 'WW':
      return isoWeek(fields).week;
    case 'D':
    case 'DD':
      return fields.day;
    case 'DDD':
    case 'DDDD':
      return dayOfYear(fields);
    case 'd':
      return weekdayOf(fields);
    case 'E':
      return weekdayOf(fields) || 7;
    case 'H':
    case 'HH':
      return fields.hour;
    case 'h':
    case 'hh':
      return fields.hour % 12 || 12;
    case 'k':
    case 'kk':
      return fields.hour || 24;
    case 'm':
    case 'mm':
      return fields.minute;
    case 's':
    case 'ss':
      return fields.second;
    case 'X':
      return Math.floor(instant / 1000);
    case 'x':
      return instant;
  }
}

function englishSuffix(day: number): string {
  if (day >= 11 && day <= 13) return 'th';
  return ['th', 'st', 'nd', 'rd'][day % 10] ?? 'th';
}

function writeOffset(offset: number, style: 'colon' | 'plain' | 'hours'): string {
  const sign = offset < 0 ? '-' : '+';
  const hours = String(Math.floor(Math.abs(offset) / 60)).padStart(2, '0');
  const minutes = String(Math.abs(offset) % 60).padStart(2, '0');
  if (style === 'hours') return sign + hours;
  return style === 'colon' ? `${sign}${hours}:${minutes}` : `${sign}${hours}${minutes}`;
}
