import { messageOf } from '../../base/errors.ts';
import { failureMessage } from '../failureMessage.ts';
import { forecast } from '../forecast.ts';
import type { ProviderFailure, TokenUsage } from '../provider.ts';
import type { Suggestion } from '../suggestion.ts';
import { runTask } from '../task.ts';
import { enrichTask } from '../tasks/enrich.ts';
import { BudgetGate } from './budgetGate.ts';
import { noteToAsk } from './noteToAsk.ts';
import type { RunEnd, RunEvent } from './runEvent.ts';
import type { RunJournal } from './runJournal.ts';
import type { RunServices } from './runServices.ts';
import { RunTags } from './runTags.ts';

/** So many notes in a row that fail for the provider's sake, and the run waits for better times. */
const MOST_FAILURES_IN_A_ROW = 10;

/** Failures that the next note would meet as well. */
const HOPELESS: ReadonlySet<ProviderFailure['kind']> = new Set([
  'unauthorized',
  'quota',
  'notFound',
  'noConsent',
]);
/** Failures that may be the provider's or the note's. */
const PERHAPS_HOPELESS: ReadonlySet<ProviderFailure['kind']> = new Set([
  'unreachable',
  'timeout',
  'loading',
  'rateLimited',
  'serverError',
  'other',
]);

/**
 * Asks about every note of the run that waits, failed or has changed since, several at once, and
 * journals each reply when it comes. What was journaled is not asked again. Never rejects: why it ended is journaled
 * too, where that is possible, and given back.
 *
 * @param only the notes to ask about; all of the run unless told
 */
export async function runNotes(
  journal: RunJournal,
  services: RunServices,
  signal: AbortSignal,
  only?: readonly string[],
): Promise<{ readonly end: RunEnd; readonly detail: string | undefined }> {
  const run = new Run(journal, services, signal);
  // By their paths of now: some may have been renamed since the run was planned.
  const paths = [...(only ?? journal.notes.keys())].values();
  const worker = async (): Promise<void> => {
    for (const path of paths) {
      if (run.isOver) return;
      await run.takeNote(path);
    }
  };
  await Promise.all(Array.from({ length: services.atOnce }, worker));
  return await run.finish();
}

class Run {
  readonly #journal: RunJournal;
  readonly #services: RunServices;
  readonly #person: AbortSignal;
  /** Of the requests under way: one each, since a signal warns when many listen to it. */
  readonly #underWay = new Set<AbortController>();
  readonly #onAbort = (): void => this.#abortAll();
  readonly #tags: RunTags;
  readonly #budget: BudgetGate;
  #end: RunEnd | undefined;
  #detail: string | undefined;
  #failuresInARow = 0;

  constructor(journal: RunJournal, services: RunServices, person: AbortSignal) {
    this.#journal = journal;
    this.#services = services;
    this.#person = person;
    person.addEventListener('abort', this.#onAbort);
    this.#tags = new RunTags(journal);
    this.#budget = new BudgetGate(journal.plan.budget, () => journal.cost);
  }

  get isOver(): boolean {
    return this.#end !== undefined || this.#person.aborted;
  }

  async takeNote(path: string): Promise<void> {
    try {
      await this.#askAbout(path);
    } catch (error) {
      // One note that cannot be read or asked about does not end the others.
      await this.#failed(path, '', `It could not be asked about: ${messageOf(error)}`);
    }
  }

  async finish(): Promise<{ readonly end: RunEnd; readonly detail: string | undefined }> {
    this.#person.removeEventListener('abort', this.#onAbort);
    const end = this.#end ?? (this.#person.aborted ? 'stopped' : 'finished');
    const detail = this.#detail;
    try {
      await this.#journal.record({ kind: 'ended', how: end, ...(detail === undefined ? {} : { detail }) });
    } catch (error) {
      return { end: 'failed', detail: detail ?? notKept(error) };
    }
    return { end, detail };
  }

  async #askAbout(path: string): Promise<void> {
    const look = await noteToAsk(this.#journal, this.#services, path);
    switch (look.kind) {
      case 'nothing':
        return;
      case 'failed':
        return await this.#failed(path, look.hash, look.reason);
      case 'known':
        return await this.#found(path, look.hash, look.suggestions, undefined, 0);
      case 'ask':
        return await this.#ask(path, look.text, look.hash);
    }
  }

  async #ask(path: string, text: string, hash: string): Promise<void> {
    const { provider, cache, costOf, prompts } = this.#services;
    const task = enrichTask(prompts, this.#journal.plan.parts);
    const input = this.#tags.addTo(await this.#services.input(path, text));
    const { inputTokens, maxOutputTokens } = forecast(task, input, provider);
    const mostCost = costOf({ input: inputTokens, output: maxOutputTokens, cachedInput: 0 }) ?? 0;
    if (!(await this.#budget.reserve(mostCost))) {
      this.#endWith('budget', undefined, false);
      return;
    }
    const controller = new AbortController();
    this.#underWay.add(controller);
    if (this.#person.aborted) controller.abort();
    try {
      const outcome = await runTask(task, input, provider, controller.signal, { cache });
      if (outcome.kind === 'cancelled') return;
      const cost =
        outcome.usage === undefined ? (provider.isLanguageModel ? undefined : 0) : costOf(outcome.usage);
      if (outcome.kind === 'failed') return await this.#providerFailed(path, hash, outcome.failure, cost);
      this.#failuresInARow = 0;
      await this.#found(path, hash, outcome.suggestions, outcome.usage, cost);
    } finally {
      this.#underWay.delete(controller);
      this.#budget.release(mostCost);
    }
  }

  async #found(
    path: string,
    hash: string,
    found: readonly Suggestion[],
    usage: TokenUsage | undefined,
    cost: number | undefined,
  ): Promise<void> {
    const suggestions = found.filter((one) => !this.#services.wasDismissed(path, hash, one));
    if (await this.#record({ kind: 'found', path, hash, suggestions, usage, cost }))
      this.#tags.learn(suggestions);
  }

  async #providerFailed(
    path: string,
    hash: string,
    failure: ProviderFailure,
    cost: number | undefined,
  ): Promise<void> {
    const sentence = failureMessage(failure, { provider: this.#services.provider.label });
    // The note itself still waits: it is asked about when the run goes on.
    if (HOPELESS.has(failure.kind)) return this.#endWith('failed', sentence, true);
    this.#failuresInARow = PERHAPS_HOPELESS.has(failure.kind) ? this.#failuresInARow + 1 : 0;
    await this.#failed(path, hash, sentence, cost);
    if (this.#failuresInARow >= MOST_FAILURES_IN_A_ROW) this.#endWith('failed', sentence, true);
  }

  async #failed(path: string, hash: string, reason: string, cost?: number): Promise<void> {
    await this.#record({ kind: 'failed', path, hash, reason, ...(cost === undefined ? {} : { cost }) });
  }

  /** What cannot be kept, as on a full disk, would be paid for twice: then nothing more is asked. */
  async #record(event: RunEvent): Promise<boolean> {
    try {
      await this.#journal.record(event);
      return true;
    } catch (error) {
      this.#endWith('failed', notKept(error), true);
      return false;
    }
  }

  /** The first reason counts. Requests under way are ended only where they are of no use. */
  #endWith(end: RunEnd, detail: string | undefined, atOnce: boolean): void {
    this.#end ??= end;
    this.#detail ??= detail;
    if (atOnce) this.#abortAll();
  }

  #abortAll(): void {
    for (const controller of this.#underWay) controller.abort();
  }
}

function notKept(error: unknown): string {
  return `What was found could not be kept: ${messageOf(error)}`;
}
