import type { ProviderRequest } from './provider.ts';

/** Where replies are kept, e.g. a folder of the extension's storage. Neither call rejects. */
export interface ReplyStorage {
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
}

/** Replies by what was asked: the same note, candidates, prompt and model get the same reply without a request. */
export interface ReplyCache {
  get(providerId: string, request: ProviderRequest): Promise<string | undefined>;
  keep(providerId: string, request: ProviderRequest, reply: string): Promise<void>;
}

/** @param digest a collision-free hash of a text, such as SHA-256 in hex: notes must not stand in key names */
export function createReplyCache(
  storage: ReplyStorage,
  digest: (text: string) => Promise<string> | string,
): ReplyCache {
  const keyOf = async (providerId: string, request: ProviderRequest): Promise<string> => {
    const { task, promptVersion, messages, schema, maxOutputTokens } = request;
    return await digest(JSON.stringify([providerId, task, promptVersion, messages, schema, maxOutputTokens]));
  };
  return {
    get: async (providerId, request) => await storage.get(await keyOf(providerId, request)),
    keep: async (providerId, request, reply) => {
      await storage.set(await keyOf(providerId, request), reply);
    },
  };
}
