import * as vscode from 'vscode';
import { firstRequests, sumOf, type Forecast } from '../../core/assistant/forecast.ts';
import type { OwnPrompts } from '../../core/assistant/prompts/prompt.ts';
import type { ProviderRequest } from '../../core/assistant/provider.ts';
import { enrichTask } from '../../core/assistant/tasks/enrich.ts';
import { suggestLinksTask } from '../../core/assistant/tasks/suggestLinks.ts';
import { suggestTagsTask } from '../../core/assistant/tasks/suggestTags.ts';
import { similarTagsRequest } from '../../core/assistant/tasks/similarTags.ts';
import { summarizeTask } from '../../core/assistant/tasks/summarize.ts';
import { ownPrompts } from '../assistant/ownPrompts.ts';
import { amount } from '../assistant/tokenUse.ts';
import { activeNote, type OpenNote } from './activeNote.ts';
import { enrichInput, linkInput, summaryInput, tagInput } from './candidates.ts';
import { similarTagsInput } from './findSimilarTags.ts';
import type { NoteCommandServices } from './noteCommand.ts';

/** As far as it decides what is sent. */
type AskedModel = { readonly isLanguageModel: true; readonly inputBudget: number | undefined };

interface Question extends vscode.QuickPickItem {
  readonly requests: (note: OpenNote, model: AskedModel) => Promise<readonly ProviderRequest[]>;
}

/** *Show What Would Be Sent*: the exact text of a request, without sending it. */
export async function showPrompt(services: NoteCommandServices): Promise<void> {
  const note = await activeNote(services.vaults);
  if (note === undefined) return;
  if (note.owner.isPrivate(note.path)) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Nothing: “{0}” is private, so it is never sent to a language model.', note.title),
    );
    return;
  }
  const question = await vscode.window.showQuickPick(questions(), {
    title: vscode.l10n.t('What would be sent for “{0}”', note.title),
  });
  if (question === undefined) return;
  const model: AskedModel = { isLanguageModel: true, inputBudget: await services.providers.inputBudget() };
  const requests = await question.requests(note, model);
  if (requests.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'Nothing would be sent for “{0}”: there is nothing to ask, or it does not fit.',
        note.title,
      ),
    );
    return;
  }
  const content = describe(requests, question.label, note.title, services);
  const name = vscode.l10n.t('{0} – {1}', question.label, note.title.replaceAll('/', '-'));
  await vscode.window.showTextDocument(services.texts.add(`/${name}.md`, content), { preview: true });
}

function questions(): Question[] {
  const prompts = ({ owner }: OpenNote): OwnPrompts => ownPrompts(owner.folder.uri);
  return [
    {
      label: vscode.l10n.t('Summarize Note'),
      requests: (note, model) =>
        Promise.resolve(firstRequests(summarizeTask(prompts(note).summarize), summaryInput(note), model)),
    },
    {
      label: vscode.l10n.t('Suggest Tags'),
      requests: async (note, model) =>
        firstRequests(suggestTagsTask(prompts(note).suggestTags), await tagInput(note, model), model),
    },
    {
      label: vscode.l10n.t('Suggest Links'),
      requests: async (note, model) =>
        firstRequests(suggestLinksTask(prompts(note).suggestLinks), await linkInput(note, model), model),
    },
    {
      label: vscode.l10n.t('Enrich Note'),
      requests: async (note, model) =>
        firstRequests(enrichTask(prompts(note)), await enrichInput(note, model), model),
    },
    {
      label: vscode.l10n.t('Find Similar Tags'),
      description: vscode.l10n.t('the names of the vault’s tags, nothing of this note'),
      requests: ({ owner }, model) => {
        const input = similarTagsInput(owner, model);
        return Promise.resolve(input.tags.length < 2 ? [] : [similarTagsRequest(input)]);
      },
    },
  ];
}

/** What the requests may cost at the provider in use. */
function costLine({ inputTokens, maxOutputTokens }: Forecast, { providers }: NoteCommandServices): string {
  const cost = providers.costOf({ input: inputTokens, output: maxOutputTokens, cachedInput: 0 });
  if (cost === undefined) return vscode.l10n.t('What it costs is not known.');
  return cost === 0
    ? vscode.l10n.t('It costs nothing with what is chosen now.')
    : vscode.l10n.t('It costs at most ${0} with what is chosen now.', amount(cost));
}

function describe(
  requests: readonly ProviderRequest[],
  question: string,
  title: string,
  services: NoteCommandServices,
): string {
  const sum = sumOf(requests);
  const tokens = sum.inputTokens.toLocaleString();
  const head = vscode.l10n.t('What {0} would send for “{1}”: about {2} tokens', question, title, tokens);
  const schema = vscode.l10n.t('The reply must match this JSON schema');
  const inParts = vscode.l10n.t(
    'The note does not fit the model at once: it goes in {0} requests.',
    requests.length,
  );
  return [
    `# ${head}`,
    requests.length > 1 ? `${costLine(sum, services)} ${inParts}` : costLine(sum, services),
    ...requests.flatMap(({ messages }) => messages.map(({ role, content }) => `## ${role}\n\n${content}`)),
    `## ${schema}`,
    JSON.stringify(requests[0]?.schema, null, 2),
    '',
  ].join('\n\n');
}
