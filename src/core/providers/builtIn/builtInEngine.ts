import type { Provider, ProviderAnswer, ProviderRequest } from '../../assistant/provider.ts';
import type { TaskReplies } from '../../assistant/replies.ts';
import type { TaskInputs, TaskName } from '../../assistant/taskInput.ts';
import { chooseLinks, chooseMocs, chooseSummary, chooseTags } from './choices.ts';

/** How each task is answered without a model: from its input alone, in the shape that a model would reply in. */
const ANSWERS: { readonly [Name in TaskName]: (input: TaskInputs[Name]) => TaskReplies[Name] } = {
  summarize: chooseSummary,
  suggestTags: chooseTags,
  suggestLinks: chooseLinks,
  placeInMoc: chooseMocs,
  enrich: ({ summarize, tags, links, mocs }) => ({
    summarize: chooseSummary(summarize),
    suggestTags: chooseTags(tags),
    suggestLinks: chooseLinks(links),
    placeInMoc: chooseMocs(mocs),
  }),
  // What tags mean it cannot tell; those that look alike are found in the vault (core/vault/similarTags.ts).
  similarTags: () => ({ groups: [] }),
};

/**
 * Answers every task on this machine, at once and without a language model: a summary of the note's own sentences,
 * and the best of the candidates that the vault gave.
 */
export class BuiltInEngine implements Provider {
  readonly id = 'builtIn';
  readonly label = 'Built-in engine';
  readonly isLanguageModel = false;

  answer(request: ProviderRequest, signal: AbortSignal): Promise<ProviderAnswer> {
    if (signal.aborted) {
      return Promise.resolve({ kind: 'cancelled' });
    }
    const text = JSON.stringify(this.reply(request.task, request.input));
    return Promise.resolve({ kind: 'answer', text, usage: undefined });
  }

  /** The reply itself, before it becomes JSON. */
  reply<Name extends TaskName>(task: Name, input: TaskInputs[Name]): TaskReplies[Name] {
    return ANSWERS[task](input);
  }
}
