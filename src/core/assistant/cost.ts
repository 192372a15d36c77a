import type { TokenUsage } from './provider.ts';

/** US dollars for a million tokens. */
export interface ModelPrice {
  readonly input: number;
  /** For tokens that the provider read from its own cache; as `input` where it is not given. */
  readonly cachedInput?: number;
  readonly output: number;
}

/** Prices by the beginning of a model's name; the longest that fits counts. */
export type PriceTable = Readonly<Record<string, ModelPrice>>;

/** OpenAI's list prices when this was written; a setting can put others in their place. */
export const OPENAI_PRICES: PriceTable = {
  'gpt-4o': { input: 2.5, cachedInput: 1.25, output: 10 },
  'gpt-4o-mini': { input: 0.15, cachedInput: 0.075, output: 0.6 },
  'gpt-4.1': { input: 2, cachedInput: 0.5, output: 8 },
  'gpt-4.1-mini': { input: 0.4, cachedInput: 0.1, output: 1.6 },
  'gpt-4.1-nano': { input: 0.1, cachedInput: 0.025, output: 0.4 },
  'gpt-5': { input: 1.25, cachedInput: 0.125, output: 10 },
  'gpt-5-mini': { input: 0.25, cachedInput: 0.025, output: 2 },
  'gpt-5-nano': { input: 0.05, cachedInput: 0.005, output: 0.4 },
};

/**
 * What a model costs; `undefined` when nobody said. The name fits when it is an entry's, or goes on after it with a
 * hyphen, a colon or an `@`, as dated versions do; a name that goes on with digits and dots is another model.
 *
 * @example priceOf('gpt-4o-mini-2024-07-18', OPENAI_PRICES) // that of gpt-4o-mini
 */
export function priceOf(model: string, prices: PriceTable): ModelPrice | undefined {
  const fitting = Object.keys(prices).filter(
    (name) => model === name || (model.startsWith(name) && /^[-:@]/.test(model.slice(name.length))),
  );
  const longest = fitting.reduce((best, name) => (name.length > best.length ? name : best), '');
  return longest === '' ? undefined : prices[longest];
}

/** US dollars; `undefined` when the price is not known. */
export function costOf(usage: TokenUsage, price: ModelPrice | undefined): number | undefined {
  if (price === undefined) return undefined;
  const cached = Math.min(usage.cachedInput, usage.input);
  const input = (usage.input - cached) * price.input + cached * (price.cachedInput ?? price.input);
  return (input + usage.output * price.output) / 1_000_000;
}
