import picomatch from 'picomatch/posix.js';
import { pathGlobs } from '../../vault/pathGlobs.ts';

/** How a note's dates are kept; each field is the setting `notewright.dates.…` of the same name. */
export interface DateSettings {
  /** The key that holds the time of the last change, where a note has none of the `aliases`. */
  readonly modifiedKey: string;
  /** The key that holds the time of creation. */
  readonly createdKey: string;
  /** Other names for `modifiedKey`; the first that a note has is used. */
  readonly aliases: readonly string[];
  /** For dates that are new, in moment's tokens: `YYYY-MM-DD HH:mm`. */
  readonly format: string;
  /** `local`, `UTC`, a fixed offset (`+09:00`) or a name (`Europe/London`). */
  readonly timeZone: string;
  /** Which keys a note gets that it does not have. */
  readonly addMissing: 'none' | 'modified' | 'created' | 'both';
  /** On which saves the modified date moves. */
  readonly onSave: 'always' | 'manual' | 'never';
  /** Globs of the notes that have their dates kept; none means all. */
  readonly include: readonly string[];
  /** Globs of the notes that do not. A folder's name means all that is in it. */
  readonly exclude: readonly string[];
  /** The least number of minutes between two moves; 0 for none. */
  readonly minMinutes: number;
}

/** When and where a date is written: what the core cannot know by itself. */
export interface DateMoment {
  /** Milliseconds since 1970. */
  readonly now: number;
  /** The user's language, a BCP 47 tag. */
  readonly locale: string;
  /** What `local` stands for: `UTC`, `+09:00` or `Europe/London`. */
  readonly localZone: string;
}

/** Whether the dates of the note at `path` are kept. Globs ignore case, as file systems do. */
export function keepsDatesOf(path: string, settings: Pick<DateSettings, 'include' | 'exclude'>): boolean {
  if (settings.include.length > 0 && !matchesSome(path, settings.include)) return false;
  return !matchesSome(path, settings.exclude);
}

function matchesSome(path: string, globs: readonly string[]): boolean {
  if (globs.length === 0) return false;
  const patterns = globs.flatMap(pathGlobs);
  if (patterns.length === 0) return false;
  return picomatch(patterns, { dot: true, nocase: true })(path);
}
