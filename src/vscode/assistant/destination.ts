import type { Destination } from './consent.ts';

/** Where requests to an endpoint go. The base URL must be a valid one. */
export function destinationOf(baseUrl: string): Destination {
  const { origin, host, hostname } = new URL(baseUrl);
  return { id: origin, label: host, isLocal: isThisMachine(hostname) };
}

function isThisMachine(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127\./.test(hostname)
  );
}
