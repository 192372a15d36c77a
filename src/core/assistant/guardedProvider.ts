import type { Provider, ProviderAnswer, ProviderFailure, ProviderRequest } from './provider.ts';
import type {
  EnrichInput,
  PlaceInMocInput,
  SimilarTagsInput,
  SuggestLinksInput,
  SummarizeInput,
} from './taskInput.ts';

/** What is asked before each request, at the last moment before it is sent. */
export interface Guard {
  /** The person has allowed this provider. */
  readonly isAllowed: () => boolean;
  /** By vault-relative path. */
  readonly isPrivate: (path: string) => boolean;
}

/**
 * A provider that sends nothing without consent, and nothing of a private note: neither the note that is asked about
 * nor a candidate. Finding candidates leaves private notes out already; this is the last door, which does not rely on
 * it. Retries and repairs pass through it too.
 */
export function guardedProvider(provider: Provider, guard: Guard): Provider {
  return {
    id: provider.id,
    label: provider.label,
    isLanguageModel: provider.isLanguageModel,
    inputBudget: provider.inputBudget,
    answer: async (request: ProviderRequest, signal: AbortSignal): Promise<ProviderAnswer> => {
      const failure = refusalOf(request, guard);
      return failure === undefined ? await provider.answer(request, signal) : { kind: 'failed', failure };
    },
  };
}

/** Why a request must not be sent; `undefined` when it may. */
export function refusalOf(request: ProviderRequest, guard: Guard): ProviderFailure | undefined {
  if (!guard.isAllowed()) return { kind: 'noConsent', detail: 'It was not allowed.' };
  return notesIn(request).some(guard.isPrivate)
    ? { kind: 'private', detail: 'A private note would have been sent.' }
    : undefined;
}

/** Paths of all notes of which something is in the request; for a tag, of one that tells it. */
function notesIn({ task, input }: ProviderRequest): string[] {
  if (task === 'similarTags') return (input as SimilarTagsInput).tags.map(({ path }) => path);
  const paths = [(input as SummarizeInput).note.path];
  switch (task) {
    case 'summarize':
    case 'suggestTags':
      return paths;
    case 'suggestLinks':
      return [...paths, ...linkPaths(input as SuggestLinksInput)];
    case 'placeInMoc':
      return [...paths, ...mocPaths(input as PlaceInMocInput)];
    case 'enrich': {
      const { links, mocs, summarize, tags } = input as EnrichInput;
      const inner = [links, mocs, summarize, tags].map(({ note }) => note.path);
      return [...paths, ...inner, ...linkPaths(links), ...mocPaths(mocs)];
    }
  }
}

function linkPaths({ mentions, related }: SuggestLinksInput): string[] {
  return [...mentions, ...related].map(({ path }) => path);
}

function mocPaths({ candidates }: PlaceInMocInput): string[] {
  return candidates.map(({ path }) => path);
}
