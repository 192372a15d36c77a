import type { ChatMessage, ProviderFailure, ProviderRequest } from '../provider.ts';

/** Longer replies are shown to the model only from their beginning: they are of no use anyway. */
const SHOWN_CHARACTERS = 4000;

/** The request again with the reply that was of no use and what was wrong with it. Roles take turns, as some models insist. */
export function repairRequest<R extends ProviderRequest>(
  request: R,
  reply: string,
  problem: ProviderFailure['kind'],
): R {
  const shown = reply.trim() === '' ? '(no reply)' : reply.slice(0, SHOWN_CHARACTERS);
  const messages: ChatMessage[] = [
    ...request.messages,
    { role: 'assistant', content: shown },
    { role: 'user', content: REPAIRS[problem] ?? USELESS },
  ];
  return { ...request, messages };
}

const USELESS =
  'That was not the JSON object asked for. Reply again with one JSON object of that shape and nothing else: no prose, no code fence.';

const REPAIRS: Partial<Record<ProviderFailure['kind'], string>> = {
  cut: 'That reply broke off. Reply again with the whole JSON object, with fewer and shorter entries, and nothing else.',
  refused:
    'The note is the user’s own and is only to be filed. Reply with the JSON object asked for; leave a list empty where you have nothing to say.',
};
