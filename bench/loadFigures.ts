import { AdaptiveLimiter } from '../src/core/assistant/limiter.ts';
import { runTask } from '../src/core/assistant/task.ts';
import { enrichTask } from '../src/core/assistant/tasks/enrich.ts';
import { OpenAiProvider } from '../src/core/providers/openAiProvider.ts';
import { ChatServer } from '../test/support/chatServer.ts';
import { realNetwork } from '../test/support/realNetwork.ts';
import { runNoteInput } from '../test/support/runs/runNoteInput.ts';
import { collectGarbage, type Figure } from './figure.ts';

const REQUESTS = 500;
const AT_ONCE = 8;
const LATENCY_MS = 300;
/** One in ten is refused for too many requests and may come back in a second; one in twenty breaks off. */
const isRefused = (number: number): boolean => number % 10 === 3;
const isCut = (number: number): boolean => number % 20 === 7;

/**
 * Requests at once against a server that refuses and breaks off, with the limiter of the product, against the time
 * that they take alone, the repeated ones included.
 */
export async function loadFigures(): Promise<Figure[]> {
  const numberOf = (title: string): number => Number(/\d+/.exec(title)?.[0]);
  const server = new ChatServer({
    latencyMs: LATENCY_MS,
    refuses: (title) => isRefused(numberOf(title)),
    cuts: (title) => isCut(numberOf(title)),
  });
  const baseUrl = await server.start();
  try {
    const limiter = new AdaptiveLimiter(AT_ONCE);
    const provider = new OpenAiProvider({ baseUrl, model: 'm', network: realNetwork, limiter });
    const ask = async (number: number): Promise<boolean> => {
      const text = `# Note ${number}\n\nNote ${number} is here, with words enough for a sentence.\n`;
      const input = runNoteInput(`Note ${number}.md`, text);
      const outcome = await runTask(enrichTask(), input, provider, new AbortController().signal);
      return outcome.kind === 'done' && outcome.suggestions.length > 0;
    };
    collectGarbage();
    const idle = process.memoryUsage().heapUsed;
    const began = performance.now();
    const ended = await Promise.all(Array.from({ length: REQUESTS }, (_, number) => ask(number)));
    const tookMs = performance.now() - began;
    collectGarbage();
    const kept = process.memoryUsage().heapUsed - idle;
    const requests = [...server.asked.values()].reduce((sum, count) => sum + count, 0);
    const answered = [...server.answered.values()];
    const lost = ended.filter((isDone) => !isDone).length + (REQUESTS - answered.length);
    const doubled = answered.filter((times) => times > 1).length;
    if (lost + doubled > 0)
      throw new Error(`Of ${REQUESTS} requests ${lost} were lost and ${doubled} doubled`);
    const idealMs = (requests * LATENCY_MS) / AT_ONCE;
    return [
      {
        name: '500 requests, 10 % refused and 5 % cut, against the time of its requests alone',
        value: tookMs / idealMs,
        unit: '×',
        bound: 1.25,
        from: { tookMs, idealMs, requests },
      },
      { name: 'memory kept after them', value: kept / 1e6, unit: 'MB', bound: 10, from: { requests } },
    ];
  } finally {
    await server.stop();
  }
}
