import { PLACE_IN_MOC_PROMPT } from './placeInMoc.ts';
import { ownVersion, withOwn, type OwnPrompts, type Prompt } from './prompt.ts';
import { SUGGEST_LINKS_PROMPT } from './suggestLinks.ts';
import { SUGGEST_TAGS_PROMPT } from './suggestTags.ts';
import { SUMMARIZE_PROMPT } from './summarize.ts';

/** What enriching asks for; each is one of the other tasks. */
export type EnrichPart = 'summary' | 'tags' | 'links' | 'mocs';

export const ENRICH_PARTS: readonly EnrichPart[] = ['summary', 'tags', 'links', 'mocs'];

/** The key in the reply, and the question, of each part. */
const QUESTIONS = {
  summary: { key: 'summarize', prompt: SUMMARIZE_PROMPT },
  tags: { key: 'suggestTags', prompt: SUGGEST_TAGS_PROMPT },
  links: { key: 'suggestLinks', prompt: SUGGEST_LINKS_PROMPT },
  mocs: { key: 'placeInMoc', prompt: PLACE_IN_MOC_PROMPT },
} as const satisfies Record<EnrichPart, { key: string; prompt: Prompt }>;

const VERSION = 2;

/** Several questions in one, in the order of `ENRICH_PARTS` so that the beginning of the prompt stays the same. */
export function enrichPrompt(own: OwnPrompts = {}, parts: readonly EnrichPart[] = ENRICH_PARTS): Prompt {
  const asked = ENRICH_PARTS.filter((part) => parts.includes(part)).map((part) => {
    const { key, prompt } = QUESTIONS[part];
    return { key, prompt: withOwn(prompt, own[key]), isOwn: withOwn(prompt, own[key]) !== prompt };
  });
  const instructions = [
    'Answer each question about the note under its own key.',
    ...asked.map(({ key, prompt }) => `"${key}": ${prompt.instructions}`),
  ].join('\n\n');
  return {
    version: asked.some(({ isOwn }) => isOwn) ? ownVersion(VERSION, instructions) : VERSION,
    instructions,
    exampleReply: Object.fromEntries(asked.map(({ key, prompt }) => [key, prompt.exampleReply])),
  };
}
