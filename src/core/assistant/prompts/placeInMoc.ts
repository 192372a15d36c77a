import type { Prompt } from './prompt.ts';

export const PLACE_IN_MOC_PROMPT = {
  version: 1,
  instructions: `Choose the map of content (MOC) to which the note belongs. A MOC is a note that lists the notes of one field.
Choose one, or two where the note truly belongs to both. Choose none when no candidate is the note's field.`,
  exampleReply: { mocs: [{ candidate: 1, reason: 'a technique of baking', confidence: 0.9 }] },
} satisfies Prompt;
