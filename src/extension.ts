import * as vscode from 'vscode';
import { abilityStore } from './vscode/assistant/abilityStore.ts';
import { Consent } from './vscode/assistant/consent.ts';
import { KeyStore } from './vscode/assistant/keyStore.ts';
import { ProviderChoice } from './vscode/assistant/providerChoice.ts';
import { ProviderStatus } from './vscode/assistant/providerStatus.ts';
import { replyFiles } from './vscode/assistant/replyFiles.ts';
import { TokenUse } from './vscode/assistant/tokenUse.ts';
import { registerCommands } from './vscode/commands/registerCommands.ts';
import { keepDatesOnSave } from './vscode/datesOnSave.ts';
import { FileBirths } from './vscode/fileBirths.ts';
import { FormattedTexts } from './vscode/formattedTexts.ts';
import { tellWhetherNoteIsOpen } from './vscode/noteOpenContext.ts';
import { ReadOnlyTexts } from './vscode/readOnlyTexts.ts';
import { keepEmbeddings } from './vscode/embeddings/keepEmbeddings.ts';
import { HeldDates } from './vscode/heldDates.ts';
import { onDidComeBack } from './vscode/comingBack.ts';
import { lazyRuns } from './vscode/runs/lazyRuns.ts';
import { SavedTexts } from './vscode/savedTexts.ts';
import { completeTags } from './vscode/tagCompletion.ts';
import { ChangeReview } from './vscode/reviewChange.ts';
import { Vaults } from './vscode/vaults.ts';
import { MocsView } from './vscode/views/mocsView.ts';
import type { DropHandler } from './vscode/views/rowDragging.ts';
import { RelatedView } from './vscode/views/relatedView.ts';
import { SuggestionsView } from './vscode/views/suggestionsView.ts';
import { TagsView } from './vscode/views/tagsView.ts';

/** Composition root: builds, wires, disposes; nothing else. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel('Notewright', { log: true });
  const heldDates = new HeldDates();
  const vaults = new Vaults({
    log,
    storage: context.storageUri?.fsPath,
    readThread: vscode.Uri.joinPath(context.extensionUri, 'dist', 'readThread.cjs').fsPath,
    onDidComeBack,
    heldDates,
  });
  const keys = new KeyStore(context.secrets);
  const consent = new Consent(context);
  const abilities = abilityStore(context.globalState);
  const tokenUse = new TokenUse(context.globalState, () => new Date());
  const providers = new ProviderChoice({ keys, consent, abilities, log, tokenUse });
  const texts = new ReadOnlyTexts('notewright-review');
  const review = new ChangeReview(texts);
  const kept = (name: string): string => vscode.Uri.joinPath(context.globalStorageUri, name).fsPath;
  const notes = { saved: new SavedTexts(), formatted: new FormattedTexts(), births: new FileBirths() };
  const embeddings = keepEmbeddings({ vaults, keys, consent, log, tokenUse, storage: kept('embeddings') });
  // Not in the workspace's own storage: of two windows on a folder VS Code gives each one of its own.
  const runs = lazyRuns(vaults, context.storageUri && context.globalStorageUri.fsPath);
  const onDrop: DropHandler = async (owner, drop) => {
    const { runDrop } = await import('./vscode/commands/vaultCommands.ts');
    await runDrop(owner, drop, review);
  };
  context.subscriptions.push(
    notes.saved,
    notes.formatted,
    notes.births,
    keepDatesOnSave({ ...notes, heldDates, now: () => new Date(), log }),
    texts,
    review,
    registerCommands({
      vaults,
      providers,
      review,
      texts,
      replies: replyFiles(kept('replies')),
      keys,
      consent,
      embeddings,
      openRuns: runs.open,
      abilities,
      log,
      tokenUse,
    }),
    embeddings,
    log,
    vaults,
    completeTags(vaults),
    tellWhetherNoteIsOpen(vaults),
    new TagsView(vaults, context.workspaceState, onDrop),
    new MocsView(vaults, context.workspaceState, onDrop),
    new RelatedView(vaults),
    new SuggestionsView(runs.open),
    runs,
    tokenUse,
    new ProviderStatus(() => providers.describe(), tokenUse),
  );
}
