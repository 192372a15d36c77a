import { endpointOf } from '../../core/assistant/endpoint.ts';
import type { Destination } from './consent.ts';

/** Where requests to an endpoint go. The base URL must be a valid one. */
export function destinationOf(baseUrl: string): Destination {
  const { origin, host } = new URL(baseUrl);
  return { id: origin, label: host, isLocal: endpointOf(baseUrl)?.isLocal === true };
}
