import { fieldsAt, instantInZone, utc, wallInstant, type DateFields, type TimeZone } from './dateFields.ts';
import { writeDate, type DatePart, type NumberToken } from './dateFormat.ts';

/** How a date that stands in a note is written, and what it says. */
export interface DateShape {
  /** The instant that it names; of a date without a time, its midnight. */
  readonly instant: number;
  /** Writes another instant in the same form. */
  readonly write: (instant: number) => string;
}

/** Tokens whose digits are not as many as their letters. */
const numberPatterns: Partial<Record<NumberToken, string>> = {
  DDD: '\\d{1,3}',
  DDDD: '\\d{3}',
  d: '\\d',
  E: '\\d',
  Q: '\\d',
  X: '\\d{1,11}',
  x: '\\d{1,14}',
};

const minute = 60_000;

/**
 * Reads `value` as a date of just this form. Undefined where it is not one: also where it names no real day, and
 * where writing its own instant in this form would not give `value` back.
 *
 * @param zone where the form names none
 * @param isUtc the form says UTC in words (`Z`)
 */
export function readDate(
  parts: readonly DatePart[],
  value: string,
  zone: TimeZone,
  isUtc = false,
): DateShape | undefined {
  const match = patternOf(parts).exec(value);
  if (match === null) return undefined;
  const found = fieldsFrom(parts, match.slice(1));
  if (found === undefined) return undefined;
  const ownZone = isUtc ? utc : zone;
  const instant = instantOf(found, ownZone);
  if (instant === undefined) return undefined;
  // An offset that the zone itself had then is that zone's; any other is kept as it is.
  const isForeign = found.offset !== undefined && ownZone.offsetAt(instant) !== found.offset;
  const offsetFor = (at: number): number => (isForeign ? found.offset! : ownZone.offsetAt(at));
  const write = (at: number): string => writeDate(parts, fieldsAt(at, offsetFor(at)), at);
  return write(instant) === toMilliseconds(parts, match.slice(1)) ? { instant, write } : undefined;
}

/** The value with zeros below a millisecond, which is as fine as an instant gets. */
function toMilliseconds(parts: readonly DatePart[], texts: readonly string[]): string {
  const trimmed = texts.map((text, index) =>
    parts[index]?.kind === 'fraction' ? text.slice(0, 3).padEnd(text.length, '0') : text,
  );
  return trimmed.join('');
}

function patternOf(parts: readonly DatePart[]): RegExp {
  return new RegExp(`^${parts.map((part) => `(${partPattern(part)})`).join('')}$`, 'u');
}

function partPattern(part: DatePart): string {
  switch (part.kind) {
    case 'literal':
      return escapePattern(part.text);
    case 'number':
      return (
        numberPatterns[part.token] ?? (part.token.length === 1 ? '\\d{1,2}' : `\\d{${part.token.length}}`)
      );
    case 'fraction':
      return `\\d{${part.digits}}`;
    case 'ordinal':
      return '\\d{1,2}(?:st|nd|rd|th|\\.)';
    case 'name':
      return [...part.names]
        .sort((a, b) => b.length - a.length)
        .map(escapePattern)
        .join('|');
    case 'meridiem':
      return `${escapePattern(part.am)}|${escapePattern(part.pm)}`;
    case 'offset':
      return '[+-]\\d{2}(?::?\\d{2})?';
  }
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}

/** What the pieces of a written date say. */
interface Found {
  year?: number;
  month?: number;
  day?: number;
  hour?: number;
  hour12?: number;
  isPm?: boolean;
  minute?: number;
  second?: number;
  millisecond?: number;
  offset?: number;
  instant?: number;
}

/** Undefined where the pieces do not name a month at least. */
function fieldsFrom(parts: readonly DatePart[], texts: readonly string[]): Found | undefined {
  const found: Found = {};
  for (const [index, part] of parts.entries()) takePart(part, texts[index] ?? '', found);
  if (found.instant !== undefined) return found;
  return found.year === undefined || found.month === undefined ? undefined : found;
}

function takePart(part: DatePart, text: string, found: Found): void {
  switch (part.kind) {
    case 'number':
      takeNumber(part.token, Number(text), found);
      break;
    case 'fraction':
      found.millisecond = Math.floor(Number(`0.${text}`) * 1000 + 1e-6);
      break;
    case 'ordinal':
      found.day = Number.parseInt(text, 10);
      break;
    case 'name':
      if (part.of === 'month') found.month = part.names.indexOf(text) + 1;
      break;
    case 'meridiem':
      found.isPm = text === part.pm;
      break;
    case 'offset':
      found.offset = offsetOf(text);
      break;
    case 'literal':
      break;
  }
}

function takeNumber(token: NumberToken, value: number, found: Found): void {
  switch (token) {
    case 'YYYY':
      found.year = value;
      break;
    case 'YY':
      found.year = 2000 + value;
      break;
    case 'M':
    case 'MM':
      found.month = value;
      break;
    case 'D':
    case 'DD':
      found.day = value;
      break;
    case 'H':
    case 'HH':
      found.hour = value;
      break;
    case 'k':
    case 'kk':
      found.hour = value % 24;
      break;
    case 'h':
    case 'hh':
      found.hour12 = value;
      break;
    case 'm':
    case 'mm':
      found.minute = value;
      break;
    case 's':
    case 'ss':
      found.second = value;
      break;
    case 'X':
      found.instant = value * 1000;
      break;
    case 'x':
      found.instant = value;
      break;
    default:
      break;
  }
}

function offsetOf(text: string): number {
  const hours = Number(text.slice(1, 3));
  const minutes = text.length > 3 ? Number(text.slice(-2)) : 0;
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

function instantOf(found: Found, zone: TimeZone): number | undefined {
  if (found.instant !== undefined) return found.instant;
  const hour = found.hour12 === undefined ? found.hour : (found.hour12 % 12) + (found.isPm === true ? 12 : 0);
  const fields: Omit<DateFields, 'offset'> = {
    year: found.year ?? 0,
    month: found.month ?? 1,
    day: found.day ?? 1,
    hour: hour ?? 0,
    minute: found.minute ?? 0,
    second: found.second ?? 0,
    millisecond: found.millisecond ?? 0,
  };
  const wall = wallInstant(fields);
  if (wall === undefined) return undefined;
  return found.offset === undefined ? instantInZone(wall, zone) : wall - found.offset * minute;
}
