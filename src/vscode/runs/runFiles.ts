import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunPlan } from '../../core/assistant/batch/runEvent.ts';
import { RunJournal, type JournalStore } from '../../core/assistant/batch/runJournal.ts';
import { RunMemory } from '../../core/assistant/batch/runMemory.ts';
import { JournalFile, type MayWrite } from './journalFile.ts';

const SUFFIX = '.jsonl';
/** Older runs are forgotten, and what was dismissed in them. */
const KEPT_RUNS = 50;

/** The runs of one vault, each a file in a folder of the extension's own. Names begin with the time, so they sort. */
export class RunFiles {
  /** Their lease stands in it too. */
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** Begins a run. Rejects when it cannot be kept. */
  async create(plan: RunPlan, mayWrite: MayWrite): Promise<RunJournal> {
    const journal = new RunJournal(plan, await JournalFile.create(this.#path(plan), plan, mayWrite));
    await this.#forgetOldest();
    return journal;
  }

  /** The latest run, to go on with; `undefined` when there is none. Only for the holder of the lease. */
  async latest(mayWrite: MayWrite): Promise<RunJournal | undefined> {
    for (const name of (await this.#names()).reverse()) {
      const opened = await JournalFile.resume(join(this.folder, name), mayWrite);
      if (opened !== undefined) return new RunJournal(opened.read.plan, opened.file, opened.read.events);
    }
    return undefined;
  }

  /** The latest run, to look at while another window holds the lease: what is recorded in it is refused. */
  async latestToLookAt(refusal: string): Promise<RunJournal | undefined> {
    for (const name of (await this.#names()).reverse()) {
      const read = await JournalFile.read(join(this.folder, name));
      if (read !== undefined) return new RunJournal(read.plan, refusing(refusal), read.events);
    }
    return undefined;
  }

  /** What all runs have brought. */
  async memory(): Promise<RunMemory> {
    const memory = new RunMemory();
    for (const name of await this.#names()) {
      const read = await JournalFile.read(join(this.folder, name));
      if (read !== undefined) memory.add(read.plan, read.events);
    }
    return memory;
  }

  #path({ startedAt, id }: RunPlan): string {
    return join(this.folder, `${String(startedAt).padStart(15, '0')}-${id}${SUFFIX}`);
  }

  /** Oldest first. */
  async #names(): Promise<string[]> {
    const names = await readdir(this.folder).catch((): string[] => []);
    return names.filter((name) => name.endsWith(SUFFIX)).sort();
  }

  async #forgetOldest(): Promise<void> {
    for (const name of (await this.#names()).slice(0, -KEPT_RUNS)) {
      await rm(join(this.folder, name), { force: true });
      const run = name.slice(name.indexOf('-') + 1, -SUFFIX.length);
      const asked = (await readdir(this.folder)).filter((each) => each.startsWith(run));
      for (const each of asked) await rm(join(this.folder, each), { force: true });
    }
  }
}

function refusing(reason: string): JournalStore {
  return {
    append: () => Promise.reject(new Error(reason)),
    close: () => Promise.resolve(),
  };
}
