import type { Prompt } from './prompt.ts';

export const SUGGEST_TAGS_PROMPT = {
  version: 1,
  instructions: `Choose tags under which the author would look for this note later.
Prefer the candidates: they are the tags that the vault has, with how often each is used and, where known, when to use it. Choose only what the note is really about, the best first, at most as many as "at most" says. None is better than a poor one.
Propose a new tag only for a main subject of the note that no candidate covers, at most two, spelled in the style of the candidates. Never repeat a tag that the note has, in any spelling.`,
  exampleReply: {
    tags: [{ candidate: 2, reason: 'explains how dough ferments', confidence: 0.9 }],
    newTags: [{ tag: 'sourdough', reason: 'the subject of the whole note', confidence: 0.6 }],
  },
} satisfies Prompt;
