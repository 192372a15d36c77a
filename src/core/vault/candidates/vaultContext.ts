import type { MentionIndex } from '../mentions.ts';
import type { SearchIndex } from '../search.ts';
import type { Vault } from '../vault.ts';
import type { MeaningIndex } from './meaningIndex.ts';

/** The three indexes that candidates come from; all of them know the same notes. */
export interface VaultContext {
  readonly vault: Vault;
  readonly search: SearchIndex;
  readonly mentions: MentionIndex;
  /** What notes mean to an embedding model, where the person wants that. */
  readonly meaning?: MeaningIndex | undefined;
  /** Whether a note may be proposed at all; private notes, for a provider that is not on this machine, may not. */
  readonly accepts?: (path: string) => boolean;
}
