import { PLACE_IN_MOC_PROMPT } from './placeInMoc.ts';
import type { Prompt } from './prompt.ts';
import { SUGGEST_LINKS_PROMPT } from './suggestLinks.ts';
import { SUGGEST_TAGS_PROMPT } from './suggestTags.ts';
import { SUMMARIZE_PROMPT } from './summarize.ts';

/** The four questions in one. */
export const ENRICH_PROMPT = {
  version: 1,
  instructions: [
    'Do four things for the note, each under its own key.',
    `"summarize": ${SUMMARIZE_PROMPT.instructions}`,
    `"suggestTags": ${SUGGEST_TAGS_PROMPT.instructions}`,
    `"suggestLinks": ${SUGGEST_LINKS_PROMPT.instructions}`,
    `"placeInMoc": ${PLACE_IN_MOC_PROMPT.instructions}`,
  ].join('\n\n'),
  exampleReply: {
    summarize: SUMMARIZE_PROMPT.exampleReply,
    suggestTags: SUGGEST_TAGS_PROMPT.exampleReply,
    suggestLinks: SUGGEST_LINKS_PROMPT.exampleReply,
    placeInMoc: PLACE_IN_MOC_PROMPT.exampleReply,
  },
} satisfies Prompt;
