import type { ChatBehaviour } from '../chatServer.ts';

const numberIn = (title: string): number => Number(/\d+/.exec(title)?.[0]);

/** Of each hundred notes three are answered with something of no use, however often they are asked about. */
export const isUseless = (number: number): boolean => (number % 100) % 33 === 1;

/** How a server treats `Note 0`, `Note 1` and so on: one in ten is refused once, some are never answered well. */
export const badWeather: Pick<ChatBehaviour, 'refuses' | 'fails'> = {
  refuses: (title) => numberIn(title) % 10 === 3,
  fails: (title) => isUseless(numberIn(title)),
};

/** How many notes a run is tried over: `NOTEWRIGHT_RUN_NOTES`, or the number that keeps a test short. */
export function notesToRun(otherwise: number): number {
  const told = Number(process.env.NOTEWRIGHT_RUN_NOTES);
  return Number.isInteger(told) && told > 0 ? told : otherwise;
}
