import type { ChatMessage, ProviderFailure, ProviderRequest } from '../provider.ts';
import type { DroppedReply } from '../suggestion.ts';
import { promptJson } from './prompt.ts';

/** Longer replies are shown to the model only from their beginning: they are of no use anyway. */
const SHOWN_CHARACTERS = 4000;
const SHOWN_PARTS = 10;

/**
 * The request again with the reply that was of no use and what was wrong with it. Roles take turns, as some models
 * insist.
 *
 * @param problem the kind of failure, or what was wrong with each part of the reply
 */
export function repairRequest<R extends ProviderRequest>(
  request: R,
  reply: string,
  problem: ProviderFailure['kind'] | readonly DroppedReply[],
): R {
  const shown = reply.trim() === '' ? '(no reply)' : reply.slice(0, SHOWN_CHARACTERS);
  const remark = typeof problem === 'string' ? (REPAIRS[problem] ?? USELESS) : wrongParts(problem);
  const messages: ChatMessage[] = [
    ...request.messages,
    { role: 'assistant', content: shown },
    { role: 'user', content: remark },
  ];
  return { ...request, messages };
}

/** What is named comes out of the reply, so it is data too. */
function wrongParts(dropped: readonly DroppedReply[]): string {
  const named = dropped.slice(0, SHOWN_PARTS).map(({ what, why }) => `${what}: ${why}`);
  return `None of that can be used: ${promptJson(named)}. Reply again with the JSON object asked for, without these faults.`;
}

const USELESS =
  'That was not the JSON object asked for. Reply again with one JSON object of that shape and nothing else: no prose, no code fence.';

const REPAIRS: Partial<Record<ProviderFailure['kind'], string>> = {
  cut: 'That reply broke off. Reply again with the whole JSON object, with fewer and shorter entries, and nothing else.',
  refused:
    'The note is the user’s own and is only to be filed. Reply with the JSON object asked for; leave a list empty where you have nothing to say.',
};
