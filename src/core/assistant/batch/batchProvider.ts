import type { ProviderAnswer, ProviderFailure, ProviderRequest } from '../provider.ts';

/** What came of a question about a batch; never a rejection. */
export type BatchAnswer<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'failed'; readonly failure: ProviderFailure };

/** How far a batch is. */
export type BatchState =
  | { readonly kind: 'going'; readonly answered: number; readonly total: number }
  | {
      readonly kind: 'ended';
      readonly how: BatchEnd;
      /** The provider's words on a batch that failed as a whole. */
      readonly detail: string;
      /** Files with what was answered, and with what could not be. */
      readonly files: readonly string[];
    };

/** Of an expired or cancelled batch some requests may have been answered. */
export type BatchEnd = 'completed' | 'expired' | 'cancelled' | 'failed';

/** What became of one request of a batch. */
export interface BatchReply {
  readonly customId: string;
  readonly answer: Exclude<ProviderAnswer, { kind: 'cancelled' }>;
}

/** A provider that takes many requests as a file and answers within a day, for less. Nothing here rejects. */
export interface BatchProvider {
  /** A request as one line of the file, or why it must not be sent. */
  line(customId: string, request: ProviderRequest): BatchAnswer<string>;
  /**
   * Hands a file over and begins a batch.
   *
   * @param mark goes with the batch, so that {@link find} knows it again when its id was lost
   * @returns the batch's id
   */
  submit(lines: readonly string[], mark: string, signal: AbortSignal): Promise<BatchAnswer<string>>;
  /** The id of the batch with this mark; `undefined` when there is none. */
  find(mark: string): Promise<BatchAnswer<string | undefined>>;
  look(id: string): Promise<BatchAnswer<BatchState>>;
  /** Reads a file of an ended batch, reply by reply. */
  replies(file: string, take: (reply: BatchReply) => Promise<void>): Promise<BatchAnswer<undefined>>;
  cancel(id: string): Promise<BatchAnswer<undefined>>;
}

/** What was asked in a batch, kept until its replies are there: they pick candidates by their numbers. */
export interface BatchFiles {
  /** Keeps lines; whole or not at all. Rejects when they could not be kept. */
  keep(batch: string, lines: readonly string[]): Promise<void>;
  /** The lines again; none when they are gone. */
  read(batch: string): Promise<readonly string[]>;
  forget(batch: string): Promise<void>;
}
