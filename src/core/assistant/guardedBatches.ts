import type { BatchProvider } from './batch/batchProvider.ts';
import { refusalOf, type Guard } from './guardedProvider.ts';

/** As `guardedProvider`, for batches: nothing becomes a line of a file that must not be sent. */
export function guardedBatches(provider: BatchProvider, guard: Guard): BatchProvider {
  return {
    line: (customId, request) => {
      const failure = refusalOf(request, guard);
      return failure === undefined ? provider.line(customId, request) : { kind: 'failed', failure };
    },
    submit: async (lines, mark, signal) =>
      guard.isAllowed()
        ? await provider.submit(lines, mark, signal)
        : { kind: 'failed', failure: { kind: 'noConsent', detail: 'It was not allowed.' } },
    find: (mark) => provider.find(mark),
    look: (id) => provider.look(id),
    replies: (file, take) => provider.replies(file, take),
    cancel: (id) => provider.cancel(id),
  };
}
