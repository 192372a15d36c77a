import * as vscode from 'vscode';
import type { OwnPrompts } from '../../core/assistant/prompts/prompt.ts';
import type { ProviderRequest } from '../../core/assistant/provider.ts';
import { enrichTask } from '../../core/assistant/tasks/enrich.ts';
import { suggestLinksTask } from '../../core/assistant/tasks/suggestLinks.ts';
import { suggestTagsTask } from '../../core/assistant/tasks/suggestTags.ts';
import { summarizeTask } from '../../core/assistant/tasks/summarize.ts';
import { estimateRequest } from '../../core/assistant/tokens.ts';
import { ownPrompts } from '../assistant/ownPrompts.ts';
import { amount } from '../assistant/tokenUse.ts';
import { activeNote, type OpenNote } from './activeNote.ts';
import { enrichInput, linkInput, summaryInput, tagInput } from './candidates.ts';
import type { NoteCommandServices } from './noteCommand.ts';

interface Question extends vscode.QuickPickItem {
  readonly request: (note: OpenNote) => Promise<ProviderRequest>;
}

/** *Show What Would Be Sent*: the exact text of a request, without sending it. */
export async function showPrompt(services: NoteCommandServices): Promise<void> {
  const note = await activeNote(services.vaults);
  if (note === undefined) return;
  if (note.owner.vault.note(note.path)?.isPrivate) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Nothing: “{0}” is private, so it is never sent to a language model.', note.title),
    );
    return;
  }
  const question = await vscode.window.showQuickPick(questions(), {
    title: vscode.l10n.t('What would be sent for “{0}”', note.title),
  });
  if (question === undefined) return;
  const request = await question.request(note);
  const content = describe(request, question.label, note.title, costLine(request, services));
  const name = vscode.l10n.t('{0} – {1}', question.label, note.title.replaceAll('/', '-'));
  await vscode.window.showTextDocument(services.texts.add(`/${name}.md`, content), { preview: true });
}

function questions(): Question[] {
  const toModel = { isLanguageModel: true };
  const prompts = ({ owner }: OpenNote): OwnPrompts => ownPrompts(owner.folder.uri);
  return [
    {
      label: vscode.l10n.t('Summarize Note'),
      request: (note) => Promise.resolve(summarizeTask(prompts(note).summarize).request(summaryInput(note))),
    },
    {
      label: vscode.l10n.t('Suggest Tags'),
      request: async (note) =>
        suggestTagsTask(prompts(note).suggestTags).request(await tagInput(note, toModel)),
    },
    {
      label: vscode.l10n.t('Suggest Links'),
      request: async (note) =>
        suggestLinksTask(prompts(note).suggestLinks).request(await linkInput(note, toModel)),
    },
    {
      label: vscode.l10n.t('Enrich Note'),
      request: async (note) => enrichTask(prompts(note)).request(await enrichInput(note, toModel)),
    },
  ];
}

/** What the request may cost at the provider in use. */
function costLine(request: ProviderRequest, { providers }: NoteCommandServices): string {
  const usage = { input: estimateRequest(request), output: request.maxOutputTokens, cachedInput: 0 };
  const cost = providers.costOf(usage);
  if (cost === undefined) return vscode.l10n.t('What it costs is not known.');
  return cost === 0
    ? vscode.l10n.t('It costs nothing with what is chosen now.')
    : vscode.l10n.t('It costs at most ${0} with what is chosen now.', amount(cost));
}

function describe(request: ProviderRequest, question: string, title: string, cost: string): string {
  const parts = request.messages.map(({ role, content }) => `## ${role}\n\n${content}\n`);
  const head = vscode.l10n.t(
    'What {0} would send for “{1}”: about {2} tokens',
    question,
    title,
    estimateRequest(request),
  );
  const schema = vscode.l10n.t('The reply must match this JSON schema');
  return `# ${head}\n\n${cost}\n\n${parts.join('\n')}\n## ${schema}\n\n${JSON.stringify(request.schema, null, 2)}\n`;
}
