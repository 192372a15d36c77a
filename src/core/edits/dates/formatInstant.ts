import { fieldsAt, findTimeZone } from './dateFields.ts';
import { readFormat, writeDate } from './dateFormat.ts';
import type { DateMoment } from './dateSettings.ts';

/**
 * Writes a moment in a format of Moment's tokens; `undefined` for a format or time zone that is not known.
 *
 * @param timeZone as the setting has it: `local`, `UTC`, `+09:00`, `Europe/London`
 * @example formatInstant('YYYY-MM-DD', { now: 0, locale: 'en', localZone: 'UTC' }, 'local') // '1970-01-01'
 */
export function formatInstant(format: string, moment: DateMoment, timeZone: string): string | undefined {
  const read = readFormat(format, moment.locale);
  const zone = findTimeZone(timeZone.toLowerCase() === 'local' ? moment.localZone : timeZone);
  if (!read.ok || zone === undefined) return undefined;
  return writeDate(read.parts, fieldsAt(moment.now, zone.offsetAt(moment.now)), moment.now);
}
