import type { SummarizeInput } from './taskInput.ts';

/** How many sentences each length asks for. */
export const SENTENCES = { short: 3, medium: 4, long: 5 } as const satisfies Record<
  SummarizeInput['length'],
  number
>;
