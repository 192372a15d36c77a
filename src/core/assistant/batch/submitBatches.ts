import { messageOf } from '../../base/errors.ts';
import { BATCH_PRICE } from '../cost.ts';
import { failureMessage } from '../failureMessage.ts';
import { forecast } from '../forecast.ts';
import type { ProviderFailure } from '../provider.ts';
import { enrichTask } from '../tasks/enrich.ts';
import { batchEntryLine } from './batchEntry.ts';
import type { BatchFiles, BatchProvider } from './batchProvider.ts';
import { noteToAsk } from './noteToAsk.ts';
import type { RunJournal } from './runJournal.ts';
import type { RunServices } from './runServices.ts';

/** What batches are made and handed over with. */
export interface BatchServices {
  readonly provider: BatchProvider;
  readonly files: BatchFiles;
  /** Names a request in its file: another one for each note and each text. */
  readonly customId: (path: string, hash: string) => string;
  /** A name that no other batch has. */
  readonly newBatch: () => string;
  readonly limits?: BatchLimits;
}

/** Of one file. */
interface BatchLimits {
  readonly requests: number;
  /** Of UTF-8. */
  readonly bytes: number;
}

/** OpenAI takes 50,000 requests and 200 MB in a file; files of a quarter of that are never much in memory. */
const LIMITS: BatchLimits = { requests: 50_000, bytes: 50_000_000 };

/** How handing over ended, and for how many notes it was done. */
export interface Submitted {
  readonly end: 'submitted' | 'stopped' | 'budget' | 'failed';
  readonly notes: number;
  /** Why it failed, in one sentence. */
  readonly detail?: string;
}

/**
 * Hands every note of the run that waits, failed or has changed over to the provider as batches. What was handed over
 * is journaled before, with what was asked, so that neither a crash nor a lost reply makes anybody pay twice. Notes
 * that fit no single request stay for an ordinary run. Never rejects.
 */
export async function submitBatches(
  journal: RunJournal,
  run: RunServices,
  batches: BatchServices,
  signal: AbortSignal,
): Promise<Submitted> {
  const submission = new Submission(journal, run, batches, signal);
  try {
    for (const path of [...journal.notes.keys()]) {
      if (signal.aborted) return submission.ended('stopped');
      if (!(await submission.add(path))) return submission.ended('budget');
    }
    await submission.flush();
    return submission.ended('submitted');
  } catch (error) {
    const detail = messageOf(error);
    return { ...submission.ended('failed'), detail };
  }
}

interface Request {
  readonly path: string;
  readonly customId: string;
  readonly line: string;
  readonly entry: string;
}

class Submission {
  readonly #journal: RunJournal;
  readonly #run: RunServices;
  readonly #batches: BatchServices;
  readonly #signal: AbortSignal;
  #requests: Request[] = [];
  #bytes = 0;
  #mostCost = 0;
  #handedOver = 0;

  constructor(journal: RunJournal, run: RunServices, batches: BatchServices, signal: AbortSignal) {
    this.#journal = journal;
    this.#run = run;
    this.#batches = batches;
    this.#signal = signal;
  }

  ended(end: Submitted['end']): Submitted {
    return { end, notes: this.#handedOver };
  }

  /** `false`: this note could go above the budget; what came before it was handed over. */
  async add(path: string): Promise<boolean> {
    const look = await noteToAsk(this.#journal, this.#run, path);
    if (look.kind === 'failed') await this.#failed(path, look.hash, look.reason);
    if (look.kind === 'known') {
      const suggestions = look.suggestions.filter((one) => !this.#run.wasDismissed(path, look.hash, one));
      await this.#journal.record({
        kind: 'found',
        path,
        hash: look.hash,
        suggestions,
        usage: undefined,
        cost: 0,
      });
    }
    if (look.kind !== 'ask') return true;
    const { hash, text } = look;
    const input = await this.#run.input(path, text);
    const task = enrichTask(this.#run.prompts, this.#journal.plan.parts);
    const { requests, inputTokens, maxOutputTokens } = forecast(task, input, this.#run.provider);
    if (requests !== 1) {
      if (requests > 1) await this.#failed(path, hash, 'It is too long for one request of a batch.');
      else
        await this.#journal.record({ kind: 'found', path, hash, suggestions: [], usage: undefined, cost: 0 });
      return true;
    }
    const usage = { input: inputTokens, output: maxOutputTokens, cachedInput: 0 };
    const cost = (this.#run.costOf(usage) ?? 0) * BATCH_PRICE;
    const { budget } = this.#journal.plan;
    if (budget !== undefined && this.#journal.cost + this.#mostCost + cost > budget) {
      await this.flush();
      return false;
    }
    const customId = this.#batches.customId(path, hash);
    const line = this.#batches.provider.line(customId, task.request(input));
    if (line.kind === 'failed') {
      await this.#failed(path, hash, failureMessage(line.failure, { provider: this.#run.provider.label }));
      return true;
    }
    this.#mostCost += cost;
    await this.#take({ path, customId, line: line.value, entry: batchEntryLine({ customId, hash, input }) });
    return true;
  }

  async #take(request: Request): Promise<void> {
    const { requests, bytes } = this.#batches.limits ?? LIMITS;
    const size = new TextEncoder().encode(request.line).length + 1;
    if (this.#requests.length + 1 > requests || this.#bytes + size > bytes) await this.flush();
    this.#requests.push(request);
    this.#bytes += size;
  }

  /** Hands over what was gathered. Throws one sentence for people when that fails. */
  async flush(): Promise<void> {
    const requests = this.#requests;
    if (requests.length === 0) return;
    this.#requests = [];
    this.#bytes = 0;
    const { provider, files, newBatch } = this.#batches;
    const batch = newBatch();
    await files.keep(
      batch,
      requests.map(({ entry }) => entry),
    );
    const notes = requests.map(({ path, customId }) => ({ path, customId }));
    await this.#journal.record({ kind: 'sending', batch, notes });
    const lines = requests.map(({ line }) => line);
    const sent = await provider.submit(lines, batch, this.#signal);
    if (sent.kind === 'done') {
      await this.#journal.record({ kind: 'sent', batch, id: sent.value });
      this.#handedOver += requests.length;
      return;
    }
    await this.#notSent(batch, sent.failure, requests.length);
  }

  /** Where the answer to handing over was lost, the batch may have begun all the same. */
  async #notSent(batch: string, failure: ProviderFailure, notes: number): Promise<void> {
    const { provider, files } = this.#batches;
    const found = await provider.find(batch);
    if (found.kind === 'done' && found.value !== undefined) {
      await this.#journal.record({ kind: 'sent', batch, id: found.value });
      this.#handedOver += notes;
      return;
    }
    const detail = failureMessage(failure, { provider: this.#run.provider.label });
    // Without an answer nobody knows yet: collecting asks again before anything is sent anew.
    if (found.kind === 'done') {
      await this.#journal.record({ kind: 'batchEnded', batch, how: 'failed', detail });
      await files.forget(batch);
    }
    throw new Error(detail);
  }

  async #failed(path: string, hash: string, reason: string): Promise<void> {
    await this.#journal.record({ kind: 'failed', path, hash, reason });
  }
}
