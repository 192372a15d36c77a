import type { Prompt } from './prompt.ts';

export const SIMILAR_TAGS_PROMPT = {
  version: 1,
  instructions: `Find tags of one vault that mean the same, so that its author could merge them: synonyms, translations, an abbreviation and its long form, two words for one field.
"tags" are all there are, each with the number of notes that carry it. Group only tags that one author would use for the very same notes. A topic and a part of it, a thing and its maker, or two fields that are near to each other are not the same. Leave out what merely differs in spelling.
A group has two tags or more, named by their numbers; a tag is in one group at most. Reply with an empty list when no two mean the same.`,
  exampleReply: {
    groups: [{ tags: [4, 17], reason: 'two words for bread made with wild yeast', confidence: 0.9 }],
  },
  data: { what: 'the tags of a personal vault, numbered', language: 'the tags' },
} satisfies Prompt;
