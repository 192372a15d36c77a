import type { TokenUsage } from './provider.ts';

/** US dollars for a million tokens. */
export interface ModelPrice {
  readonly input: number;
  /** For tokens that the provider read from its own cache; as `input` where it is not given. */
  readonly cachedInput?: number;
  readonly output: number;
}

/** OpenAI's batches cost half: https://platform.openai.com/docs/guides/batch */
export const BATCH_PRICE = 0.5;

/** Prices by the name of a model, without the date of its version. */
export type PriceTable = Readonly<Record<string, ModelPrice>>;

/**
 * OpenAI's list prices for plain requests, compared with several public tables on 2026-11-25. Models of which these
 * tables said different things are left out: their price is not known. A setting adds to the table and overrides it.
 */
export const OPENAI_PRICES: PriceTable = {
  'gpt-4o': { input: 2.5, cachedInput: 1.25, output: 10 },
  'gpt-4o-mini': { input: 0.15, cachedInput: 0.075, output: 0.6 },
  'gpt-4.1': { input: 2, cachedInput: 0.5, output: 8 },
  'gpt-4.1-mini': { input: 0.4, cachedInput: 0.1, output: 1.6 },
  'gpt-4.1-nano': { input: 0.1, cachedInput: 0.025, output: 0.4 },
  'gpt-5': { input: 1.25, cachedInput: 0.125, output: 10 },
  'gpt-5-mini': { input: 0.25, cachedInput: 0.025, output: 2 },
  'gpt-5-nano': { input: 0.05, cachedInput: 0.005, output: 0.4 },
  'gpt-5.1': { input: 1.25, cachedInput: 0.125, output: 10 },
  'gpt-5.2': { input: 1.75, cachedInput: 0.175, output: 14 },
  'gpt-5.4': { input: 2.5, cachedInput: 0.25, output: 15 },
  'gpt-5.4-mini': { input: 0.75, cachedInput: 0.075, output: 4.5 },
  'gpt-5.4-nano': { input: 0.2, cachedInput: 0.02, output: 1.25 },
  'gpt-5.5': { input: 5, cachedInput: 0.5, output: 30 },
  'gpt-5.6-terra': { input: 2, cachedInput: 0.2, output: 12 },
  'gpt-5.6-luna': { input: 0.2, cachedInput: 0.02, output: 1.2 },
  'text-embedding-3-small': { input: 0.02, output: 0 },
  'text-embedding-3-large': { input: 0.13, output: 0 },
};

/** What may follow a model's name without making it another model: a date, `latest`, a tag. */
const VERSION = /^(?:-\d[\d-]*|-latest|[:@].*)$/;

/**
 * What a model costs; `undefined` when nobody said. `gpt-5-2025-08-07` costs what `gpt-5` costs; `gpt-5-pro` and
 * `gpt-5.1` are other models.
 *
 * @example priceOf('gpt-4o-mini-2024-07-18', OPENAI_PRICES) // that of gpt-4o-mini
 */
export function priceOf(model: string, prices: PriceTable): ModelPrice | undefined {
  if (Object.hasOwn(prices, model)) return prices[model];
  const fitting = Object.keys(prices).filter(
    (name) => model.startsWith(name) && VERSION.test(model.slice(name.length)),
  );
  const longest = fitting.reduce((best, name) => (name.length > best.length ? name : best), '');
  return longest === '' ? undefined : prices[longest];
}

/** The prices in what a settings file holds; entries that are none are left out. */
export function readPrices(value: unknown): PriceTable {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([model, entry]): [string, ModelPrice][] => {
      const { input, cachedInput, output } = (entry ?? {}) as Partial<Record<keyof ModelPrice, unknown>>;
      if (!isAmount(input) || !isAmount(output)) return [];
      return [[model, { input, output, ...(isAmount(cachedInput) ? { cachedInput } : {}) }]];
    }),
  );
}

function isAmount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0;
}

/** US dollars; `undefined` when the price is not known. */
export function costOf(usage: TokenUsage, price: ModelPrice | undefined): number | undefined {
  if (price === undefined) return undefined;
  const cached = Math.min(usage.cachedInput, usage.input);
  const input = (usage.input - cached) * price.input + cached * (price.cachedInput ?? price.input);
  return (input + usage.output * price.output) / 1_000_000;
}
