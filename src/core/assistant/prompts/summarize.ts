import type { Prompt } from './prompt.ts';

export const SUMMARIZE_PROMPT = {
  version: 1,
  instructions: `Summarize the note in the language in which it is written; "language" names it where it is known.
Give as many sentences as "sentences" says, fewer for a short note. Each sentence stands on its own, says one thing that matters, and is plain text without markdown, links or lists.
Say only what the note says. Every number and every name must stand in the note. Do not speak about the note itself ("this note describes") and do not address the reader.`,
  exampleReply: {
    sentences: [
      'Sourdough rises through wild yeast and needs twelve hours at room temperature.',
      'A wetter dough gives a more open crumb but is harder to shape.',
    ],
  },
} satisfies Prompt;
