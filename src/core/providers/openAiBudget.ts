import { budgetFor } from '../assistant/inputBudget.ts';

/**
 * Input tokens that OpenAI's models take, by the beginning of their name, with room left for the reply. The newer ones
 * take more than is said here, at a higher price.
 */
const BUDGETS: readonly (readonly [string, number])[] = [
  ['gpt-4.1', 1_000_000],
  ['gpt-6', 190_000],
  ['gpt-5', 190_000],
  ['o3', 150_000],
  ['o4-mini', 150_000],
  ['gpt-4o', 110_000],
  ['gpt-4-turbo', 110_000],
  ['gpt-4', 6_000],
  ['gpt-3.5-turbo', 12_000],
];

/** How many input tokens a request may have, as the server told of the model, else as its name tells. */
export function inputBudgetOf(model: string, contextLength: number | undefined): number | undefined {
  return contextLength === undefined ? knownInputBudget(model) : budgetFor(contextLength);
}

/** How many input tokens a model takes, where its name tells. */
export function knownInputBudget(model: string): number | undefined {
  return BUDGETS.find(([name]) => model === name || /^(?:[-:@]|\.\d)/.test(rest(model, name)))?.[1];
}

/** What follows a name; empty where the model has another name. */
function rest(model: string, name: string): string {
  return model.startsWith(name) ? model.slice(name.length) : '';
}
