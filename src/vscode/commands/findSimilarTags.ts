import * as vscode from 'vscode';
import type { TaskOutcome } from '../../core/assistant/askAndCheck.ts';
import { sumOf } from '../../core/assistant/forecast.ts';
import type { Provider } from '../../core/assistant/provider.ts';
import type { ReplyCache } from '../../core/assistant/replyCache.ts';
import type { SimilarTagsInput } from '../../core/assistant/taskInput.ts';
import {
  askForSimilarTags,
  fitTags,
  similarTagsRequest,
  type SameTags,
} from '../../core/assistant/tasks/similarTags.ts';
import { openTags } from '../../core/vault/openTags.ts';
import { similarTags, type SimilarTags } from '../../core/vault/similarTags.ts';
import type { ProviderChoice } from '../assistant/providerChoice.ts';
import { hiddenTags } from '../folderSettings.ts';
import type { FolderVault } from '../folderVault.ts';
import { tellFailure } from '../assistant/providerOffers.ts';
import { mergeInto } from './tagCommands.ts';
import { vaultFor } from './targets.ts';
import type { VaultCommandServices } from './writePlan.ts';

export interface SimilarTagsServices extends VaultCommandServices {
  readonly providers: ProviderChoice;
  readonly replies: ReplyCache;
}

/** Tags that may be one, and the one to keep. */
type Proposal = Pick<SimilarTags, 'tags' | 'target' | 'why'>;

interface ProposalItem extends vscode.QuickPickItem {
  readonly proposal?: Proposal;
}

/**
 * *Find Similar Tags*: groups of tags that may be one, each merged after a look at it. Those that look alike are shown
 * at once; where a language model is chosen, those that mean the same follow when it has answered.
 */
export async function findSimilarTags(services: SimilarTagsServices, row: unknown): Promise<void> {
  const owner = await vaultFor(row, services.vaults);
  if (owner === undefined) return;
  const isHidden = hiddenTags(owner.folder);
  const alike = similarTags(owner.vault.notes(), isHidden);
  const provider = await services.providers.forVault(owner);
  const pick = new ProposalPick(alike);
  if (provider?.isLanguageModel) pick.fill(provider, services, similarTagsInput(owner, provider));
  const chosen = await pick.choose();
  if (chosen === undefined) return;
  const others = chosen.tags.map(({ name }) => name).filter((name) => name !== chosen.target);
  await mergeInto(owner, others, chosen.target, services.review);
}

/** What a model is asked with: the names of tags that notes carry which are not private. */
export function similarTagsInput(
  owner: FolderVault,
  provider: Pick<Provider, 'inputBudget'>,
): SimilarTagsInput {
  return fitTags({ tags: openTags(owner.vault, hiddenTags(owner.folder)) }, provider);
}

/** The proposals in a pick. What comes later stands below what is there. */
class ProposalPick {
  readonly #pick = vscode.window.createQuickPick<ProposalItem>();
  readonly #alike: readonly Proposal[];
  readonly #closed = new AbortController();

  constructor(alike: readonly Proposal[]) {
    this.#alike = alike;
    this.#pick.title = vscode.l10n.t('Tags that may be one and the same');
    this.#pick.placeholder = vscode.l10n.t('Choose which to merge; every change is shown first');
    this.#pick.matchOnDescription = true;
    this.#pick.items = alike.map(proposalItem);
  }

  /** Asks a model, and shows what it answers; gives up when the pick is closed. */
  fill(provider: Provider, services: SimilarTagsServices, input: SimilarTagsInput): void {
    this.#pick.busy = true;
    const { inputTokens } = sumOf([similarTagsRequest(input)]);
    this.#pick.placeholder = vscode.l10n.t(
      'Asking {0} which of {1} tags mean the same, about {2} tokens…',
      provider.label,
      input.tags.length,
      inputTokens.toLocaleString(),
    );
    const { signal } = this.#closed;
    void askForSimilarTags(input, provider, signal, { cache: services.replies }).then((outcome) => {
      if (!signal.aborted) this.#show(outcome, provider);
    });
  }

  /** @returns `undefined` when nothing was chosen, or there is nothing to choose from, which is told */
  async choose(): Promise<Proposal | undefined> {
    const pick = this.#pick;
    if (this.#alike.length === 0 && !pick.busy) return this.#tellNothing();
    try {
      return await new Promise<Proposal | undefined>((resolve) => {
        pick.onDidAccept(() => {
          const proposal = pick.activeItems[0]?.proposal;
          if (proposal !== undefined) resolve(proposal);
        });
        pick.onDidHide(() => resolve(undefined));
        pick.show();
      });
    } finally {
      this.#closed.abort();
      pick.dispose();
    }
  }

  #show(outcome: TaskOutcome<SameTags>, provider: Provider): void {
    const pick = this.#pick;
    pick.busy = false;
    pick.placeholder = vscode.l10n.t('Choose which to merge; every change is shown first');
    if (outcome.kind === 'failed') void tellFailure(outcome.failure, provider);
    const same = outcome.kind === 'done' ? outcome.suggestions.filter((one) => !this.#knows(one)) : [];
    if (same.length > 0) {
      const separator = {
        label: vscode.l10n.t('The same by meaning, says {0}', provider.label),
        kind: vscode.QuickPickItemKind.Separator,
      };
      const active = pick.activeItems;
      pick.items = [...pick.items, separator, ...same.map(bySense).map(proposalItem)];
      if (active.length > 0) pick.activeItems = active;
    } else if (this.#alike.length === 0) {
      pick.hide();
      if (outcome.kind === 'done') this.#tellNothing();
    }
  }

  /** Whether all of them are proposed already, because they look alike. */
  #knows({ tags }: SameTags): boolean {
    return this.#alike.some((known) => tags.every(({ name }) => known.tags.some((tag) => tag.name === name)));
  }

  #tellNothing(): undefined {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('No two tags of this vault look like the same one.'),
    );
  }
}

/** The most used one is kept. */
function bySense({ tags, reason }: SameTags): Proposal {
  return { tags, target: tags[0]!.name, why: reason };
}

function proposalItem(proposal: Proposal): ProposalItem {
  return {
    label: proposal.tags.map(({ name }) => `#${name}`).join(' · '),
    description: vscode.l10n.t('into #{0}', proposal.target),
    detail: proposal.why,
    iconPath: new vscode.ThemeIcon('merge'),
    proposal,
  };
}
