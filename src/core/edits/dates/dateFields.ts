/** A moment as a clock on the wall shows it, and how far that clock is from UTC. */
export interface DateFields {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
  /** 0 to 23. */
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
  /** Minutes east of UTC. */
  readonly offset: number;
}

const minute = 60_000;
const fixedOffset = /^([+-])(\d{2}):?(\d{2})$/;

/** Where on earth a clock hangs. */
export interface TimeZone {
  /** How far its clocks are from UTC at an instant (milliseconds since 1970), in minutes east. */
  readonly offsetAt: (instant: number) => number;
}

/** Clocks in UTC. */
export const utc: TimeZone = { offsetAt: () => 0 };

/**
 * Finds a time zone by its name: `UTC`, a fixed offset (`+09:00`, `+0900`) or a place (`Europe/London`). Undefined
 * for one that is not known. It takes some 0.1 ms for a place: find it once, ask it often.
 *
 * @example findTimeZone('Europe/London')?.offsetAt(Date.UTC(2023, 6, 1)) // 60
 */
export function findTimeZone(name: string): TimeZone | undefined {
  if (/^utc$/i.test(name)) return utc;
  const fixed = fixedOffset.exec(name);
  if (fixed !== null) {
    const offset = (fixed[1] === '-' ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3]));
    return { offsetAt: () => offset };
  }
  const clock = wallClock(name);
  return clock === undefined
    ? undefined
    : { offsetAt: (instant) => Math.round((clock(instant) - instant) / minute) };
}

/** What a clock in UTC would show as late as the clocks of a place do; undefined where Intl does not know the place. */
function wallClock(place: string): ((instant: number) => number) | undefined {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-u-ca-gregory-nu-latn', {
      timeZone: place,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
  return (instant) => {
    const shown = new Map(format.formatToParts(instant).map((part) => [part.type, Number(part.value)]));
    const at = (type: Intl.DateTimeFormatPartTypes): number => shown.get(type) ?? 0;
    return Date.UTC(at('year'), at('month') - 1, at('day'), at('hour'), at('minute'), at('second'));
  };
}

/** What a clock shows that is `offset` minutes east of UTC. */
export function fieldsAt(instant: number, offset: number): DateFields {
  const wall = new Date(instant + offset * minute);
  return {
    year: wall.getUTCFullYear(),
    month: wall.getUTCMonth() + 1,
    day: wall.getUTCDate(),
    hour: wall.getUTCHours(),
    minute: wall.getUTCMinutes(),
    second: wall.getUTCSeconds(),
    millisecond: wall.getUTCMilliseconds(),
    offset,
  };
}

/** The instant at which a clock in UTC shows the fields, their offset aside; undefined where no clock ever does. */
export function wallInstant(fields: Omit<DateFields, 'offset'>): number | undefined {
  const { year, month, day, hour, minute: minutes, second, millisecond } = fields;
  const instant = Date.UTC(year, month - 1, day, hour, minutes, second, millisecond);
  const shown = new Date(instant);
  const isReal =
    shown.getUTCFullYear() === year &&
    shown.getUTCMonth() === month - 1 &&
    shown.getUTCDate() === day &&
    shown.getUTCHours() === hour &&
    shown.getUTCMinutes() === minutes &&
    shown.getUTCSeconds() === second;
  return isReal ? instant : undefined;
}

/** The instant at which clocks in `zone` show what a clock in UTC shows at `wall`. */
export function instantInZone(wall: number, zone: TimeZone): number {
  const guess = wall - zone.offsetAt(wall) * minute;
  return wall - zone.offsetAt(guess) * minute;
}

/** 0 for Sunday to 6. */
export function weekdayOf(fields: DateFields): number {
  return new Date(Date.UTC(fields.year, fields.month - 1, fields.day)).getUTCDay();
}

/** 1 for 1 January. */
export function dayOfYear(fields: DateFields): number {
  const day = 24 * 60 * minute;
  return (Date.UTC(fields.year, fields.month - 1, fields.day) - Date.UTC(fields.year, 0, 1)) / day + 1;
}

/** The week of ISO 8601 and the year that it belongs to. */
export function isoWeek(fields: DateFields): { readonly year: number; readonly week: number } {
  const day = 24 * 60 * minute;
  const thursday = new Date(Date.UTC(fields.year, fields.month - 1, fields.day));
  thursday.setUTCDate(thursday.getUTCDate() + 4 - (thursday.getUTCDay() || 7));
  const year = thursday.getUTCFullYear();
  return { year, week: Math.ceil(((thursday.getTime() - Date.UTC(year, 0, 1)) / day + 1) / 7) };
}
