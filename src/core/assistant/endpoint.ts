/** Where requests go, as consent and keys are bound to it. */
export interface Endpoint {
  /** Scheme, host and port: `https://api.openai.com`, `http://localhost:11434`. */
  readonly origin: string;
  /** For people: host and port. */
  readonly label: string;
  /** The host is this very machine, by its loopback address. Other names may lead anywhere. */
  readonly isLocal: boolean;
}

/**
 * Reads the address of a server. `undefined` for what is no http or https address, and for one that holds a user name
 * or password, which would be shown and kept in the open.
 *
 * @example endpointOf('http://127.0.0.1:11434/v1') // { origin: 'http://127.0.0.1:11434', label: '127.0.0.1:11434', isLocal: true }
 */
export function endpointOf(baseUrl: string): Endpoint | undefined {
  if (!URL.canParse(baseUrl)) return undefined;
  const { origin, host, hostname, protocol, username, password } = new URL(baseUrl);
  if ((protocol !== 'http:' && protocol !== 'https:') || username !== '' || password !== '') return undefined;
  return { origin, label: host, isLocal: isLoopback(hostname) };
}

/** The URL parser has brought `127.1`, `0x7f.0.0.1` and the like into four decimal numbers. */
function isLoopback(hostname: string): boolean {
  const name = hostname.replace(/\.$/, '');
  return (
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    name === '[::1]' ||
    /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(name)
  );
}
