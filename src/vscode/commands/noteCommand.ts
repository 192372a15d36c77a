import * as vscode from 'vscode';
import { forecast, type Forecast } from '../../core/assistant/forecast.ts';
import type { TaskOutcome } from '../../core/assistant/askAndCheck.ts';
import { runTask, type Task } from '../../core/assistant/task.ts';
import type { OwnPrompts } from '../../core/assistant/prompts/prompt.ts';
import type { Provider } from '../../core/assistant/provider.ts';
import type { DroppedReply, Suggestion } from '../../core/assistant/suggestion.ts';
import type { NoteTaskInputs, NoteTaskName } from '../../core/assistant/taskInput.ts';
import type { ReplyCache } from '../../core/assistant/replyCache.ts';
import type { EditPlan } from '../../core/edits/editPlan.ts';
import { planSuggestions } from '../../core/edits/planSuggestions.ts';
import { parseFrontmatter } from '../../core/markdown/frontmatter.ts';
import { applyPlan } from '../applyPlan.ts';
import { signalOf } from '../cancellation.ts';
import { activeNote, type OpenNote } from './activeNote.ts';
import type { ReadOnlyTexts } from '../readOnlyTexts.ts';
import type { ChangeReview } from '../reviewChange.ts';
import type { ProviderChoice } from '../assistant/providerChoice.ts';
import { ownPrompts } from '../assistant/ownPrompts.ts';
import { amount } from '../assistant/tokenUse.ts';
import type { Vaults } from '../vaults.ts';
import { writingStyle } from '../writingStyle.ts';
import { tellFailure } from '../assistant/providerOffers.ts';

/** What every command on a note works with. */
export interface NoteCommandServices {
  readonly vaults: Vaults;
  readonly providers: ProviderChoice;
  readonly review: ChangeReview;
  readonly texts: ReadOnlyTexts;
  readonly replies: ReplyCache;
}

/** What the person chose; `retry` asks the provider once more; `undefined` is a no. */
export type Chosen<S> = readonly S[] | 'retry' | undefined;

/** A command on the note that is open: one task, one way to choose, one plan. Each command is such a declaration. */
export interface NoteCommand<Name extends NoteTaskName, S extends Suggestion> {
  readonly id: string;
  readonly task: (prompts: OwnPrompts) => Task<Name, S>;
  /** Name of the undo step. */
  readonly label: string;
  /** Shown while a language model thinks, e.g. `Summarizing “LLMs”`. */
  readonly progress: (title: string) => string;
  /** Said when the provider found nothing to suggest. */
  readonly nothing: (title: string) => string;
  /** The note and its candidates, from the warm vault. */
  readonly input: (
    note: OpenNote,
    provider: Provider,
  ) => Promise<NoteTaskInputs[Name]> | NoteTaskInputs[Name];
  /** A suggestion as they come: where not even it could be written, that is told before anything is asked. */
  readonly probe?: S;
  readonly choose: (found: readonly S[], note: OpenNote, review: ReviewContext<S>) => Promise<Chosen<S>>;
}

/** What choosing may need besides the suggestions. */
export interface ReviewContext<S> {
  readonly provider: Provider;
  readonly review: ChangeReview;
  /** Edits against the text as it is now, which need not be the text that the provider saw. */
  readonly plan: (chosen: readonly S[]) => EditPlan;
}

/** The one way of every note command: note and candidates, task, choice, plan on the live text, apply. */
export async function runNoteCommand<Name extends NoteTaskName, S extends Suggestion>(
  command: NoteCommand<Name, S>,
  services: NoteCommandServices,
): Promise<void> {
  const note = await activeNote(services.vaults);
  if (note === undefined) return;
  const refusal = refusalOf(command.probe, command.label, note);
  if (refusal !== undefined) {
    void vscode.window.showWarningMessage(vscode.l10n.t('“{0}”: {1}', note.title, refusal));
    return;
  }
  const provider = await services.providers.current(note);
  if (provider === undefined) return;
  for (let fresh = false; ; fresh = true) {
    const outcome = await ask(command, note, services, { provider, fresh });
    if (outcome.kind === 'cancelled') return;
    if (outcome.kind === 'failed') {
      await tellFailure(outcome.failure, provider, note.title);
      return;
    }
    if (outcome.suggestions.length === 0) {
      tellNothing(command.nothing(note.title), outcome.dropped);
      return;
    }
    const plan = (chosen: readonly S[]): EditPlan => planFor(command.label, chosen, note);
    const chosen = await command.choose(outcome.suggestions, note, {
      provider,
      review: services.review,
      plan,
    });
    if (chosen === 'retry') continue;
    if (chosen !== undefined && chosen.length > 0) await write(plan(chosen), note);
    return;
  }
}

function planFor(label: string, chosen: readonly Suggestion[], note: OpenNote): EditPlan {
  const { owner, path } = note;
  const live = { path, text: note.document.getText() };
  const style = writingStyle(owner, path, live.text, note.obsidianLinks);
  return planSuggestions(label, live, chosen, style, owner.vault);
}

async function ask<Name extends NoteTaskName, S extends Suggestion>(
  command: NoteCommand<Name, S>,
  note: OpenNote,
  services: NoteCommandServices,
  { provider, fresh }: { readonly provider: Provider; readonly fresh: boolean },
): Promise<TaskOutcome<S>> {
  const input = await command.input(note, provider);
  const task = command.task(ownPrompts(note.owner.folder.uri));
  if (!provider.isLanguageModel) {
    return await runTask(task, input, provider, new AbortController().signal);
  }
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: command.progress(note.title),
    cancellable: true,
  };
  return await vscode.window.withProgress(options, async (progress, token) => {
    progress.report({ message: outlook(provider, forecast(task, input, provider), services.providers) });
    return await runTask(task, input, provider, signalOf(token), {
      cache: services.replies,
      fresh,
    });
  });
}

/** What answers, and what that will take: `gpt-5-mini at api.openai.com, about 1,900 tokens, at most $0.0024`. */
function outlook(
  { label }: Provider,
  { inputTokens, maxOutputTokens }: Forecast,
  providers: ProviderChoice,
): string {
  const most = providers.costOf({ input: inputTokens, output: maxOutputTokens, cachedInput: 0 });
  const tokens = inputTokens.toLocaleString();
  if (most === undefined) return vscode.l10n.t('{0}, about {1} tokens, cost unknown', label, tokens);
  return most === 0
    ? vscode.l10n.t('{0}, about {1} tokens', label, tokens)
    : vscode.l10n.t('{0}, about {1} tokens, at most ${2}', label, tokens, amount(most));
}

/** Why nothing, or nothing like this suggestion, can be written into the note as it is; `undefined` where it can. */
function refusalOf(probe: Suggestion | undefined, label: string, note: OpenNote): string | undefined {
  const { problem } = parseFrontmatter(note.document.getText());
  if (problem !== undefined) return vscode.l10n.t('{0} (line {1})', problem.reason, problem.line);
  if (probe === undefined) return undefined;
  const plan = planFor(label, [probe], note);
  return plan.notes.some(({ edits }) => edits.length > 0) ? undefined : reasons(plan)[0];
}

function reasons(plan: EditPlan): string[] {
  return plan.refused.map(({ reason, line }) =>
    line === undefined ? reason : vscode.l10n.t('{0} (line {1})', reason, line),
  );
}

async function write(plan: EditPlan, note: OpenNote): Promise<void> {
  const outcome = await applyPlan(plan, note.toUri, { keepUnsaved: [note.path] });
  const refused = reasons(plan);
  if (outcome.kind === 'failed') {
    void vscode.window.showErrorMessage(outcome.reason);
  } else if (refused.length > 0) {
    const title = vscode.l10n.t('“{0}”: {1}', note.title, refused.join(' '));
    void vscode.window.showWarningMessage(title);
  }
}

/** A reply of which nothing could be used is told apart from a reply with nothing in it. */
function tellNothing(sentence: string, dropped: readonly DroppedReply[]): void {
  const [first] = dropped;
  void vscode.window.showInformationMessage(
    first === undefined
      ? sentence
      : vscode.l10n.t('{0} Left out: {1} ({2}).', sentence, first.what, first.why),
  );
}
