import { fork } from 'node:child_process';
import { once } from 'node:events';
import { AdaptiveLimiter } from '../src/core/assistant/limiter.ts';
import { runTask } from '../src/core/assistant/task.ts';
import { enrichTask } from '../src/core/assistant/tasks/enrich.ts';
import { OpenAiProvider } from '../src/core/providers/openAiProvider.ts';
import { ChatServer } from '../test/support/chatServer.ts';
import { realNetwork } from '../test/support/realNetwork.ts';
import { runNoteInput } from '../test/support/runs/runNoteInput.ts';
import { collectGarbage, type Figure } from './figure.ts';
import { heavyWeather } from './heavyWeather.ts';

const REQUESTS = 500;
const AT_ONCE = 8;
const LATENCY_MS = 300;
/** As many again and again, so that what each leaves behind adds up; quicker, since the time is not looked at. */
const ROUNDS = 8;
const QUICK_MS = 40;

/** Asks about a note; `false`: what came was of no use. */
async function ask(provider: OpenAiProvider, number: number): Promise<boolean> {
  const text = `# Note ${number}\n\nNote ${number} is here, with words enough for a sentence.\n`;
  const input = runNoteInput(`Note ${number}.md`, text);
  const outcome = await runTask(enrichTask(), input, provider, new AbortController().signal);
  return outcome.kind === 'done' && outcome.suggestions.length > 0;
}

async function askAll(provider: OpenAiProvider, first: number): Promise<boolean[]> {
  return await Promise.all(Array.from({ length: REQUESTS }, (_, index) => ask(provider, first + index)));
}

function providerAt(baseUrl: string): OpenAiProvider {
  const limiter = new AdaptiveLimiter(AT_ONCE);
  return new OpenAiProvider({ baseUrl, model: 'm', network: realNetwork, limiter });
}

/** Requests at once against a server that refuses and breaks off, with the limiter of the product. */
export async function loadFigures(): Promise<Figure[]> {
  return [await timeFigure(), ...(await memoryFigures())];
}

/** Against the time that the requests take alone, the repeated ones included. */
async function timeFigure(): Promise<Figure> {
  const server = new ChatServer({ latencyMs: LATENCY_MS, ...heavyWeather });
  const provider = providerAt(await server.start());
  try {
    const began = performance.now();
    const ended = await askAll(provider, 0);
    const tookMs = performance.now() - began;
    const requests = [...server.asked.values()].reduce((sum, count) => sum + count, 0);
    const answered = [...server.answered.values()];
    const lost = ended.filter((isDone) => !isDone).length + (REQUESTS - answered.length);
    const doubled = answered.filter((times) => times > 1).length;
    if (lost + doubled > 0)
      throw new Error(`Of ${REQUESTS} requests ${lost} were lost and ${doubled} doubled`);
    const idealMs = (requests * LATENCY_MS) / AT_ONCE;
    return {
      name: '500 requests, 10 % refused and 5 % cut, against the time of its requests alone',
      value: tookMs / idealMs,
      unit: '×',
      bound: 1.25,
      from: { tookMs, idealMs, requests },
    };
  } finally {
    await server.stop();
  }
}

/**
 * What requests leave behind once they have ended, the first 500 apart, which load what they need, and the most that
 * 500 waiting ones hold. The server is another process, so that it does not count.
 */
async function memoryFigures(): Promise<Figure[]> {
  const server = fork(new URL('loadServer.js', import.meta.url), [String(QUICK_MS)]);
  const [baseUrl] = (await once(server, 'message')) as [string];
  const provider = providerAt(baseUrl);
  const heapNow = (): number => {
    collectGarbage();
    return process.memoryUsage().heapUsed;
  };
  try {
    const idle = heapNow();
    let most = idle;
    const watch = setInterval(() => (most = Math.max(most, heapNow())), 250);
    const after: number[] = [];
    const rss: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      await askAll(provider, round * REQUESTS);
      after.push(heapNow());
      rss.push(process.memoryUsage.rss());
    }
    clearInterval(watch);
    const growth = (after.at(-1)! - after[0]!) / 1e6;
    return [
      {
        name: 'memory that 500 of such requests hold at the most while they wait',
        value: (most - idle) / 1e6,
        unit: 'MB',
        bound: 30,
        from: { requests: REQUESTS, atOnce: AT_ONCE },
      },
      {
        name: 'memory that 3,500 more of them leave behind',
        value: Math.max(0, growth),
        unit: 'MB',
        bound: 2,
        from: {
          keptAfter500: (after[0]! - idle) / 1e6,
          keptAfter4000: (after.at(-1)! - idle) / 1e6,
          residentGrowth: (rss.at(-1)! - rss[0]!) / 1e6,
        },
      },
    ];
  } finally {
    server.kill();
  }
}
