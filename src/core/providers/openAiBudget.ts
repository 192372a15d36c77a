/** Input tokens that OpenAI's models take, by the beginning of their name, with room left for the reply. */
const BUDGETS: readonly (readonly [string, number])[] = [
  ['gpt-4.1', 1_000_000],
  ['gpt-5', 250_000],
  ['o3', 150_000],
  ['o4-mini', 150_000],
  ['gpt-4o', 110_000],
  ['gpt-4-turbo', 110_000],
  ['gpt-4', 6_000],
  ['gpt-3.5-turbo', 12_000],
];

/** How many input tokens a model takes, where its name tells. */
export function knownInputBudget(model: string): number | undefined {
  return BUDGETS.find(([name]) => model === name || model.startsWith(`${name}-`))?.[1];
}
