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

/** When a run is killed the next time, in useful replies. */
export interface NextKill {
  /** How many are kept before it. */
  readonly kept: number;
  /** How many may be on their way then. */
  readonly onTheirWay: number;
}

/**
 * The kills of a run, each sooner or later than the others: the server gives no more replies than `kept` and
 * `onTheirWay` before each, so that the last kill comes before the end however slow the machine is to kill.
 *
 * @param random gives numbers from 0 to 1
 */
export function killsOf(notes: number, kills: number, random: () => number): readonly NextKill[] {
  const useful = Array.from({ length: notes }, (_, number) => number).filter((number) => !isUseless(number));
  const share = Math.floor(useful.length / (kills + 1));
  return Array.from({ length: kills }, () => {
    const onTheirWay = Math.floor(random() * Math.min(4, share));
    return { kept: 1 + Math.floor(random() * (share - onTheirWay)), onTheirWay };
  });
}
