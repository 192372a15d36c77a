import type { ChatCompletionCreateParams } from 'openai/resources/chat/completions';
import type { ChatMessage, JsonSchema } from '../assistant/provider.ts';
import type { Abilities } from './openAiAbilities.ts';

/** What is asked, whatever it is for. */
export interface Question {
  /** Names the schema on the wire: letters only. */
  readonly name: string;
  readonly messages: readonly ChatMessage[];
  readonly schema: JsonSchema;
  readonly maxOutputTokens: number;
}

/** Any number will do, as long as it stays the same. */
const SEED = 7;

/** The body of a chat completion, as far as the server is known to understand it. */
export function chatBody(
  model: string,
  question: Question,
  abilities: Abilities,
): ChatCompletionCreateParams {
  const { outputLimit } = abilities;
  return {
    model,
    messages: messagesFor(question, abilities),
    ...responseFormat(question, abilities),
    ...(outputLimit === 'none' ? {} : { [outputLimit]: question.maxOutputTokens }),
    ...(abilities.temperature ? { temperature: 0 } : {}),
    ...(abilities.seed ? { seed: SEED } : {}),
    ...(abilities.streaming ? { stream: true } : {}),
    ...(abilities.streaming && abilities.streamUsage ? { stream_options: { include_usage: true } } : {}),
  } as ChatCompletionCreateParams;
}

function responseFormat(
  { name, schema }: Question,
  { replyFormat }: Abilities,
): Partial<ChatCompletionCreateParams> {
  switch (replyFormat) {
    case 'json_schema':
      return { response_format: { type: 'json_schema', json_schema: { name, strict: true, schema } } };
    case 'json_object':
      return { response_format: { type: 'json_object' } };
    case 'prompt':
      return {};
  }
}

/** A server that does not know schemas reads it at the end of the system message. */
function messagesFor({ messages, schema }: Question, { replyFormat }: Abilities): ChatMessage[] {
  if (replyFormat === 'json_schema') return [...messages];
  const hint = `The reply must match this JSON schema: ${JSON.stringify(schema)}`;
  const [first, ...others] = messages;
  return first?.role === 'system'
    ? [{ role: 'system', content: `${first.content}\n${hint}` }, ...others]
    : [{ role: 'system', content: hint }, ...messages];
}
