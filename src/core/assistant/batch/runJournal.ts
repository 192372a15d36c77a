import { Emitter } from '../../base/event.ts';
import type { Suggestion } from '../suggestion.ts';
import type { RunEnd, RunEvent, RunPlan } from './runEvent.ts';
import { suggestionId } from './suggestionId.ts';

/** A suggestion of a run, and what the person said to it. */
export interface RunSuggestion {
  /** Unique in its note. */
  readonly id: string;
  readonly suggestion: Suggestion;
  readonly decision: 'open' | 'accepted' | 'dismissed';
}

/** What a run has brought for one note. */
export interface RunNote {
  readonly path: string;
  /** `sent`: part of a batch whose replies have not been collected. */
  readonly status: 'waiting' | 'sent' | 'found' | 'failed';
  /** Of the text that was asked about; empty while it waits. */
  readonly hash: string;
  /** Why it failed, in one sentence. */
  readonly reason: string;
  readonly suggestions: readonly RunSuggestion[];
  /** The batch that it is, or was last, part of, and its request in there. */
  readonly sent?: { readonly batch: string; readonly customId: string };
  /** Texts around each acceptance that was not taken back, oldest first. */
  readonly accepted: readonly AcceptedChange[];
}

/** A note's text before and after suggestions were written into it. */
interface AcceptedChange {
  readonly ids: readonly string[];
  readonly before: string;
  readonly after: string;
}

/** Where the lines of a journal are kept. What was added is there after a crash, whole or not at all. */
export interface JournalStore {
  /** Adds an event; rejects when it could not be kept. */
  append(event: RunEvent): Promise<void>;
  /** Nothing is added after. */
  close(): Promise<void>;
}

const NOTHING_YET = { status: 'waiting', hash: '', reason: '', suggestions: [], accepted: [] } as const;

/** One run as its journal tells it. What happens is kept first and counts then, so that nothing shown can be lost. */
export class RunJournal {
  readonly plan: RunPlan;
  readonly #store: JournalStore;
  readonly #notes: Map<string, RunNote>;
  readonly #batches = new Map<string, string | undefined>();
  readonly #changed = new Emitter<string | undefined>();
  /** Told the path of the note that changed; `undefined` when it is the run. */
  readonly onDidChange = this.#changed.event;
  #end: RunEnd | undefined;
  #endDetail: string | undefined;
  #cost = 0;
  #unpriced = 0;

  /** @param events those after `begun`, as they were kept; none for a new run */
  constructor(plan: RunPlan, store: JournalStore, events: Iterable<RunEvent> = []) {
    this.plan = plan;
    this.#store = store;
    this.#notes = new Map(plan.paths.map((path) => [path, { path, ...NOTHING_YET }]));
    for (const event of events) this.#take(event);
  }

  /** By path, in the order of the plan. */
  get notes(): ReadonlyMap<string, RunNote> {
    return this.#notes;
  }

  /** Batches whose replies have not been collected: the provider's id by ours, `undefined` where it got lost. */
  get batches(): ReadonlyMap<string, string | undefined> {
    return this.#batches;
  }

  /** Why the run is not going on; `undefined` while it is, and after a crash. */
  get end(): RunEnd | undefined {
    return this.#end;
  }

  get endDetail(): string | undefined {
    return this.#endDetail;
  }

  /** US dollars of the requests whose price is known. */
  get cost(): number {
    return this.#cost;
  }

  /** Requests whose price is not known. */
  get unpriced(): number {
    return this.#unpriced;
  }

  /** Keeps an event, then lets it count. Rejects, and changes nothing, when it could not be kept. */
  async record(event: RunEvent): Promise<void> {
    await this.#store.append(event);
    this.#take(event);
    this.#changed.fire('path' in event ? event.path : undefined);
  }

  /** Lets go of what keeps it; it can still be read. */
  async close(): Promise<void> {
    this.#changed.dispose();
    await this.#store.close();
  }

  #take(event: RunEvent): void {
    switch (event.kind) {
      case 'begun':
        return;
      case 'resumed':
        this.#end = undefined;
        this.#endDetail = undefined;
        return this.#waitAgain(event.paths ?? this.#notes.keys());
      case 'ended':
        this.#end = event.how;
        this.#endDetail = event.detail;
        return;
      case 'moved':
        return this.#move(event.from, event.to);
      case 'sending':
        this.#batches.set(event.batch, undefined);
        for (const { path, customId } of event.notes) {
          this.#change(path, { status: 'sent', sent: { batch: event.batch, customId } });
        }
        return;
      case 'sent':
        this.#batches.set(event.batch, event.id);
        return;
      case 'batchEnded':
        return this.#endBatch(event.batch);
      case 'found':
        this.#cost += event.cost ?? 0;
        if (event.cost === undefined) this.#unpriced++;
        break;
      case 'failed':
        this.#cost += event.cost ?? 0;
        break;
      default:
        break;
    }
    const note = this.#notes.get(event.path);
    if (note !== undefined) this.#change(event.path, change(note, event));
  }

  #change(path: string, to: Partial<RunNote>): void {
    const note = this.#notes.get(path);
    if (note !== undefined) this.#notes.set(path, { ...note, ...to });
  }

  #waitAgain(paths: Iterable<string>): void {
    for (const path of [...paths]) {
      if (this.#notes.get(path)?.status === 'failed') this.#change(path, { status: 'waiting', reason: '' });
    }
  }

  #endBatch(batch: string): void {
    this.#batches.delete(batch);
    for (const { path, status, sent } of [...this.#notes.values()]) {
      if (status === 'sent' && sent?.batch === batch) this.#change(path, { status: 'waiting', hash: '' });
    }
  }

  #move(from: string, to: string): void {
    const notes = [...this.#notes.values()].filter(({ path }) => path !== to);
    this.#notes.clear();
    for (const note of notes) {
      const path = note.path === from ? to : note.path;
      this.#notes.set(path, { ...note, path });
    }
  }
}

type NoteEvent = Extract<RunEvent, { kind: 'found' | 'failed' | 'accepted' | 'dismissed' | 'undone' }>;

function change(note: RunNote, event: NoteEvent): Partial<RunNote> {
  switch (event.kind) {
    case 'found':
      return { status: 'found', hash: event.hash, reason: '', suggestions: opened(event.suggestions) };
    case 'failed':
      return { status: 'failed', hash: event.hash, reason: event.reason };
    case 'accepted':
      return {
        suggestions: decided(note, event.ids, 'accepted'),
        accepted: [...note.accepted, { ids: event.ids, before: event.before, after: event.after }],
      };
    case 'dismissed':
      return { suggestions: decided(note, event.ids, 'dismissed') };
    case 'undone': {
      const ids = note.accepted.flatMap((accepted) => accepted.ids);
      return { suggestions: decided(note, ids, 'open'), accepted: [] };
    }
  }
}

function opened(suggestions: readonly Suggestion[]): RunSuggestion[] {
  const byId = new Map<string, RunSuggestion>();
  for (const suggestion of suggestions) {
    const id = suggestionId(suggestion);
    if (!byId.has(id)) byId.set(id, { id, suggestion, decision: 'open' });
  }
  return [...byId.values()];
}

function decided(
  note: RunNote,
  ids: readonly string[],
  decision: RunSuggestion['decision'],
): readonly RunSuggestion[] {
  return note.suggestions.map((one) => (ids.includes(one.id) ? { ...one, decision } : one));
}
