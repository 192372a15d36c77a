import type { TokenUsage } from './provider.ts';

/** What one provider was used for on one day. */
export interface DayUsage extends TokenUsage {
  readonly requests: number;
  /** US dollars of the requests whose price is known. */
  readonly cost: number;
  /** Requests whose price or tokens are not known. */
  readonly unpriced: number;
}

/** Usage by day (`YYYY-MM-DD`) and provider; plain data, so that it can be kept as it is. */
export type UsageLedger = Readonly<Record<string, Readonly<Record<string, DayUsage>>>>;

const NOTHING: DayUsage = { requests: 0, input: 0, output: 0, cachedInput: 0, cost: 0, unpriced: 0 };

/** What all providers were used for on a day. */
export function usageOfDay(ledger: UsageLedger, day: string): DayUsage {
  return Object.values(ledger[day] ?? {}).reduce(
    (sum, each) => ({
      requests: sum.requests + each.requests,
      input: sum.input + each.input,
      output: sum.output + each.output,
      cachedInput: sum.cachedInput + each.cachedInput,
      cost: sum.cost + each.cost,
      unpriced: sum.unpriced + each.unpriced,
    }),
    NOTHING,
  );
}

/**
 * The ledger with one request more.
 *
 * @param keptDays how many days stay in it, the latest ones
 */
export function countUsage(
  ledger: UsageLedger,
  day: string,
  provider: string,
  usage: TokenUsage | undefined,
  cost: number | undefined,
  keptDays = 90,
): UsageLedger {
  const before = ledger[day]?.[provider] ?? NOTHING;
  const after: DayUsage = {
    requests: before.requests + 1,
    input: before.input + (usage?.input ?? 0),
    output: before.output + (usage?.output ?? 0),
    cachedInput: before.cachedInput + (usage?.cachedInput ?? 0),
    cost: before.cost + (cost ?? 0),
    unpriced: before.unpriced + (usage === undefined || cost === undefined ? 1 : 0),
  };
  const all = { ...ledger, [day]: { ...ledger[day], [provider]: after } };
  const days = Object.keys(all).sort().slice(-keptDays);
  return Object.fromEntries(days.map((each) => [each, all[each]!]));
}
