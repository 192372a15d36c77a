import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readRunLines } from '../src/core/assistant/batch/runLine.ts';
import { ChatServer } from '../test/support/chatServer.ts';
import { badWeather, isUseless } from '../test/support/runs/badWeather.ts';
import { runOverServer } from '../test/support/runs/runOverServer.ts';
import { collectGarbage, type Figure } from './figure.ts';

const NOTES = 2000;
const AT_ONCE = 16;
const LATENCY_MS = 200;

/** By path: how many answers the journal holds. */
async function answersKept(folder: string): Promise<Record<string, number>> {
  const [name] = (await readdir(folder)).filter((each) => each.endsWith('.jsonl'));
  const { events = [] } = readRunLines(await readFile(join(folder, name!), 'utf8')) ?? {};
  const counts: Record<string, number> = {};
  for (const event of events) if (event.kind === 'found') counts[event.path] = (counts[event.path] ?? 0) + 1;
  return counts;
}

/** A run over many notes against a server that refuses now and then, against the time that its replies take alone. */
export async function runFigures(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'notewright-bench-'));
  const numberOf = (title: string): number => Number(/\d+/.exec(title)?.[0]);
  const server = new ChatServer({ latencyMs: LATENCY_MS, ...badWeather });
  try {
    const baseUrl = await server.start();
    collectGarbage();
    const idle = process.memoryUsage.rss();
    let most = idle;
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 100);
    const began = performance.now();
    const journal = await runOverServer(folder, baseUrl, NOTES, AT_ONCE);
    const tookMs = performance.now() - began;
    clearInterval(watch);
    const requests = [...server.asked.values()].reduce((sum, count) => sum + count, 0);
    const found = [...journal.notes.values()].filter(({ status }) => status === 'found').length;
    await journal.close();
    const answers = Object.values(await answersKept(folder));
    const sent = [...server.answered]
      .filter(([title]) => !isUseless(numberOf(title)))
      .map(([, times]) => times);
    const idealMs = (requests * LATENCY_MS) / AT_ONCE;
    return [
      {
        name: 'a run over 2,000 notes, against the time of its requests alone',
        value: tookMs / idealMs,
        unit: '×',
        bound: 1.25,
        from: { tookMs, idealMs, requests, found },
      },
      {
        name: 'memory above idle in that run, the server in it',
        value: (most - idle) / 1e6,
        unit: 'MB',
        bound: 150,
        from: { notes: NOTES },
      },
      {
        name: 'how often a note was answered in that run at the most, by the server and by the journal',
        value: Math.max(...answers, ...sent),
        unit: '×',
        bound: 1,
        from: { sent: sent.length, kept: answers.length },
      },
    ];
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
