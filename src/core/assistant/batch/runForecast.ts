import { forecast } from '../forecast.ts';
import type { EnrichPart } from '../prompts/enrich.ts';
import type { Provider, TokenUsage } from '../provider.ts';
import type { EnrichInput } from '../taskInput.ts';
import { enrichTask } from '../tasks/enrich.ts';
import { estimateTokens } from '../tokens.ts';

/** About how many tokens come back for each part: three sentences, five picks with a reason, and so on. */
const REPLY_TOKENS: Readonly<Record<EnrichPart, number>> = { summary: 120, tags: 160, links: 300, mocs: 60 };

/** A note of a run, and the question about it where it was made to see how much goes with the note. */
export interface SampledNote {
  readonly text: string;
  readonly input?: EnrichInput;
}

/**
 * About what a run will take, without repetitions and repairs. What goes with a note, prompt and candidates, is
 * measured on the notes whose question was made, and taken to be as much for the others.
 */
export function forecastRun(
  notes: readonly SampledNote[],
  parts: readonly EnrichPart[],
  provider: Pick<Provider, 'isLanguageModel' | 'inputBudget'>,
): TokenUsage {
  const task = enrichTask({}, parts);
  const sizes = notes.map(({ text }) => estimateTokens(text));
  let beside = 0;
  let sampled = 0;
  for (const [index, { input }] of notes.entries()) {
    if (input === undefined) continue;
    beside += Math.max(0, forecast(task, input, provider).inputTokens - sizes[index]!);
    sampled++;
  }
  const each = sampled === 0 ? 0 : beside / sampled;
  const reply = parts.reduce((sum, part) => sum + REPLY_TOKENS[part], 0);
  const input = sizes.reduce((sum, size) => sum + size, 0) + each * notes.length;
  return { input: Math.round(input), output: reply * notes.length, cachedInput: 0 };
}
