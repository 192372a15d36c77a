import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Asks again and again until the answer is there, and returns it.
 *
 * @param what completes the sentence "Waited in vain for …"
 * @param ask returns `undefined`, `false` or an empty answer while it is too early
 * @throws after `timeout` ms, with the last error that `ask` threw, if any
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | false> | T | undefined | false,
  timeout = 30_000,
): Promise<T> {
  const end = Date.now() + timeout;
  let last: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer;
      last = undefined;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`Waited in vain for ${what}.`, { cause: last });
    await sleep(50);
  }
}
