import * as vscode from 'vscode';
import { messageOf } from '../core/base/errors.ts';
import { mixedLineEnds } from './applyPlan.ts';
import { hasMixedLineEnds } from '../core/edits/lineEnds.ts';
import { keepsDatesOf } from '../core/edits/dates/dateSettings.ts';
import { fillInDates, type KnownDates } from '../core/edits/dates/fillInDates.ts';
import type { NoteEdits, Refusal } from '../core/edits/editPlan.ts';
import { dateSettings, momentOf } from './datesOnSave.ts';
import { bornAt } from './fileBirths.ts';
import type { FolderVault } from './folderVault.ts';
import { gitDates, type GitAnswer } from './gitDates.ts';
import { TimeSlices } from './timeSlices.ts';
import { FILES_AT_ONCE } from './noteStores/noteStore.ts';

/** A note whose dates are to be filled in. */
export interface NoteToDate {
  readonly owner: FolderVault;
  /** Vault-relative. */
  readonly path: string;
  readonly uri: vscode.Uri;
}

/** What filling in dates would do. Paths are whole URIs: two folders of a window may have the same name. */
export interface DatePlans {
  /** Dates that are missing. */
  readonly missing: readonly NoteEdits[];
  /** These, and new ones in the place of those that are there. */
  readonly all: readonly NoteEdits[];
  readonly refused: readonly Refusal[];
  readonly byPath: ReadonlyMap<string, NoteToDate>;
  /** Notes that git knows. */
  readonly fromGit: number;
  readonly notes: number;
  /** What kept git from telling more. */
  readonly problems: readonly string[];
}

interface ReadNote extends NoteToDate {
  readonly text: string;
  /** The file's own times; undefined where it has none. */
  readonly times: KnownDates;
}

/** Finds out when notes came and changed, and plans their dates. Throws when `signal` is aborted. */
export async function planNoteDates(notes: readonly NoteToDate[], signal: AbortSignal): Promise<DatePlans> {
  const read: ReadNote[] = [];
  const refused: Refusal[] = [];
  for (let start = 0; start < notes.length; start += FILES_AT_ONCE) {
    signal.throwIfAborted();
    const batch = notes.slice(start, start + FILES_AT_ONCE);
    for (const [i, note] of (await Promise.all(batch.map(readNote))).entries()) {
      if (typeof note === 'string') refused.push({ path: pathOf(batch[i]!), reason: note });
      else read.push(note);
    }
  }
  const git = await askGit(read, signal);
  const missing: NoteEdits[] = [];
  const all: NoteEdits[] = [];
  const slices = new TimeSlices();
  for (const note of read) {
    const known = knownDates(note, git);
    const path = pathOf(note);
    const plans = [false, true].map((overwrite) =>
      fillInDates(note.text, known, dateSettings(note.uri), momentOf(new Date()), overwrite),
    );
    for (const [i, plan] of plans.entries()) {
      if (plan.ok) {
        if (plan.edits.length > 0) [missing, all][i]!.push({ path, before: note.text, edits: plan.edits });
      } else if (i === 0) {
        refused.push({ path, reason: plan.reason, ...(plan.line === undefined ? {} : { line: plan.line }) });
      }
    }
    await slices.pause();
    signal.throwIfAborted();
  }
  const byPath = new Map(notes.map((note) => [pathOf(note), note]));
  return {
    missing,
    all,
    refused,
    byPath,
    fromGit: git.dates.size,
    notes: read.length,
    problems: git.problems,
  };
}

/** Whether the settings leave a note's dates alone. */
export function leavesAlone({ path, uri }: NoteToDate): boolean {
  return !keepsDatesOf(path, dateSettings(uri));
}

function pathOf({ uri }: NoteToDate): string {
  return uri.toString();
}

async function readNote(note: NoteToDate): Promise<ReadNote | string> {
  try {
    const text = await note.owner.read(note.path);
    if (text === undefined) return vscode.l10n.t('It cannot be read as text.');
    if (hasMixedLineEnds(text)) return mixedLineEnds();
    const stat = await vscode.workspace.fs.stat(note.uri);
    const modified = stat.mtime > 0 ? stat.mtime : undefined;
    return { ...note, text, times: { created: bornAt(stat), modified } };
  } catch (error) {
    return messageOf(error);
  }
}

/** A repository's settings can start programs: git is asked only where the person trusts the workspace. */
async function askGit(notes: readonly ReadNote[], signal: AbortSignal): Promise<GitAnswer> {
  const local = notes.filter(({ uri }) => uri.scheme === 'file');
  if (local.length > 0 && !vscode.workspace.isTrusted) {
    const problem = vscode.l10n.t('git is not asked, because this workspace is not trusted.');
    return { dates: new Map(), problems: [problem] };
  }
  return await gitDates(
    local.map(({ uri, text }) => ({ file: uri.fsPath, text, settings: dateSettings(uri) })),
    signal,
  );
}

function knownDates(note: ReadNote, git: GitAnswer): KnownDates {
  const committed = git.dates.get(note.uri.fsPath);
  if (committed === undefined) return note.times;
  const modified = committed.modified === 'uncommitted' ? note.times.modified : committed.modified;
  return { created: committed.created, modified };
}
