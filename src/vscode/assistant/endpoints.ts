/** A server that speaks OpenAI's protocol. */
export interface KnownEndpoint {
  readonly name: string;
  readonly baseUrl: string;
  /** Whether it wants an API key. */
  readonly needsKey: boolean;
}

export const OPENAI: KnownEndpoint = { name: 'OpenAI', baseUrl: 'https://api.openai.com/v1', needsKey: true };

/** Servers on this machine, at the ports that their makers chose. */
export const LOCAL_SERVERS: readonly KnownEndpoint[] = [
  { name: 'Ollama', baseUrl: 'http://localhost:11434/v1', needsKey: false },
  { name: 'LM Studio', baseUrl: 'http://localhost:1234/v1', needsKey: false },
  { name: 'llama.cpp', baseUrl: 'http://localhost:8080/v1', needsKey: false },
];
