import { sentText } from './noteBody.ts';
import type { Provider, ProviderRequest } from './provider.ts';
import type { NoteText } from './taskInput.ts';
import { estimateRequest, estimateTokens } from './tokens.ts';

/** The rest of a context is for the reply, and for models that count more tokens than we estimate. */
const SHARE_OF_CONTEXT = 0.7;
/** Candidates are halved this often at the most. */
const MOST_HALVINGS = 4;

/**
 * How many input tokens a request may have when question and reply share so many.
 *
 * @example budgetFor(4096) // 2867
 */
export function budgetFor(contextLength: number): number {
  return Math.floor(contextLength * SHARE_OF_CONTEXT);
}

/** What of a task fitting needs. */
interface Fitting<Input> {
  request(input: Input): Pick<ProviderRequest, 'messages' | 'schema'>;
  withShare(input: Input, share: number): Input;
}

/**
 * The question with no more candidates than leave half of the model's budget to the note. A model that takes little
 * chooses among the best of them; one that takes enough, or whose budget is not known, among all.
 */
export function fitCandidates<Input extends { readonly note: NoteText }>(
  task: Fitting<Input>,
  input: Input,
  { isLanguageModel, inputBudget }: Pick<Provider, 'isLanguageModel' | 'inputBudget'>,
): Input {
  if (!isLanguageModel || inputBudget === undefined) return input;
  const noteTokens = estimateTokens(JSON.stringify(sentText(input.note)));
  let fitted = input;
  for (let halvings = 1; halvings <= MOST_HALVINGS; halvings++) {
    const tokens = estimateRequest(task.request(fitted));
    if (tokens <= inputBudget || tokens - noteTokens <= inputBudget / 2) break;
    fitted = task.withShare(input, 0.5 ** halvings);
  }
  return fitted;
}
