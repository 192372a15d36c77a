import { parseFrontmatter, type Frontmatter } from '../../markdown/frontmatter.ts';
import { tooLargeToOpen, type BlockChange, type EditableBlock } from '../../markdown/frontmatterBlock.ts';
import {
  checkFrontmatterEdits,
  editFrontmatter,
  type EditCheck,
  type FrontmatterEdit,
} from '../../markdown/frontmatterEdit.ts';
import { findFrontmatterFence } from '../../markdown/frontmatterFence.ts';
import type { FrontmatterScalar } from '../../markdown/frontmatterPlain.ts';
import { frontmatterStrings } from '../../markdown/frontmatterStrings.ts';
import { planValue } from '../../markdown/frontmatterValue.ts';
import type { TextEdit } from '../../markdown/textEdit.ts';
import { fieldsAt, findTimeZone } from './dateFields.ts';
import { readFormat, writeDate, type DatePart } from './dateFormat.ts';
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

/** One change of one key. */
interface DateChange {
  readonly key: string;
  readonly value: string;
  /** The scalar to replace; undefined where the key is empty or missing. */
  readonly scalar: FrontmatterScalar | undefined;
}

/** A note and all that its dates are judged by. */
interface DatedNote {
  readonly text: string;
  readonly frontmatter: Frontmatter;
  readonly keys: DateKeys;
  readonly settings: DateSettings;
  readonly culture: DateCulture;
  /** The settings' format. */
  readonly parts: readonly DatePart[];
}

/**
 * Plans a note's dates. A date that is there keeps its form, its quotes and its precision; a new one takes the form
 * of the note's other date, or that of the settings. What is no date, such as `{{date}}`, is left alone.
 */
export function planDates(
  text: string,
  wishes: readonly DateWish[],
  settings: DateSettings,
  moment: DateMoment,
): DatePlan {
  const note = readDatedNote(text, settings, moment);
  if (!note.ok) return note;
  const changes: DateChange[] = [];
  const left: DateLeft[] = [];
  for (const wish of wishes) {
    const change = changeFor(wish, note);
    if (typeof change === 'string') left.push(change);
    else changes.push(change);
  }
  if (changes.length === 0) return { ok: true, edits: [], left };
  const planned = editKeys(text, changes);
  return planned.ok ? { ok: true, edits: planned.edits, left } : planned;
}

function readDatedNote(
  text: string,
  settings: DateSettings,
  moment: DateMoment,
): (DatedNote & { readonly ok: true }) | Extract<DatePlan, { ok: false }> {
  const frontmatter = parseFrontmatter(text);
  if (frontmatter.kind === 'invalid') return { ok: false, ...frontmatter.problem! };
  const fence = frontmatter.scalars === undefined ? findFrontmatterFence(text) : undefined;
  const tooLarge = fence === undefined ? undefined : tooLargeToOpen(text, fence);
  if (tooLarge !== undefined) return { ok: false, reason: tooLarge, line: 1 };
  const zone = findTimeZone(settings.timeZone === 'local' ? moment.localZone : settings.timeZone);
  if (zone === undefined) {
    return {
      ok: false,
      reason: `The time zone ${settings.timeZone} in notewright.dates.timeZone is not known.`,
    };
  }
  const format = readFormat(settings.format, moment.locale);
  if (!format.ok) {
    const reason = `The date format in notewright.dates.format holds ${format.token}, which is not supported.`;
    return { ok: false, reason };
  }
  const culture = { format: settings.format, locale: moment.locale, zone };
  const keys = findDateKeys(frontmatter.data, settings);
  return { ok: true, text, frontmatter, keys, settings, culture, parts: format.parts };
}

function changeFor(wish: DateWish, note: DatedNote): DateChange | DateLeft {
  const key = note.keys[wish.which];
  if (key === undefined) {
    if (wish.missing === 'leave') return 'noKey';
    const newKey = wish.which === 'created' ? note.settings.createdKey : note.settings.modifiedKey;
    return { key: newKey, value: writeNew(note, wish.instant), scalar: undefined };
  }
  const current = note.frontmatter.data[key];
  if (current === null || current === '')
    return { key, value: writeNew(note, wish.instant), scalar: undefined };
  if (wish.existing === 'keep') return 'kept';
  const scalar = dateScalar(note, key);
  const shape = scalar === undefined ? undefined : readDateShape(scalar.value, note.culture);
  if (scalar === undefined || shape === undefined) return 'notADate';
  const age = wish.instant - shape.instant;
  if (age >= 0 && age < wish.minAge) return 'tooSoon';
  const value = shape.write(wish.instant);
  return value === scalar.value ? 'sameDate' : { key, value, scalar };
}

/** The key's value where it is one scalar that stands in the text as it reads. */
function dateScalar({ text, frontmatter }: DatedNote, key: string): FrontmatterScalar | undefined {
  const current = frontmatter.data[key];
  if (typeof current !== 'string' && typeof current !== 'number') return undefined;
  const scalar = frontmatterStrings(text, frontmatter).find((candidate) => candidate.key === key);
  if (scalar === undefined) return undefined;
  return text.slice(scalar.range.start, scalar.range.end) === scalar.value ? scalar : undefined;
}

/** A date that is new in this note: written as its other date is, or else in the format of the settings. */
function writeNew(note: DatedNote, instant: number): string {
  for (const key of [note.keys.modified, note.keys.created]) {
    const scalar = key === undefined ? undefined : dateScalar(note, key);
    const shape = scalar === undefined ? undefined : readDateShape(scalar.value, note.culture);
    if (shape !== undefined) return shape.write(instant);
  }
  return writeDate(note.parts, fieldsAt(instant, note.culture.zone.offsetAt(instant)), instant);
}

function editKeys(text: string, changes: readonly DateChange[]): FrontmatterEdit {
  const check: EditCheck = {
    mayChange: (key) => changes.some((change) => change.key === key),
    isDone: (after) => changes.every((change) => isWritten(after[change.key], change.value)),
  };
  const inPlace = changes.flatMap(({ scalar, value }) =>
    scalar === undefined ? [] : [{ ...scalar.range, newText: value }],
  );
  if (inPlace.length === changes.length) return checkFrontmatterEdits(text, inPlace, check);
  return editFrontmatter(
    text,
    (block) => changeBlock(block, changes, inPlace),
    () => check,
  );
}

function changeBlock(
  block: EditableBlock,
  changes: readonly DateChange[],
  inPlace: readonly TextEdit[],
): BlockChange {
  const edits = [...inPlace];
  for (const { key, value, scalar } of changes) {
    if (scalar !== undefined) continue;
    const planned = planValue(block, key, value, true);
    if (!planned.ok) return planned;
    edits.push(...planned.edits);
  }
  return { ok: true, edits };
}

function isWritten(found: unknown, value: string): boolean {
  return found === value || (typeof found === 'number' && found === Number(value));
}
