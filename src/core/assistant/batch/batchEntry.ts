import type { EnrichInput, NoteText } from '../taskInput.ts';

/** What was asked about one note in a batch. */
export interface BatchEntry {
  readonly customId: string;
  /** Of the note's text, see `RunServices.hash`. */
  readonly hash: string;
  readonly input: EnrichInput;
}

/** An entry as a line without its end. The note, which every part of the question holds, stands in it once. */
export function batchEntryLine({ customId, hash, input }: BatchEntry): string {
  const { note, ...parts } = input;
  const question = JSON.stringify(parts, (key, value: unknown) => (key === 'note' ? undefined : value));
  return `{"customId":${JSON.stringify(customId)},"hash":${JSON.stringify(hash)},"note":${JSON.stringify(note)},"parts":${question}}`;
}

/** Only what {@link batchEntryLine} wrote is read; a damaged line gives `undefined`. */
export function readBatchEntry(line: string): BatchEntry | undefined {
  try {
    const { customId, hash, note, parts } = JSON.parse(line) as {
      readonly customId: string;
      readonly hash: string;
      readonly note: NoteText;
      readonly parts: EnrichInput;
    };
    const { summarize, tags, links, mocs } = parts;
    return {
      customId,
      hash,
      input: {
        note,
        summarize: { ...summarize, note },
        tags: { ...tags, note },
        links: { ...links, note },
        mocs: { ...mocs, note },
      },
    };
  } catch {
    return undefined;
  }
}
