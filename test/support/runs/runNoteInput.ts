import type { EnrichInput } from '../../../src/core/assistant/taskInput.ts';

/** A question about a note with next to no candidates. */
export function runNoteInput(path: string, text: string): EnrichInput {
  const title = /^# (.*)$/m.exec(text)?.[1] ?? path;
  const note = { path, title, text, tags: [] };
  return {
    note,
    summarize: { note, length: 'short' },
    tags: { note, candidates: [], newTagIdeas: [], vaultTags: [], max: 5 },
    links: { note, mentions: [], related: [] },
    mocs: { note, candidates: [] },
  };
}
