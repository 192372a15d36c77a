import { randomUUID } from 'node:crypto';
import type { RunPlan } from '../../../src/core/assistant/batch/runEvent.ts';
import type { RunJournal } from '../../../src/core/assistant/batch/runJournal.ts';
import { runNotes } from '../../../src/core/assistant/batch/runNotes.ts';
import { AdaptiveLimiter } from '../../../src/core/assistant/limiter.ts';
import { OpenAiProvider } from '../../../src/core/providers/openAiProvider.ts';
import { RunFiles } from '../../../src/vscode/runs/runFiles.ts';
import { RunLease } from '../../../src/vscode/runs/runLease.ts';
import { realNetwork } from '../realNetwork.ts';
import { runNoteInput } from './runNoteInput.ts';

export function titleOf(path: string): string {
  return `Note ${path.replace('.md', '')}`;
}

/** Begins a run over so many made-up notes, or goes on with the one that the folder holds, to its end. */
export async function runOverServer(
  folder: string,
  baseUrl: string,
  notes: number,
  atOnce = 8,
): Promise<RunJournal> {
  const files = new RunFiles(folder);
  const lease = await RunLease.take(folder, randomUUID());
  if (lease === undefined) throw new Error('Another process holds the lease');
  const limiter = new AdaptiveLimiter(atOnce);
  const provider = new OpenAiProvider({
    baseUrl,
    model: 'm',
    network: realNetwork,
    limiter,
  });
  const mayWrite = async (): Promise<void> => {
    if (!(await lease.isHeld())) throw new Error('Another process has taken over');
  };
  const journal = (await files.latest(mayWrite)) ?? (await files.create(planOver(notes, provider), mayWrite));
  await runNotes(
    journal,
    {
      provider,
      // Some wait before they ask again: they leave their places to others.
      atOnce: 2 * atOnce,
      read: (path) => Promise.resolve(textOf(path)),
      isPrivate: () => false,
      hash: (text) => text,
      input: (path, text) => Promise.resolve(runNoteInput(path, text)),
      costOf: () => undefined,
      known: () => undefined,
      wasDismissed: () => false,
    },
    new AbortController().signal,
  );
  await lease.release();
  return journal;
}

function planOver(notes: number, provider: OpenAiProvider): RunPlan {
  return {
    id: 'run',
    startedAt: Date.now(),
    label: 'Notes',
    parts: ['summary', 'tags', 'links', 'mocs'],
    providerId: provider.id,
    providerLabel: provider.label,
    promptVersion: 1,
    paths: Array.from({ length: notes }, (_, number) => `${number}.md`),
  };
}

function textOf(path: string): string {
  return `# ${titleOf(path)}\n\n${titleOf(path)} is here, with words enough for a sentence.\n`;
}
