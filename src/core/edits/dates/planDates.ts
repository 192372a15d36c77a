import { parseFrontmatter, type Frontmatter } from '../../markdown/frontmatter.ts';
import type { BlockChange, EditableBlock } from '../../markdown/frontmatterBlock.ts';
import { editFrontmatter } from '../../markdown/frontmatterEdit.ts';
import type { FrontmatterScalar } from '../../markdown/frontmatterPlain.ts';
import { frontmatterStrings } from '../../markdown/frontmatterStrings.ts';
import { planValue } from '../../markdown/frontmatterValue.ts';
import type { TextEdit } from '../../markdown/textEdit.ts';
import { fieldsAt, offsetAt } from './dateFields.ts';
import { readFormat, writeDate } from './dateFormat.ts';
import { findDateKeys, type DateKeys } from './dateKeys.ts';
import { readDateShape, type DateCulture } from './dateShape.ts';
import type { DateMoment, DateSettings } from './dateSettings.ts';

/** What one of a note's dates is to become. */
export interface DateWish {
  readonly which: 'created' | 'modified';
  readonly instant: number;
  /** What to do with a date that is there. */
  readonly existing: 'keep' | 'move';
  /** What to do where the note has no such key. A key without a value is filled in either way. */
  readonly missing: 'leave' | 'add';
  /** A date that is younger than so many milliseconds stays. */
  readonly minAge: number;
}

/** Why a date was left as it is. */
export type DateLeft = 'noKey' | 'kept' | 'notADate' | 'tooSoon' | 'sameDate';

/** The edits that bring a note's dates up to date, and what became of each wish that needed none. */
export type DatePlan =
  | { readonly ok: true; readonly edits: readonly TextEdit[]; readonly left: readonly DateLeft[] }
  | { readonly ok: false; readonly reason: string; readonly line?: number };

/** What a note's dates are read and written by. */
export function cultureOf(settings: DateSettings, moment: DateMoment): DateCulture {
  const zone = settings.timeZone === 'local' ? moment.localZone : settings.timeZone;
  return { format: settings.format, locale: moment.locale, zone };
}

/** One change of one key. */
interface DateChange {
  readonly key: string;
  readonly value: string;
  /** The scalar to replace; undefined where the key is empty or missing. */
  readonly scalar: FrontmatterScalar | undefined;
}

/**
 * Plans a note's dates. A date that is there keeps its form, its quotes and its precision; a new one takes the form
 * of the note's other date, or that of the settings. What is no date, such as `{{date}}`, is left alone.
 */
export function planDates(
  text: string,
  wishes: readonly DateWish[],
  settings: DateSettings,
  culture: DateCulture,
): DatePlan {
  const frontmatter = parseFrontmatter(text);
  if (frontmatter.kind === 'invalid') return { ok: false, ...frontmatter.problem! };
  const writer = newDateWriter(text, frontmatter, settings, culture);
  if (typeof writer !== 'function') return writer;
  const keys = findDateKeys(frontmatter.data, settings);
  const changes: DateChange[] = [];
  const left: DateLeft[] = [];
  for (const wish of wishes) {
    const change = changeFor(wish, text, frontmatter, keys, settings, culture, writer);
    if (typeof change === 'string') left.push(change);
    else changes.push(change);
  }
  if (changes.length === 0) return { ok: true, edits: [], left };
  const planned = editFrontmatter(text, (block) => changeBlock(block, changes), {
    mayChange: (key) => changes.some((change) => change.key === key),
    isDone: (after) => changes.every((change) => isWritten(after[change.key], change.value)),
  });
  return planned.ok ? { ok: true, edits: planned.edits, left } : planned;
}

function changeFor(
  wish: DateWish,
  text: string,
  frontmatter: Frontmatter,
  keys: DateKeys,
  settings: DateSettings,
  culture: DateCulture,
  writeNew: (instant: number) => string,
): DateChange | DateLeft {
  const key = keys[wish.which];
  if (key === undefined) {
    if (wish.missing === 'leave') return 'noKey';
    const newKey = wish.which === 'created' ? settings.createdKey : settings.modifiedKey;
    return { key: newKey, value: writeNew(wish.instant), scalar: undefined };
  }
  const current = frontmatter.data[key];
  if (current === null || current === '') return { key, value: writeNew(wish.instant), scalar: undefined };
  if (wish.existing === 'keep') return 'kept';
  const scalar = dateScalar(text, frontmatter, key);
  const shape = scalar === undefined ? undefined : readDateShape(scalar.value, culture);
  if (scalar === undefined || shape === undefined) return 'notADate';
  const age = wish.instant - shape.instant;
  if (age >= 0 && age < wish.minAge) return 'tooSoon';
  const value = shape.write(wish.instant);
  return value === scalar.value ? 'sameDate' : { key, value, scalar };
}

/** The key's value where it is one scalar that stands in the text as it reads. */
function dateScalar(text: string, frontmatter: Frontmatter, key: string): FrontmatterScalar | undefined {
  const current = frontmatter.data[key];
  if (typeof current !== 'string' && typeof current !== 'number') return undefined;
  const scalar = frontmatterStrings(text, frontmatter).find((candidate) => candidate.key === key);
  if (scalar === undefined) return undefined;
  return text.slice(scalar.range.start, scalar.range.end) === scalar.value ? scalar : undefined;
}

/** How a new date is written in this note: as its other date, or else in the format of the settings. */
function newDateWriter(
  text: string,
  frontmatter: Frontmatter,
  settings: DateSettings,
  culture: DateCulture,
): ((instant: number) => string) | Extract<DatePlan, { ok: false }> {
  if (offsetAt(culture.zone, 0) === undefined) {
    return { ok: false, reason: `The time zone ${culture.zone} in notewright.dates.timeZone is not known.` };
  }
  const format = readFormat(settings.format, culture.locale);
  if (!format.ok) {
    return {
      ok: false,
      reason: `The date format in notewright.dates.format holds ${format.token}, which is not supported.`,
    };
  }
  const keys = findDateKeys(frontmatter.data, settings);
  for (const key of [keys.modified, keys.created]) {
    const scalar = key === undefined ? undefined : dateScalar(text, frontmatter, key);
    const shape = scalar === undefined ? undefined : readDateShape(scalar.value, culture);
    if (shape !== undefined) return shape.write;
  }
  return (instant) =>
    writeDate(format.parts, fieldsAt(instant, offsetAt(culture.zone, instant) ?? 0), instant);
}

function changeBlock(block: EditableBlock, changes: readonly DateChange[]): BlockChange {
  const edits: TextEdit[] = [];
  for (const { key, value, scalar } of changes) {
    if (scalar !== undefined) {
      edits.push({ start: scalar.range.start, end: scalar.range.end, newText: value });
      continue;
    }
    const planned = planValue(block, key, value, true);
    if (!planned.ok) return planned;
    edits.push(...planned.edits);
  }
  return { ok: true, edits };
}

function isWritten(found: unknown, value: string): boolean {
  return found === value || (typeof found === 'number' && found === Number(value));
}
