import OpenAI from 'openai';
import { endpointOf } from '../assistant/endpoint.ts';

/** What the provider takes from its surroundings: the core has no clock and no network of its own. */
export interface Network {
  readonly fetch: typeof globalThis.fetch;
  /** Milliseconds since 1970, as `Date.now`. */
  readonly now: () => number;
  /** Runs `action` after `ms` milliseconds; calling the result prevents it. */
  readonly after: (ms: number, action: () => void) => () => void;
  /** 0 to 1, as `Math.random`. */
  readonly random: () => number;
}

/** An OpenAI-compatible server and the key for it. */
export interface Endpoint {
  /** Up to and with the version, e.g. `http://localhost:11434/v1`. */
  readonly baseUrl: string;
  /** `undefined` for servers that want none. */
  readonly apiKey?: string | undefined;
  readonly network: Network;
}

/** Servers on this machine want no key, but the client insists on one. */
const NO_KEY = 'no-key';

/** The headers that a request needs; the client would add others out of the environment. */
const SENT_HEADERS: ReadonlySet<string> = new Set(['accept', 'authorization', 'content-type', 'user-agent']);

/**
 * The client for an endpoint. Nothing comes from environment variables: not the address, the key, the organization,
 * headers or the log level. It does not retry: the provider does, within its deadline.
 *
 * @throws when the address is none
 */
export function createClient({ baseUrl, apiKey, network }: Endpoint): OpenAI {
  const endpoint = endpointOf(baseUrl);
  if (endpoint === undefined) throw new TypeError('The address is none of a server');
  return new OpenAI({
    baseURL: baseUrl,
    apiKey: apiKey ?? NO_KEY,
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    logLevel: 'off',
    maxRetries: 0,
    fetch: guardedFetch(network.fetch, endpoint.origin, apiKey !== undefined),
  });
}

/** Sends to this origin only, without following redirects: a note and a key go nowhere else. */
function guardedFetch(fetch: Network['fetch'], origin: string, hasKey: boolean): Network['fetch'] {
  return async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    if (new URL(address).origin !== origin) throw new TypeError('The request would leave the endpoint');
    const headers = new Headers();
    for (const [name, value] of new Headers(init?.headers)) {
      if (SENT_HEADERS.has(name) && (hasKey || name !== 'authorization')) headers.set(name, value);
    }
    return await fetch(address, { ...init, headers, redirect: 'manual' });
  };
}

/** Waits, or gives `false` as soon as the signal is aborted. */
export async function pause(ms: number, network: Network, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return false;
  return await new Promise<boolean>((resolve) => {
    const stop = network.after(ms, () => finish(true));
    const onAbort = (): void => finish(false);
    const finish = (waited: boolean): void => {
      stop();
      signal.removeEventListener('abort', onAbort);
      resolve(waited);
    };
    signal.addEventListener('abort', onAbort);
  });
}
