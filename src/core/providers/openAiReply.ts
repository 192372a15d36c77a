import type { ChatCompletion, ChatCompletionChunk } from 'openai/resources/chat/completions';
import type { TokenUsage } from '../assistant/provider.ts';

/** No task asks for as much; a server that does not stop is stopped. UTF-16 code units. */
const LONGEST_REPLY = 400_000;

/** A reply as it came, before anything is made of it. */
export interface RawReply {
  text: string;
  refusal: string;
  /** `undefined` when the reply did not come to its end. */
  finish: string | undefined;
  usage: TokenUsage | undefined;
  /** The server accepted the request: what goes wrong now breaks off a reply. */
  hasBegun: boolean;
  /** The server sent anything that is part of a chat completion. */
  isCompletion: boolean;
}

/** What is known of a reply that has not begun. */
export function emptyReply(): RawReply {
  return { text: '', refusal: '', finish: undefined, usage: undefined, hasBegun: false, isCompletion: false };
}

/** Adds a piece of a stream. Servers leave out whatever they like, so nothing is taken for granted. */
export function addChunk(reply: RawReply, chunk: Partial<ChatCompletionChunk>): void {
  const choice = chunk.choices?.[0];
  if (choice !== undefined || chunk.usage) reply.isCompletion = true;
  reply.text += choice?.delta?.content ?? '';
  reply.refusal += choice?.delta?.refusal ?? '';
  reply.finish = choice?.finish_reason ?? reply.finish;
  reply.usage = chunk.usage ? usageOf(chunk.usage) : reply.usage;
  if (reply.text.length > LONGEST_REPLY)
    throw new RangeError('The reply is longer than any that was asked for');
}

/** @param answer what came instead of a stream: a completion, or anything else, such as the text of a web page */
export function readCompletion(answer: unknown): RawReply {
  const completion = (typeof answer === 'object' && answer !== null ? answer : {}) as Partial<ChatCompletion>;
  const choice = completion.choices?.[0];
  return {
    text: choice?.message?.content ?? '',
    refusal: choice?.message?.refusal ?? '',
    // A whole answer without a reason is taken for finished.
    finish: choice === undefined ? undefined : (choice.finish_reason ?? 'stop'),
    usage: completion.usage ? usageOf(completion.usage) : undefined,
    hasBegun: true,
    isCompletion: choice !== undefined,
  };
}

function usageOf(usage: NonNullable<ChatCompletion['usage']>): TokenUsage {
  return {
    input: usage.prompt_tokens ?? 0,
    output: usage.completion_tokens ?? 0,
    cachedInput: usage.prompt_tokens_details?.cached_tokens ?? 0,
  };
}
