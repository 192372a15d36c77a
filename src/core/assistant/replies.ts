import * as z from 'zod/mini';
import type { EnrichPart } from './prompts/enrich.ts';
import type { JsonSchema } from './provider.ts';
import type { TaskName } from './taskInput.ts';

/*
 * What a provider answers with, one shape a task. The schemas are strict, as OpenAI's structured outputs want
 * them: every property required, no other ones, no defaults. Reading is lenient (see readReply.ts).
 */

/** A choice out of a numbered list of candidates. */
const pickSchema = z.object({
  /** Place in the list, counted from 1. */
  candidate: z.int(),
  /** One short line in the note's language. */
  reason: z.string(),
  /** 0 to 1. */
  confidence: z.number(),
});

const newTagSchema = z.object({ tag: z.string(), reason: z.string(), confidence: z.number() });

/** Words of the note, verbatim, that are about one of the related notes (`candidate` counts in that list). */
const quoteSchema = z.object({
  candidate: z.int(),
  quote: z.string(),
  reason: z.string(),
  confidence: z.number(),
});

const summarizeSchema = z.object({ sentences: z.array(z.string()) });
const suggestTagsSchema = z.object({ tags: z.array(pickSchema), newTags: z.array(newTagSchema) });
const suggestLinksSchema = z.object({
  mentions: z.array(pickSchema),
  related: z.array(pickSchema),
  quotes: z.array(quoteSchema),
});
const placeInMocSchema = z.object({ mocs: z.array(pickSchema) });
const enrichSchema = z.object({
  summarize: summarizeSchema,
  suggestTags: suggestTagsSchema,
  suggestLinks: suggestLinksSchema,
  placeInMoc: placeInMocSchema,
});

/** Tags by their places in the list, counted from 1. */
const sameTagsSchema = z.object({
  tags: z.array(z.int()),
  reason: z.string(),
  confidence: z.number(),
});
const similarTagsSchema = z.object({ groups: z.array(sameTagsSchema) });

export type PickReply = z.infer<typeof pickSchema>;
export type NewTagReply = z.infer<typeof newTagSchema>;

/**
 * The reply to each task, as JSON.
 *
 * @example // placeInMoc
 * { "mocs": [{ "candidate": 1, "reason": "the note compares shells", "confidence": 0.8 }] }
 */
export interface TaskReplies {
  /** `nothing` goes with no sentences where the note has none that are worth it; no model is told of it. */
  readonly summarize: z.infer<typeof summarizeSchema> & { readonly nothing?: true };
  readonly suggestTags: z.infer<typeof suggestTagsSchema>;
  readonly suggestLinks: z.infer<typeof suggestLinksSchema>;
  readonly placeInMoc: z.infer<typeof placeInMocSchema>;
  readonly enrich: z.infer<typeof enrichSchema>;
  readonly similarTags: z.infer<typeof similarTagsSchema>;
}

/** The JSON schema of the reply to a task of one question. */
export function replySchema(task: Exclude<TaskName, 'enrich'>): JsonSchema {
  switch (task) {
    case 'summarize':
      return strictJsonSchema(summarizeSchema);
    case 'suggestTags':
      return strictJsonSchema(suggestTagsSchema);
    case 'suggestLinks':
      return strictJsonSchema(suggestLinksSchema);
    case 'placeInMoc':
      return strictJsonSchema(placeInMocSchema);
    case 'similarTags':
      return strictJsonSchema(similarTagsSchema);
  }
}

/** Where the reply to each part of enriching stands. */
const ENRICH_KEYS = {
  summary: 'summarize',
  tags: 'suggestTags',
  links: 'suggestLinks',
  mocs: 'placeInMoc',
} as const satisfies Record<EnrichPart, keyof typeof enrichSchema.shape>;

/** The JSON schema of the reply to several questions in one. */
export function enrichReplySchema(parts: readonly EnrichPart[]): JsonSchema {
  const keys = parts.map((part) => ENRICH_KEYS[part]);
  return strictJsonSchema(z.object(Object.fromEntries(keys.map((key) => [key, enrichSchema.shape[key]]))));
}

/** Without `$schema` and number bounds: some servers refuse what they do not know. */
function strictJsonSchema(schema: z.ZodMiniType): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    override: ({ jsonSchema }) => {
      delete jsonSchema.minimum;
      delete jsonSchema.maximum;
    },
  });
  return rest as JsonSchema;
}
