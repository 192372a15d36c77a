import type { ChatBehaviour } from '../test/support/chatServer.ts';

const numberOf = (title: string): number => Number(/\d+/.exec(title)?.[0]);

/** One in ten is refused for too many requests and may come back in a second; one in twenty breaks off. */
export const heavyWeather: Pick<ChatBehaviour, 'refuses' | 'cuts'> = {
  refuses: (title) => numberOf(title) % 10 === 3,
  cuts: (title) => numberOf(title) % 20 === 7,
};
