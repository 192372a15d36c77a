import { parseFrontmatter } from '../../markdown/frontmatter.ts';
import type { TextEdit } from '../../markdown/textEdit.ts';
import { hasContentChanged } from './contentChange.ts';
import { findDateKeys, isSwitchedOff } from './dateKeys.ts';
import { keepsDatesOf, type DateMoment, type DateSettings } from './dateSettings.ts';
import { planDates, type DateLeft, type DateWish } from './planDates.ts';

/** A note that is about to be saved. */
export interface NoteSave {
  /** Vault-relative. */
  readonly path: string;
  /**
   * The text as it last stood on disk, whoever wrote it: as saved, or as loaded again after git or a sync client
   * changed the file. Undefined for a note that was never saved.
   */
  readonly savedText: string | undefined;
  readonly text: string;
  /** What the formatter that VS Code runs on saving makes of `savedText`, where that is known. */
  readonly formattedText?: string | undefined;
  /** `auto` for a save that nobody asked for: autosave after a delay, or on leaving the editor or the window. */
  readonly reason: 'manual' | 'auto';
  /** When the note was created, where that is known without asking the disk. */
  readonly createdAt: number | undefined;
}

/** What a save does to a note's dates: the edits, or why there are none. */
export type DatesOnSave =
  | { readonly kind: 'edits'; readonly edits: readonly TextEdit[] }
  | { readonly kind: 'none'; readonly because: SaveSkip }
  /** The note cannot be written to (a template, say, whose YAML is none yet), or a setting cannot be used. */
  | { readonly kind: 'refused'; readonly reason: string; readonly line?: number };

/** Why a save leaves the dates as they are. */
type SaveSkip = 'never' | 'autosave' | 'excluded' | 'empty' | 'unchanged' | 'switchedOff' | DateLeft;

/**
 * The save hook: moves the modified date of a note whose content a person changed since it was last saved, and adds
 * what the settings ask for. A pure function of the texts; a note of 100 KB takes well under 5 ms.
 *
 * @example
 * datesOnSave({ path: 'a.md', savedText, text, reason: 'manual', createdAt: undefined }, settings, moment)
 */
export function datesOnSave(save: NoteSave, settings: DateSettings, moment: DateMoment): DatesOnSave {
  const skip = (because: SaveSkip): DatesOnSave => ({ kind: 'none', because });
  if (settings.onSave === 'never') return skip('never');
  if (settings.onSave === 'manual' && save.reason === 'auto') return skip('autosave');
  if (save.text === save.savedText) return skip('unchanged');
  if (save.text.trim() === '') return skip('empty');
  if (!keepsDatesOf(save.path, settings)) return skip('excluded');
  const frontmatter = parseFrontmatter(save.text);
  if (frontmatter.kind === 'invalid') return { kind: 'refused', ...frontmatter.problem! };
  if (isSwitchedOff(frontmatter.data)) return skip('switchedOff');
  const keys = findDateKeys(frontmatter.data, settings);
  if (keys.modified === undefined && settings.addMissing === 'none' && keys.created === undefined)
    return skip('noKey');
  const dateKeys = [keys.modified, keys.created].filter((key) => key !== undefined);
  for (const unchanged of [save.savedText, save.formattedText]) {
    if (unchanged !== undefined && !hasContentChanged(unchanged, save.text, dateKeys))
      return skip('unchanged');
  }
  const plan = planDates(save.text, wishesFor(save, settings, moment), settings, moment);
  if (!plan.ok)
    return { kind: 'refused', reason: plan.reason, ...(plan.line === undefined ? {} : { line: plan.line }) };
  if (plan.edits.length > 0) return { kind: 'edits', edits: plan.edits };
  return skip(plan.left.at(-1) ?? 'noKey');
}

function wishesFor(save: NoteSave, settings: DateSettings, moment: DateMoment): DateWish[] {
  const isNew = save.savedText === undefined || save.savedText.trim() === '';
  const createdAt = save.createdAt ?? (isNew ? moment.now : undefined);
  const missing = (which: 'modified' | 'created'): DateWish['missing'] =>
    settings.addMissing === which || settings.addMissing === 'both' ? 'add' : 'leave';
  const modified: DateWish = {
    which: 'modified',
    instant: moment.now,
    existing: 'move',
    missing: missing('modified'),
    minAge: settings.minMinutes * 60_000,
  };
  if (createdAt === undefined) return [modified];
  const created = { which: 'created', instant: createdAt, existing: 'keep', minAge: 0 } as const;
  return [{ ...created, missing: missing('created') }, modified];
}
