import picomatch from 'picomatch/posix.js';
import * as vscode from 'vscode';
import type { RunFilter } from '../../core/assistant/batch/runSelection.ts';
import { BATCH_PRICE } from '../../core/assistant/cost.ts';
import { ENRICH_PARTS, type EnrichPart } from '../../core/assistant/prompts/enrich.ts';
import { notesWithTag } from '../../core/vault/tagTree.ts';
import type { FolderVault } from '../folderVault.ts';
import { tagItems } from './tagItems.ts';

/** Which notes a run is over; `changed` needs to read them. */
export type RunChoice = RunFilter | { readonly kind: 'changed' };

interface PartItem extends vscode.QuickPickItem {
  readonly part: EnrichPart;
}

/** What is asked for each note; `undefined`: the person left. */
export async function pickParts(title: string): Promise<readonly EnrichPart[] | undefined> {
  const labels: Readonly<Record<EnrichPart, string>> = {
    summary: vscode.l10n.t('Summary'),
    tags: vscode.l10n.t('Tags'),
    links: vscode.l10n.t('Links'),
    mocs: vscode.l10n.t('MOC'),
  };
  const items = ENRICH_PARTS.map((part): PartItem => ({ label: labels[part], part, picked: true }));
  const picked = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: vscode.l10n.t('What to suggest for each note'),
    canPickMany: true,
    ignoreFocusOut: true,
  });
  return picked === undefined || picked.length === 0 ? undefined : picked.map(({ part }) => part);
}

interface FilterItem extends vscode.QuickPickItem {
  readonly choose: () => Promise<RunChoice | undefined>;
}

export async function pickFilter(title: string, owner: FolderVault): Promise<RunChoice | undefined> {
  const plainly = (choice: RunChoice) => (): Promise<RunChoice> => Promise.resolve(choice);
  const items: FilterItem[] = [
    { label: vscode.l10n.t('All notes'), choose: plainly({ kind: 'all' }) },
    {
      label: vscode.l10n.t('Notes without a summary'),
      choose: plainly({ kind: 'missing', what: 'summary' }),
    },
    { label: vscode.l10n.t('Notes without a tag'), choose: plainly({ kind: 'missing', what: 'tags' }) },
    { label: vscode.l10n.t('Notes in no MOC'), choose: plainly({ kind: 'missing', what: 'moc' }) },
    {
      label: vscode.l10n.t('Notes that are new or have changed since the last run'),
      choose: plainly({ kind: 'changed' }),
    },
    { label: vscode.l10n.t('Notes with a tag…'), choose: () => pickTag(title, owner) },
    { label: vscode.l10n.t('Notes whose path matches…'), choose: () => askGlob(title) },
  ];
  const picked = await vscode.window.showQuickPick(items, {
    title,
    placeHolder: vscode.l10n.t('Which notes'),
    ignoreFocusOut: true,
  });
  return await picked?.choose();
}

async function pickTag(title: string, owner: FolderVault): Promise<RunFilter | undefined> {
  const picked = await vscode.window.showQuickPick(tagItems(owner), {
    title,
    placeHolder: vscode.l10n.t('Notes with which tag, or one below it'),
    ignoreFocusOut: true,
  });
  const tag = picked === undefined ? undefined : owner.vault.tag(picked.tag);
  return tag === undefined ? undefined : { kind: 'tag', paths: new Set(notesWithTag(tag)) };
}

async function askGlob(title: string): Promise<RunFilter | undefined> {
  const glob = await vscode.window.showInputBox({
    title,
    prompt: vscode.l10n.t('A glob, for example {0}', 'Recipes/**'),
    ignoreFocusOut: true,
  });
  if (glob === undefined || glob.trim() === '') return undefined;
  return { kind: 'glob', accepts: picomatch(glob.trim(), { dot: true }) };
}

/** What a run would take, for the last question before it begins. */
export interface RunOutlook {
  readonly where: string;
  readonly notes: number;
  readonly privateNotes: number;
  readonly provider: string;
  readonly isLanguageModel: boolean;
  readonly tokens: number;
  /** US dollars; `undefined` where the price is not known. */
  readonly cost: number | undefined;
  /** The provider takes it as a batch of its own, at half the price and within a day. */
  readonly canBeBatch: boolean;
}

/** What the person said to the last question. */
export interface RunDecision {
  /** US dollars. */
  readonly budget?: number;
  readonly asBatch: boolean;
}

/** The last question before a run; `undefined` is a no. */
export async function confirmRun(outlook: RunOutlook): Promise<RunDecision | undefined> {
  const { where, notes, privateNotes, provider, isLanguageModel, tokens, cost, canBeBatch } = outlook;
  const start = vscode.l10n.t('Start');
  const withBudget = vscode.l10n.t('Start With a Budget…');
  const asBatch = vscode.l10n.t('Run as Batch');
  const hasPrice = cost !== undefined && cost > 0;
  const price =
    cost === undefined
      ? vscode.l10n.t('What they cost is not known.')
      : cost === 0
        ? vscode.l10n.t('They cost nothing.')
        : vscode.l10n.t('They cost about ${0}.', dollars(cost));
  const detail = [
    isLanguageModel
      ? vscode.l10n.t(
          '{0} will be asked, with about {1} tokens. {2}',
          provider,
          tokens.toLocaleString(),
          price,
        )
      : vscode.l10n.t(
          'The built-in engine answers: nothing leaves this machine. It is not a language model.',
        ),
    canBeBatch ? batchSentence(cost) : '',
    privateNotes === 1
      ? vscode.l10n.t('1 private note is left out.')
      : privateNotes > 1
        ? vscode.l10n.t('{0} private notes are left out.', privateNotes)
        : '',
    vscode.l10n.t('Nothing is written before you accept it in the Suggestions view.'),
  ];
  const question =
    notes === 1
      ? vscode.l10n.t('Look for suggestions for 1 note of “{0}”?', where)
      : vscode.l10n.t('Look for suggestions for {0} notes of “{1}”?', notes, where);
  const answer = await vscode.window.showInformationMessage(
    question,
    { modal: true, detail: detail.filter(Boolean).join('\n\n') },
    start,
    ...(hasPrice ? [withBudget] : []),
    ...(canBeBatch ? [asBatch] : []),
  );
  if (answer === start) return { asBatch: false };
  if (answer === asBatch) return hasPrice ? await askBatchBudget() : { asBatch: true };
  const budget = answer === withBudget ? await askBudget(cost ?? 0) : undefined;
  return budget === undefined ? undefined : { budget, asBatch: false };
}

/** Everything is handed over at once, so each note counts with the most that it may cost. */
async function askBatchBudget(): Promise<RunDecision | undefined> {
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Budget of the batch'),
    prompt: vscode.l10n.t(
      'US dollars; leave it empty for no limit. Each note counts with the most that it may cost; what does not fit stays for “Resume Run”.',
    ),
    placeHolder: vscode.l10n.t('No limit'),
    validateInput: (value) => (value.trim() === '' ? undefined : whyNoAmount(value)),
    ignoreFocusOut: true,
  });
  if (text === undefined) return undefined;
  return text.trim() === '' ? { asBatch: true } : { asBatch: true, budget: Number(text) };
}

function whyNoAmount(value: string): string | undefined {
  return Number(value) > 0 ? undefined : vscode.l10n.t('An amount such as 0.50');
}

function batchSentence(cost: number | undefined): string {
  if (cost === undefined) return vscode.l10n.t('As a batch they cost half and take up to a day.');
  return cost === 0
    ? vscode.l10n.t('As a batch they take up to a day.')
    : vscode.l10n.t('As a batch they cost about ${0} and take up to a day.', dollars(cost * BATCH_PRICE));
}

/** Never less than a cent: nothing of a run is free where it has a price. */
function dollars(cost: number): string {
  return Math.max(0.01, cost).toFixed(2);
}

async function askBudget(cost: number): Promise<number | undefined> {
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('Budget of the run'),
    prompt: vscode.l10n.t('US dollars. The run stops before it would cost more; you can resume it later.'),
    value: Math.max(0.01, cost * 1.5).toFixed(2),
    validateInput: whyNoAmount,
    ignoreFocusOut: true,
  });
  return text === undefined ? undefined : Number(text);
}
