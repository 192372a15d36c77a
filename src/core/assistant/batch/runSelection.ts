import type { Vault } from '../../vault/vault.ts';

/** Which notes a run is over, beside where they lie. */
export type RunFilter =
  | { readonly kind: 'all' }
  /** Notes without a summary, without a tag, or in no MOC. */
  | { readonly kind: 'missing'; readonly what: 'summary' | 'tags' | 'moc' }
  /** Notes with this tag or one below it. */
  | { readonly kind: 'tag'; readonly paths: ReadonlySet<string> }
  | { readonly kind: 'glob'; readonly accepts: (path: string) => boolean };

/** What a run would be over. */
export interface RunSelection {
  /** Vault-relative, sorted. */
  readonly paths: readonly string[];
  /** Notes that fit and are left out because they are private. */
  readonly privateNotes: number;
}

/**
 * The notes that a run is over. Private ones are left out for a provider that sends them somewhere.
 *
 * @param isIn whether a path lies where the run is to go: a folder, or anywhere
 */
export function selectNotes(
  vault: Vault,
  isIn: (path: string) => boolean,
  filter: RunFilter,
  sendsNotes: boolean,
): RunSelection {
  const unfiled = new Set(filter.kind === 'missing' && filter.what === 'moc' ? vault.mocs().unfiled : []);
  const paths: string[] = [];
  let privateNotes = 0;
  for (const note of vault.notes()) {
    const { path } = note;
    if (!isIn(path) || !fits()) continue;
    if (sendsNotes && note.isPrivate) privateNotes++;
    else paths.push(path);

    function fits(): boolean {
      switch (filter.kind) {
        case 'all':
          return true;
        case 'tag':
          return filter.paths.has(path);
        case 'glob':
          return filter.accepts(path);
        case 'missing':
          if (filter.what === 'moc') return unfiled.has(path);
          return filter.what === 'tags' ? note.tags.length === 0 : note.summary === undefined;
      }
    }
  }
  return { paths: paths.sort(), privateNotes };
}
