import { messageOf } from '../../base/errors.ts';
import { whyNoText } from '../../vault/noteStore.ts';
import { BATCH_PRICE } from '../cost.ts';
import { failureMessage } from '../failureMessage.ts';
import type { ProviderFailure, TokenUsage } from '../provider.ts';
import { checkReply } from '../askAndCheck.ts';
import { enrichTask } from '../tasks/enrich.ts';
import { readBatchEntry, type BatchEntry } from './batchEntry.ts';
import type { BatchAnswer, BatchReply, BatchState } from './batchProvider.ts';
import type { RunJournal } from './runJournal.ts';
import type { RunServices } from './runServices.ts';
import type { BatchServices } from './submitBatches.ts';

/** How far the batches of a run are. */
export interface Collected {
  /** Batches that are not done yet. */
  readonly going: number;
  /** Requests in them, and how many of these are answered. */
  readonly total: number;
  readonly answered: number;
  /** What went wrong, a sentence each. */
  readonly problems: readonly string[];
}

/**
 * Asks how far the batches of the run are, and journals the replies of those that have ended. Collecting may break
 * off and begin anew: what was journaled is passed over. A reply about a text that is another one now is of no use;
 * its note is left to be asked about again. Never rejects.
 */
export async function collectBatches(
  journal: RunJournal,
  run: RunServices,
  batches: BatchServices,
): Promise<Collected> {
  let going = 0;
  let total = 0;
  let answered = 0;
  const problems: string[] = [];
  for (const [batch, id] of [...journal.batches]) {
    try {
      const state = await stateOf(journal, batches, batch, id);
      if (state.kind === 'going') {
        going++;
        total += state.total;
        answered += state.answered;
      } else {
        await takeOver(journal, run, batches, batch, state);
        if (state.how !== 'completed') problems.push(endSentence(state));
      }
    } catch (error) {
      going++;
      problems.push(error instanceof Failed ? sentence(run, error.failure) : messageOf(error));
    }
  }
  return { going, total, answered, problems };
}

/** Asks the provider to stop: what was answered by then can be collected once it has. `undefined`, or what went wrong. */
export async function cancelBatches(
  journal: RunJournal,
  run: RunServices,
  { provider }: BatchServices,
): Promise<string | undefined> {
  for (const [batch, known] of journal.batches) {
    const found = known === undefined ? await provider.find(batch) : undefined;
    const id = found?.kind === 'done' ? found.value : known;
    const outcome =
      found?.kind === 'failed' ? found : id === undefined ? undefined : await provider.cancel(id);
    if (outcome?.kind === 'failed') return sentence(run, outcome.failure);
  }
  return undefined;
}

/** Thrown within this file only, so that each step reads as one that succeeds. */
class Failed extends Error {
  readonly failure: ProviderFailure;

  constructor(failure: ProviderFailure) {
    super(failure.detail);
    this.failure = failure;
  }
}

async function valueOf<T>(answer: Promise<BatchAnswer<T>>): Promise<T> {
  const settled = await answer;
  if (settled.kind === 'failed') throw new Failed(settled.failure);
  return settled.value;
}

async function stateOf(
  journal: RunJournal,
  { provider }: BatchServices,
  batch: string,
  known: string | undefined,
): Promise<BatchState> {
  const id = known ?? (await valueOf(provider.find(batch)));
  // The window went away before the batch began: its notes wait as before.
  if (id === undefined) return { kind: 'ended', how: 'failed', detail: 'It never began.', files: [] };
  if (known === undefined) await journal.record({ kind: 'sent', batch, id });
  return await valueOf(provider.look(id));
}

async function takeOver(
  journal: RunJournal,
  run: RunServices,
  { provider, files }: BatchServices,
  batch: string,
  state: Extract<BatchState, { kind: 'ended' }>,
): Promise<void> {
  const lines = await files.read(batch);
  const entries = new Map<string, string>();
  // Kept as text: only one of them at a time is needed as an object.
  for (const line of lines) {
    const customId = readBatchEntry(line)?.customId;
    if (customId !== undefined) entries.set(customId, line);
  }
  const paths = new Map(
    [...journal.notes.values()].flatMap(({ path, sent }) =>
      sent?.batch === batch ? [[sent.customId, path] as const] : [],
    ),
  );
  for (const file of state.files) {
    const take = async (reply: BatchReply): Promise<void> => {
      const path = paths.get(reply.customId);
      const entry = readBatchEntry(entries.get(reply.customId) ?? '');
      if (path !== undefined && entry !== undefined) await takeReply(journal, run, path, entry, reply);
    };
    await valueOf(provider.replies(file, take));
  }
  const { how, detail } = state;
  await journal.record({ kind: 'batchEnded', batch, how, ...(detail === '' ? {} : { detail }) });
  await files.forget(batch);
}

async function takeReply(
  journal: RunJournal,
  run: RunServices,
  path: string,
  { hash, input }: BatchEntry,
  { answer }: BatchReply,
): Promise<void> {
  if (journal.notes.get(path)?.status !== 'sent') return;
  const cost = costOf(run, answer.usage);
  if (answer.usage !== undefined) run.onBatchReply?.(answer.usage, cost);
  const failed = (reason: string): Promise<void> =>
    journal.record({ kind: 'failed', path, hash, reason, ...(cost === undefined ? {} : { cost }) });
  const text = await run.read(path);
  if (typeof text !== 'string') return await failed(whyNoText(text));
  if (run.hash(text) !== hash) return await failed('It has changed since it was sent.');
  if (run.isPrivate(path)) return await failed('It is private.');
  if (answer.kind === 'failed') return await failed(sentence(run, answer.failure));
  const task = enrichTask(run.prompts, journal.plan.parts);
  const checked = checkReply(answer.text, (reply) => task.check(reply, input));
  if (checked === undefined) return await failed('The reply was not in the form asked for.');
  const suggestions = checked.suggestions.filter((one) => !run.wasDismissed(path, hash, one));
  await journal.record({ kind: 'found', path, hash, suggestions, usage: answer.usage, cost });
}

function costOf({ costOf }: RunServices, usage: TokenUsage | undefined): number | undefined {
  const cost = usage === undefined ? undefined : costOf(usage);
  return cost === undefined ? undefined : cost * BATCH_PRICE;
}

function endSentence({ how, detail }: Extract<BatchState, { kind: 'ended' }>): string {
  switch (how) {
    case 'expired':
      return 'The batch was not done within its time; what was answered is here, the other notes wait.';
    case 'cancelled':
      return 'The batch was cancelled; what was answered is here, the other notes wait.';
    default:
      return `The batch failed, and its notes wait.${detail === '' ? '' : ` ${detail}`}`;
  }
}

function sentence({ provider }: RunServices, failure: ProviderFailure): string {
  return failureMessage(failure, { provider: provider.label });
}
