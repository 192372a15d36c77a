import { createHash } from 'node:crypto';
import type { RunMemory } from '../../core/assistant/batch/runMemory.ts';
import type { RunPlan } from '../../core/assistant/batch/runEvent.ts';
import type { RunServices } from '../../core/assistant/batch/runServices.ts';
import type { ReplyCache } from '../../core/assistant/replyCache.ts';
import type { EnrichInput } from '../../core/assistant/taskInput.ts';
import { contentLines } from '../../core/edits/dates/contentChange.ts';
import { ownPrompts } from '../assistant/ownPrompts.ts';
import type { RunProvider } from '../assistant/providerChoice.ts';
import { enrichInput } from '../commands/candidates.ts';
import type { FolderVault } from '../folderVault.ts';
import { dateKeys } from './decisions.ts';

/** What a run over the notes of a vault works with. */
export function runServices(
  owner: FolderVault,
  plan: RunPlan,
  { provider, atOnce, costOf, count }: RunProvider,
  memory: RunMemory,
  cache: ReplyCache,
): RunServices {
  return {
    provider,
    atOnce,
    costOf,
    cache,
    onBatchReply: count,
    prompts: ownPrompts(owner.folder.uri),
    read: (path) => owner.readOrTell(path),
    isPrivate: (path) => provider.isLanguageModel && owner.isPrivate(path),
    hash: (text) => contentHash(owner, text),
    input: (path, text) => questionAbout(owner, path, text, provider),
    known: (path, hash) => memory.known(plan, path, hash),
    wasDismissed: (path, hash, one) => memory.wasDismissed(path, hash, one),
  };
}

/** A digest of what a note says, whatever its dates are. */
export function contentHash(owner: FolderVault, text: string): string {
  return createHash('sha256')
    .update(contentLines(text, dateKeys(owner)).join('\n'))
    .digest('hex');
}

/** The question to enrich a note that need not be open. */
export async function questionAbout(
  owner: FolderVault,
  path: string,
  text: string,
  provider: { readonly isLanguageModel: boolean },
): Promise<EnrichInput> {
  // A file that the settings leave out by now is asked about by its name alone, which the guard refuses to send.
  const { title, tags } = owner.update(path, text) ?? { title: path, tags: [] };
  const names = [...new Set(tags.map(({ name }) => name))];
  return await enrichInput({ owner, path, text: { path, title, text, tags: names } }, provider);
}
