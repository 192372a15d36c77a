import * as vscode from 'vscode';
import type { DateMoment, DateSettings } from '../core/edits/dates/dateSettings.ts';
import { datesOnSave } from '../core/edits/dates/datesOnSave.ts';
import { applyEdits } from '../core/markdown/textEdit.ts';
import type { FileBirths } from './fileBirths.ts';
import { isLeftOut } from './folderSettings.ts';
import type { FormattedTexts } from './formattedTexts.ts';
import type { HeldDates } from './heldDates.ts';
import type { SavedTexts } from './savedTexts.ts';
import { setting } from './settings.ts';

/** What is known of the notes that are saved. */
export interface DateServices {
  /** The text of each open note as it was last saved. */
  readonly saved: SavedTexts;
  /** What formatting on save makes of them. */
  readonly formatted: FormattedTexts;
  /** When each note's file came to be. */
  readonly births: FileBirths;
  /** Notes whose dates are to be left alone for now. */
  readonly heldDates: HeldDates;
  readonly now: () => Date;
  readonly log: vscode.LogOutputChannel;
}

/**
 * Keeps a note's dates when it is saved: synchronous, of the document being saved and no other, without a look at
 * the disk, the vault or a model. What cannot be written is told once for each note and reason.
 */
export function keepDatesOnSave({
  saved,
  formatted,
  births,
  heldDates,
  now,
  log,
}: DateServices): vscode.Disposable {
  const told = new Set<string>();
  return vscode.workspace.onWillSaveTextDocument((event) => {
    const { document } = event;
    if (document.languageId !== 'markdown' || heldDates.isHeld(document.uri)) return;
    const path = vscode.workspace.asRelativePath(document.uri, false);
    if (!document.isUntitled && !isInVault(document.uri, path)) return;
    const text = document.getText();
    const savedText = saved.get(document);
    const outcome = datesOnSave(
      {
        path,
        savedText,
        text,
        formattedText: savedText === undefined ? undefined : formatted.of(document, savedText),
        reason: event.reason === vscode.TextDocumentSaveReason.Manual ? 'manual' : 'auto',
        createdAt: births.of(document),
      },
      dateSettings(document.uri),
      momentOf(now()),
    );
    const isLater = outcome.kind === 'none' && outcome.because === 'autosave';
    saved.writing(document, {
      text: outcome.kind === 'edits' ? applyEdits(text, outcome.edits) : text,
      undated: outcome.kind === 'edits' || isLater ? text : undefined,
    });
    if (outcome.kind === 'edits') {
      const edits = outcome.edits.map(({ start, end, newText }) =>
        vscode.TextEdit.replace(
          new vscode.Range(document.positionAt(start), document.positionAt(end)),
          newText,
        ),
      );
      event.waitUntil(Promise.resolve(edits));
    } else if (outcome.kind === 'refused') {
      const where = `${vscode.workspace.asRelativePath(document.uri)}${outcome.line === undefined ? '' : `, line ${outcome.line}`}`;
      const sentence = `${where}: the date was left as it is. ${outcome.reason}`;
      if (!told.has(sentence)) log.warn(sentence);
      told.add(sentence);
    }
  });
}

/** A file outside every folder is in no vault. An untitled note has no folder until it is a file. */
function isInVault(uri: vscode.Uri, path: string): boolean {
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  return folder !== undefined && !isLeftOut(folder, path);
}

/** The settings under `notewright.dates` as they hold for a file or folder. */
export function dateSettings(scope: vscode.Uri): DateSettings {
  return {
    modifiedKey: setting('dates.modifiedKey', scope),
    createdKey: setting('dates.createdKey', scope),
    aliases: setting('dates.aliases', scope),
    format: setting('dates.format', scope),
    timeZone: setting('dates.timeZone', scope),
    addMissing: setting('dates.addMissing', scope),
    onSave: setting('dates.onSave', scope),
    include: setting('dates.include', scope),
    exclude: setting('dates.exclude', scope),
    minMinutes: setting('dates.minMinutes', scope),
  };
}

/** Now, in the language and time zone of this machine. */
export function momentOf(now: Date): DateMoment {
  return {
    now: now.getTime(),
    locale: vscode.env.language,
    localZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}
