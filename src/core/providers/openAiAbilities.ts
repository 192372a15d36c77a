/** What a server accepts. Learned from its refusals, remembered for each server and model. */
export interface Abilities {
  readonly replyFormat: 'json_schema' | 'json_object' | 'prompt';
  readonly outputLimit: 'max_completion_tokens' | 'max_tokens' | 'none';
  readonly temperature: boolean;
  readonly seed: boolean;
  readonly streaming: boolean;
  /** Counts tokens at the end of a stream. */
  readonly streamUsage: boolean;
}

/** Where abilities are remembered, e.g. VS Code's global state. */
export interface AbilityStore {
  get(key: string): Abilities | undefined;
  set(key: string, abilities: Abilities): void;
}

/** What is tried first. Only OpenAI itself insists on the newer name of the output limit. */
export function hopefulAbilities(baseUrl: string): Abilities {
  const isOpenAi =
    URL.canParse(baseUrl) && /(?:^|\.)openai\.(?:com|azure\.com)$/.test(new URL(baseUrl).hostname);
  return {
    replyFormat: 'json_schema',
    outputLimit: isOpenAi ? 'max_completion_tokens' : 'max_tokens',
    temperature: true,
    seed: true,
    streaming: true,
    streamUsage: true,
  };
}

/** A refusal of the request as such: HTTP 400, 404, 415, 422 or 501. */
export interface RequestRefusal {
  /** The parameter that the server names, where it does. */
  readonly param: string;
  readonly message: string;
}

/**
 * What is left to try after a refusal; `undefined` when nothing is. Each lesson takes something away, so that
 * learning ends. A refusal that names nothing is taken for one of the reply format, the likeliest reason.
 */
export function learnFrom(refusal: RequestRefusal, known: Abilities): Abilities | undefined {
  const says = (pattern: RegExp): boolean => pattern.test(refusal.param) || pattern.test(refusal.message);
  if (known.streaming && known.streamUsage && says(/stream_options|include_usage/i))
    return { ...known, streamUsage: false };
  if (says(/response_format|json_schema|json_object|json mode|structured|grammar|schema/i))
    return plainerFormat(known);
  if (known.temperature && says(/temperature/i)) return { ...known, temperature: false };
  if (known.seed && says(/\bseed\b/i)) return { ...known, seed: false };
  if (says(/max_(?:completion_)?tokens/i)) return otherLimit(known, says(/max_completion_tokens/i));
  if (known.streaming && says(/\bstream(?:ing)?\b/i)) return { ...known, streaming: false };
  return plainerFormat(known);
}

function plainerFormat(known: Abilities): Abilities | undefined {
  if (known.replyFormat === 'prompt') return undefined;
  return { ...known, replyFormat: known.replyFormat === 'json_schema' ? 'json_object' : 'prompt' };
}

/** OpenAI's refusal of `max_tokens` recommends `max_completion_tokens`; the other way round there is none. */
function otherLimit(known: Abilities, namesNewer: boolean): Abilities | undefined {
  if (known.outputLimit === 'none') return undefined;
  const canBeNewer = known.outputLimit === 'max_tokens' && namesNewer;
  return { ...known, outputLimit: canBeNewer ? 'max_completion_tokens' : 'none' };
}
