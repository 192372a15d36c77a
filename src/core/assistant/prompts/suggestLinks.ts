import type { Prompt } from './prompt.ts';

export const SUGGEST_LINKS_PROMPT = {
  version: 1,
  instructions: `Choose links that help a reader of this note.
"mentions" are words of the note that are the title or another name of a note: choose those that are meant in that sense in their sentence, and leave out common words that only happen to be a title.
"related" are notes that this one might point to: choose those that a reader would want next, at most five.
In "quotes" you may name other words of the note that are plainly about one of the related notes: copy the words exactly as they stand in the note, a few words at most, with the number of the related note. Leave it empty when in doubt.`,
  exampleReply: {
    mentions: [{ candidate: 1, reason: 'the method that the step uses', confidence: 0.9 }],
    related: [{ candidate: 3, reason: 'goes deeper into hydration', confidence: 0.7 }],
    quotes: [{ candidate: 2, quote: 'wild yeast', reason: 'what the starter holds', confidence: 0.6 }],
  },
} satisfies Prompt;
