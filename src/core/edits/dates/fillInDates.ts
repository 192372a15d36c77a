import { isSwitchedOff } from './dateKeys.ts';
import type { DateMoment, DateSettings } from './dateSettings.ts';
import { planDates, type DatePlan, type DateWish } from './planDates.ts';
import { parseFrontmatter } from '../../markdown/frontmatter.ts';

/** What is known of a note's past, in milliseconds since 1970; undefined where nothing is. */
export interface KnownDates {
  /** The first commit that holds the note, else the file's birth. */
  readonly created: number | undefined;
  /** The last commit that changed the note's content, else the file's last change. */
  readonly modified: number | undefined;
}

/**
 * Plans the dates that a note lacks, each as a key of its own or in the empty key that is there. Dates that are there
 * stay unless they are to be overwritten; then they keep their form. What is no date stays always.
 */
export function fillInDates(
  text: string,
  known: KnownDates,
  settings: DateSettings,
  moment: DateMoment,
  overwrite = false,
): DatePlan {
  if (text.trim() === '' || isSwitchedOff(parseFrontmatter(text).data))
    return { ok: true, edits: [], left: ['kept'] };
  const wishes = (['created', 'modified'] as const).flatMap((which): DateWish[] => {
    const instant = known[which];
    if (instant === undefined) return [];
    return [{ which, instant, existing: overwrite ? 'move' : 'keep', missing: 'add', minAge: 0 }];
  });
  return planDates(text, wishes, settings, moment);
}
