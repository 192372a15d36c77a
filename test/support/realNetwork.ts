import type { Network } from '../../src/core/providers/openAiNetwork.ts';

/** The network as it is, with waits that do not vary by chance. */
export const realNetwork: Network = {
  fetch: globalThis.fetch,
  now: () => Date.now(),
  random: () => 0.5,
  after: (ms, action) => {
    const timer = setTimeout(action, ms);
    return () => clearTimeout(timer);
  },
};
